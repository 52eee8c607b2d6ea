/** One row per customer and month (person-period): what was known before the month, and whether the customer left in it. */
import type { MonthSpan } from './answer.ts';
import { firstDayOf, monthName, monthNumber } from './months.ts';

/** A number of a day, `YYYY-MM-DD`: an answer on its scale, or an amount in minor units of one currency. */
export interface DatedNumber {
  readonly day: string;
  readonly value: number;
}

/** A score as of the first instant of a month, `YYYY-MM`: it rests on nothing that happened in the month. */
export interface MonthlyNumber {
  readonly month: string;
  readonly value: number;
}

/** What happened with one customer, with days. Order does not matter; a day is that of the company's time zone. */
export interface CustomerHistory {
  readonly customerId: string;
  readonly segment: string | null;
  /** The day the customer became one. Tenure counts from its month, also where watching began later. */
  readonly since: string;
  /** The day the customer was lost; null while not. How silence becomes loss is decided by whoever says so, beforehand. */
  readonly lostOn: string | null;
  /** The day notice was given. What is answered from then on knows the end and does not count. */
  readonly noticeOn: string | null;
  /** What purchases left the company (margin; revenue where margin is not known: say which). */
  readonly purchases: readonly DatedNumber[];
  /** What was given back, as positive amounts. */
  readonly refunds: readonly DatedNumber[];
  readonly satisfaction: readonly DatedNumber[];
  readonly advocacy: readonly DatedNumber[];
  readonly trust: readonly MonthlyNumber[];
  readonly keptRate: readonly MonthlyNumber[];
  /** Days on which promises were broken. */
  readonly broken: readonly string[];
  /** Days on which a contract may end, known before. */
  readonly contractEnds: readonly string[];
  /** Days on which prices changed, announced before. */
  readonly priceChanges: readonly string[];
}

/** What was known of a customer before a month began. Null: nothing was known. */
export interface CustomerMonth {
  readonly customerId: string;
  /** Number of the month, see months.ts. */
  readonly month: number;
  readonly tenureMonths: number;
  readonly segment: string | null;
  /** Last answer before the month, not older than twelve months and before any notice. */
  readonly satisfaction: number | null;
  readonly advocacy: number | null;
  readonly trust: number | null;
  readonly keptRate: number | null;
  readonly brokenThreeMonths: number;
  readonly refundsThreeMonths: number;
  readonly purchasesTwelveMonths: number;
  /** Months since the last purchase, or since the beginning where there was none. */
  readonly monthsSincePurchase: number;
  /** Purchases less refunds per month over the last twelve months, or over as many as there were. */
  readonly monthlyIncome: number;
  readonly isContractEnd: boolean;
  readonly isPriceChange: boolean;
}

/** A month that is over: what was known before it, and what then happened. */
export interface WatchedMonth extends CustomerMonth {
  readonly left: boolean;
  /** Purchases less refunds in the month itself. An outcome, never a reason. */
  readonly income: number;
}

export interface CustomerMonths {
  readonly months: readonly WatchedMonth[];
  /** The customers who were there at the end, as known at the start of the month after it. */
  readonly living: readonly CustomerMonth[];
  readonly period: MonthSpan;
  /** Customers whose facts contradict themselves, with the reason. */
  readonly leftOut: readonly { readonly customerId: string; readonly reason: string }[];
}

const answerMonthsMax = 12;

/**
 * The person-period table of a set of customers over whole months.
 *
 * Question answered: none by itself; it is what the hazard of leaving, the value of a point and the leading indicators
 * are computed from.
 *
 * In words: for every customer and every month of the period from the customer's first to the one in which it left, a
 * row with only what was known before the month's first day. A customer who came before the period enters at its start
 * with the tenure it then had (left truncation); one who is still there at its end is censored there.
 *
 * Reference: P. D. Allison, "Discrete-time methods for the analysis of event histories", Sociological Methodology 13
 * (1982) 61-98; J. D. Singer and J. B. Willett, J. Educ. Stat. 18 (1993) 155-195.
 *
 * Not for the month that is still running: `until` is the last one that is over. Amounts of several currencies in one
 * table mean nothing. It never throws; a customer with impossible days or amounts is left out, with the reason.
 *
 * @example customerMonths(histories, { from: '2024-01', until: '2025-12' }).months
 */
export function customerMonths(histories: readonly CustomerHistory[], period: MonthSpan): CustomerMonths {
  const from = monthNumber(period.from);
  const until = monthNumber(period.until);
  const months: WatchedMonth[] = [];
  const living: CustomerMonth[] = [];
  const leftOut: { readonly customerId: string; readonly reason: string }[] = [];
  for (const history of histories) {
    const reason = from === null || until === null ? 'the period has no months' : contradiction(history);
    if (reason !== null || from === null || until === null) {
      leftOut.push({ customerId: history.customerId, reason: reason ?? '' });
      continue;
    }
    const began = monthNumber(history.since) ?? 0;
    const lost = history.lostOn === null ? null : monthNumber(history.lostOn);
    const known = knownBefore(history, began);
    for (let month = Math.max(began, from); month <= Math.min(until, lost ?? until); month += 1) {
      months.push({ ...known(month), left: month === lost, income: known.incomeOf(month) });
    }
    if (began <= until && (lost === null || lost > until)) living.push(known(until + 1));
  }
  const span = from === null || until === null ? period : { from: monthName(from), until: monthName(until) };
  return { months, living, period: span, leftOut };
}

