/** The append-only store. The one path by which anything is written: read streams, decide in memory, append, show. */
import { canonicalJson } from '../domain/chain.ts';
import { type Company, foldCompany } from '../domain/company/company.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import type { CustomerState } from '../domain/customers/state.ts';
import type { LedgerEvent, NewFact } from '../domain/catalogue.ts';
import { companyStream, type StreamId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import { append, link } from './append.ts';
import { announce } from './changes.ts';
import { LedgerFault } from './faults.ts';
import type { Database, Queryable } from './queryable.ts';
import { latest } from './read.ts';
import { rebuildIn } from './rebuild.ts';
import { show, showChanges, type StateChange } from './show.ts';
import { lockCompany, lockStreams, readStreams, type Stream } from './streams.ts';

export type Streams = ReadonlyMap<StreamId, Stream>;

/** What a decision about some streams sees and says. */
export interface Change<Result> {
  /** Streams that the decision reads and may add to. */
  readonly ids: readonly StreamId[];
  /** Pure: called again with newer streams when another writer was first. */
  readonly decide: (streams: Streams, company: Company) => Decided<Result>;
  /** Runs in the same transaction, after the events were appended. */
  readonly also?: (tx: Queryable, appended: readonly LedgerEvent[], result: Result) => Promise<void>;
  readonly recordedAt: Instant;
}

export interface Decided<Result> {
  readonly events: ReadonlyMap<StreamId, readonly NewFact[]>;
  readonly result: Result;
}

export interface Changed<Result> {
  readonly result: Result;
  readonly appended: readonly LedgerEvent[];
}

/** How often a decision is taken again because another writer was first. */
const attemptsMax = 8;
/** A key that is there already, and what the database itself gave up for another's sake. */
const conflictCodes = new Set(['23505', 'conflict']);

/**
 * Reads, decides, appends and shows as one unit. When another writer was first it decides again, and from then on holds
 * others off while it does. Throws a `conflict` fault when that never ends.
 */
export async function change<Result>(database: Database, asked: Change<Result>): Promise<Changed<Result>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const changed = await database.transaction(async (tx) => {
        await lockCompany(tx, asked.ids.includes(companyStream) ? 'change' : 'read');
        if (attempt > 1) await lockStreams(tx, asked.ids);
        return changeOnce(tx, asked);
      });
      announce(database, [...new Set(changed.appended.map(({ customerId }) => customerId))]);
      return changed;
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === attemptsMax) {
        throw new LedgerFault({
          code: 'conflict',
          message: `Others kept writing to the same customer; gave up after ${attemptsMax} attempts`,
          remedy: 'Nothing was recorded. Try again.',
          cause: error,
        });
      }
    }
  }
}

async function changeOnce<Result>(tx: Queryable, asked: Change<Result>): Promise<Changed<Result>> {
  const ids = asked.ids.includes(companyStream) ? asked.ids : [...asked.ids, companyStream as StreamId];
  const streams = await readStreams(tx, ids);
  const company = companyNow(streams.get(companyStream)?.events ?? [], asked.recordedAt);
  const { events, result } = asked.decide(streams, company);
  const linked = [...events].flatMap(([id, added]) => {
    const stream = streams.get(id);
    if (stream === undefined) throw new Error(`A decision added to ${id}, which it did not read`);
    return link(stream, added, asked.recordedAt);
  });
  await append(tx, linked);
  const appended = linked.map(({ event }) => event);
  if (changesTrust(streams, appended, company, asked.recordedAt)) await rebuildIn(tx, asked.recordedAt);
  else await showCustomers(tx, streams, appended, company, asked.recordedAt);
  await asked.also?.(tx, appended, result);
  return { result, appended };
}

/** The company as it counts for what is written now: with what it said by a clock that runs a moment ahead. */
export function companyNow(events: readonly LedgerEvent[], now: Instant): Company {
  return foldCompany(events, latest(events, now));
}

/** Whether the company set other trust parameters: then every trust figure changes, and all customers are shown again. */
function changesTrust(streams: Streams, appended: readonly LedgerEvent[], before: Company, now: Instant): boolean {
  const added = appended.filter((event) => event.customerId === companyStream);
  if (added.length === 0) return false;
  const after = companyNow([...(streams.get(companyStream)?.events ?? []), ...added], now);
  return canonicalJson(before.policy.trust) !== canonicalJson(after.policy.trust);
}

/** Refolds every customer that got events. Of those known before, only the rows that came out otherwise are written. */
async function showCustomers(
  tx: Queryable,
  streams: Streams,
  appended: readonly LedgerEvent[],
  company: Company,
  now: Instant,
): Promise<void> {
  const addedById = new Map<StreamId, LedgerEvent[]>();
  for (const event of appended) {
    const added = addedById.get(event.customerId);
    if (added === undefined) addedById.set(event.customerId, [event]);
    else added.push(event);
  }
  const fresh: CustomerState[] = [];
  const known: StateChange[] = [];
  for (const [id, added] of addedById) {
    if (id === companyStream) continue;
    const before = streams.get(id)?.events ?? [];
    const all = [...before, ...added];
    const asOf = latest(all, now);
    const after = foldCustomer(id, all, asOf);
    if (before.length === 0) fresh.push(after);
    else known.push({ before: foldCustomer(id, before, asOf), after });
  }
  const { trust } = company.policy;
  await show(tx, fresh, trust, true);
  if (known.length === 0) return;
  const upToDate = await clocksOf(tx, known);
  const stands = ({ before }: StateChange) => upToDate.get(before.customerId) === before.nextClockAt;
  await showChanges(tx, known.filter(stands), trust);
  const others = known.filter((one) => !stands(one));
  await show(
    tx,
    others.map(({ after }) => after),
    trust,
    false,
  );
}

/**
 * When the clock will next move each customer, as its rows have it. Where that is what the fold says too, no clock move
 * lies between the two, and the rows are those of the fold. Read once the heads are locked, so that nobody moves them now.
 */
async function clocksOf(tx: Queryable, changes: readonly StateChange[]): Promise<ReadonlyMap<string, Instant | null>> {
  const rows = await tx.query<{ customer_id: string; next_clock_at: Instant | null }>(
    'select customer_id, next_clock_at from customer where customer_id = any($1::text[]) order by customer_id',
    [changes.map(({ before }) => before.customerId)],
  );
  return new Map(rows.map((row) => [row.customer_id, row.next_clock_at]));
}

function isConflict(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && conflictCodes.has(code);
}
