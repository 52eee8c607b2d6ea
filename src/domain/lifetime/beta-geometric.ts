/** BG/NBD and MBG/NBD: customers buy at a rate of their own, and may stop, unnoticed, after any purchase. */
import type { Answer, MonthSpan } from '../statistics/answer.ts';
import { digamma } from '../statistics/digamma.ts';
import { logGamma } from '../statistics/log-gamma.ts';
import type { Objective } from '../statistics/maximise.ts';
import { distinctRows, valuesOfGroups, weightsOfGroups } from './distinct-rows.ts';
import { faultOfHistories, type PurchaseHistories, type WeightedHistories, weightedHistories } from './histories.ts';
import { fitModel, type LikelihoodProblem, type ModelFit } from './model-fit.ts';

/** Which of the two: in MBG/NBD a customer may be gone right after the first purchase. */
export type BetaGeometricKind = 'BG/NBD' | 'MBG/NBD';

const kindAssumptions = {
  'BG/NBD': 'a customer can stop only after a repeat purchase: without one, alive for certain',
  'MBG/NBD': 'a customer can stop after any purchase, the first included',
} as const;

/**
 * Fits BG/NBD or MBG/NBD by maximum likelihood.
 *
 * Question answered: "customers who leave without saying so: how often do they buy, how soon do they stop, and how much
 * do they differ in both?"
 *
 * In words: while active, a customer buys at random at a rate of their own; rates are Gamma(r, alpha) among customers.
 * After each purchase they stop with a chance of their own; chances are Beta(a, b). The two are independent. MBG/NBD
 * tosses that coin after the first purchase too.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24 (2005) 275-284; E. P. Batislam, M. Denizel
 * and A. Filiztekin, International J. of Research in Marketing 24 (2007) 201-209.
 *
 * Not for contracts, where leaving is seen (shifted-beta-geometric); not for purchases at fixed occasions (bg-bb). BG/NBD
 * says of everybody without a repeat purchase that they are alive: where that matters take MBG/NBD or Pareto/NBD.
 *
 * @example fitBetaGeometric('BG/NBD', histories) // on CDNOW r .243, alpha 4.414, a .793, b 2.426
 */
export function fitBetaGeometric(
  kind: BetaGeometricKind,
  histories: PurchaseHistories,
  period: MonthSpan | null = null,
): Answer<ModelFit> {
  const fault = faultOfHistories(histories);
  if (fault !== null) return fault;
  return fitModel(betaGeometricProblem(kind, weightedHistories(histories, null), period));
}

/** The likelihood of BG/NBD or MBG/NBD as a problem to solve; for the bootstrap, which solves it again and again. */
export function betaGeometricProblem(
  kind: BetaGeometricKind,
  histories: WeightedHistories,
  period: MonthSpan | null = null,
): LikelihoodProblem {
  const { weights, purchaseCount, age } = histories;
  const sum = (column: Float64Array) => column.reduce((total, value, row) => total + value * (weights[row] ?? 0), 0);
  // A typical time between purchases: parameters in days and in weeks then start from the same place.
  const pace = Math.log(Math.max(sum(age), 1e-9) / Math.max(sum(purchaseCount), 1));
  return {
    model: kind,
    n: weights.reduce((total, weight) => total + weight, 0),
    counted: 'customers',
    period,
    assumptions: [
      'purchases while active come at random at a steady rate, and rates differ between customers as a gamma curve',
      'the chance to stop differs between customers as a beta curve, and has nothing to do with the rate',
      kindAssumptions[kind],
    ],
    names: ['r', 'alpha', 'a', 'b'],
    positive: 4,
    objective: betaGeometricObjective(kind, histories),
    starts: [
      [-1.2, pace - 1.5, -0.3, 0.8],
      [-0.5, pace, 0, 0.5],
      [0, 0, 0, 0],
      [0.5, pace + 0.5, -1, 1],
    ],
  };
}

