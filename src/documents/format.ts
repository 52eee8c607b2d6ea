/** Numbers, money and time in the one neutral spelling of all reports: 1,284 · 63.4 % · EUR 12,400.00 · 12 Feb 2026. */
import { decimalAmount } from '../domain/money.ts';

/** Unlike a hyphen it has the width of a digit, and it never breaks a line. */
const minus = '−';
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Whole numbers with commas: 1,284. Throws a RangeError for anything but a whole number. */
export function formatCount(count: number): string {
  if (!Number.isInteger(count)) throw new RangeError(`${count} is not a count`);
  return formatNumber(count, 0);
}

/** A number with a fixed number of digits after the point: 1,284.50. Throws a RangeError unless it is finite. */
export function formatNumber(number: number, digits: number): string {
  if (!Number.isFinite(number)) throw new RangeError(`${number} cannot be shown as a number`);
  const rounded = Math.abs(number).toFixed(digits);
  return `${number < 0 && Number(rounded) !== 0 ? minus : ''}${grouped(rounded)}`;
}

/**
 * A part of one as a percentage with one decimal: 63.4 %. What is not all is never rounded to all, nor something to
 * nothing: .9997 is '> 99.9 %', .0002 is '< 0.1 %'.
 */
export function formatPart(part: number): string {
  const percent = formatNumber(part * 100, 1);
  if (part < 1 && percent === '100.0') return '> 99.9 %';
  if (part > 0 && percent === '0.0') return '< 0.1 %';
  return `${percent} %`;
}

/** A rate with its 95 % interval and its count: 63.4 % (62.8–64.0 %, n = 24,918). Parts of one; the count is whole. */
export function formatShare(share: { share: number; low: number; high: number; count: number }): string {
  return `${formatPart(share.share)} (${formatPartRange(share.low, share.high)}, ${formatCases(share.count)})`;
}

/** The limits of a rate, parts of one: 62.8–64.0 %. */
export function formatPartRange(low: number, high: number): string {
  return `${formatNumber(low * 100, 1)}–${formatNumber(high * 100, 1)} %`;
}

/** How many cases a number rests on: n = 24,918. */
export function formatCases(count: number): string {
  return `n = ${formatCount(count)}`;
}

/** Trust, 0 to 1, with two decimals and no leading zero: .42, and 1.00. */
export function formatTrust(trust: number): string {
  return formatNumber(trust, 2).replace(/^(−?)0\./, '$1.');
}

/** What was given to trust or taken from it: +.20, −.33. */
export function formatTrustChange(change: number): string {
  const shown = formatTrust(change);
  return shown.startsWith(minus) || shown === '.00' ? shown : `+${shown}`;
}

/** What stands where there is too little to say: not enough yet (n = 3). */
export function formatNotEnough(count: number): string {
  return `not enough yet (${formatCases(count)})`;
}

/** Whole minor units as money: EUR 12,400.00, JPY 1,200. Throws a RangeError unless the amount is whole. */
export function formatMoney(money: { amount: number; currency: string }): string {
  return `${money.currency} ${formatAmount(money.amount, money.currency)}`;
}

/** Expected money: EUR 12,400, and EUR 38.84 where it stays below 100. Throws a RangeError unless the amount is whole. */
export function formatExpectedMoney({ amount, currency }: { amount: number; currency: string }): string {
  const digits = isBelowHundred(amount, currency) ? 'all' : 'whole units';
  return `${currency} ${formatAmount(amount, currency, digits)}`;
}

/** Whole minor units without the name of their currency: 12,400.00. Throws a RangeError unless the amount is whole. */
export function formatAmount(amount: number, currency: string, digits: 'all' | 'whole units' = 'all'): string {
  const decimal = decimalAmount(amount, currency);
  if (digits === 'whole units') return formatNumber(Number(decimal), 0);
  return decimal.startsWith('-') ? `${minus}${grouped(decimal.slice(1))}` : grouped(decimal);
}

/** Whether so many minor units are less than a hundred of the currency, either way. */
export function isBelowHundred(amount: number, currency: string): boolean {
  return Math.abs(Number(decimalAmount(amount, currency))) < 100;
}

/** From one limit to the other: 0.43–0.85, and −0.85 to −0.43 where a dash would stand beside a minus. */
export function formatRange(low: number, high: number, format: (limit: number) => string): string {
  const [from, to] = [format(low), format(high)];
  return from.startsWith(minus) || to.startsWith(minus) ? `${from} to ${to}` : `${from}–${to}`;
}

/** An instant in a named zone: 12 Feb 2026, 14:03 CET. Throws a RangeError for an unknown zone or a broken instant. */
export function formatInstant(instant: string, zone: string): string {
  const parts = new Map(
    clock(zone)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value] as const),
  );
  const date = `${Number(parts.get('day'))} ${months[Number(parts.get('month')) - 1]} ${parts.get('year')}`;
  return `${date}, ${parts.get('hour')}:${parts.get('minute')} ${parts.get('timeZoneName')}`;
}

/** A calendar day given as YYYY-MM-DD: 12 Feb 2026. Throws a RangeError for anything else. */
export function formatDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = months[Number(month) - 1];
  if (name === undefined) throw new RangeError(`${day} is not a day`);
  return `${Number(date)} ${name} ${year}`;
}

/** A calendar month given as YYYY-MM: Feb 2026. Throws a RangeError for anything else. */
export function formatMonth(month: string): string {
  return formatDay(`${month}-01`).slice(2);
}

/** A key of the ledger as one says it: `wrong-bill` is wrong bill. Words that people wrote stay as they are. */
export function formatKey(key: string): string {
  return /^[a-z\d]+(-[a-z\d]+)+$/.test(key) ? key.replaceAll('-', ' ') : key;
}

/** A length of time in the largest unit that it fills: 40 s, 12 min, 2.1 h, 9 d. Days have 24 hours. Input in seconds. */
export function formatDuration(seconds: number): string {
  const length = Math.abs(seconds);
  if (length < 59.5) return `${formatNumber(seconds, 0)} s`;
  if (length < 59.5 * 60) return `${formatNumber(seconds / 60, 0)} min`;
  if (length < 47.95 * 3600) return `${formatTenths(seconds / 3600)} h`;
  return `${formatTenths(seconds / 86_400)} d`;
}

/** One formatter per zone: building one takes longer than printing a page of instants. There are some 600 zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const built = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  clocks.set(zone, built);
  return built;
}

function formatTenths(number: number): string {
  return formatNumber(number, 1).replace(/\.0$/, '');
}

function grouped(decimal: string): string {
  const [whole = '', ...fraction] = decimal.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}
