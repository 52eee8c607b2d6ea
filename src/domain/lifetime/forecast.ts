/** What a fitted purchase model says of a customer, in the same words for every model. */
import { areaUnder } from '../statistics/gauss-legendre.ts';

/** How later purchases are weighed against earlier ones. */
export interface Discount {
  /** Continuous rate per unit of time: ln(1 + 0.15)/52.18 = .0027 a week for 15 % a year. */
  readonly rate: number;
  /** How far ahead is looked, in the same unit; Infinity where the model allows it. */
  readonly horizon: number;
}

export interface PurchaseForecast {
  /** Chance that a customer with this history is still active, P(alive). */
  readonly chanceAlive: (purchaseCount: number, recency: number, age: number) => number;
  /** Expected purchases in the time to come, if the customer is still active. */
  readonly purchasesIfAlive: (purchaseCount: number, age: number, time: number) => number;
  /** The same, each weighed by how soon it comes (DERT), if the customer is still active. */
  readonly discountedIfAlive: (purchaseCount: number, age: number, discount: Discount) => number;
}

/** Expected repeat purchases of a new customer in the first `time`, E[X(t)]. */
export function expectedPurchases(forecast: PurchaseForecast, time: number): number {
  return forecast.chanceAlive(0, 0, 0) * forecast.purchasesIfAlive(0, 0, time);
}

/**
 * Discounted area under a rate of purchases that falls off like a power of time.
 *
 * In words: ∫ rate(t) e^(-discount · t) dt, over t = scale (e^v - 1): in v the curve has neither corner nor long tail, and
 * forty points are enough. What lies beyond forty times the mean life of money is below 1e-17 of the whole and left out.
 */
export function discountedArea(rate: (time: number) => number, scale: number, discount: Discount): number {
  const horizon = Math.min(discount.horizon, discount.rate > 0 ? 40 / discount.rate : Infinity);
  if (!(horizon < Infinity)) return Infinity;
  return areaUnder(
    (v) => {
      const time = scale * Math.expm1(v);
      return rate(time) * Math.exp(v - discount.rate * time) * scale;
    },
    0,
    Math.log1p(horizon / scale),
  );
}
