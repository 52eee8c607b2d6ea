/** A model fitted to the time until a day, held against what customers did after it. */
import type { MonthSpan } from '../statistics/answer.ts';
import { expectedPurchases, type PurchaseForecast } from './forecast.ts';
import type { PurchaseHistories } from './histories.ts';
import {
  type PurchaseFits,
  fitPurchaseModels,
  purchaseForecast,
  type PurchaseModel,
  purchaseModels,
} from './purchase-models.ts';
import { scoreCustomers } from './score-customers.ts';

const daysPerWeek = 7;
/** Points of a tracking plot at most. */
const pointsMax = 160;
/** Customers with so many repeat purchases before the day, or more, are one group. */
const countMax = 7;

export interface HoldoutFacts {
  /** As of the day, in weeks. */
  readonly histories: PurchaseHistories;
  /** Days since 1970 of each customer's first purchase. */
  readonly firstDay: Float64Array;
  /** Repeat purchases of each customer after the day. */
  readonly later: Float64Array;
  /** Repeat purchases of all these customers by day, before and after. */
  readonly byDay: readonly { readonly day: number; readonly purchases: number }[];
  readonly cutDay: number;
  readonly endDay: number;
  readonly period: MonthSpan | null;
}

export interface ModelHoldout {
  readonly model: PurchaseModel;
  /** Purchases foretold after the day. */
  readonly foretold: number;
  /** Mean distance between what was foretold of a customer and what they did. */
  readonly meanAbsoluteError: number;
  /** By repeat purchases before the day: foretold a customer. */
  readonly byCount: readonly number[];
  /** Cumulated repeat purchases at each point of the track. */
  readonly track: readonly number[];
}

export interface Holdout {
  readonly fits: PurchaseFits;
  readonly customers: number;
  readonly weeks: number;
  readonly actual: number;
  readonly byCount: readonly { readonly repeats: number; readonly customers: number; readonly actual: number }[];
  /** Ends of weeks, in days since 1970. */
  readonly days: readonly number[];
  readonly actualTrack: readonly number[];
  readonly models: readonly ModelHoldout[];
}

/**
 * Holds fits as of a day against what came after.
 *
 * Question answered: "had we asked on that day, would the models have told what our customers then did?"
 *
 * In words: fit each model to the histories until the day; foretell the purchases after it for each customer, and the
 * cumulated repeat purchases of all of them week by week from their first purchases on; set beside both what happened.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and K. L. Lee (2005), figures 1 to 4.
 *
 * Customers who first bought after the day are not in it.
 */
export function holdOut({ histories, firstDay, later, byDay, cutDay, endDay, period }: HoldoutFacts): Holdout {
  const fits = fitPurchaseModels(histories, period);
  const weeks = (endDay - cutDay) / daysPerWeek;
  const groupOf = histories.purchaseCount.map((count) => Math.min(countMax, count));
  const begin = firstDay.reduce((least, day) => Math.min(least, day), cutDay);
  const step = daysPerWeek * Math.max(1, Math.ceil((endDay - begin) / daysPerWeek / pointsMax));
  const days = Array.from({ length: Math.ceil((endDay - begin) / step) }, (_, index) =>
    Math.min(endDay, begin + (index + 1) * step),
  );
  const firsts = countsOf(firstDay);
  return {
    fits,
    customers: firstDay.length,
    weeks,
    actual: later.reduce((sum, one) => sum + one, 0),
    byCount: meansBy(groupOf, later),
    days,
    actualTrack: days.map((day) => byDay.reduce((sum, one) => sum + (one.day <= day ? one.purchases : 0), 0)),
    models: purchaseModels.flatMap((model): ModelHoldout[] => {
      const fit = fits[model];
      if (!fit.answered) return [];
      const forecast = purchaseForecast(
        model,
        fit.parameters.map(({ estimate }) => estimate),
      );
      const foretold = scoreCustomers(forecast, histories, { time: weeks }).expectedPurchases;
      const distance = foretold.reduce((sum, one, row) => sum + Math.abs(one - (later[row] ?? 0)), 0);
      return [
        {
          model,
          foretold: foretold.reduce((sum, one) => sum + one, 0),
          meanAbsoluteError: distance / firstDay.length,
          byCount: meansBy(groupOf, foretold).map(({ actual }) => actual),
          track: trackOf(forecast, firsts, days),
        },
      ];
    }),
  };
}

/** Expected repeat purchases of all, cumulated: each customer's from their first day on. */
function trackOf(
  forecast: PurchaseForecast,
  firsts: ReadonlyMap<number, number>,
  days: readonly number[],
): readonly number[] {
  const known = new Map<number, number>();
  const expected = (lag: number) => {
    const value = known.get(lag) ?? expectedPurchases(forecast, lag / daysPerWeek);
    known.set(lag, value);
    return value;
  };
  return days.map((day) => {
    let sum = 0;
    for (const [first, customers] of firsts) if (first < day) sum += customers * expected(day - first);
    return sum;
  });
}

function countsOf(values: Float64Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function meansBy(groups: Float64Array, values: Float64Array) {
  return Array.from({ length: countMax + 1 }, (_, repeats) => {
    const rows = [...groups.keys()].filter((row) => groups[row] === repeats);
    const sum = rows.reduce((total, row) => total + (values[row] ?? 0), 0);
    return { repeats, customers: rows.length, actual: rows.length === 0 ? 0 : sum / rows.length };
  });
}
