/** Erases a customer's personal text: what happened and how it was kept stays, names and words do not. */
import { randomUUID } from 'node:crypto';
import type { Written } from '../api/endpoint.ts';
import { type LedgerEvent, type NewFact, parseFact, sentenceOf } from '../domain/catalogue.ts';
import { canonicalJson } from '../domain/chain.ts';
import type { CustomerId, StreamId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import { eraseTexts } from '../ledger/erase.ts';
import { change, type Decided } from '../ledger/ledger.ts';
import { showAgain } from '../ledger/rebuild.ts';
import type { Stream } from '../ledger/streams.ts';
import type { Context } from './context.ts';
import { refusalOf } from './refusals.ts';
import { Refused } from './refused.ts';
import { unknownCustomer } from './write.ts';

export interface Erasing {
  readonly customerId: CustomerId;
  /** Our reason, which stays in the ledger: never the words of the customer. */
  readonly why?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Records that a customer is erased and destroys the texts in one transaction. Throws `Refused` where there is nothing to erase. */
export async function eraseCustomer(context: Context, asked: Erasing): Promise<Written> {
  const { customerId } = asked;
  const key = asked.idempotencyKey ?? randomUUID();
  const now = context.now();
  const { result, appended } = await change<LedgerEvent | null>(context.database, {
    ids: [customerId],
    recordedAt: now,
    decide: (streams) => {
      const stream = streams.get(customerId);
      if (stream === undefined || stream.revision === 0) throw new Refused(unknownCustomer(customerId));
      return decide(context, stream, { ...asked, key, now });
    },
    also: async (tx, recorded) => {
      if (recorded.length === 0) return;
      await eraseTexts(tx, customerId);
      // The rows that were just shown were folded while the words were still there.
      await showAgain(tx, [customerId], now);
    },
  });
  const event = appended[0] ?? result;
  return {
    customerId,
    revision: event?.revision ?? 0,
    replayed: appended.length === 0,
    events: event === null ? [] : [writtenOf(event)],
  };
}

function decide(
  context: Context,
  stream: Stream,
  asked: Erasing & { readonly key: string; readonly now: Instant },
): Decided<LedgerEvent | null> {
  const textsErased = stream.events.filter(holdsText).length;
  const parsed = parseFact('customer.erased', { textsErased, why: asked.why });
  if (!parsed.ok) throw new Refused(refusalOf(parsed.problems));
  const earlier = stream.events.find((event) => event.source === context.source && event.sourceId === asked.key);
  if (earlier !== undefined) {
    const isSame =
      earlier.type === 'customer.erased' && canonicalJson(earlier.text) === canonicalJson(parsed.fact.text);
    if (isSame) return { events: new Map(), result: earlier };
    throw new Refused({
      code: 'different_content',
      reason: `The idempotency key was used before for another request to ${asked.customerId}`,
      remedy: 'Send the first request unchanged, or take a new key for a new request',
      field: 'idempotencyKey',
      value: asked.key,
    });
  }
  if (textsErased === 0) {
    throw new Refused({
      code: 'nothing_to_do',
      reason: `No personal text of ${asked.customerId} is left`,
      remedy: 'Nothing needs to be done',
    });
  }
  const erased: NewFact = {
    fact: parsed.fact,
    occurredAt: asked.now,
    actor: context.actor,
    source: context.source,
    sourceId: asked.key,
  };
  return { events: new Map<StreamId, readonly NewFact[]>([[asked.customerId, [erased]]]), result: null };
}

function holdsText(event: LedgerEvent): boolean {
  return event.textDigest !== null && event.text !== null && event.type !== 'customer.erased';
}

function writtenOf(event: LedgerEvent): Written['events'][number] {
  return {
    eventId: event.eventId,
    type: event.type,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    sentence: sentenceOf(event),
    names: {},
  };
}
