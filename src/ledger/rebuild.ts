/** Makes read tables again from events: all of them, or only those of customers that the clock has moved since. */
import { foldCompany } from '../domain/company/company.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import { companyStream, type StreamId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import { announce } from './changes.ts';
import { knownThen, latest } from './read.ts';
import type { Database, Queryable } from './queryable.ts';
import { show } from './show.ts';
import { lockCompany, lockStreams, readCustomerIds, readStream, readStreams } from './streams.ts';
import { views } from './views/views.ts';

/** Customers that are folded and shown together. */
const customersPerBatch = 500;

/** Drops every row of the read tables and makes them again as they stand now. Returns the number of customers. */
export async function rebuild(
  database: Database,
  now: Instant,
  onProgress: (customers: number) => void = () => {},
): Promise<number> {
  return database.transaction(async (tx) => {
    await lockCompany(tx, 'change');
    return rebuildIn(tx, now, onProgress);
  });
}

/** The same inside a transaction that is under way. */
export async function rebuildIn(
  tx: Queryable,
  now: Instant,
  onProgress: (customers: number) => void = () => {},
): Promise<number> {
  for (const view of views) await tx.query(`delete from ${view.table}`);
  return showAll(tx, { asOf: now, standing: true, fresh: true }, onProgress);
}

/** Shows every customer in read tables that are empty. */
async function showAll(tx: Queryable, showing: Showing, onProgress: (customers: number) => void): Promise<number> {
  let count = 0;
  for await (const ids of readCustomerIds(tx, customersPerBatch)) {
    await showThese(tx, ids, showing);
    count += ids.length;
    onProgress(count);
  }
  return count;
}

interface Showing {
  readonly asOf: Instant;
  /** As they stand now: what a clock that runs a moment ahead recorded counts, as it did when it was written. */
  readonly standing?: boolean;
  /** Only what was recorded by then. Left out: all that is known today. */
  readonly knownBy?: Instant | undefined;
  readonly fresh: boolean;
}

async function showThese(
  tx: Queryable,
  ids: readonly StreamId[],
  { asOf, knownBy, fresh, standing }: Showing,
): Promise<void> {
  const company = knownThen((await readStream(tx, companyStream)).events, knownBy);
  const { policy } = foldCompany(company, standing === true ? latest(company, asOf) : asOf);
  const streams = await readStreams(tx, ids);
  const states = [...streams.values()].flatMap(({ customerId, events }) => {
    const known = knownThen(events, knownBy);
    const until = standing === true ? latest(known, asOf) : asOf;
    if (customerId === companyStream || !known.some((event) => event.occurredAt <= until)) return [];
    return [foldCustomer(customerId, known, until)];
  });
  await show(tx, states, policy.trust, fresh);
}

/** Brings customers up to date whose next clock move has come. Safe to run at any time, by anyone. Returns how many. */
export async function tick(database: Database, now: Instant): Promise<number> {
  let count = 0;
  for (;;) {
    const moved = await database.transaction((tx) => tickOnce(tx, now));
    announce(database, moved);
    count += moved.length;
    if (moved.length < customersPerBatch) return count;
  }
}

/** The customers that were moved. */
async function tickOnce(tx: Queryable, now: Instant): Promise<readonly StreamId[]> {
  await lockCompany(tx, 'read');
  const due = await tx.query<{ customer_id: StreamId }>(
    `select customer_id from customer where next_clock_at <= $1 order by next_clock_at, customer_id limit ${customersPerBatch}`,
    [now],
  );
  if (due.length === 0) return [];
  const ids = due.map((row) => row.customer_id).sort();
  await lockStreams(tx, ids);
  await showAgain(tx, ids, now);
  return ids;
}

/** Shows some customers anew as they stand now. */
export async function showAgain(tx: Queryable, ids: readonly StreamId[], now: Instant): Promise<void> {
  await showThese(tx, ids, { asOf: now, standing: true, fresh: false });
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
    const showing = { asOf, knownBy, fresh: true };
    if (only === null) await showAll(tx, showing, () => {});
    else await showThese(tx, only, showing);
    return read(tx);
  });
}
