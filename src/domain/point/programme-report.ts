/** What an area's programme changed: before and after within customers, and against those who had it not yet. */
import type { Programme } from '../company/company.ts';
import { type Day, dayOf, type Zone } from '../instants.ts';
import type { Answer } from '../statistics/answer.ts';
import { monthNumber } from '../statistics/months.ts';
import {
  type BeforeAfter,
  beforeAfter,
  type ProgrammeUnit,
  type StaggeredComparison,
  staggeredComparison,
} from '../statistics/programme-comparison.ts';
import { seededRandom } from '../statistics/random.ts';
import { lastWholeMonth } from './customer-table.ts';
import type { CustomerPast } from './past.ts';

export interface ProgrammesAsked {
  /** The last day that was watched. */
  readonly until: Day;
  readonly zone: Zone;
  readonly currency: string;
  readonly areaNow: (area: string) => string;
  readonly monthsBefore: number;
  readonly monthsAfter: number;
  readonly resamples: number;
  readonly seed: number;
}

export interface ProgrammeFound {
  readonly programme: Programme;
  /** Customers for whom it began while they were watched. */
  readonly customers: number;
  readonly before: Answer<BeforeAfter>;
  readonly staggered: Answer<StaggeredComparison>;
}

/** Every programme with both comparisons, or why there is none. Units are customers. */
export function programmesReport(
  programmes: readonly Programme[],
  pasts: readonly CustomerPast[],
  asked: ProgrammesAsked,
): readonly ProgrammeFound[] {
  const last = lastWholeMonth(asked.until);
  return programmes.map((programme) => {
    const units = pasts.map((past): ProgrammeUnit => {
      const startMonth = startOf(programme, past, asked.zone);
      return { unit: past.customerId, startMonth, values: valuesOf(programme, past, asked, last) };
    });
    const { monthsBefore, monthsAfter, resamples, seed } = asked;
    const question = { units, monthsBefore, monthsAfter, resamples, random: seededRandom(seed) };
    return {
      programme,
      customers: units.filter(({ startMonth, values }) => startMonth !== null && values.size > 0).length,
      before: beforeAfter(question),
      staggered: staggeredComparison(question),
    };
  });
}

/** The first whole month in which the programme ran for a customer; null where it has not begun. */
function startOf({ starts }: Programme, { segments }: CustomerPast, zone: Zone): number | null {
  for (const { at, segments: chosen } of starts) {
    const day = dayOf(at, zone);
    const own = segments.findLast((known) => known.day <= day)?.segment ?? '';
    if (chosen.length > 0 && !chosen.includes(own)) continue;
    return (monthNumber(day) ?? 0) + (day.endsWith('-01') ? 0 : 1);
  }
  return null;
}

/** A customer's months: what the programme is meant to move, up to the last month that is over. */
function valuesOf(
  { measure, area }: Programme,
  past: CustomerPast,
  { currency, areaNow }: ProgrammesAsked,
  last: number,
): ReadonlyMap<number, number> {
  const months = new Map<number, { sum: number; count: number }>();
  const add = (day: Day, value: number) => {
    const month = monthNumber(day) ?? 0;
    const known = months.get(month) ?? { sum: 0, count: 0 };
    months.set(month, { sum: known.sum + value, count: known.count + 1 });
  };
  if (measure === 'kept') {
    for (const { day, area: by, value } of past.settled) if (by === areaNow(area)) add(day, value);
    const means = [...months].map(([month, { sum, count }]) => [month, sum / count] as const);
    return new Map(means.filter(([month]) => month <= last));
  }
  if (measure === 'cases') for (const day of past.cases) add(day, 1);
  else {
    for (const { day, value, currency: paid } of past.purchases) if (paid === currency) add(day, value);
    for (const { day, value, currency: paid } of past.refunds) if (paid === currency) add(day, -value);
  }
  // From the first purchase on a month in which nothing happened is a month with nothing.
  const first = monthNumber(past.purchases[0]?.day ?? '');
  if (first === null) return new Map();
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return new Map(all.map((month) => [month, months.get(month)?.sum ?? 0]));
}
