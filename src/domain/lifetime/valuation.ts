/** Lifetime value of customers: margin × expected spend × discounted purchases, with how far the fit could be off. */
import type { Answer, MonthSpan } from '../statistics/answer.ts';
import { seededRandom } from '../statistics/random.ts';
import { distinctRows } from './distinct-rows.ts';
import { drawnInterval, failedShareMax } from './drawn-interval.ts';
import type { Discount } from './forecast.ts';
import { expectedSpend, fitGammaGamma, gammaGammaProblem, type SpendFit } from './gamma-gamma.ts';
import type { PurchaseHistories } from './histories.ts';
import { type ModelFit, peakNear } from './model-fit.ts';
import {
  bestModel,
  fitPurchaseModels,
  type PurchaseFits,
  purchaseForecast,
  type PurchaseModel,
  weightedProblem,
} from './purchase-models.ts';
import { type CustomerScores, scoreCustomers } from './score-customers.ts';

export interface CustomersToValue extends PurchaseHistories {
  /** Mean amount of the repeat purchases, net of what was given back; 0 without any, or where all was given back. */
  readonly meanSpend: Float64Array;
  /** The group that each customer belongs to, from 0; totals are given by group. */
  readonly group: Uint32Array;
}

export interface ValuationAsked {
  readonly groups: number;
  readonly marginShare: number;
  readonly discount: Discount;
  /** How far ahead `expectedPurchases` looks, in the unit of the histories. */
  readonly ahead: number;
  readonly seed: number;
  readonly period: MonthSpan | null;
}

export interface Valuation {
  readonly fits: PurchaseFits;
  readonly spendFit: Answer<SpendFit>;
  readonly model: PurchaseModel | null;
  /** Null when no model could be fitted. */
  readonly scores: CustomerScores | null;
  /** Expected amount of a purchase; null when spend could not be fitted, or has no mean. */
  readonly expectedSpend: Float64Array | null;
  readonly values: CustomerValues | null;
  /** Where so many drawings gave no value that none is told: how many of how many. */
  readonly unsteady: Pick<CustomerValues, 'draws' | 'failed'> | null;
}

/** One place a customer in each column; all in units of the amounts. */
export interface CustomerValues {
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By draw, the total of each group. */
  readonly drawnTotals: readonly Float64Array[];
  /** What was fitted to each draw: parameters of the model and of spend. */
  readonly drawnFits: readonly DrawnFit[];
  /** How often was drawn, and how often the fit of what was drawn failed. */
  readonly draws: number;
  readonly failed: number;
}

/** So many at least for an interval that is shown; so many at most, for more change nothing that is seen. */
const drawsMin = 30;
const drawsMax = 100;
/** What all draws together may cost, in customers scored. */
const effort = 5_000_000;

/**
 * What customers are worth from now on.
 *
 * Question answered: "what will each customer still bring, and how sure is that?"
 *
 * In words: fit the purchase models and take the one these purchases speak for; fit spend; value = margin × expected
 * spend × discounted expected purchases. Then, as often as the size of the company allows, draw as many customers as there
 * are with replacement, fit both again from the peak that was found, and value the same customers. The 2.5 % and 97.5 %
 * points are the interval, wider for every drawing that gave no value: how far the fit could be off. It does not hold how
 * one customer's luck will turn out.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and K. L. Lee, "RFM and CLV", J. Marketing Research 42 (2005) 415-430; B. Efron
 * and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993).
 *
 * No value where spend cannot be fitted, or differs so much between customers that it has no mean (q <= 1); nor where more
 * than a fifth of the drawings gave none.
 */
export function valueCustomers(customers: CustomersToValue, asked: ValuationAsked): Valuation {
  const fits = fitPurchaseModels(customers, asked.period);
  const model = bestModel(fits);
  const spendFit = fitGammaGamma(spendOf(customers), asked.period);
  const fit = model === null ? null : fits[model];
  if (model === null || fit?.answered !== true) {
    return { fits, spendFit, model: null, scores: null, expectedSpend: null, values: null, unsteady: null };
  }
  const forecast = purchaseForecast(model, estimatesOf(fit));
  const scores = scoreCustomers(forecast, customers, { time: asked.ahead, discount: asked.discount });
  const spend = spendFit.answered ? spendOfCustomers(customers, estimatesOf(spendFit)) : null;
  const values =
    spend === null || !spendFit.answered ? null : valuesOf(customers, asked, { model, fit, spendFit, scores, spend });
  const isSteady = values === null || values.failed <= failedShareMax * values.draws;
  const unsteady = isSteady ? null : { draws: values.draws, failed: values.failed };
  return { fits, spendFit, model, scores, expectedSpend: spend, values: isSteady ? values : null, unsteady };
}

function estimatesOf({ parameters }: ModelFit): number[] {
  return parameters.map(({ estimate }) => estimate);
}

