/** What a point of something known beforehand is worth where customers buy when they like: Pareto/NBD with it in the leaving. */
import { type Answer, type Basis, type Estimate, type MonthSpan, noAnswer } from '../statistics/answer.ts';
import { choleskyFactor } from '../statistics/linear-algebra.ts';
import { normalChance } from '../statistics/normal-distribution.ts';
import { seededRandom } from '../statistics/random.ts';
import type { Discount } from './forecast.ts';
import { expectedSpend, fitGammaGamma, type SpendHistories } from './gamma-gamma.ts';
import type { PurchaseHistories } from './histories.ts';
import type { ModelFit } from './model-fit.ts';
import { paretoForecast } from './pareto-forecast.ts';
import { type Covariate, fitPareto, paretoOfCustomer } from './pareto-nbd.ts';
import { pointOf } from './drawn-interval.ts';

export interface CovariatePointQuestion {
  readonly histories: PurchaseHistories;
  readonly spend: SpendHistories;
  /** What is asked about, as known before the histories begin. */
  readonly driver: Covariate & { readonly point: number; readonly lowest: number; readonly highest: number };
  /** What it must not be mistaken for; on purchases and on leaving. */
  readonly segments: readonly Covariate[];
  readonly discount: Discount;
  readonly marginShare: number;
  readonly seed: number;
  readonly period: MonthSpan | null;
}

export interface CovariatePoint extends Basis {
  /** Change of the log of the rate of leaving for one unit; positive: leaves sooner. */
  readonly effect: Estimate;
  readonly standardError: number;
  /** Of the likelihood ratio against the same model without it. */
  readonly pValue: number;
  readonly logLikelihood: number;
  readonly aic: number;
  readonly aicWithout: number | null;
  /** Means over all these customers. */
  readonly lifetimeValue: Estimate;
  readonly up: Estimate;
  readonly down: Estimate;
  readonly atHighest: number;
  readonly atLowest: number;
  readonly draws: number;
  readonly failed: number;
}

const draws = 200;
/** The parameters of Pareto/NBD itself, which are positive and searched as logarithms. */
const positive = 4;

/**
 * The value of a point by Pareto/NBD.
 *
 * Question answered: "customers of ours have no contract: what does a point of satisfaction go with?"
 *
 * In words: the driver multiplies the rate of leaving; a point is worth margin × expected spend × (discounted purchases to
 * come with a point more, less those with what it is), and the same for a point lost. At the end of the scale it is 0. The
 * interval is that of customers drawn again, with parameters drawn from what the fits leave open.
 *
 * Reference: P. S. Fader and B. G. S. Hardie (2007), as in pareto-nbd.ts; method C.3.
 *
 * Associated with, not because. Not for a driver that was read after the histories began.
 */
export function covariatePoint(question: CovariatePointQuestion): Answer<CovariatePoint> {
  const { histories, driver, segments, spend, period } = question;
  const centre = driver.values.reduce((sum, value) => sum + value, 0) / driver.values.length;
  const centred = { name: driver.name, values: driver.values.map((value) => value - centre) };
  const fit = fitPareto({ histories, onLeaving: [centred, ...segments], onPurchases: segments, period });
  if (!fit.answered) return fit;
  const without = fitPareto({ histories, onLeaving: segments, onPurchases: segments, period });
  const spendFit = fitGammaGamma(spend, period);
  if (!spendFit.answered) return spendFit;
  const found = meansOf(question, fit, estimatesOf(spendFit), null);
  if (!found.every(Number.isFinite)) {
    return noAnswer('at the boundary', 'spend differs so much that it has no mean (q is at most 1)', 'more purchases');
  }
  const sets = drawn(question, fit, spendFit);
  const interval = (index: number): Estimate => {
    const sorted = Float64Array.from(sets, (set) => set[index] ?? NaN).sort();
    return { estimate: found[index] ?? null, low: pointOf(sorted, 0.025), high: pointOf(sorted, 0.975) };
  };
  const [effect] = fit.parameters.slice(4);
  const ratio = without.answered ? Math.max(0, 2 * (fit.logLikelihood - without.logLikelihood)) : NaN;
  return {
    answered: true,
    n: fit.n,
    counted: fit.counted,
    period,
    model: `Pareto/NBD with ${driver.name} on leaving${segments.length > 0 ? ' and segments on both' : ''}; Gamma-Gamma spend; customers and parameters drawn`,
    assumptions: [
      ...fit.assumptions,
      'a point counts as if the customer had always had it, and spend has nothing to do with it',
    ],
    effect: { estimate: effect?.estimate ?? null, low: effect?.low ?? NaN, high: effect?.high ?? NaN },
    standardError: effect?.standardError ?? NaN,
    pValue: without.answered ? 2 * normalChance(-Math.sqrt(ratio)) : 1,
    logLikelihood: fit.logLikelihood,
    aic: fit.aic,
    aicWithout: without.answered ? without.aic : null,
    lifetimeValue: interval(0),
    up: interval(1),
    down: interval(2),
    atHighest: driver.values.filter((value) => value >= driver.highest).length,
    atLowest: driver.values.filter((value) => value <= driver.lowest).length,
    draws,
    failed: draws - sets.length,
  };
}

