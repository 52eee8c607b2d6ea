/** The customer-month table of a ledger: pasts of customers as the statistics take them. */
import type { Day } from '../instants.ts';
import { type CustomerHistory, type CustomerMonths, customerMonths } from '../statistics/customer-months.ts';
import { firstDayOf, monthName, monthNumber } from '../statistics/months.ts';
import { onScale, type Scale, scaleOf } from './answer-scale.ts';
import type { CustomerPast } from './past.ts';
import { knownUntil, type Spell, spellsOf } from './spells.ts';

/** How a table is made of pasts; said beside every result. */
export interface TableRules {
  /** Months from this one on; left out: from the first purchase. */
  readonly since: string | null;
  /** The last day that was watched. */
  readonly until: Day;
  readonly currency: string;
  readonly leftAfterDays: number;
}

/** The rows of all customers, over whole months in which it is known who left. */
export function tableOf(pasts: readonly CustomerPast[], rules: TableRules): CustomerMonths {
  const segmentOf = largestSegments(pasts);
  const scales = { satisfaction: scaleOf(pasts, 'satisfaction'), advocacy: scaleOf(pasts, 'advocacy') };
  const histories = pasts.flatMap((past) =>
    spellsOf(past, rules.leftAfterDays, rules.until).map((spell) =>
      historyOf(past, spell, { currency: rules.currency, scales, segmentOf }),
    ),
  );
  return customerMonths(histories, periodOf(histories, rules));
}

/** The table itself, or where it has more rows than may be, that of customers drawn by lot with all their rows. */
export function drawnFrom(table: CustomerMonths, rowsMax: number, random: () => number): CustomerMonths {
  const share = rowsMax / table.months.length;
  if (share >= 1) return table;
  const ids = [...new Set([...table.months, ...table.living].map(({ customerId }) => customerId))];
  const drawn = new Set(ids.filter(() => random() < share));
  return {
    ...table,
    months: table.months.filter(({ customerId }) => drawn.has(customerId)),
    living: table.living.filter(({ customerId }) => drawn.has(customerId)),
  };
}

/** Whole months: the last is the one that was over when it was last known who left. */
function periodOf(histories: readonly CustomerHistory[], { since, until, leftAfterDays }: TableRules) {
  const last = lastWholeMonth(knownUntil(until, leftAfterDays));
  const [first = monthName(last)] = histories.map((history) => history.since.slice(0, 7)).sort();
  return { from: since ?? first, until: monthName(last) };
}

/** The last month that was over at the end of a day. */
export function lastWholeMonth(day: Day): number {
  const month = monthNumber(day) ?? 0;
  const isLastDay = firstDayOf(month + 1) === nextDay(day);
  return isLastDay ? month : month - 1;
}

function nextDay(day: Day): Day {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

interface Reading {
  readonly currency: string;
  readonly scales: Readonly<Record<'satisfaction' | 'advocacy', Scale | null>>;
  readonly segmentOf: (segment: string) => string | null;
}

function historyOf(
  past: CustomerPast,
  { since, lostOn, noticeOn }: Spell,
  { currency, scales, segmentOf }: Reading,
): CustomerHistory {
  // Purchases in other currencies are purchases, but their amounts cannot be added up with these.
  const amounts = (payments: CustomerPast['purchases']) =>
    payments.map((payment) => ({ day: payment.day, value: payment.currency === currency ? payment.value : 0 }));
  const answers = (measure: 'satisfaction' | 'advocacy') => {
    const scale = scales[measure];
    return past.answers
      .filter((answer) => answer.measure === measure && scale !== null)
      .map((answer) => ({ day: answer.day, value: scale === null ? 0 : onScale(answer, scale) }));
  };
  const monthly = (of: 'trust' | 'keptRate') =>
    past.standings.flatMap((standing) => {
      const value = standing[of];
      return value === null ? [] : [{ month: standing.month, value }];
    });
  return {
    customerId: past.customerId,
    segment: segmentOf(past.segments.findLast(({ day }) => day <= since)?.segment ?? ''),
    since,
    lostOn,
    noticeOn,
    purchases: amounts(past.purchases),
    refunds: amounts(past.refunds),
    satisfaction: answers('satisfaction'),
    advocacy: answers('advocacy'),
    trust: monthly('trust'),
    keptRate: monthly('keptRate'),
    broken: brokenDays(past),
    contractEnds: past.contractEnds,
    priceChanges: [],
  };
}

/** The segments that have a column of their own; small ones are taken together. */
const segmentsMax = 8;

function largestSegments(pasts: readonly CustomerPast[]): (segment: string) => string | null {
  const counts = new Map<string, number>();
  for (const { segments } of pasts) {
    const segment = segments[0]?.segment;
    if (segment !== undefined) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }
  const largest = [...counts].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  const own = new Set(largest.slice(0, segmentsMax).map(([segment]) => segment));
  return (segment) => (own.has(segment) ? segment : null);
}

/** One day for every promise that was broken or late between two standings: the first of the month it fell in. */
function brokenDays({ standings }: CustomerPast): readonly Day[] {
  return standings.flatMap(({ month, broken }, index) => {
    const more = broken - (standings[index - 1]?.broken ?? 0);
    const fell = firstDayOf((monthNumber(month) ?? 1) - 1);
    return Array.from({ length: Math.max(0, more) }, () => fell);
  });
}

/** The currency of most purchases; null without any. */
export function mainCurrency(pasts: readonly CustomerPast[]): string | null {
  const counts = new Map<string, number>();
  for (const { purchases } of pasts) {
    for (const { currency } of purchases) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [most] = [...counts].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  return most?.[0] ?? null;
}
