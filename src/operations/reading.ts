/** Every read happens as of a time: now, from read tables brought up to date, or another time, from the events. */
import type { StreamId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readAsOf, tick } from '../ledger/rebuild.ts';
import type { Context } from './context.ts';

/** Runs a read as of `asOf`, or now where that is left out. `only` names the customers it concerns; null: all of them. */
export async function reading<Result>(
  context: Context,
  asOf: Instant | undefined,
  only: readonly StreamId[] | null,
  read: (tables: Queryable, at: Instant) => Promise<Result>,
): Promise<Result> {
  if (asOf !== undefined) return readAsOf(context.database, asOf, only, (tx) => read(tx, asOf));
  const now = context.now();
  await tick(context.database, now);
  return read(context.database, now);
}