/** Where all that was paid was given back there is no amount to learn from: such a customer says nothing of spend. */
function spendOf({ purchaseCount, meanSpend }: CustomersToValue) {
  const isPaid = (row: number) => (meanSpend[row] ?? 0) > 0;
  return {
    purchaseCount: purchaseCount.map((count, row) => (isPaid(row) ? count : 0)),
    meanSpend: meanSpend.map((mean, row) => (isPaid(row) ? mean : 0)),
  };
}

/** Expected spend of each customer; null where it has no mean. */
function spendOfCustomers(customers: CustomersToValue, parameters: readonly number[]): Float64Array | null {
  const { purchaseCount, meanSpend } = spendOf(customers);
  const spend = purchaseCount.map((count, row) => expectedSpend(parameters, count, meanSpend[row] ?? 0));
  return spend.every((amount) => amount > 0 && amount < Infinity) ? spend : null;
}

interface Found {
  readonly model: PurchaseModel;
  readonly fit: ModelFit;
  readonly spendFit: SpendFit;
  readonly scores: CustomerScores;
  readonly spend: Float64Array;
}

function valuesOf(customers: CustomersToValue, asked: ValuationAsked, found: Found): CustomerValues {
  const { purchaseCount, recency, age, group } = customers;
  const rows = age.length;
  const draws = drawsFor(customers, found.model);
  const drawn = drawFits(customers, draws, found, asked);
  const shared = distinctRows([age, purchaseCount]);
  const failed = draws - drawn.length;
  const forecasts = drawn.map(({ purchases, spend }) => {
    const forecast = purchaseForecast(found.model, purchases);
    const discounted = Float64Array.from(shared.first, (row) =>
      forecast.discountedIfAlive(purchaseCount[row] ?? 0, age[row] ?? 0, asked.discount),
    );
    return { forecast, discounted, spend };
  });
  const spent = spendOf(customers);
  const value = new Float64Array(rows);
  const [low, high] = [new Float64Array(rows), new Float64Array(rows)];
  const drawnTotals = drawn.map(() => new Float64Array(asked.groups));
  const sample = new Float64Array(drawn.length);
  for (let row = 0; row < rows; row += 1) {
    value[row] = asked.marginShare * (found.spend[row] ?? 0) * (found.scores.discountedPurchases?.[row] ?? 0);
    for (const [draw, { forecast, discounted, spend }] of forecasts.entries()) {
      const alive = forecast.chanceAlive(purchaseCount[row] ?? 0, recency[row] ?? 0, age[row] ?? 0);
      const amount = expectedSpend(spend, spent.purchaseCount[row] ?? 0, spent.meanSpend[row] ?? 0);
      const worth = asked.marginShare * amount * alive * (discounted[shared.group[row] ?? 0] ?? 0);
      sample[draw] = worth;
      const totals = drawnTotals[draw];
      const at = group[row] ?? 0;
      if (totals !== undefined) totals[at] = (totals[at] ?? 0) + worth;
    }
    sample.sort();
    const interval = drawnInterval(sample, failed);
    low[row] = interval.low;
    high[row] = interval.high;
  }
  return { value, low, high, drawnTotals, drawnFits: drawn, draws, failed };
}

/** A look at the likelihood of Pareto/NBD adds up a series for each customer, which the others do without. */
const seriesCost = 20;

/** How often is drawn: less often from a large company, whose fit moves less. */
function drawsFor({ purchaseCount }: CustomersToValue, model: PurchaseModel): number {
  const repeaters = purchaseCount.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const cost = (purchaseCount.length + 10 * repeaters) * (model === 'Pareto/NBD' ? seriesCost : 1);
  return Math.max(drawsMin, Math.min(drawsMax, Math.floor(effort / cost)));
}

interface DrawnFit {
  readonly purchases: readonly number[];
  readonly spend: readonly number[];
}

/** Fits of customers drawn with replacement. One whose spend has no mean gave no value, and widens every interval. */
function drawFits(
  customers: CustomersToValue,
  draws: number,
  { model, fit, spendFit }: Found,
  { seed }: ValuationAsked,
): readonly DrawnFit[] {
  const random = seededRandom(seed);
  const rows = customers.age.length;
  const spend = spendOf(customers);
  const weights = new Float64Array(rows);
  const drawn: DrawnFit[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    weights.fill(0);
    for (let one = 0; one < rows; one += 1) {
      const at = Math.floor(random() * rows);
      weights[at] = (weights[at] ?? 0) + 1;
    }
    const purchases = peakNear(weightedProblem(model, customers, weights), fit.place, 'kept');
    if (purchases === null) continue;
    const amounts = parametersAt(peakNear(gammaGammaProblem(spend, weights), spendFit.place, 'kept'));
    if ((amounts[1] ?? 0) > 1) drawn.push({ purchases: parametersAt(purchases), spend: amounts });
  }
  return drawn;
}

/** All parameters of these models are positive and searched as logarithms. */
function parametersAt(peak: { readonly place: ArrayLike<number> } | null): number[] {
  return peak === null ? [] : Array.from(peak.place, Math.exp);
}
