/** Writes events: gives each its place and its link, and stores any number of them in a handful of statements. */
import { kindOf, type LedgerEvent, type NewFact } from '../domain/catalogue.ts';
import { linkHash, textDigest } from '../domain/chain.ts';
import type { Instant } from '../domain/instants.ts';
import { newId } from './ids.ts';
import type { Queryable } from './queryable.ts';
import { randomHex } from './random.ts';
import { sha256 } from './sha256.ts';
import type { Stream } from './streams.ts';

export interface LinkedEvent {
  readonly event: LedgerEvent;
  /** Null where the event has no personal text. */
  readonly salt: string | null;
}

const saltBytes = 16;

/** Gives new events their place after the last of a stream. */
export function link(stream: Stream, events: readonly NewFact[], recordedAt: Instant): readonly LinkedEvent[] {
  let { revision, hash } = stream;
  return events.map(({ fact, occurredAt, actor, source, sourceId }) => {
    revision += 1;
    const hasText = Object.keys(fact.text).length > 0;
    const salt = hasText ? randomHex(saltBytes) : null;
    const event = {
      eventId: newId('evt'),
      customerId: stream.customerId,
      revision,
      type: fact.type,
      version: kindOf(fact.type).version,
      occurredAt,
      recordedAt,
      actor,
      source,
      sourceId,
      data: fact.data,
      textDigest: salt === null ? null : textDigest(fact.text, salt, sha256),
      hash: '',
      text: fact.text,
    };
    hash = linkHash(event, hash, sha256);
    event.hash = hash;
    // The fact's type and data came from its own kind; TypeScript loses the pairing when they are taken apart.
    return { event: event as LedgerEvent, salt };
  });
}

/**
 * Stores linked events and moves the heads of their streams. Streams are written in one order everywhere, so writers
 * queue and never deadlock. Throws the database's unique violation where another writer was first.
 */
export async function append(tx: Queryable, linked: readonly LinkedEvent[]): Promise<void> {
  if (linked.length === 0) return;
  const sorted = [...linked].sort((left, right) => compareStreams(left.event, right.event));
  await moveHeads(tx, sorted);
  await tx.insert(
    'event',
    sorted.map(({ event }) => rowOf(event)),
  );
  await tx.insert(
    'event_text',
    sorted.flatMap(({ event, salt }) =>
      salt === null ? [] : [{ customer_id: event.customerId, revision: event.revision, salt, text: event.text }],
    ),
  );
}

function rowOf(event: LedgerEvent): object {
  return {
    customer_id: event.customerId,
    revision: event.revision,
    event_id: event.eventId,
    type: event.type,
    version: event.version,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    actor: event.actor,
    source: event.source,
    source_id: event.sourceId,
    data: event.data,
    text_digest: event.textDigest,
    hash: event.hash,
  };
}

/** Locks and moves the heads before anything else is stored: writers of one stream queue here, in one order. */
async function moveHeads(tx: Queryable, sorted: readonly LinkedEvent[]): Promise<void> {
  const heads = new Map(
    sorted.map(({ event }) => [
      event.customerId,
      { customer_id: event.customerId, revision: event.revision, hash: event.hash },
    ]),
  );
  await tx.query(
    `insert into stream_head select * from jsonb_populate_recordset(null::stream_head, $1::jsonb)
     on conflict (customer_id) do update set revision = excluded.revision, hash = excluded.hash`,
    [JSON.stringify([...heads.values()])],
  );
}

function compareStreams(left: LedgerEvent, right: LedgerEvent): number {
  if (left.customerId !== right.customerId) return left.customerId < right.customerId ? -1 : 1;
  return left.revision - right.revision;
}
