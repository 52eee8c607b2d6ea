/** All promises of a customer at once: one that repairs another is folded first, because its breach ends the repair. */
import type { Instant } from '../instants.ts';
import { foldPromise, type PromiseHistory, type PromiseState } from './promise.ts';

/** A promise's own events, gathered before its fold. */
export type PromiseEvents = Omit<PromiseHistory, 'repairBrokenAt'>;

/** A stretch of time in which the promise to repair stood broken; `until` is null where no other took its place. */
interface Broken {
  readonly from: Instant;
  readonly until: Instant | null;
}

/** The state of each promise as of an instant, by id, in the order given. */
export function foldPromises(
  promises: ReadonlyMap<string, PromiseEvents>,
  asOf: Instant,
): ReadonlyMap<string, PromiseState> {
  const repairsOf = repairsByPromise(promises);
  const folded = new Map<string, PromiseState>();
  const above = new Set<string>();
  const fold = (promiseId: string, events: PromiseEvents): PromiseState => {
    const known = folded.get(promiseId);
    if (known !== undefined) return known;
    above.add(promiseId);
    const repairs = repairsOf.get(promiseId) ?? [];
    const broken = repairs.flatMap((repair, index): Broken[] => {
      const { promiseId: repairId } = repair.made.data;
      const from = above.has(repairId) ? null : fold(repairId, repair).brokenAt;
      return from === null ? [] : [{ from, until: repairs[index + 1]?.made.occurredAt ?? null }];
    });
    above.delete(promiseId);
    const state = foldPromise({ ...events, repairBrokenAt: failureOf(events, broken, asOf) }, asOf);
    folded.set(promiseId, state);
    return state;
  };
  // A repair is made after what it repairs: from the last to the first, hardly any fold waits for another.
  const lastFirst = [...promises].toReversed().map(([id, events]) => [id, fold(id, events)] as const);
  return new Map(lastFirst.toReversed());
}

/** The promises that repair a promise, by its id, in the order in which they were made: each takes the place of the one before. */
function repairsByPromise(promises: ReadonlyMap<string, PromiseEvents>): ReadonlyMap<string, readonly PromiseEvents[]> {
  const byPromise = new Map<string, PromiseEvents[]>();
  for (const events of promises.values()) {
    const { repairs } = events.made.data;
    if (repairs === undefined) continue;
    const known = byPromise.get(repairs);
    if (known === undefined) byPromise.set(repairs, [events]);
    else known.push(events);
  }
  return byPromise;
}

/** The first instant at which the promise was being repaired by a promise that stood broken, or null. */
function failureOf(events: PromiseEvents, broken: readonly Broken[], asOf: Instant): Instant | null {
  if (broken.length === 0) return null;
  const { steps } = foldPromise({ ...events, repairBrokenAt: null }, asOf);
  const failures = steps.flatMap((step, index) => {
    const end = steps[index + 1]?.at ?? null;
    if (step.to !== 'repairing') return [];
    return broken.flatMap(({ from, until }) => {
      const at = from > step.at ? from : step.at;
      // The clock comes before what ends the repair at the same time, and after a new promise to repair.
      return (end === null || at <= end) && (until === null || at < until) ? [at] : [];
    });
  });
  return failures.sort()[0] ?? null;
}
