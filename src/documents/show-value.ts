/** Each kind of value as people read it (the number, then how sure it is) and as machines do (bare numbers and a unit). */
import type { Content, Evidence, Inline, Value } from './document.ts';
import { inlines } from './document.ts';
import { decimalAmount } from '../domain/money.ts';
import {
  formatAmount,
  formatCases,
  formatCount,
  formatDay,
  formatDuration,
  formatInstant,
  formatNotEnough,
  formatNumber,
  formatPart,
  formatPartRange,
  formatRange,
  formatTrust,
  formatTrustChange,
  isBelowHundred,
} from './format.ts';
import { stateLooks } from './states.ts';

/** A value for the eye. `evidence` is the interval and the count in brackets, or empty. */
export interface ShownValue {
  readonly main: string;
  readonly evidence: string;
}

/** A value for a machine: decimals with a point, no grouping; an empty text is an absent number. */
export interface RawValue {
  readonly value: string;
  readonly low: string;
  readonly high: string;
  readonly count: string;
  readonly unit: string;
}

/** A value as it is printed. Throws a RangeError where the formatters do. */
export function showValue(value: Value): ShownValue {
  switch (value.kind) {
    case 'count':
      return shown(formatCount(value.count));
    case 'share':
      return shown(formatPart(value.share), value, formatPartRange);
    case 'part':
      return shown(formatPart(value.part));
    case 'trust':
      return shown(formatTrust(value.trust), value, (low, high) => `${formatTrust(low)}–${formatTrust(high)}`);
    case 'change':
      return shown(`${value.change > 0 ? '+' : ''}${formatCount(value.change)}`);
    case 'trustChange':
      return shown(formatTrustChange(value.change));
    case 'money': {
      const amount = amountFormat(value);
      return shown(`${value.currency} ${amount(value.amount)}`, value, (low, high) => formatRange(low, high, amount));
    }
    case 'measure': {
      const number = (limit: number): string => formatNumber(limit, value.digits);
      return shown(`${number(value.measure)} ${value.unit}`.trim(), value, (low, high) =>
        formatRange(low, high, number),
      );
    }
    case 'duration':
      return shown(
        formatDuration(value.seconds),
        value,
        (low, high) => `${formatDuration(low)}–${formatDuration(high)}`,
      );
    case 'instant':
      return shown(formatInstant(value.instant, value.zone));
    case 'day':
      return shown(formatDay(value.day));
    case 'notEnough':
      return shown(formatNotEnough(value.count));
    case 'notApplicable':
      return shown('–');
  }
}

/** A value as it is written to a file that a machine reads: shares and trust as parts of one, money in major units. */
export function rawValue(value: Value): RawValue {
  switch (value.kind) {
    case 'count':
      return raw(bare(value.count), 'count');
    case 'share':
      return raw(bare(value.share), 'share', value);
    case 'part':
      return raw(bare(value.part), 'share');
    case 'trust':
      return raw(bare(value.trust), 'trust', value);
    case 'change':
      return raw(bare(value.change), 'count');
    case 'trustChange':
      return raw(bare(value.change), 'trust');
    case 'money': {
      const { amount, currency } = value;
      return raw(decimalAmount(amount, currency), currency, value, (limit) => decimalAmount(limit, currency));
    }
    case 'measure':
      return raw(bare(value.measure), value.unit, value);
    case 'duration':
      return raw(bare(value.seconds), 'seconds', value);
    case 'instant':
      return raw(value.instant, 'instant');
    case 'day':
      return raw(value.day, 'day');
    case 'notEnough':
      return raw('', '', value);
    case 'notApplicable':
      return raw('', '');
  }
}

/** Whether a column of such values is read as numbers, digit under digit. */
export function isNumeric(value: Value): boolean {
  return value.kind !== 'instant' && value.kind !== 'day';
}

/** Content as one plain line: figures with their evidence, states by their words. */
export function plainText(content: Content): string {
  return inlines(content).map(plainInline).join('');
}

function plainInline(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  switch (inline.kind) {
    case 'strong':
    case 'link':
      return inline.text;
    case 'state':
      return inline.word ?? stateLooks[inline.state].word;
    case 'figure': {
      const { main, evidence } = showValue(inline.value);
      return evidence === '' ? main : `${main} ${evidence}`;
    }
  }
}

function shown(main: string, evidence: Evidence = {}, range?: (low: number, high: number) => string): ShownValue {
  const { low, high, count } = evidence;
  const limits = range === undefined || low === undefined || high === undefined ? [] : [range(low, high)];
  const cases = count === undefined ? [] : [formatCases(count)];
  const parts = [...limits, ...cases];
  return { main, evidence: parts.length === 0 ? '' : `(${parts.join(', ')})` };
}

/** Recorded money to the cent; expected money without cents where a part of it reaches 100: more digits say nothing there. */
function amountFormat({ amount, low, high, currency, isExpected }: Extract<Value, { kind: 'money' }>) {
  const isLarge = [amount, low ?? 0, high ?? 0].some((part) => !isBelowHundred(part, currency));
  const digits = isExpected === true && isLarge ? 'whole units' : 'all';
  return (part: number): string => formatAmount(part, currency, digits);
}

function raw(value: string, unit: string, evidence: Evidence = {}, limit: (limit: number) => string = bare): RawValue {
  const { low, high, count } = evidence;
  return {
    value,
    low: low === undefined ? '' : limit(low),
    high: high === undefined ? '' : limit(high),
    count: count === undefined ? '' : String(count),
    unit,
  };
}

function bare(number: number): string {
  if (!Number.isFinite(number)) throw new RangeError(`${number} cannot be written as a number`);
  return String(number);
}
