/** How a statistic answers: with the number and what it rests on, or not at all, with the reason and what is missing. */
import type { Interval } from './wilson-interval.ts';

/** First and last month that were looked at, `YYYY-MM`. */
export interface MonthSpan {
  readonly from: string;
  readonly until: string;
}

/** What a number rests on. It travels with the number, so that no page can show the one without the other. */
export interface Basis {
  readonly n: number;
  /** What n counts: customers, customer-months, pairs, choices. */
  readonly counted: string;
  readonly period: MonthSpan | null;
  readonly model: string;
  readonly assumptions: readonly string[];
}

/** A number with its 95 % interval; the number itself is null where only the interval may be shown. */
export interface Estimate extends Interval {
  readonly estimate: number | null;
}

export type WhyNot =
  | 'malformed'
  | 'too few'
  | 'no difference'
  | 'separated'
  | 'collinear'
  | 'at the boundary'
  | 'not converged';

export interface NoAnswer {
  readonly answered: false;
  readonly why: WhyNot;
  readonly reason: string;
  /** What would have to be there for an answer. */
  readonly missing: string;
  /** The column at fault, where it is one. */
  readonly column: string | null;
}

export type Answer<Found> = ({ readonly answered: true } & Found) | NoAnswer;

/** `associated with` is all that watching can say; `worth` has to be earned by how the comparison was made. */
export type Wording = 'associated with' | 'worth';

export function noAnswer(why: WhyNot, reason: string, missing: string, column: string | null = null): NoAnswer {
  return { answered: false, why, reason, missing, column };
}