/**
 * Log-likelihood with slopes, over the logarithms of r, alpha, a, b.
 *
 * Both models are one: with y = x for BG/NBD and y = x + 1 for MBG/NBD the likelihood of a customer is
 * Γ(r+x) alpha^r / Γ(r) · Γ(a+b) Γ(b+y) / (Γ(b) Γ(a+b+y)) · ((alpha+T)^-(r+x) + [y > 0] a/(b+y-1) (alpha+t_x)^-(r+x)).
 * What depends on the count alone is computed once a count, logarithms once a time.
 */
export function betaGeometricObjective(kind: BetaGeometricKind, histories: WeightedHistories): Objective {
  const shift = kind === 'BG/NBD' ? 0 : 1;
  const { purchaseCount, recency, age, weights } = histories;
  const rows = purchaseCount.length;
  const byCount = distinctRows([purchaseCount]);
  const counts = valuesOfGroups(byCount, purchaseCount);
  const countWeights = weightsOfGroups(byCount, weights);
  const bothTimes = new Float64Array(2 * rows);
  bothTimes.set(age);
  bothTimes.set(recency, rows);
  const byTime = distinctRows([bothTimes]);
  const times = valuesOfGroups(byTime, bothTimes);
  const logTimes = new Float64Array(times.length);
  const logOdds = new Float64Array(counts.length);

  return (place, slopes) => {
    const [r = NaN, alpha = NaN, a = NaN, b = NaN] = place.map(Math.exp);
    for (let at = 0; at < times.length; at += 1) logTimes[at] = Math.log(alpha + (times[at] ?? 0));
    let value = 0;
    let [ofRate, ofScale, ofStop, ofStay] = [0, 0, 0, 0];
    const base = logGamma(a + b) - logGamma(b) - logGamma(r) + r * Math.log(alpha);
    const [rateSlope, stopSlope, staySlope] = [digamma(r), digamma(a + b), digamma(b)];
    for (let at = 0; at < counts.length; at += 1) {
      const x = counts[at] ?? 0;
      const y = x + shift;
      const weight = countWeights[at] ?? 0;
      logOdds[at] = y > 0 ? Math.log(a) - Math.log(b + y - 1) : -Infinity;
      const spread = digamma(a + b + y);
      value += weight * (base + logGamma(r + x) + logGamma(b + y) - logGamma(a + b + y));
      ofRate += weight * (digamma(r + x) - rateSlope + Math.log(alpha));
      ofScale += (weight * r) / alpha;
      ofStop += weight * (stopSlope - spread);
      ofStay += weight * (stopSlope + digamma(b + y) - staySlope - spread);
    }
    for (let row = 0; row < rows; row += 1) {
      const x = purchaseCount[row] ?? 0;
      const weight = weights[row] ?? 0;
      const logAge = logTimes[byTime.group[row] ?? 0] ?? 0;
      const logRecency = logTimes[byTime.group[rows + row] ?? 0] ?? 0;
      const odds = (logOdds[byCount.group[row] ?? 0] ?? 0) + (r + x) * (logAge - logRecency);
      // The chance to have stopped; odds of 700 and more would overflow, and are certainty.
      const gone = odds === -Infinity ? 0 : 1 / (1 + Math.exp(-odds));
      const either = odds === -Infinity ? 0 : odds > 30 ? odds : Math.log1p(Math.exp(odds));
      value += weight * (either - (r + x) * logAge);
      ofRate -= weight * ((1 - gone) * logAge + gone * logRecency);
      ofScale -= weight * (r + x) * ((1 - gone) / (alpha + (age[row] ?? 0)) + gone / (alpha + (recency[row] ?? 0)));
      ofStop += (weight * gone) / a;
      if (gone > 0) ofStay -= (weight * gone) / (b + x + shift - 1);
    }
    slopes.set([r * ofRate, alpha * ofScale, a * ofStop, b * ofStay]);
    return value;
  };
}
