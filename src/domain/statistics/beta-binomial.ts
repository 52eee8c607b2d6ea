/** Forecasts for small groups: a department with five promises borrows what its neighbours teach about keep rates. */
import { betaQuantile, logBeta } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';
import type { Interval } from './wilson-interval.ts';

export interface KeptCount {
  readonly kept: number;
  readonly total: number;
}

export interface RatePrior {
  /** Typical keep rate over the groups, a. */
  readonly mean: number;
  /** How many outcomes of its own a group needs until they weigh as much as the neighbours' example, W. */
  readonly weight: number;
  /** `groups` when the spread between groups was estimated, `pooled` when there was nothing to estimate it from. */
  readonly basis: 'groups' | 'pooled';
}

type PriorShape = Pick<RatePrior, 'mean' | 'weight'>;

export interface RateForecast extends Interval {
  /** Chance that the next promise of this group is kept; low and high are its 5 % and 95 % quantiles. */
  readonly mean: number;
  /** Share of the forecast that rests on the group's own outcomes, n/(n + W). */
  readonly ownShare: number;
}

const groupsMin = 5;
const pooledWeight = 10;
const weightMin = 2;
const weightMax = 200;

/**
 * Empirical Bayes fit of a beta-binomial: the typical keep rate of a set of groups, and how much they differ.
 *
 * Question answered: "before looking at its own record, what keep rate should we expect of a department here?"
 *
 * In words: each group has its own true rate, the rates come from one Beta(aW, (1-a)W); choose a and W so that the counts
 * seen are most likely (W between 2 and 200). With fewer than five groups, or when groups differ by no more than chance
 * makes them, the prior is the pooled rate with weight 10, and `basis` says so. A pooled rate of exactly 0 or 1 is drawn
 * in by half an outcome, (kept + 1/2)/(total + 1), so that no forecast is ever certain.
 *
 * Reference: J. C. Kleinman, "Proportions with extraneous variance", JASA 68 (1973) 46-54, for the test of spread;
 * maximum likelihood as in B. Efron, "Large-Scale Inference" (2010), chapter 1.
 *
 * Not for trust: trust is earned on one relation and borrows nothing. Not for groups of different kinds (departments and
 * promise types) in one fit. Throws a RangeError unless 0 <= kept <= total everywhere. Groups without outcomes are ignored.
 *
 * @example fitRatePrior([{ kept: 47, total: 50 }, { kept: 2, total: 5 }]) // pooled: { mean: 0.891, weight: 10, ... }
 */
export function fitRatePrior(groups: readonly KeptCount[]): RatePrior {
  for (const { kept, total } of groups) {
    if (!(kept >= 0 && kept <= total)) throw new RangeError(`${kept} of ${total} is not a share`);
  }
  const used = groups.filter(({ total }) => total > 0);
  const pooled = poolCounts(used);
  if (used.length < groupsMin || momentWeight(used) === null) {
    const inside = pooled.kept > 0 && pooled.kept < pooled.total;
    const mean = inside ? pooled.kept / pooled.total : (pooled.kept + 0.5) / (pooled.total + 1);
    return { mean, weight: pooledWeight, basis: 'pooled' };
  }
  // The likelihood has one hump in each direction, so a search within a search finds its top without derivatives.
  const bestMean = (weight: number): number =>
    logistic(peakOf((logit) => likelihoodOfShape(used, { mean: logistic(logit), weight }), -14, 14));
  const likelihoodOfWeight = (logWeight: number): number => {
    const weight = Math.exp(logWeight);
    return likelihoodOfShape(used, { mean: bestMean(weight), weight });
  };
  const weight = Math.exp(peakOf(likelihoodOfWeight, Math.log(weightMin), Math.log(weightMax)));
  return { mean: bestMean(weight), weight, basis: 'groups' };
}

