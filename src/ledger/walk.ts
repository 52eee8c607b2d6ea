/** Walks the whole ledger as it is stored, a page at a time, in constant memory: for verifying and for exporting. */
import type { StoredEvent } from '../domain/catalogue.ts';
import type { Head } from '../domain/chain.ts';
import type { Queryable } from './queryable.ts';
import { parseInstant } from './value-parsers.ts';

export interface WalkedEvent extends StoredEvent {
  /** The salt of its text, or null where no text is stored. */
  readonly salt: string | null;
  /** The head of its stream at the time of reading, or null where the stream has none. */
  readonly head: Omit<Head, 'customerId'> | null;
}

interface WalkedRow extends Omit<WalkedEvent, 'head'> {
  readonly headRevision: number | null;
  readonly headHash: string | null;
}

const lowestInteger = -2_147_483_648;

/**
 * Events by stream and revision, a page at a time. Others may write meanwhile: each page is true to one moment.
 * `offset 0` keeps the look-ups by key: a planner without statistics would read every text before a page, for each page.
 */
export async function* walkEvents(database: Queryable, pageSize = 1_000): AsyncGenerator<readonly WalkedEvent[]> {
  let after: { readonly customerId: string; readonly revision: number } = { customerId: '', revision: lowestInteger };
  for (;;) {
    const rows = await database.query<WalkedRow>(
      `select e.customer_id as "customerId", e.revision, e.event_id as "eventId", e.type, e.version,
         e.occurred_at::text as "occurredAt", e.recorded_at::text as "recordedAt", e.actor, e.source,
         e.source_id as "sourceId", e.data, e.text_digest as "textDigest", e.hash, t.text, t.salt,
         h.revision as "headRevision", h.hash as "headHash"
       from event e
       left join lateral (
         select text, salt from event_text t where t.customer_id = e.customer_id and t.revision = e.revision offset 0
       ) t on true
       left join lateral (select revision, hash from stream_head h where h.customer_id = e.customer_id offset 0) h on true
       where (e.customer_id, e.revision) > ($1, $2) order by e.customer_id, e.revision limit $3`,
      [after.customerId, after.revision, pageSize],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(walkedEvent);
    if (rows.length < pageSize) return;
    after = last;
  }
}

function walkedEvent({ headRevision, headHash, ...row }: WalkedRow): WalkedEvent {
  return {
    ...row,
    occurredAt: exactInstant(row.occurredAt),
    recordedAt: exactInstant(row.recordedAt),
    head: headRevision === null || headHash === null ? null : { revision: headRevision, hash: headHash },
  };
}

/**
 * An instant that PostgreSQL printed in UTC, in our spelling. What we never write (infinity, microseconds, other eras)
 * stays as it was printed: cutting it to our spelling would hide that somebody changed it.
 */
export function exactInstant(printed: string): string {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?\+00$/.test(printed) ? parseInstant(printed) : printed;
}

/** The first and the last time at which something that is recorded of customers was true; null in an empty ledger. */
export async function timeSpan(database: Queryable): Promise<{ readonly first: string; readonly last: string } | null> {
  const [row] = await database.query<{ first: string | null; last: string | null }>(
    `select min(occurred_at)::text as first, max(occurred_at)::text as last from event where customer_id <> 'company'`,
  );
  return row?.first == null || row.last === null
    ? null
    : { first: exactInstant(row.first), last: exactInstant(row.last) };
}
