/** What broken promises of a deal go with: lifetime value of the customer in the months after it, against deals like it. */
import type { Answer } from '../statistics/answer.ts';
import { type Comparable, matchedComparison, type MatchedComparison } from '../statistics/matched-comparison.ts';
import { seededRandom } from '../statistics/random.ts';
import { type DealEntry, dealMoments, type SpendHistories } from './deal-moments.ts';
import type { FittedValue } from './deal-values.ts';
import type { Discount } from './forecast.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { purchaseForecast, type PurchaseModel } from './purchase-models.ts';

/** A deal with promises, all of which were kept so far, or not. */
export interface PromisedDeal {
  readonly customerId: string;
  readonly day: number;
  readonly isBroken: boolean;
}

export interface BrokenPromisesAsked {
  /** In order of customer and day, payments of a day before its refunds. */
  readonly entries: readonly DealEntry[];
  readonly deals: readonly PromisedDeal[];
  /** The last day watched, and for how many days a deal is followed. */
  readonly until: number;
  readonly days: number;
  readonly model: PurchaseModel;
  readonly fitted: FittedValue;
  readonly marginShare: number;
  readonly discount: Discount;
}

const covariates = [
  'purchases before',
  'weeks known',
  'mean amount',
  'value expected on the day',
  'day of the deal',
] as const;
const caliper = 0.5;

/**
 * Lifetime value after deals of which a promise was broken, less that after deals like them whose promises held.
 *
 * Question answered: "the sale was made and the promise with it was broken: what did that go with?"
 *
 * In words: follow each deal for so many days. What the customer brought in them, and is expected to bring from then on,
 * less what was expected on the day of the deal, is how lifetime value changed. Of each customer one deal counts, drawn by lot:
 * to take the last would be to take the one that silence followed, and to take those without any breach, those who bought
 * little. Deals are compared one to one with those nearest in what was known on their day.
 *
 * Reference: matched-comparison for the pairs; what is compared is ours.
 *
 * It is what broken promises are associated with: a customer who is difficult to serve may be one who leaves anyway. The
 * interval holds the luck of the pairs, and not what the model does not know of its parameters.
 */
export function brokenPromises(asked: BrokenPromisesAsked): Answer<MatchedComparison> {
  const { entries, until, days, marginShare } = asked;
  const followed = oneEach(asked.deals.filter(({ day }) => day + days <= until));
  const byCustomer = groupedBy(entries);
  const before = momentsAt(followed, byCustomer, ({ day }) => day + 1);
  const after = momentsAt(followed, byCustomer, ({ day }) => day + days);
  const worth = worthUnder(asked);
  const customers = followed.map(({ customerId, day, isBroken }, row): Comparable => {
    const income = (byCustomer.get(customerId) ?? [])
      .filter((entry) => entry.day > day && entry.day < day + days)
      .reduce((sum, { amount, isPaid }) => sum + (isPaid ? amount : -amount), 0);
    const expected = worth(before, row);
    const of = (column: keyof SpendHistories) => before[column][row] ?? 0;
    return {
      customerId,
      isTreated: isBroken,
      stratum: null,
      covariates: [of('purchaseCount'), of('age'), of('meanSpend'), expected, day],
      outcome: marginShare * income + worth(after, row) - expected,
    };
  });
  return matchedComparison({ customers, names: covariates, caliper });
}

/** One deal of each customer, by a lot that is always the same. */
function oneEach(deals: readonly PromisedDeal[]): readonly PromisedDeal[] {
  const random = seededRandom(1);
  const told = deals.toSorted(
    (one, other) =>
      one.day - other.day || Number(one.customerId > other.customerId) - Number(one.customerId < other.customerId),
  );
  const chosen = new Map<string, { deal: PromisedDeal; seen: number }>();
  for (const deal of told) {
    const before = chosen.get(deal.customerId);
    const seen = (before?.seen ?? 0) + 1;
    chosen.set(deal.customerId, { deal: before !== undefined && random() * seen >= 1 ? before.deal : deal, seen });
  }
  return [...chosen.values()].map(({ deal }) => deal);
}

function groupedBy(entries: readonly DealEntry[]): ReadonlyMap<string, readonly DealEntry[]> {
  const byCustomer = new Map<string, DealEntry[]>();
  for (const entry of entries) {
    const own = byCustomer.get(entry.customerId);
    if (own === undefined) byCustomer.set(entry.customerId, [entry]);
    else own.push(entry);
  }
  return byCustomer;
}

/** What was known of each customer when a day began. */
function momentsAt(
  deals: readonly PromisedDeal[],
  byCustomer: ReadonlyMap<string, readonly DealEntry[]>,
  dayOf: (deal: PromisedDeal) => number,
): SpendHistories {
  const places: number[] = [];
  let rows = 0;
  const told = deals.flatMap((deal) => {
    const day = dayOf(deal);
    const known = (byCustomer.get(deal.customerId) ?? []).filter((entry) => entry.day < day);
    rows += new Set(known.filter(({ isPaid }) => isPaid).map((entry) => entry.day)).size + 1;
    places.push(rows - 1);
    // A purchase of nothing on that day: what is known without it is what was known when it began.
    return [...known, { customerId: deal.customerId, day, amount: 0, isPaid: true, ofDay: null }];
  });
  const { without } = dealMoments(told);
  const column = (name: keyof SpendHistories) => Float64Array.from(places, (place) => without[name][place] ?? 0);
  return {
    purchaseCount: column('purchaseCount'),
    recency: column('recency'),
    age: column('age'),
    meanSpend: column('meanSpend'),
  };
}

function worthUnder({ model, fitted, marginShare, discount }: BrokenPromisesAsked) {
  const forecast = purchaseForecast(model, fitted.purchases);
  return ({ purchaseCount, recency, age, meanSpend }: SpendHistories, row: number): number => {
    const [count = 0, weeks = 0, mean = 0] = [purchaseCount[row], age[row], meanSpend[row]];
    const alive = forecast.chanceAlive(count, recency[row] ?? 0, weeks);
    const spend = expectedSpend(fitted.spend, mean > 0 ? count : 0, mean);
    return marginShare * spend * alive * forecast.discountedIfAlive(count, weeks, discount);
  };
}
