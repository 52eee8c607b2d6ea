/** The chance that a customer leaves in a month, from what was known before the month. */
import { type Answer, type MonthSpan, noAnswer } from './answer.ts';
import type { CustomerMonth, WatchedMonth } from './customer-months.ts';
import { type HazardTerm, hazardTerms, spanOf } from './hazard-terms.ts';
import { chanceOf, fitLogistic, type LogisticFit } from './logistic-regression.ts';
import type { LogisticTable } from './logistic-table.ts';
import { monthName } from './months.ts';

/** Below this nothing is answered. */
export const leaversMin = 10;
/** Below this only intervals are shown: the number in their middle would be taken for more than it is. */
export const leaversForNumber = 30;

export interface Hazard {
  readonly terms: readonly HazardTerm[];
  /** What was left out because too few customers left. */
  readonly leftOut: readonly string[];
  readonly table: LogisticTable;
  readonly fit: LogisticFit;
  readonly customers: number;
  readonly leavers: number;
  readonly period: MonthSpan;
}

/**
 * Discrete-time hazard of leaving: a logistic regression over customer-months, clustered by customer.
 *
 * Question answered: "of those who are still here, who leaves next month, and what goes with it?"
 *
 * In words: logit of the chance to leave in a month = intercept + what is in focus + tenure, segment, contract end, price
 * change, trend and season as far as the leavers carry them (see hazard-terms). A customer contributes a row for every
 * month watched and at most one leaving, so the likelihood is that of a survival model; the standard errors take the rows
 * of a customer as one.
 *
 * Reference: P. D. Allison, Sociological Methodology 13 (1982) 61-98; R. N. Bolton, Marketing Science 17 (1998) 45-65,
 * for satisfaction that was measured before the decision.
 *
 * Not for fewer than ten leavers: refused. Not a cause: what both satisfies and keeps customers is not in the columns.
 *
 * @param weights how much each row counts, for instance response-weights; 1 when left out
 *
 * @example fitHazard(months, knownOrMissing('trust', months, ({ trust }) => trust) ?? [])
 */
export function fitHazard(
  rows: readonly WatchedMonth[],
  focus: readonly HazardTerm[],
  weights?: Float64Array,
): Answer<Hazard> {
  const leavers = rows.filter(({ left }) => left).length;
  if (leavers < leaversMin) {
    return noAnswer(
      'too few',
      `${leavers} customers left in the months looked at; with fewer than ${leaversMin} any answer would be chance`,
      `${leaversMin - leavers} more customers who left, or a longer period`,
    );
  }
  const { terms, leftOut } = hazardTerms(rows, focus);
  const table = { ...hazardTable(rows, terms), ...(weights === undefined ? {} : { weights }) };
  const fit = fitLogistic(table);
  if (!fit.answered) return fit;
  const { first, last } = spanOf(rows);
  return {
    answered: true,
    terms,
    leftOut,
    table,
    fit,
    customers: fit.groups ?? 0,
    leavers,
    period: { from: monthName(first), until: monthName(last) },
  };
}

/** The rows of a hazard as a table of numbers. */
export function hazardTable(rows: readonly WatchedMonth[], terms: readonly HazardTerm[]): LogisticTable {
  const values = new Float64Array(rows.length * terms.length);
  for (const [row, month] of rows.entries()) {
    for (const [column, term] of terms.entries()) values[row * terms.length + column] = term.of(month);
  }
  return {
    columns: terms.map(({ name }) => name),
    values,
    outcomes: Float64Array.from(rows, ({ left }) => (left ? 1 : 0)),
    groups: rows.map(({ customerId }) => customerId),
  };
}

/** The chance that a customer leaves in a month. */
export function hazardOf({ terms, fit }: Pick<Hazard, 'terms' | 'fit'>, row: CustomerMonth): number {
  return chanceOf(
    fit,
    terms.map((term) => term.of(row)),
  );
}
