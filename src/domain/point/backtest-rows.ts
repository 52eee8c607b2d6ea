/** For every customer and month: what each score said on its first instant, and what happened in the days from then on. */
import { type Day, shiftDay } from '../instants.ts';
import type { BacktestRow } from '../statistics/backtest.ts';
import { firstDayOf, monthNumber } from '../statistics/months.ts';
import { onScale, scaleOf } from './answer-scale.ts';
import type { CustomerPast } from './past.ts';
import type { Standing } from './standing.ts';

/** What can happen afterwards. */
export const outcomes = ['repurchase', 'refund', 'lost', 'case', 'broken'] as const;
export type AfterOutcome = (typeof outcomes)[number];

/** What was looked at beforehand, trust first: the others are held against it. */
export const scoreNames = ['trust', 'kept rate', 'recency', 'frequency', 'satisfaction'] as const;

export interface BacktestRules {
  readonly since: string | null;
  /** The last day that was watched. */
  readonly until: Day;
  readonly outcome: AfterOutcome;
  readonly watchedDays: number;
  readonly leftAfterDays: number;
}

/** An answer is what the customer thinks for so many months. */
const answerMonthsMax = 12;

/**
 * The rows of a back-test.
 *
 * In words: a row for each customer and first of a month by which the customer had bought (for `case` and `broken`: by which
 * a promise to them was settled; for `lost`: had bought in the last `leftAfterDays`), as far as the days watched afterwards
 * were over by `until`. Trust and kept rate as of the first instant of the month; the last answer of an earlier day; days
 * since the last purchase and number of purchases, both as logarithms; where nothing is ever bought, of promises instead.
 */
export function backtestRows(pasts: readonly CustomerPast[], rules: BacktestRules): readonly BacktestRow[] {
  const { until, outcome } = rules;
  const since = rules.since === null ? '' : `${rules.since}-01`;
  const scale = scaleOf(pasts, 'satisfaction');
  const isBought = pasts.some(({ purchases }) => purchases.length > 0);
  const datesOf = datesFor(rules);
  const dayAfter = shiftDay(until, 1);
  return pasts.flatMap((past) => {
    const bought = past.purchases.map(({ day }) => day);
    const active = isBought ? bought : past.promises;
    const eventDays = daysOf(past, outcome, bought);
    const answers = past.answers.filter(({ measure }) => measure === 'satisfaction');
    const answered = answers.map(({ day }) => day);
    return past.standings.flatMap((standing): readonly BacktestRow[] => {
      const { day, end, activeFrom, answeredFrom } = datesOf(standing.month);
      if (day < since || end > dayAfter) return [];
      const before = countBefore(active, day);
      const last = active[before - 1];
      if (last === undefined || !isAsked(outcome, standing, last >= activeFrom)) return [];
      const isThere = countBefore(eventDays, end) > countBefore(eventDays, day);
      const happened = outcome === 'lost' ? !isThere : isThere;
      const answer = answers[countBefore(answered, day) - 1];
      const isFresh = answer !== undefined && answer.day >= answeredFrom;
      const scores = [
        standing.trust,
        standing.keptRate,
        Math.log(1 + Math.max(0, (Date.parse(day) - Date.parse(last)) / 86_400_000)),
        Math.log(before),
        isFresh && scale !== null ? onScale(answer, scale) : null,
      ];
      return [{ customerId: past.customerId, day, happened, scores }];
    });
  });
}

function isAsked(outcome: AfterOutcome, { settled }: Standing, isActive: boolean): boolean {
  if (outcome === 'case' || outcome === 'broken') return settled > 0;
  return outcome !== 'lost' || isActive;
}

/** The days on which it happened; for `lost` those of the purchases that are missed. */
function daysOf(past: CustomerPast, outcome: AfterOutcome, bought: readonly Day[]): readonly Day[] {
  switch (outcome) {
    case 'repurchase':
    case 'lost':
      return bought;
    case 'refund':
      return past.refunds.map(({ day }) => day);
    case 'case':
      return past.cases;
    case 'broken':
      return past.broken;
  }
}

interface Dates {
  readonly day: Day;
  /** The first day that is no longer watched. */
  readonly end: Day;
  readonly activeFrom: Day;
  readonly answeredFrom: Day;
}

/** The days that belong to a month, reckoned once for all customers. */
function datesFor({ watchedDays, leftAfterDays }: BacktestRules): (month: string) => Dates {
  const known = new Map<string, Dates>();
  return (month) => {
    const found = known.get(month);
    if (found !== undefined) return found;
    const number = monthNumber(month) ?? 0;
    const day = firstDayOf(number);
    const dates = {
      day,
      end: shiftDay(day, watchedDays),
      activeFrom: shiftDay(day, -leftAfterDays),
      answeredFrom: firstDayOf(number - answerMonthsMax),
    };
    known.set(month, dates);
    return dates;
  };
}

/** How many of the sorted days lie before another. */
function countBefore(days: readonly Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
