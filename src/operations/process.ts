/** What each endpoint for facts of the revenue process does: record one fact of its kind, decided live. */
import type { process as contract, Told } from '../api/process.ts';
import { type EventType, type Fact, parseFact } from '../domain/catalogue.ts';
import { accept, refuse } from '../domain/decision.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import type { Context, Handlers } from './context.ts';
import type { Warning } from '../domain/selling/standing.ts';
import { refusalOf } from './refusals.ts';
import { askWarnings, saleWarnings } from './selling.ts';
import { type Asked, write } from './write.ts';

export const process: Handlers<typeof contract> = {
  contact: recording('contact.described', { field: 'contactId', prefix: 'con' }),
  pitch: recording('pitch.made', { field: 'pitchId', prefix: 'pit' }),
  purchase: recording('purchase.made', { field: 'purchaseId', prefix: 'pur' }),
  deliver: recording('delivery.made', { field: 'deliveryId', prefix: 'del' }),
  benefit: recording('benefit.reported'),
  refund: recording('refund.paid', { field: 'refundId', prefix: 'ref' }),
  lose: recording('deal.lost', { field: 'dealId', prefix: 'dea' }),
  openCase: recording('case.opened', { field: 'caseId', prefix: 'cas' }),
  attempt: recording('case.attempted'),
  attribute: recording('case.attributed'),
  closeCase: recording('case.closed'),
  feedback: recording('feedback.given', { field: 'feedbackId', prefix: 'fbk' }),
  ask: recording('ask.made', { field: 'askId', prefix: 'ask' }),
  gift: recording('gift.given', { field: 'giftId', prefix: 'gif' }),
  refer: recording('referral.given', { field: 'referralId', prefix: 'rfl' }),
  counsel: recording('counsel.given', { field: 'counselId', prefix: 'cns' }),
  decide: recording('decision.made', { field: 'decisionId', prefix: 'dec' }),
  judge: recording('decision.judged'),
};

interface RecordingInput {
  readonly customerId: CustomerId;
  readonly idempotencyKey?: string | undefined;
  readonly occurredAt?: string | undefined;
}

/** Records one fact; `names` is the field that gets a new id where it is left out. */
function recording(type: EventType, names?: { readonly field: string; readonly prefix: string }) {
  return async (context: Context, input: RecordingInput): Promise<Told> => {
    const { customerId, idempotencyKey, occurredAt, ...fields } = input;
    let warnings: readonly Warning[] = [];
    const written = await write(context, {
      customerId,
      idempotencyKey,
      occurredAt,
      decide: (asked) => {
        const given: Record<string, unknown> = { ...fields };
        if (names !== undefined) given[names.field] ??= asked.newId(names.prefix);
        const parsed = parseFact(type, given);
        if (!parsed.ok) return refuse(refusalOf(parsed.problems));
        warnings = warningsOf(parsed.fact, asked, occurredAt ?? asked.now);
        return accept(parsed.fact);
      },
    });
    return { ...written, warnings: [...warnings] };
  };
}

/** What speaks against an ask or a sale as things stood before it. */
function warningsOf(fact: Fact, { state, company }: Asked, at: Instant): readonly Warning[] {
  switch (fact.type) {
    case 'ask.made':
      return askWarnings(state, company, fact.data, at);
    case 'pitch.made':
      return [...saleWarnings(state, company, fact.data), ...askWarnings(state, company, fact.data, at)];
    case 'purchase.made':
      return saleWarnings(state, company, fact.data);
    default:
      return [];
  }
}
