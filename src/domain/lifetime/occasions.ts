/** Years, quarters or months in which customers bought or not: BG/BB over a ledger, and held against what came later. */
import type { Answer, MonthSpan } from '../statistics/answer.ts';
import { monthName, monthNumber } from '../statistics/months.ts';
import { bgBbAlive, bgBbProblem, bgBbPurchases, fitBgBb, type OccasionHistory } from './bg-bb.ts';
import { type DrawnFits, drawnFits } from './drawn-fits.ts';
import type { ModelFit } from './model-fit.ts';
import { drawnInterval } from './drawn-interval.ts';

export const occasionUnits = ['year', 'quarter', 'month'] as const;
/** What an occasion to buy is: a part of the calendar in which a customer bought or not. */
export type OccasionUnit = (typeof occasionUnits)[number];

export const monthsOf: Readonly<Record<OccasionUnit, number>> = { year: 12, quarter: 3, month: 1 };

/** Customers with the same history until a cut, and the number of occasions after it at which each of them bought. */
export interface OccasionCell extends OccasionHistory {
  readonly later: number;
}

export interface OccasionsAsked {
  readonly unit: OccasionUnit;
  /** Until the last occasion that is over. */
  readonly cells: readonly OccasionCell[];
  /** As of an earlier one; `ahead` occasions came after it. */
  readonly earlier: readonly OccasionCell[];
  readonly ahead: number;
  readonly seed: number;
  readonly period: MonthSpan | null;
}

export interface OccasionsFound {
  readonly fit: Answer<ModelFit>;
  /** Expected to be still there at the next occasion, and occasions at which they will buy, in a year's time. */
  readonly expectedAlive: number | null;
  readonly expected: {
    readonly ahead: number;
    readonly amount: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly draws: number;
  readonly failed: number;
  readonly groups: readonly OccasionGroup[];
  readonly holdout: {
    readonly fit: Answer<ModelFit>;
    readonly customers: number;
    readonly actual: number;
    readonly foretold: number | null;
    readonly groups: readonly {
      readonly purchases: number;
      readonly customers: number;
      readonly actual: number;
      readonly foretold: number | null;
    }[];
  };
}

/** Customers by how often they bought, with what they did or will. */
export interface OccasionGroup {
  readonly purchases: number;
  readonly customers: number;
  readonly alive: number | null;
  readonly expected: number | null;
}

/** Customers who bought so often, or more, are one group. */
const purchasesMax = 7;

/** The number of the occasion that a day lies in. */
export function occasionOf(day: string, unit: OccasionUnit): number {
  return Math.floor((monthNumber(day) ?? 0) / monthsOf[unit]);
}

/** The name of an occasion, as people say it: 2025, 2025 Q3, 2025-08. */
export function occasionName(occasion: number, unit: OccasionUnit): string {
  const month = monthName(occasion * monthsOf[unit]);
  if (unit === 'month') return month;
  return unit === 'year' ? month.slice(0, 4) : `${month.slice(0, 4)} Q${(occasion % 4) + 1}`;
}

/**
 * BG/BB over parts of the calendar.
 *
 * Question answered: "who bought in some of the last years: who is still there, and in how many of the next will they buy?"
 *
 * In words: the occasion of a customer's first purchase brings them in; each one after it, until the last that is over, is
 * a chance to buy that was taken or not, however often. Fitted to all, and as of an earlier occasion against those after
 * it. The interval is that of drawings of the customers.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and J. Shang, Marketing Science 29 (2010) 1086-1108.
 *
 * Customers who came in the last occasion say nothing yet and are left out.
 */
export function occasionsReport({ unit, cells, earlier, ahead, seed, period }: OccasionsAsked): OccasionsFound {
  const fit = fitBgBb(cells, period);
  const next = 12 / monthsOf[unit];
  const drawn = fit.answered ? drawingsOf(cells, fit, seed) : { parameters: [], draws: 0 };
  const parameters = estimatesOf(fit);
  const totals = Float64Array.from(drawn.parameters, (one) => expectedOf(one, cells, next)).sort();
  return {
    fit,
    expectedAlive:
      parameters === null
        ? null
        : cells.reduce((sum, cell) => sum + cell.customers * bgBbAlive(parameters, cell, 1), 0),
    expected:
      parameters === null
        ? null
        : {
            ahead: next,
            amount: expectedOf(parameters, cells, next),
            ...drawnInterval(totals, drawn.draws - drawn.parameters.length),
          },
    draws: drawn.draws,
    failed: drawn.draws - drawn.parameters.length,
    groups: groupsOf(cells).map((group) => ({
      purchases: group.purchases,
      customers: group.customers,
      alive: meanOf(group.cells, parameters, (at, cell) => bgBbAlive(at, cell, 1)),
      expected: meanOf(group.cells, parameters, (at, cell) => bgBbPurchases(at, cell, { ahead: next })),
    })),
    holdout: heldOut(earlier, ahead, period),
  };
}

function heldOut(cells: readonly OccasionCell[], ahead: number, period: MonthSpan | null): OccasionsFound['holdout'] {
  const fit = fitBgBb(cells, period);
  const parameters = estimatesOf(fit);
  const foretell = (at: readonly number[], cell: OccasionCell) => bgBbPurchases(at, cell, { ahead });
  return {
    fit,
    customers: cells.reduce((sum, { customers }) => sum + customers, 0),
    actual: cells.reduce((sum, { customers, later }) => sum + customers * later, 0),
    foretold: parameters === null ? null : expectedOf(parameters, cells, ahead),
    groups: groupsOf(cells).map((group) => ({
      purchases: group.purchases,
      customers: group.customers,
      actual: group.cells.reduce((sum, { customers, later }) => sum + customers * later, 0) / group.customers,
      foretold: meanOf(group.cells, parameters, foretell),
    })),
  };
}

function drawingsOf(cells: readonly OccasionCell[], { place }: ModelFit, seed: number): DrawnFits {
  const problemOf = (counts: readonly number[]) =>
    bgBbProblem(cells.map((cell, index) => ({ ...cell, customers: counts[index] ?? 0 })));
  return drawnFits({ counts: cells.map(({ customers }) => customers), problemOf, place, seed });
}

function estimatesOf(fit: Answer<ModelFit>): readonly number[] | null {
  return fit.answered ? fit.parameters.map(({ estimate }) => estimate) : null;
}

function expectedOf(parameters: readonly number[], cells: readonly OccasionCell[], ahead: number): number {
  return cells.reduce((sum, cell) => sum + cell.customers * bgBbPurchases(parameters, cell, { ahead }), 0);
}

function groupsOf(cells: readonly OccasionCell[]) {
  return Array.from({ length: purchasesMax + 1 }, (_, purchases) => {
    const own = cells.filter((cell) => Math.min(purchasesMax, cell.purchases) === purchases);
    return { purchases, cells: own, customers: own.reduce((sum, { customers }) => sum + customers, 0) };
  }).filter(({ customers }) => customers > 0);
}

function meanOf(
  cells: readonly OccasionCell[],
  parameters: readonly number[] | null,
  of: (parameters: readonly number[], cell: OccasionCell) => number,
): number | null {
  if (parameters === null) return null;
  const customers = cells.reduce((sum, cell) => sum + cell.customers, 0);
  return cells.reduce((sum, cell) => sum + cell.customers * of(parameters, cell), 0) / customers;
}