/**
 * The forecast for one group: its own record, drawn towards the typical rate the more, the smaller the record.
 *
 * Question answered: "this department kept 2 of 5; how likely is it to keep the next one?" Between the raw 40 % and the
 * company's 82 %, at 65 %.
 *
 * In words: (kept + a W)/(total + W), with the 5 % and 95 % quantiles of Beta(kept + a W, broken + (1-a) W).
 *
 * Not the raw rate, which has its own interval (wilson-interval); show both under different names.
 *
 * @example forecastRate({ kept: 2, total: 5 }, { mean: 0.8232, weight: 7.0804, basis: 'groups' }).mean // 0.648
 */
export function forecastRate({ kept, total }: KeptCount, { mean, weight }: RatePrior): RateForecast {
  const keptShape = kept + mean * weight;
  const brokenShape = total - kept + (1 - mean) * weight;
  return {
    mean: keptShape / (total + weight),
    low: betaQuantile(0.05, keptShape, brokenShape),
    high: betaQuantile(0.95, keptShape, brokenShape),
    ownShare: total / (total + weight),
  };
}

/**
 * Log-likelihood of the counts under a prior: Σ ln C(n, k) + ln B(k + aW, n - k + (1-a)W) - ln B(aW, (1-a)W).
 *
 * @example ratePriorLikelihood([{ kept: 1, total: 1 }], { mean: 0.5, weight: 2 }) // ln(1/2)
 */
export function ratePriorLikelihood(groups: readonly KeptCount[], shape: PriorShape): number {
  return groups.reduce(
    (sum, { kept, total }) => sum + logGamma(total + 1) - logGamma(kept + 1) - logGamma(total - kept + 1),
    likelihoodOfShape(groups, shape),
  );
}

/**
 * Kleinman's moment estimate of the weight W; null when the groups differ by no more than chance makes them.
 *
 * In words: ρ is the part of the variance between groups that chance does not explain, and W = 1/ρ - 1.
 */
export function momentWeight(groups: readonly KeptCount[]): number | null {
  const { kept, total } = poolCounts(groups);
  const rate = kept / total;
  const chance = rate * (1 - rate);
  const freedom = groups.length - 1;
  const squares = groups.reduce((sum, group) => sum + group.total * (group.kept / group.total - rate) ** 2, 0);
  const squaredSizes = groups.reduce((sum, group) => sum + group.total ** 2, 0);
  const repeats = total - squaredSizes / total - freedom;
  // With one outcome in each group nothing repeats, and differences between groups cannot be told from chance.
  if (!(repeats > 1e-9)) return null;
  const correlation = (squares - chance * freedom) / (chance * repeats);
  return correlation > 0 ? Math.max(0, 1 / correlation - 1) : null;
}

/** The part of the log-likelihood that the prior changes; the rest need not be computed again at every step. */
function likelihoodOfShape(groups: readonly KeptCount[], { mean, weight }: PriorShape): number {
  const keptShape = mean * weight;
  const brokenShape = (1 - mean) * weight;
  const priorLogBeta = logBeta(keptShape, brokenShape);
  return groups.reduce(
    (sum, { kept, total }) => sum + logBeta(kept + keptShape, total - kept + brokenShape) - priorLogBeta,
    0,
  );
}

function poolCounts(groups: readonly KeptCount[]): KeptCount {
  return groups.reduce((sum, { kept, total }) => ({ kept: sum.kept + kept, total: sum.total + total }), {
    kept: 0,
    total: 0,
  });
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** Where a function with one hump is highest between low and high: golden section search. */
function peakOf(height: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftHeight = height(left);
  let rightHeight = height(right);
  while (high - low > 1e-7) {
    if (leftHeight >= rightHeight) {
      high = right;
      right = left;
      rightHeight = leftHeight;
      left = high - golden * (high - low);
      leftHeight = height(left);
    } else {
      low = left;
      left = right;
      leftHeight = rightHeight;
      right = low + golden * (high - low);
      rightHeight = height(right);
    }
  }
  return (low + high) / 2;
}
