/** Forecasts for all customers at once, in columns. */
import { distinctRows } from './distinct-rows.ts';
import type { Discount, PurchaseForecast } from './forecast.ts';
import type { PurchaseHistories } from './histories.ts';

/** One place a customer in each column. */
export interface CustomerScores {
  readonly chanceAlive: Float64Array;
  /** Expected purchases in the time asked for. */
  readonly expectedPurchases: Float64Array;
  /** Expected purchases discounted to now (DERT); null when not asked for. */
  readonly discountedPurchases: Float64Array | null;
}

/**
 * Scores many customers: chance to be active, expected purchases, discounted purchases.
 *
 * Question answered: "which of our million customers are still there, and what will they buy?"
 *
 * In words: what a customer will buy if still active depends on purchase count and age alone, so it is computed once for
 * all who share both; the chance to be still active is computed for each.
 *
 * Not for histories that could not be fitted: rows are not checked here.
 */
export function scoreCustomers(
  forecast: PurchaseForecast,
  { purchaseCount, recency, age }: PurchaseHistories,
  { time, discount }: { readonly time: number; readonly discount?: Discount },
): CustomerScores {
  const { group, first } = distinctRows([age, purchaseCount]);
  const purchases = Float64Array.from(first, (row) =>
    forecast.purchasesIfAlive(purchaseCount[row] ?? 0, age[row] ?? 0, time),
  );
  const discounted =
    discount === undefined
      ? null
      : Float64Array.from(first, (row) => forecast.discountedIfAlive(purchaseCount[row] ?? 0, age[row] ?? 0, discount));
  const customers = age.length;
  const chanceAlive = new Float64Array(customers);
  const expectedPurchases = new Float64Array(customers);
  const discountedPurchases = discounted === null ? null : new Float64Array(customers);
  for (let row = 0; row < customers; row += 1) {
    const alive = forecast.chanceAlive(purchaseCount[row] ?? 0, recency[row] ?? 0, age[row] ?? 0);
    const shared = group[row] ?? 0;
    chanceAlive[row] = alive;
    expectedPurchases[row] = alive * (purchases[shared] ?? 0);
    if (discountedPurchases !== null) discountedPurchases[row] = alive * (discounted?.[shared] ?? 0);
  }
  return { chanceAlive, expectedPurchases, discountedPurchases };
}
