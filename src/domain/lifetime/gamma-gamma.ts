/** Gamma-Gamma: what customers spend a purchase, from the few purchases of each. */
import { type Answer, type MonthSpan, type NoAnswer, noAnswer } from '../statistics/answer.ts';
import { logGamma } from '../statistics/log-gamma.ts';
import { withSlopes } from '../statistics/maximise.ts';
import { distinctRows, valuesOfGroups, weightsOfGroups } from './distinct-rows.ts';
import { fitModel, type LikelihoodProblem, type ModelFit } from './model-fit.ts';

/** One place a customer in each column. */
export interface SpendHistories {
  readonly purchaseCount: Float64Array;
  /** Mean amount of these purchases; above 0 where there are any, and 0 where there is none. */
  readonly meanSpend: Float64Array;
}

export interface SpendFit extends ModelFit {
  /** Correlation of purchase count and mean spend among those who bought again: the model takes it for 0. */
  readonly correlation: number;
}

const spendersMin = 10;

/**
 * Fits the Gamma-Gamma model of spend by maximum likelihood.
 *
 * Question answered: "how much does a customer of ours spend a purchase, and how much do they differ?"
 *
 * In words: amounts of a customer are gamma(p, nu), and nu differs between customers as gamma(q, v). Only customers who
 * bought again count.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and K. L. Lee, J. Marketing Research 42 (2005) 415-430; P. S. Fader and B. G. S.
 * Hardie, "The Gamma-Gamma Model of Monetary Value" (2013).
 *
 * Not where frequent buyers spend more, or less, a purchase: the correlation is in the result, look at it. Refuses amounts
 * that are not above 0, and fewer than ten customers who bought again.
 *
 * @example fitGammaGamma(spend) // on CDNOW p 6.25, q 3.74, v 15.45
 */
export function fitGammaGamma(spend: SpendHistories, period: MonthSpan | null = null): Answer<SpendFit> {
  const fault = faultOfSpend(spend);
  if (fault !== null) return fault;
  const fit = fitModel(gammaGammaProblem(spend, null, period));
  return fit.answered ? { ...fit, correlation: correlationOf(spend) } : fit;
}

/** The likelihood of spend as a problem to solve; for the bootstrap, which solves it again and again. */
export function gammaGammaProblem(
  { purchaseCount, meanSpend }: SpendHistories,
  weights: ArrayLike<number> | null,
  period: MonthSpan | null = null,
): LikelihoodProblem {
  const distinct = distinctRows([purchaseCount, meanSpend]);
  const every = weightsOfGroups(distinct, weights);
  const used = [...distinct.first.keys()].filter(
    (group) => (purchaseCount[distinct.first[group] ?? 0] ?? 0) > 0 && (every[group] ?? 0) > 0,
  );
  const pick = (column: Float64Array) => Float64Array.from(used, (group) => column[group] ?? 0);
  const [counts, means, rowWeights] = [
    pick(valuesOfGroups(distinct, purchaseCount)),
    pick(valuesOfGroups(distinct, meanSpend)),
    pick(every),
  ];
  const n = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const logMean = Math.log(means.reduce((sum, mean, row) => sum + mean * (rowWeights[row] ?? 0), 0) / n);
  return {
    model: 'Gamma-Gamma',
    n,
    counted: 'customers who bought again',
    period,
    assumptions: [
      'amounts of a customer vary around their own mean as a gamma curve, and means differ between customers',
      'how much a customer spends a purchase has nothing to do with how often they buy',
    ],
    names: ['p', 'q', 'v'],
    positive: 3,
    objective: withSlopes((place) => spendLikelihood(place, { counts, means, weights: rowWeights })),
    starts: [
      [1.5, 1.2, logMean],
      [0.5, 1.5, logMean + 1],
      [0, 0, 0],
      [2.5, 0.5, logMean - 1],
    ],
  };
}

/**
 * Expected spend a purchase of a customer, E[M]: between what customers spend and what this one did.
 *
 * In words: p (v + x z)/(px + q - 1), for a customer with x purchases of mean z. Without purchases the mean of all,
 * pv/(q-1). Infinite when q <= 1 and x is 0: the spread between customers then has no mean.
 *
 * @example expectedSpend([6.25, 3.74, 15.44], 1, 11.77) // 18.92
 */
export function expectedSpend(parameters: readonly number[], purchaseCount: number, meanSpend: number): number {
  const [p = NaN, q = NaN, v = NaN] = parameters;
  const below = p * purchaseCount + q - 1;
  return below > 0 ? (p * (v + purchaseCount * meanSpend)) / below : Infinity;
}

function spendLikelihood(
  place: Float64Array,
  { counts, means, weights }: Readonly<Record<'counts' | 'means' | 'weights', Float64Array>>,
): number {
  const [p = NaN, q = NaN, v = NaN] = place.map(Math.exp);
  const base = q * Math.log(v) - logGamma(q);
  let value = 0;
  for (let row = 0; row < counts.length; row += 1) {
    const [x, z] = [counts[row] ?? 0, means[row] ?? 0];
    const all = p * x;
    const gammas = logGamma(all + q) - logGamma(all);
    const amounts = (all - 1) * Math.log(z) + all * Math.log(x) - (all + q) * Math.log(x * z + v);
    value += (weights[row] ?? 0) * (base + gammas + amounts);
  }
  return value;
}

function faultOfSpend({ purchaseCount, meanSpend }: SpendHistories): NoAnswer | null {
  if (purchaseCount.length !== meanSpend.length) {
    const reason = `there are ${purchaseCount.length} purchase counts and ${meanSpend.length} amounts`;
    return noAnswer('malformed', reason, 'one of each for every customer', 'meanSpend');
  }
  let spenders = 0;
  for (let row = 0; row < purchaseCount.length; row += 1) {
    const [count = NaN, spend = NaN] = [purchaseCount[row], meanSpend[row]];
    if (!(Number.isInteger(count) && count >= 0)) {
      const reason = `customer ${row}: purchaseCount is ${count}`;
      return noAnswer('malformed', reason, 'a whole number from 0 on', 'purchaseCount');
    }
    if (count === 0) continue;
    spenders += 1;
    if (spend > 0 && spend < Infinity) continue;
    const reason = `customer ${row}: meanSpend is ${spend} over ${count} purchases`;
    return noAnswer('malformed', reason, 'an amount above 0; leave out what was given back in full', 'meanSpend');
  }
  if (spenders >= spendersMin) return null;
  const reason = `${spenders} customers bought again; with fewer than ${spendersMin} spend is not known`;
  return noAnswer('too few', reason, `${spendersMin - spenders} more customers who bought again`);
}

function correlationOf({ purchaseCount, meanSpend }: SpendHistories): number {
  let [n, meanX, meanZ, squaresX, squaresZ, products] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < purchaseCount.length; row += 1) {
    const [x, z] = [purchaseCount[row] ?? 0, meanSpend[row] ?? 0];
    if (x === 0) continue;
    n += 1;
    const [offX, offZ] = [x - meanX, z - meanZ];
    meanX += offX / n;
    meanZ += offZ / n;
    squaresX += offX * (x - meanX);
    squaresZ += offZ * (z - meanZ);
    products += offX * (z - meanZ);
  }
  return squaresX > 0 && squaresZ > 0 ? products / Math.sqrt(squaresX * squaresZ) : 0;
}
