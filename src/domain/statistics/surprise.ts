/** Surprise: how hard a small count is to explain by chance, on a scale where each point is ten times harder. */
import { logGamma } from './log-gamma.ts';

/**
 * Poisson surprise: -log10 of the chance of seeing this many events or more when `mean` are expected.
 *
 * Question answered: "we expect 1.2 late invoices a week and got 5; is that bad luck?" 2 is one week in a hundred, 3 one
 * in a thousand. Alarm at 2.5 when several causes are watched, or turn it back into a p-value (10 ** -surprise) and use
 * benjamini-hochberg over the causes.
 *
 * In words: add up the Poisson chances of `count`, `count + 1`, ... and take the negative decimal logarithm.
 *
 * Not when the mean was estimated from a short past: that mean is itself uncertain, use gammaPoissonSurprise. Not for
 * events that come in batches. Returns Infinity when events came where none can (mean 0). Throws a RangeError for a count
 * that is not a whole number from 0, or a negative mean.
 *
 * @example poissonSurprise(5, 1.2) // 2.1109
 */
export function poissonSurprise(count: number, mean: number): number {
  assertCount(count);
  if (!(mean >= 0)) throw new RangeError(`an expected number of events is not negative, got ${mean}`);
  if (count === 0) return 0;
  if (mean === 0) return Infinity;
  return surpriseOfTail({
    count,
    mean,
    logChance: (k) => k * Math.log(mean) - mean - logGamma(k + 1),
    ratio: (k) => mean / (k + 1),
  });
}

export interface Baseline {
  /** Events seen in the past. */
  readonly count: number;
  /** How long that past was, in periods. */
  readonly periods: number;
}

/**
 * Gamma-Poisson surprise: the same when the usual rate is known only from a limited past.
 *
 * Question answered: "this cause hit us 3 times this month and never in the 6 months before; how surprising is that,
 * given that six months is not much of a past?"
 *
 * In words: the unknown rate has a Gamma(1/2, 0) prior (Jeffreys), the past turns it into Gamma(count + 1/2, periods),
 * and the number of events now is then negative binomial with size count + 1/2 and success chance
 * past periods / (past + present periods). Its upper tail, as -log10.
 *
 * Not for counts in the thousands with a drifting baseline (use a control chart). Without any past nothing can surprise:
 * the answer is 0. Throws a RangeError for counts that are not whole numbers from 0, or lengths that are negative.
 *
 * @example gammaPoissonSurprise(5, { count: 12, periods: 10 }) // 1.8779
 */
export function gammaPoissonSurprise(count: number, baseline: Baseline, periods: number = 1): number {
  assertCount(count);
  assertCount(baseline.count);
  if (!(baseline.periods >= 0 && periods >= 0)) throw new RangeError('a period has no negative length');
  if (count === 0 || baseline.periods === 0) return 0;
  if (periods === 0) return Infinity;
  const size = baseline.count + 0.5;
  const past = baseline.periods / (baseline.periods + periods);
  const present = periods / (baseline.periods + periods);
  return surpriseOfTail({
    count,
    mean: (size * present) / past,
    logChance: (k) =>
      logGamma(k + size) - logGamma(k + 1) - logGamma(size) + size * Math.log(past) + k * Math.log(present),
    ratio: (k) => ((k + size) / (k + 1)) * present,
  });
}

interface CountDistribution {
  readonly count: number;
  readonly mean: number;
  /** Natural logarithm of the chance of exactly k. */
  readonly logChance: (k: number) => number;
  /** Chance of k + 1 divided by the chance of k. */
  readonly ratio: (k: number) => number;
}

/** -log10 of the chance of `count` or more; worked in logarithms so that a disaster does not underflow to nothing. */
function surpriseOfTail({ count, mean, logChance, ratio }: CountDistribution): number {
  if (count <= mean) {
    // The tail is the larger part here, so the smaller part below it is summed and taken from 1.
    let below = 0;
    for (let k = count - 1, term = Math.exp(logChance(k)); k >= 0 && term > 0; k -= 1) {
      below += term;
      if (k > 0) term /= ratio(k - 1);
    }
    return -Math.log1p(-below) / Math.LN10;
  }
  let sum = 1;
  let term = 1;
  for (let k = count; term > sum * 1e-17; k += 1) {
    term *= ratio(k);
    sum += term;
  }
  return -(logChance(count) + Math.log(sum)) / Math.LN10;
}

function assertCount(count: number): void {
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`a count is a whole number from 0, got ${count}`);
}
