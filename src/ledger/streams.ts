/** Reads streams: the events of some customers, in record order, with the text that is still there. */
import { type LedgerEvent, readEvent, type StoredEvent } from '../domain/catalogue.ts';
import type { EventId, StreamId } from '../domain/ids.ts';
import { firstPreviousHash } from '../domain/chain.ts';
import type { Queryable } from './queryable.ts';

export interface Stream {
  readonly customerId: StreamId;
  readonly events: readonly LedgerEvent[];
  /** Revision of the last event, 0 where there is none. */
  readonly revision: number;
  readonly hash: string;
}

interface EventRow {
  readonly customer_id: string;
  readonly revision: number;
  readonly event_id: string;
  readonly type: string;
  readonly version: number;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly source: string;
  readonly source_id: string;
  readonly data: unknown;
  readonly text_digest: string | null;
  readonly hash: string;
  readonly text: unknown;
}

/** Columns of an event with its text. An event without any personal text reads as `{}`, an erased one as null. */
const ownColumns = `e.customer_id, e.revision, e.event_id, e.type, e.version, e.occurred_at, e.recorded_at, e.actor,
  e.source, e.source_id, e.data, e.text_digest, e.hash`;
export const eventColumns = `${ownColumns},
  case when e.text_digest is null then '{}'::jsonb else t.text end as text`;
export const eventTables =
  'event e left join event_text t on t.customer_id = e.customer_id and t.revision = e.revision';

/** The streams of these ids; one that does not exist yet is empty. */
export async function readStreams(
  database: Queryable,
  ids: readonly StreamId[],
): Promise<ReadonlyMap<StreamId, Stream>> {
  const eventsById = new Map<string, LedgerEvent[]>(ids.map((id) => [id, []]));
  const heads = await database.query<{ customer_id: string }>(
    'select customer_id from stream_head where customer_id = any($1::text[]) order by customer_id',
    [ids],
  );
  if (heads.length > 0) {
    const known = heads.map((head) => head.customer_id);
    const rows = await database.query<Omit<EventRow, 'text'>>(
      `select ${ownColumns} from event e where e.customer_id = any($1::text[]) order by e.customer_id, e.revision`,
      [known],
    );
    const texts = await readTexts(database, known);
    for (const row of rows) {
      const text = row.text_digest === null ? {} : (texts.get(`${row.customer_id} ${row.revision}`) ?? null);
      eventsById.get(row.customer_id)?.push(readEvent(storedEvent(row, text)));
    }
  }
  return new Map(ids.map((id) => [id, streamOf(id, eventsById.get(id) ?? [])]));
}

/**
 * Asked apart and not joined: a planner whose statistics are of yesterday, as they are during an import, would read every
 * text there is, and do so for each batch.
 */
async function readTexts(database: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const rows = await database.query<{ customer_id: string; revision: number; text: unknown }>(
    'select customer_id, revision, text from event_text where customer_id = any($1::text[]) order by customer_id, revision',
    [ids],
  );
  return new Map(rows.map((row) => [`${row.customer_id} ${row.revision}`, row.text]));
}

/** One stream. */
export async function readStream(database: Queryable, id: StreamId): Promise<Stream> {
  return (await readStreams(database, [id])).get(id) ?? streamOf(id, []);
}

function streamOf(customerId: StreamId, events: readonly LedgerEvent[]): Stream {
  const last = events.at(-1);
  return { customerId, events, revision: last?.revision ?? 0, hash: last?.hash ?? firstPreviousHash };
}

/** Ids of all customers' streams in order, a page at a time. */
export async function* readCustomerIds(database: Queryable, pageSize: number): AsyncGenerator<readonly StreamId[]> {
  let after = '';
  for (;;) {
    const rows = await database.query<{ customer_id: StreamId }>(
      `select customer_id from stream_head where customer_id > $1 and customer_id <> 'company' order by customer_id limit $2`,
      [after, pageSize],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => row.customer_id);
    after = last.customer_id;
  }
}

// Ids were checked when they were recorded; the database gives back what it was given.
function storedEvent(row: Omit<EventRow, 'text'>, text: unknown): StoredEvent {
  return {
    eventId: row.event_id as StoredEvent['eventId'],
    customerId: row.customer_id as StreamId,
    revision: row.revision,
    type: row.type,
    version: row.version,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: row.actor,
    source: row.source,
    sourceId: row.source_id,
    data: row.data,
    textDigest: row.text_digest,
    hash: row.hash,
    text,
  };
}

/** Events of one stream after a revision, in record order. */
export async function readEventsAfter(
  database: Queryable,
  id: StreamId,
  revision: number,
  limit: number,
): Promise<readonly LedgerEvent[]> {
  const rows = await database.query<EventRow>(
    `select ${eventColumns} from ${eventTables} where e.customer_id = $1 and e.revision > $2 order by e.revision limit $3`,
    [id, revision, limit],
  );
  return rows.map((row) => readEvent(storedEvent(row, row.text)));
}

/** The stream that an event belongs to, or null where there is no such event. */
export async function streamOfEvent(database: Queryable, eventId: string): Promise<StreamId | null> {
  const [row] = await database.query<{ customer_id: StreamId }>(
    'select customer_id from event where event_id = $1 order by customer_id limit 1',
    [eventId],
  );
  return row?.customer_id ?? null;
}

/** Events that one actor recorded, by stream, in order of stream: what an import brought. A page after a stream. */
export async function readStreamsOfActor(
  database: Queryable,
  actor: string,
  after: string,
  limit: number,
): Promise<readonly { readonly customerId: StreamId; readonly eventIds: readonly EventId[] }[]> {
  return database.query(
    `select customer_id as "customerId", json_agg(event_id order by revision) as "eventIds" from event
     where actor = $1 and actor like 'import:%' and customer_id > $2 group by customer_id order by customer_id limit $3`,
    [actor, after, limit],
  );
}

/** How many events there are, over all streams. */
export async function eventCount(database: Queryable): Promise<number> {
  const [row] = await database.query<{ count: number }>('select coalesce(sum(revision), 0) as count from stream_head');
  return row?.count ?? 0;
}

/** Holds other writers of these streams off until the transaction ends. */
export async function lockStreams(tx: Queryable, ids: readonly StreamId[]): Promise<void> {
  await tx.query(
    'select 1 from stream_head where customer_id = any($1::text[]) order by customer_id collate "C" for update',
    [ids],
  );
}

/** The number under which writers and whoever changes the company's policy know each other's lock. */
const companyLock = 4_747_001;

/**
 * Who changes the company waits until all writes under way are through and holds the next ones off: each was decided, and
 * its rows made, by the policy it read. Everybody else goes side by side. Taken before anything is read.
 */
export async function lockCompany(tx: Queryable, use: 'read' | 'change'): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock${use === 'read' ? '_shared' : ''}($1)`, [companyLock]);
}
