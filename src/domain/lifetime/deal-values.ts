/** How much the value expected of a customer changed with a deal, for all deals at once, under one fitted model. */
import { distinctRows } from './distinct-rows.ts';
import type { DealMoments, SpendHistories } from './deal-moments.ts';
import type { Discount } from './forecast.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { purchaseForecast, type PurchaseModel } from './purchase-models.ts';
import { drawnInterval } from './drawn-interval.ts';

/** Parameters of the purchase model and of spend. */
export interface FittedValue {
  readonly purchases: readonly number[];
  readonly spend: readonly number[];
}

export interface DealsToValue {
  readonly moments: DealMoments;
  readonly model: PurchaseModel;
  readonly fitted: FittedValue;
  /** The same fitted to customers drawn again: how far the fit could be off. */
  readonly drawn: readonly FittedValue[];
  readonly marginShare: number;
  readonly discount: Discount;
  /** Ways to sum up deals: for each deal the place of its moment, its share of it, and its group. */
  readonly deals: { readonly moment: Uint32Array; readonly share: Float64Array };
  readonly groupings: readonly { readonly group: Uint32Array; readonly groups: number }[];
  /** What all customers together are expected to bring now, and under each of the drawn fits. */
  readonly now: { readonly value: number; readonly drawn: readonly number[] };
}

/** One place a deal; and for each way to sum up, one a group. */
export interface DealValues extends Changes {
  readonly groupings: readonly Changes[];
  /** What is expected now less the changes of all deals: of silence, of money given back, and of deals not looked at. One place. */
  readonly silence: Changes;
}

export interface Changes {
  readonly change: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What all draws together may cost, in moments valued; below so many draws there is no interval worth the name. */
const effort = 400_000;
const drawsMin = 30;

/**
 * Changes of expected lifetime value.
 *
 * Question answered: "the sale brought 1,000 now: is the customer expected to bring more or less from here on than they
 * were that morning?"
 *
 * In words: one model is fitted to all purchases; the customer is valued by it on the day of the deal, once by what was
 * known without the deal and once with it. Before their first purchase nothing was expected of a customer. What was bought
 * on one day is one purchase to the model; its change is shared out by amount. The interval comes from the same fits to
 * customers drawn again, so that sums of deals keep what their errors have in common. What is expected of all customers now
 * is the sum of these changes and of what silence took since: nothing was expected before anybody's first purchase.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and K. L. Lee, "RFM and CLV" (2005), for the value; the difference is ours.
 *
 * It is what a deal is associated with: whoever buys is still there, and the model learns just that from it.
 */
export function dealValues(asked: DealsToValue): DealValues {
  const { moments, model, drawn, marginShare, discount, deals, groupings } = asked;
  const distinct = distinctMoments(moments);
  const changesUnder = (fit: FittedValue) =>
    dealChanges(distinct, moments, deals, { model, fit, marginShare, discount });
  const found = changesUnder(asked.fitted);
  const draws = Math.min(drawn.length, Math.max(drawsMin, Math.floor(effort / Math.max(1, distinct.first.length))));
  const samples = drawn.slice(0, draws).map(changesUnder);
  return {
    ...spreadOf(found, samples),
    groupings: groupings.map((grouping) =>
      spreadOf(
        sumsOf(found, grouping),
        samples.map((sample) => sumsOf(sample, grouping)),
      ),
    ),
    silence: spreadOf(
      restOf(found, asked.now.value),
      samples.map((sample, draw) => restOf(sample, asked.now.drawn[draw] ?? NaN)),
    ),
  };
}

function restOf(changes: Float64Array, now: number): Float64Array {
  return Float64Array.of(changes.reduce((rest, change) => rest - change, now));
}

/** Without and with, one after the other: what depends on count and age alone is worked out once. */
function distinctMoments(moments: DealMoments) {
  const both = (column: 'age' | 'purchaseCount') => joined(moments.without[column], moments.with[column]);
  return distinctRows([both('age'), both('purchaseCount')]);
}

function joined(one: Float64Array, other: Float64Array): Float64Array {
  const all = new Float64Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

interface Under {
  readonly model: PurchaseModel;
  readonly fit: FittedValue;
  readonly marginShare: number;
  readonly discount: Discount;
}

function dealChanges(
  distinct: ReturnType<typeof distinctMoments>,
  moments: DealMoments,
  { moment, share }: DealsToValue['deals'],
  { model, fit, marginShare, discount }: Under,
): Float64Array {
  const forecast = purchaseForecast(model, fit.purchases);
  const rows = moments.days.length;
  const [counts, ages] = [
    joined(moments.without.purchaseCount, moments.with.purchaseCount),
    joined(moments.without.age, moments.with.age),
  ];
  const discounted = Float64Array.from(distinct.first, (row) =>
    forecast.discountedIfAlive(counts[row] ?? 0, ages[row] ?? 0, discount),
  );
  const worth = ({ purchaseCount, recency, age, meanSpend }: SpendHistories, row: number, place: number) => {
    const count = purchaseCount[row] ?? 0;
    const mean = meanSpend[row] ?? 0;
    const alive = forecast.chanceAlive(count, recency[row] ?? 0, age[row] ?? 0);
    const spend = expectedSpend(fit.spend, mean > 0 ? count : 0, mean);
    return marginShare * spend * alive * (discounted[distinct.group[place] ?? 0] ?? 0);
  };
  const changes = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const before = moments.isFirst[row] === 1 ? 0 : worth(moments.without, row, row);
    changes[row] = worth(moments.with, row, rows + row) - before;
  }
  return Float64Array.from(moment, (row, deal) => (changes[row] ?? 0) * (share[deal] ?? 0));
}

function sumsOf(changes: Float64Array, { group, groups }: DealsToValue['groupings'][number]): Float64Array {
  const sums = new Float64Array(groups);
  for (const [deal, change] of changes.entries()) {
    const at = group[deal] ?? 0;
    sums[at] = (sums[at] ?? 0) + change;
  }
  return sums;
}

function spreadOf(change: Float64Array, samples: readonly Float64Array[]): Changes {
  const [low, high] = [new Float64Array(change.length), new Float64Array(change.length)];
  const sample = new Float64Array(samples.length);
  for (let row = 0; row < change.length; row += 1) {
    for (const [draw, drawn] of samples.entries()) sample[draw] = drawn[row] ?? 0;
    sample.sort();
    const interval = drawnInterval(sample);
    low[row] = interval.low;
    high[row] = interval.high;
  }
  return { change, low, high };
}
