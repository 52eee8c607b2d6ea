/** All promises of a customer at once: one that repairs another is folded first, because its end is the end of the repair. */
import type { Instant } from '../instants.ts';
import { foldPromise, type PromiseHistory, type PromiseState } from './promise.ts';

/** A promise's own events, gathered before its fold. */
export type PromiseEvents = Omit<PromiseHistory, 'repairBrokenAt' | 'repairSilentAt'>;

/** A stretch of time in which the promise to repair was broken, or kept by silence; `until` is null where no other took its place. */
interface Span {
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
    const spans = (began: (repair: PromiseState) => Instant | null): readonly Span[] =>
      repairs.flatMap((repair, index) => {
        const { promiseId: repairId } = repair.made.data;
        const from = above.has(repairId) ? null : began(fold(repairId, repair));
        return from === null ? [] : [{ from, until: repairs[index + 1]?.made.occurredAt ?? null }];
      });
    const broken = spans(({ brokenAt }) => brokenAt);
    const silent = spans(({ steps }) => steps.find(({ move }) => move === 'silenceExpired')?.at ?? null);
    above.delete(promiseId);
    const ends = { repairBrokenAt: endOf(events, broken, asOf), repairSilentAt: endOf(events, silent, asOf) };
    const state = foldPromise({ ...events, ...ends }, asOf);
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

/** The first instant at which the promise was being repaired by a promise of one of the stretches, or null. */
function endOf(events: PromiseEvents, stretches: readonly Span[], asOf: Instant): Instant | null {
  if (stretches.length === 0) return null;
  const { steps } = foldPromise({ ...events, repairBrokenAt: null, repairSilentAt: null }, asOf);
  const ends = steps.flatMap((step, index) => {
    const end = steps[index + 1]?.at ?? null;
    if (step.to !== 'repairing') return [];
    return stretches.flatMap(({ from, until }) => {
      const at = from > step.at ? from : step.at;
      // The clock comes before what ends the repair at the same time, and after a new promise to repair.
      return (end === null || at <= end) && (until === null || at < until) ? [at] : [];
    });
  });
  return ends.sort()[0] ?? null;
}
