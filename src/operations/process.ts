/** What each endpoint for facts of the revenue process does: record one fact of its kind, decided live. */
import type { process as contract } from '../api/process.ts';
import type { Written } from '../api/endpoint.ts';
import { type EventType, parseFact } from '../domain/catalogue.ts';
import { accept, refuse } from '../domain/decision.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Context, Handlers } from './context.ts';
import { refusalOf } from './refusals.ts';
import { write } from './write.ts';

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
  return (context: Context, input: RecordingInput): Promise<Written> => {
    const { customerId, idempotencyKey, occurredAt, ...fields } = input;
    return write(context, {
      customerId,
      idempotencyKey,
      occurredAt,
      decide: ({ newId }) => {
        const given: Record<string, unknown> = { ...fields };
        if (names !== undefined) given[names.field] ??= newId(names.prefix);
        const parsed = parseFact(type, given);
        return parsed.ok ? accept(parsed.fact) : refuse(refusalOf(parsed.problems));
      },
    });
  };
}
