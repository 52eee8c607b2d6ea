/** The back-test of a ledger: each outcome, all scores side by side, on the customers of whom all of them were known. */
import type { Day } from '../instants.ts';
import type { Answer } from '../statistics/answer.ts';
import { type Backtest, backtest, type BacktestRow } from '../statistics/backtest.ts';
import { type AfterOutcome, backtestRows, scoreNames } from './backtest-rows.ts';
import type { CustomerPast } from './past.ts';

export interface BacktestAsked {
  readonly since: string | null;
  /** The last day that was watched. */
  readonly until: Day;
  readonly outcomes: readonly AfterOutcome[];
  readonly watchedDays: number;
  readonly leftAfterDays: number;
}

/** One comparison: the scores that are held against each other, on the same rows. */
export interface Comparison {
  readonly who: 'everybody' | 'who answered';
  readonly scores: readonly string[];
  readonly found: Answer<Backtest>;
}

export interface OutcomeTest {
  readonly outcome: AfterOutcome;
  readonly watchedDays: number;
  /** Rows, customers, and rows in which it happened, before any is left out. */
  readonly rows: number;
  readonly customers: number;
  readonly happened: number;
  /** Dates from here on tested what earlier ones had taught; null without rows. */
  readonly testedFrom: Day | null;
  readonly comparisons: readonly Comparison[];
}

const daysPerMonth = 30.4;

/** Back-tests every outcome asked for. Plain data in and out, and the only heavy part of the answer. */
export function backtestReport(pasts: readonly CustomerPast[], asked: BacktestAsked): readonly OutcomeTest[] {
  return asked.outcomes.map((outcome) => {
    const watchedDays = outcome === 'lost' ? asked.leftAfterDays : asked.watchedDays;
    const rows = backtestRows(pasts, { ...asked, outcome, watchedDays });
    const happened = rows.filter((row) => row.happened).length;
    // What never happened, or always did, leaves nothing to tell apart.
    const isTold = happened > 0 && happened < rows.length;
    const testedFrom = testStart(rows, watchedDays);
    const compare = (who: Comparison['who'], names: readonly string[]): Comparison => {
      const places = names.map((name) => (scoreNames as readonly string[]).indexOf(name));
      const chosen = rows.map((row) => ({ ...row, scores: places.map((place) => row.scores[place] ?? null) }));
      const question = { rows: chosen, names, testedFrom: testedFrom ?? asked.until, watchedDays };
      return { who, scores: names, found: backtest(question) };
    };
    return {
      outcome,
      watchedDays,
      rows: rows.length,
      customers: new Set(rows.map(({ customerId }) => customerId)).size,
      happened,
      testedFrom,
      comparisons: (isTold ? comparisonsOf(rows) : []).map(({ who, names }) => compare(who, names)),
    };
  });
}

/** The scores that some row has; trust is named even where nobody has it, so that its absence is told. */
function comparisonsOf(rows: readonly BacktestRow[]) {
  const known = scoreNames.filter((_, place) => rows.some(({ scores }) => (scores[place] ?? null) !== null));
  const everybody = known.filter((name) => name !== 'satisfaction');
  const comparisons: { readonly who: Comparison['who']; readonly names: readonly string[] }[] = [
    { who: 'everybody', names: everybody },
  ];
  if (known.includes('satisfaction')) comparisons.push({ who: 'who answered', names: known });
  return comparisons;
}

/** The date that leaves as many dates to learn from, whose outcomes were over by then, as to test on. */
function testStart(rows: readonly BacktestRow[], watchedDays: number): Day | null {
  const dates = [...new Set(rows.map(({ day }) => day))].sort();
  const gap = Math.ceil(watchedDays / daysPerMonth);
  return dates[Math.ceil((dates.length + gap) / 2)] ?? dates.at(-1) ?? null;
}