function estimatesOf({ parameters }: ModelFit): number[] {
  return parameters.map(({ estimate }) => estimate);
}

/** Mean lifetime value, and mean change with a point more and a point less; each customer as often as it was drawn. */
function meansOf(
  { histories, spend, driver, segments, discount, marginShare }: CovariatePointQuestion,
  fit: Pick<ModelFit, 'parameters'>,
  amounts: readonly number[],
  weights: ArrayLike<number> | null,
): readonly number[] {
  const { purchaseCount, recency, age } = histories;
  const sums = [0, 0, 0];
  const centre = driver.values.reduce((sum, value) => sum + value, 0) / driver.values.length;
  let customers = 0;
  for (let row = 0; row < age.length; row += 1) {
    const weight = weights === null ? 1 : (weights[row] ?? 0);
    if (weight === 0) continue;
    const [count = 0, last = 0, known = 0] = [purchaseCount[row], recency[row], age[row]];
    const own = segments.map(({ values }) => values[row] ?? 0);
    const worthAt = (value: number) => {
      const of = { onLeaving: [value - centre, ...own], onPurchases: own };
      const forecast = paretoForecast(paretoOfCustomer(fit, of));
      return forecast.chanceAlive(count, last, known) * forecast.discountedIfAlive(count, known, discount);
    };
    const now = driver.values[row] ?? 0;
    const margin = marginShare * expectedSpend(amounts, spend.purchaseCount[row] ?? 0, spend.meanSpend[row] ?? 0);
    const worth = worthAt(now);
    const [higher, lower] = [Math.min(driver.highest, now + driver.point), Math.max(driver.lowest, now - driver.point)];
    const changes = [worth, higher > now ? worthAt(higher) - worth : 0, lower < now ? worthAt(lower) - worth : 0];
    for (const [index, change] of changes.entries()) sums[index] = (sums[index] ?? 0) + weight * margin * change;
    customers += weight;
  }
  return sums.map((sum) => sum / customers);
}

/** Parameters drawn from how sure the fits are of them, for customers drawn again: a refit of each drawing takes minutes. */
function drawn(question: CovariatePointQuestion, fit: ModelFit, spendFit: ModelFit) {
  const random = seededRandom(question.seed);
  const rows = question.histories.age.length;
  const [parametersOf, amountsOf] = [drawnParameters(fit, random), drawnParameters(spendFit, random)];
  const weights = new Float64Array(rows);
  const sets: (readonly number[])[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    weights.fill(0);
    for (let one = 0; one < rows; one += 1) {
      const at = Math.floor(random() * rows);
      weights[at] = (weights[at] ?? 0) + 1;
    }
    const places = parametersOf();
    const parameters = fit.parameters.map((known, index) => {
      const at = places[index] ?? NaN;
      return { ...known, estimate: index < positive ? Math.exp(at) : at };
    });
    const set = meansOf(question, { parameters }, amountsOf().map(Math.exp), weights);
    if (set.every(Number.isFinite)) sets.push(set);
  }
  return sets;
}

/** Draws places around the peak, as the curvature there says. */
function drawnParameters({ place, covariance }: ModelFit, random: () => number): () => number[] {
  const size = place.length;
  const factored = choleskyFactor(Float64Array.from(covariance), size, 1e-12);
  const lower = 'lower' in factored ? factored.lower : new Float64Array(size * size);
  return () => {
    const normal = place.map(() => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
    return place.map((at, row) =>
      normal.slice(0, row + 1).reduce((sum, one, column) => sum + (lower[row * size + column] ?? 0) * one, at),
    );
  };
}
