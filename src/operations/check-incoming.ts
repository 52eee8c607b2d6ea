/** What can be said of an incoming fact without looking into the ledger. */
import { type Fact, kindOf, parseFact } from '../domain/catalogue.ts';
import type { Refusal } from '../domain/decision.ts';
import { companyStream, CustomerId, type StreamId } from '../domain/ids.ts';
import { Instant } from '../domain/instants.ts';
import type { IncomingFact } from './incoming.ts';
import { fromTheFuture, isFromTheFuture } from './write.ts';

/** The longest id that a source may give a fact. */
const sourceIdMax = 200;

/** A fact that passed the checks that need no ledger. */
export interface CheckedFact {
  readonly streamId: StreamId;
  readonly fact: Fact;
  readonly occurredAt: Instant;
  readonly sourceId: string;
}

/** What can be said of a fact without the ledger. */
export function checkIncoming(incoming: IncomingFact, now: Instant): CheckedFact | { readonly refusal: Refusal } {
  if (incoming.refused != null) {
    return {
      refusal: {
        code: 'invalid',
        reason: incoming.refused,
        remedy: 'Correct the row and import again; rows that are known stay as they are',
      },
    };
  }
  if (incoming.type === 'customer.erased') return { refusal: onlyByErasing };
  const parsed = parseFact(incoming.type, incoming.fields);
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    return {
      refusal: {
        code: 'invalid',
        reason: `${problem?.field ?? 'The row'} ${problem?.reason ?? 'cannot be read'}`,
        remedy: 'Correct this field and import again',
        field: problem?.field ?? '',
        value: problem?.value,
      },
    };
  }
  const kind = kindOf(parsed.fact.type);
  const isCompany = incoming.customerId === companyStream;
  if (kind.stream !== 'any' && (kind.stream === 'company') !== isCompany) {
    return {
      refusal: invalid(
        'customerId',
        incoming.customerId,
        `${kind.type} belongs to the stream of ${kind.stream === 'company' ? 'the company' : 'a customer'}`,
      ),
    };
  }
  const id = isCompany
    ? { success: true as const, data: companyStream as StreamId }
    : CustomerId.safeParse(incoming.customerId);
  if (!id.success)
    return {
      refusal: invalid(
        'customerId',
        incoming.customerId,
        'customerId is no id of a customer: cus_ and letters, digits, . _ ~ -',
      ),
    };
  const at = Instant.safeParse(incoming.occurredAt);
  if (!at.success)
    return {
      refusal: invalid(
        'occurredAt',
        incoming.occurredAt,
        'occurredAt must be an instant with an offset, like 2026-11-21T09:30:00Z',
      ),
    };
  if (isFromTheFuture(at.data, now)) return { refusal: fromTheFuture(incoming.occurredAt) };
  if (
    incoming.sourceId === '' ||
    incoming.sourceId.length > sourceIdMax ||
    !incoming.sourceId.isWellFormed() ||
    /\0|@edition\d+$/.test(incoming.sourceId)
  ) {
    return { refusal: invalid('sourceId', incoming.sourceId, `sourceId must be 1 to ${sourceIdMax} characters`) };
  }
  return { streamId: id.data, fact: parsed.fact, occurredAt: at.data, sourceId: incoming.sourceId };
}

/** A fact that says so destroys nothing: the names would stand beside the claim that they are gone. */
const onlyByErasing: Refusal = {
  code: 'invalid',
  reason: 'customer.erased is recorded by erasing, and cannot be sent in',
  remedy: 'Erase the customer here: `troth erase <customer>` or POST /customers/{customerId}/erasure',
  field: 'type',
  value: 'customer.erased',
};

function invalid(field: string, value: unknown, reason: string): Refusal {
  return { code: 'invalid', reason, remedy: 'Correct this field and send it again', field, value };
}
