/** The bootstrap by group: how far an estimate moves when other customers of the same kind had been there. */
import { normalChance, normalQuantile } from './normal-distribution.ts';
import type { Interval } from './wilson-interval.ts';

const z95 = 1.959963984540054;

export interface Resampling {
  /** How often is drawn: 500 at least for an interval that is shown. */
  readonly resamples: number;
  readonly random: () => number;
}

export interface Resampled extends Interval {
  readonly resamples: number;
  /** Resamples without an estimate; more than one in twenty make the interval a matter of luck. */
  readonly failed: number;
}

/**
 * Bias-corrected percentile intervals, 95 %, from resampling whole groups with replacement.
 *
 * Question answered: "another six hundred customers of the same kind: how different might the result have been?"
 *
 * In words: as many times as asked, draw as many groups as there are, with replacement, all rows of a group together;
 * compute the estimates from how often each group was drawn. When half of the resamples lie below the estimate, take
 * their 2.5 % and 97.5 % points. When they lie off, as those of a lifetime value do because uncertainty itself lowers it,
 * move both points by twice the distance, measured on the normal scale.
 *
 * Reference: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 8, 13 and 14.
 *
 * Not for fewer than some thirty groups, nor for matched pairs with replacement. An estimate of null counts as failed.
 * Without a resample that succeeded the intervals are all of the line.
 *
 * @param whole the estimates from all groups, each once
 * @param estimate the estimates, given how often each group was drawn; null when there are none
 */
export function resampleGroups(
  groups: number,
  { resamples, random }: Resampling,
  whole: readonly number[],
  estimate: (drawn: Uint32Array) => readonly number[] | null,
): readonly Resampled[] {
  const found: (readonly number[])[] = [];
  const drawn = new Uint32Array(groups);
  for (let resample = 0; resample < resamples; resample += 1) {
    drawn.fill(0);
    for (let draw = 0; draw < groups; draw += 1) {
      const group = Math.floor(random() * groups);
      drawn[group] = (drawn[group] ?? 0) + 1;
    }
    const estimates = estimate(drawn);
    if (estimates?.every(Number.isFinite) === true) found.push(estimates);
  }
  const failed = resamples - found.length;
  return whole.map((middle, index) => {
    const sorted = Float64Array.from(found, (estimates) => estimates[index] ?? NaN).sort();
    return { ...correctedInterval(sorted, middle), resamples, failed };
  });
}

/** The interval of sorted resamples around the estimate from all. */
function correctedInterval(sorted: Float64Array, middle: number): Interval {
  if (sorted.length === 0) return { low: -Infinity, high: Infinity };
  const below = sorted.filter((value) => value < middle).length;
  const equal = sorted.filter((value) => value === middle).length;
  // Never all on one side: the correction would be infinite.
  const share = (below + equal / 2 + 0.5) / (sorted.length + 1);
  const offset = 2 * normalQuantile(share);
  return {
    low: quantileOf(sorted, normalChance(offset - z95)),
    high: quantileOf(sorted, normalChance(offset + z95)),
  };
}

/** Quantile of sorted values, straight between neighbours. */
function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return low + (place - Math.floor(place)) * (high - low);
}
