/** The third design of a point: customers who buy when they like, from their last purchase before a day on, and what was known on it. */
import { covariatePoint, type CovariatePoint } from '../lifetime/covariate-point.ts';
import type { Covariate } from '../lifetime/pareto-nbd.ts';
import { type Answer, noAnswer } from '../statistics/answer.ts';
import { firstDayOf, monthName, monthNumber } from '../statistics/months.ts';
import type { Driver } from '../statistics/point-value.ts';
import type { Horizon } from '../statistics/lifetime-projection.ts';
import { onScale, scaleOf } from './answer-scale.ts';
import type { TableRules } from './customer-table.ts';
import type { CustomerPast } from './past.ts';

/** Customers fitted at most; of more, some are drawn by lot. */
const customersMax = 1_000;
const answerMonthsMax = 12;
const segmentsMax = 3;
/** Segments smaller than this have no column. */
const segmentMin = 30;
const weeksPerMonth = 365.25 / 12 / 7;

interface PurchasePointAsked extends TableRules {
  readonly horizon: Horizon;
  readonly marginShare: number;
  readonly seed: number;
}

interface Known {
  readonly value: number;
  readonly segment: string;
  readonly purchaseCount: number;
  readonly recency: number;
  readonly age: number;
  readonly meanSpend: number;
}

/** A point by Pareto/NBD: the driver as known at the first instant of a month, half of the time watched being after it. */
export function purchasePoint(
  pasts: readonly CustomerPast[],
  driver: Driver,
  asked: PurchasePointAsked,
  random: () => number,
): Answer<CovariatePoint & { readonly from: string }> {
  const month = startOf(pasts, asked);
  if (month === null) return noAnswer('too few', 'Nothing was bought in this currency', 'purchases');
  const all = pasts.flatMap((past) => {
    const known = knownOf(past, driver, month, asked, scaleFor(pasts, driver));
    return known === null ? [] : [known];
  });
  const share = customersMax / all.length;
  const rows = share >= 1 ? all : all.filter(() => random() < share);
  const column = (of: (row: Known) => number) => Float64Array.from(rows, of);
  const purchaseCount = column((row) => row.purchaseCount);
  const found = covariatePoint({
    histories: { purchaseCount, recency: column(({ recency }) => recency), age: column(({ age }) => age) },
    spend: {
      purchaseCount: column((row) => (row.meanSpend > 0 ? row.purchaseCount : 0)),
      meanSpend: column(({ meanSpend }) => meanSpend),
    },
    driver: { ...driver, values: column(({ value }) => value) },
    segments: segmentColumns(rows),
    discount: {
      rate: Math.log1p(asked.horizon.discountMonthly) / weeksPerMonth,
      horizon: asked.horizon.months * weeksPerMonth,
    },
    marginShare: asked.marginShare,
    seed: asked.seed,
    period: { from: monthName(month), until: asked.until.slice(0, 7) },
  });
  if (!found.answered) return found;
  const assumptions = [
    ...found.assumptions,
    `${driver.name} as known before ${firstDayOf(month)}, of customers who had bought in the ${asked.leftAfterDays} days before it; they are followed from that purchase on, and the days until then went by without one`,
  ];
  return { ...found, assumptions, from: firstDayOf(month) };
}

/** The month in the middle of the purchases, or of those since the month asked for. */
function startOf(pasts: readonly CustomerPast[], { since, until, currency }: PurchasePointAsked): number | null {
  let first: string | null = null;
  for (const { purchases } of pasts) {
    const own = purchases.find((one) => one.currency === currency)?.day;
    if (own !== undefined && (first === null || own < first)) first = own;
  }
  if (first === null) return null;
  const begin = monthNumber(since !== null && since > first.slice(0, 7) ? since : first) ?? 0;
  return Math.ceil((begin + (monthNumber(until) ?? 0)) / 2);
}

function scaleFor(pasts: readonly CustomerPast[], { name }: Driver) {
  return name === 'satisfaction' || name === 'advocacy' ? scaleOf(pasts, name) : null;
}

/** A customer's purchases from the last one before the month on; null where none was lately, or the driver is not known. */
function knownOf(
  past: CustomerPast,
  { name }: Driver,
  month: number,
  { until, currency, leftAfterDays }: PurchasePointAsked,
  scale: ReturnType<typeof scaleFor>,
): Known | null {
  const start = firstDayOf(month);
  const days = [
    ...new Set(past.purchases.filter((one) => one.currency === currency && one.day <= until).map(({ day }) => day)),
  ];
  const origin = days.findLast((day) => day < start);
  if (origin === undefined || daysFrom(origin, start) > leftAfterDays) return null;
  const value =
    name === 'trust' || name === 'keptRate'
      ? (past.standings.find((standing) => standing.month === monthName(month))?.[name] ?? null)
      : answerBefore(past, name, start, month, scale);
  if (value === null) return null;
  const later = days.filter((day) => day > origin);
  const paid = past.purchases.filter((one) => one.currency === currency && one.day > origin && one.day <= until);
  const back = past.refunds.filter((one) => one.currency === currency && one.day > origin && one.day <= until);
  const sum = (list: readonly { readonly value: number }[]) => list.reduce((total, one) => total + one.value, 0);
  return {
    value,
    segment: past.segments.findLast(({ day }) => day < start)?.segment ?? '',
    purchaseCount: later.length,
    recency: daysFrom(origin, later.at(-1) ?? origin) / 7,
    age: daysFrom(origin, until) / 7,
    meanSpend: Math.max(0, sum(paid) - sum(back)) / Math.max(1, later.length),
  };
}

function answerBefore(
  { answers }: CustomerPast,
  name: 'satisfaction' | 'advocacy',
  start: string,
  month: number,
  scale: ReturnType<typeof scaleFor>,
): number | null {
  const last = answers.findLast(({ measure, day }) => measure === name && day < start);
  const isFresh = last !== undefined && last.day >= firstDayOf(month - answerMonthsMax);
  return isFresh && scale !== null ? onScale(last, scale) : null;
}

function daysFrom(one: string, other: string): number {
  return (Date.parse(other) - Date.parse(one)) / 86_400_000;
}

/** A column for each of the segments after the largest that are large enough. */
function segmentColumns(rows: readonly Known[]): readonly Covariate[] {
  const counts = new Map<string, number>();
  for (const { segment } of rows) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  const [, ...others] = [...counts].sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1));
  return others
    .filter(([, customers]) => customers >= segmentMin)
    .slice(0, segmentsMax)
    .map(([segment]) => ({
      name: `segment ${segment === '' ? 'not known' : segment}`,
      values: Float64Array.from(rows, (row) => Number(row.segment === segment)),
    }));
}
