/** Makes read tables again from events: all of them, or only those of customers that the clock has moved since. */
import { foldCustomer } from '../domain/customers/customer.ts';
import { companyStream, type StreamId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import { knownThen, readCompany } from './read.ts';
import type { Database, Queryable } from './queryable.ts';
import { show } from './show.ts';
import { lockStreams, readCustomerIds, readStreams } from './streams.ts';
import { views } from './views/views.ts';

/** Customers that are folded and shown together. */
const customersPerBatch = 500;

/** Drops every row of the read tables and makes them again as of an instant. Returns the number of customers. */
export async function rebuild(
  database: Database,
  asOf: Instant,
  onProgress: (customers: number) => void = () => {},
): Promise<number> {
  return database.transaction((tx) => rebuildIn(tx, asOf, onProgress));
}

/** The same inside a transaction that is under way. */
export async function rebuildIn(
  tx: Queryable,
  asOf: Instant,
  onProgress: (customers: number) => void = () => {},
): Promise<number> {
  for (const view of views) await tx.query(`delete from ${view.table}`);
  return showAll(tx, asOf, onProgress);
}

/** Shows every customer as of an instant in read tables that are empty. */
async function showAll(
  tx: Queryable,
  asOf: Instant,
  onProgress: (customers: number) => void,
  knownBy?: Instant,
): Promise<number> {
  let count = 0;
  for await (const ids of readCustomerIds(tx, customersPerBatch)) {
    await showThese(tx, ids, { asOf, knownBy, fresh: true });
    count += ids.length;
    onProgress(count);
  }
  return count;
}

interface Showing {
  readonly asOf: Instant;
  /** Only what was recorded by then. Left out: all that is known today. */
  readonly knownBy?: Instant | undefined;
  readonly fresh: boolean;
}

async function showThese(tx: Queryable, ids: readonly StreamId[], { asOf, knownBy, fresh }: Showing): Promise<void> {
  const { policy } = await readCompany(tx, asOf, knownBy);
  const streams = await readStreams(tx, ids);
  const states = [...streams.values()].flatMap(({ customerId, events }) => {
    const known = knownThen(events, knownBy);
    if (customerId === companyStream || !known.some((event) => event.occurredAt <= asOf)) return [];
    return [foldCustomer(customerId, known, asOf)];
  });
  await show(tx, states, policy.trust, fresh);
}

/** Brings customers up to date whose next clock move has come. Safe to run at any time, by anyone. Returns how many. */
export async function tick(database: Database, now: Instant): Promise<number> {
  let count = 0;
  for (;;) {
    const moved = await database.transaction((tx) => tickOnce(tx, now));
    count += moved;
    if (moved < customersPerBatch) return count;
  }
}

async function tickOnce(tx: Queryable, now: Instant): Promise<number> {
  const due = await tx.query<{ customer_id: StreamId }>(
    `select customer_id from customer where next_clock_at <= $1 order by next_clock_at, customer_id limit ${customersPerBatch}`,
    [now],
  );
  if (due.length === 0) return 0;
  const ids = due.map((row) => row.customer_id).sort();
  await lockStreams(tx, ids);
  await showThese(tx, ids, { asOf: now, fresh: false });
  return ids.length;
}

/**
 * Runs reads as of another time than now: the read tables are made in temporary tables of the same names, from the same
 * events by the same fold, so that the same queries answer. `only` limits it to some customers; `knownBy` to what was
 * recorded by then: such an answer never changes any more, once all writes that began before are through. Gone at the end.
 */
export async function readAsOf<Result>(
  database: Database,
  asOf: Instant,
  only: readonly StreamId[] | null,
  read: (tx: Queryable) => Promise<Result>,
  knownBy?: Instant,
): Promise<Result> {
  return database.transaction(async (tx) => {
    for (const view of views) {
      await tx.query(`create temporary table ${view.table} (like ${view.table} including defaults) on commit drop`);
    }
    if (only === null) await showAll(tx, asOf, () => {}, knownBy);
    else await showThese(tx, only, { asOf, knownBy, fresh: true });
    return read(tx);
  });
}
