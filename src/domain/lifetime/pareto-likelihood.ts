/** The likelihood of one history under Pareto/NBD, with its slopes, in logarithms throughout. */
import { digamma } from '../statistics/digamma.ts';
import { logGamma } from '../statistics/log-gamma.ts';
import { distinctRows, valuesOfGroups } from './distinct-rows.ts';
import type { WeightedHistories } from './histories.ts';

export interface ParetoShape {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

export interface ParetoTerms {
  readonly rows: number;
  readonly weights: Float64Array;
  /** Computes what depends on r and the counts alone. To be called before the rows. */
  readonly prepare: (r: number) => void;
  /** Log-likelihood of a row; writes the slopes by the logarithms of r, alpha, s, beta. */
  readonly ofRow: (row: number, shape: ParetoShape, slopes: Float64Array) => number;
}

const stepsMax = 20_000;

/**
 * The logarithm of F(u), up to the factor p = r+s+x: ∫ from u on of (alpha+v)^-(r+x) (beta+v)^-(s+1) dv = F(u)/p.
 *
 * In words: Gauss' function after Euler's transformation. With alpha >= beta, q = r+x, and otherwise q = s+1,
 * ln F = -q ln(larger + u) - (p-q) ln(smaller + u) + ln 2F1(1, q; p+1; z), z = 1 - (smaller+u)/(larger+u). Its continued
 * fraction has positive parts only, grows with neither x nor the times, and needs about 1/sqrt(1-z) steps where the series
 * needs 1/(1-z): a search that strays to where alpha is thousands of times beta is not lost there.
 *
 * Reference: NIST Digital Library of Mathematical Functions, 15.7.1 with b = 0; W. J. Lentz (1976) for how far to go.
 *
 * Writes the slopes by r, alpha, s, beta when `slopes` is given.
 */
export function logTail(x: number, u: number, { r, alpha, s, beta }: ParetoShape, slopes: Float64Array | null): number {
  const p = r + s + x;
  const isSteady = alpha >= beta;
  const [larger, smaller] = isSteady ? [alpha + u, beta + u] : [beta + u, alpha + u];
  const q = isSteady ? r + x : s + 1;
  const rest = smaller / larger;
  const z = 1 - rest;
  const [logLarger, logSmaller] = [Math.log(larger), Math.log(smaller)];
  const steps = stepsOf(q, p, z);
  // The fraction from its far end, which is near its limit, to its beginning: 1/2F1 = 1 - u1 z/(1 - u2 z/(1 - …)).
  let [fraction, byQ, byP, byZ] = [(1 + Math.sqrt(rest)) / 2, 0, 0, 0];
  for (let step = steps; step >= 1; step -= 1) {
    const n = step >> 1;
    const isOdd = (step & 1) === 1;
    const one = isOdd ? p + n : p - q + n;
    const top = isOdd ? q + n : n;
    const bottom = (p + step - 1) * (p + step);
    const part = (top * one) / bottom;
    if (slopes !== null) {
      const carried = (part * z) / (fraction * fraction);
      const ofP = part * (1 / one - (2 * (p + step) - 1) / bottom);
      byQ = carried * byQ - ((isOdd ? one : -top) * z) / (bottom * fraction);
      byP = carried * byP - (ofP * z) / fraction;
      byZ = carried * byZ - part / fraction;
    }
    fraction = 1 - (part * z) / fraction;
  }
  if (slopes !== null) {
    const [ofQ, ofP, ofZ] = [-byQ / fraction, -byP / fraction, -byZ / fraction];
    const ofLarger = -q / larger + (ofZ * smaller) / (larger * larger);
    const ofSmaller = -(p - q) / smaller - ofZ / larger;
    slopes[0] = isSteady ? -logLarger + ofQ + ofP : -logSmaller + ofP;
    slopes[1] = isSteady ? ofLarger : ofSmaller;
    slopes[2] = isSteady ? -logSmaller + ofP : -logLarger + ofQ + ofP;
    slopes[3] = isSteady ? ofSmaller : ofLarger;
  }
  return -q * logLarger - (p - q) * logSmaller - Math.log(fraction);
}

/** Steps after which the fraction and its slopes no longer change, by its forward form. */
function stepsOf(q: number, p: number, z: number): number {
  let [above, below] = [1, 0];
  for (let step = 1; step <= stepsMax; step += 1) {
    const n = step >> 1;
    const top = (step & 1) === 1 ? (q + n) * (p + n) : n * (p - q + n);
    const part = (top * z) / ((p + step - 1) * (p + step));
    below = 1 / (1 - part * below);
    above = 1 - part / above;
    // The slopes settle a little later than the value.
    if (Math.abs(above * below - 1) < 1e-15) return step + (step >> 2) + 4;
  }
  return stepsMax;
}

/** The logarithm of the odds to have left before the end, rather than to be still active. */
export function logOddsGone(x: number, recency: number, age: number, shape: ParetoShape): number {
  const { r, alpha, s, beta } = shape;
  if (!(recency < age)) return -Infinity;
  const from = logTail(x, recency, shape, null);
  const beyond = logTail(x, age, shape, null) - from;
  const logBetween = from + Math.log(-Math.expm1(beyond));
  return Math.log(s / (r + s + x)) + logBetween + (r + x) * Math.log(alpha + age) + s * Math.log(beta + age);
}

/** Prepares the likelihood of many rows. */
export function paretoTerms({ purchaseCount, recency, age, weights }: WeightedHistories): ParetoTerms {
  const byCount = distinctRows([purchaseCount]);
  const counts = valuesOfGroups(byCount, purchaseCount);
  const logFactors = new Float64Array(counts.length);
  const factorSlopes = new Float64Array(counts.length);
  const [near, far] = [new Float64Array(4), new Float64Array(4)];

  function ofRow(row: number, shape: ParetoShape, slopes: Float64Array): number {
    const { r, alpha, s, beta } = shape;
    const [x, t, T] = [purchaseCount[row] ?? 0, recency[row] ?? 0, age[row] ?? 0];
    const p = r + s + x;
    const [logRateAge, logLeaveAge] = [Math.log(alpha + T), Math.log(beta + T)];
    const active = -(r + x) * logRateAge - s * logLeaveAge;
    let [gone, share, left] = [-Infinity, 0, 0];
    if (t < T) {
      const from = logTail(x, t, shape, near);
      const beyond = logTail(x, T, shape, far) - from;
      share = Math.exp(beyond);
      gone = Math.log(s / p) + from + Math.log(-Math.expm1(beyond));
      left = gone > active ? 1 / (1 + Math.exp(active - gone)) : 1 - 1 / (1 + Math.exp(gone - active));
    }
    const highest = Math.max(active, gone);
    const value = highest + Math.log1p(Math.exp(Math.min(active, gone) - highest));
    const between = (index: number) =>
      left === 0 ? 0 : ((near[index] ?? 0) - share * (far[index] ?? 0)) / (1 - share);
    const here = 1 - left;
    const count = byCount.group[row] ?? 0;
    const ofR = Math.log(alpha) + (factorSlopes[count] ?? 0) - here * logRateAge + left * (between(0) - 1 / p);
    const ofAlpha = r / alpha - (here * (r + x)) / (alpha + T) + left * between(1);
    const ofS = Math.log(beta) - here * logLeaveAge + left * (between(2) + 1 / s - 1 / p);
    const ofBeta = s / beta - (here * s) / (beta + T) + left * between(3);
    slopes[0] = r * ofR;
    slopes[1] = alpha * ofAlpha;
    slopes[2] = s * ofS;
    slopes[3] = beta * ofBeta;
    return (logFactors[count] ?? 0) + r * Math.log(alpha) + s * Math.log(beta) + value;
  }

  return {
    rows: purchaseCount.length,
    weights,
    ofRow,
    prepare(r) {
      for (let at = 0; at < counts.length; at += 1) {
        logFactors[at] = logGamma(r + (counts[at] ?? 0)) - logGamma(r);
        factorSlopes[at] = digamma(r + (counts[at] ?? 0)) - digamma(r);
      }
    },
  };
}
