/** What each endpoint for facts of the revenue process does: record one fact of its kind, decided live. */
import { createHash } from 'node:crypto';
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
  draw: recording('lot.drawn', { field: 'drew', drawn: lotOf }),
};

interface RecordingInput {
  readonly customerId: CustomerId;
  readonly idempotencyKey?: string | undefined;
  readonly occurredAt?: string | undefined;
}

/** The field that is filled where it is left out: with a new id, or with what is drawn. */
type Filled = { readonly field: string } & (
  | { readonly prefix: string }
  | { readonly drawn: (customerId: CustomerId, given: Readonly<Record<string, unknown>>) => string }
);

/** Records one fact. */
function recording(type: EventType, filled?: Filled) {
  return async (context: Context, input: RecordingInput): Promise<Told> => {
    const { customerId, idempotencyKey, occurredAt, ...fields } = input;
    let warnings: readonly Warning[] = [];
    const written = await write(context, {
      customerId,
      idempotencyKey,
      occurredAt,
      decide: (asked) => {
        const given: Record<string, unknown> = { ...fields };
        if (filled !== undefined)
          given[filled.field] ??= 'prefix' in filled ? asked.newId(filled.prefix) : filled.drawn(customerId, given);
        const parsed = parseFact(type, given);
        if (!parsed.ok) return refuse(refusalOf(parsed.problems));
        warnings = warningsOf(parsed.fact, asked, occurredAt ?? asked.now);
        return accept(parsed.fact);
      },
    });
    return { ...written, warnings: [...warnings] };
  };
}

/**
 * A lot that nobody can choose and everybody can draw again: it hangs on the trial and the customer alone, and half of
 * all customers get the offer.
 */
function lotOf(customerId: CustomerId, { trial }: Readonly<Record<string, unknown>>): 'offer' | 'nothing' {
  const [first = 0] = createHash('sha256')
    .update(`${String(trial)} ${customerId}`)
    .digest();
  return first % 2 === 0 ? 'offer' : 'nothing';
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