/** A function from a month to what was known before it. The facts are sorted once, not for every month. */
function knownBefore(history: CustomerHistory, began: number) {
  const { customerId, segment } = history;
  const beforeNotice = ({ day }: DatedNumber) => history.noticeOn === null || day < history.noticeOn;
  const satisfaction = byDay(history.satisfaction.filter(beforeNotice));
  const advocacy = byDay(history.advocacy.filter(beforeNotice));
  const trust = new Map(history.trust.map(({ month, value }) => [monthNumber(month), value]));
  const keptRate = new Map(history.keptRate.map(({ month, value }) => [monthNumber(month), value]));
  const bought = countsByMonth(history.purchases.map(({ day }) => ({ day, value: 1 })));
  const spent = countsByMonth(history.purchases);
  const givenBack = countsByMonth(history.refunds);
  const refunds = countsByMonth(history.refunds.map(({ day }) => ({ day, value: 1 })));
  const broken = countsByMonth(history.broken.map((day) => ({ day, value: 1 })));
  const contractEnds = new Set(history.contractEnds.map(monthNumber));
  const priceChanges = new Set(history.priceChanges.map(monthNumber));
  const purchaseMonths = [...bought.keys()].sort((left, right) => left - right);
  const incomeOf = (month: number) => (spent.get(month) ?? 0) - (givenBack.get(month) ?? 0);

  function known(month: number): CustomerMonth {
    const incomeMonths = Math.min(12, Math.max(1, month - began));
    const lastPurchase = purchaseMonths.findLast((bought) => bought < month);
    return {
      customerId,
      month,
      tenureMonths: month - began,
      segment,
      satisfaction: lastAnswer(satisfaction, month),
      advocacy: lastAnswer(advocacy, month),
      trust: trust.get(month) ?? null,
      keptRate: keptRate.get(month) ?? null,
      brokenThreeMonths: sumBefore(broken, month, 3),
      refundsThreeMonths: sumBefore(refunds, month, 3),
      purchasesTwelveMonths: sumBefore(bought, month, 12),
      monthsSincePurchase: month - (lastPurchase ?? began),
      monthlyIncome: (sumBefore(spent, month, incomeMonths) - sumBefore(givenBack, month, incomeMonths)) / incomeMonths,
      isContractEnd: contractEnds.has(month),
      isPriceChange: priceChanges.has(month),
    };
  }
  return Object.assign(known, { incomeOf });
}

function byDay(answers: readonly DatedNumber[]): readonly DatedNumber[] {
  return answers.toSorted((left, right) => (left.day < right.day ? -1 : Number(left.day > right.day)));
}

/** The last answer of a day before the month; null when it is older than a year, or there is none. */
function lastAnswer(answers: readonly DatedNumber[], month: number): number | null {
  const last = answers.findLast(({ day }) => day < firstDayOf(month));
  return last === undefined || last.day < firstDayOf(month - answerMonthsMax) ? null : last.value;
}

function countsByMonth(dated: readonly DatedNumber[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const { day, value } of dated) {
    const month = monthNumber(day) ?? 0;
    sums.set(month, (sums.get(month) ?? 0) + value);
  }
  return sums;
}

function sumBefore(sums: ReadonlyMap<number, number>, month: number, count: number): number {
  let sum = 0;
  for (let before = month - count; before < month; before += 1) sum += sums.get(before) ?? 0;
  return sum;
}

/** Why the facts of a customer cannot be; null when they can. */
function contradiction(history: CustomerHistory): string | null {
  const dated = [...history.purchases, ...history.refunds, ...history.satisfaction, ...history.advocacy];
  const monthly = [...history.trust, ...history.keptRate];
  const days = [history.since, history.lostOn, history.noticeOn, ...dated.map(({ day }) => day)]
    .concat(history.broken, history.contractEnds, history.priceChanges)
    .filter((day) => day !== null);
  const wrong = days.find((day) => day.length !== 10 || monthNumber(day) === null);
  if (wrong !== undefined) return `${wrong} is no day`;
  const odd = monthly.find(({ month }) => month.length !== 7 || monthNumber(month) === null);
  if (odd !== undefined) return `${odd.month} is no month`;
  if (![...dated, ...monthly].every(({ value }) => Number.isFinite(value))) return 'a value is no number';
  if (history.lostOn !== null && history.lostOn < history.since) return 'lost before the beginning';
  return null;
}
