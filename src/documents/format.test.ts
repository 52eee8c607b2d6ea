import { expect, test } from 'vitest';
import { decimalAmount } from '../domain/money.ts';
import {
  formatExpectedMoney,
  formatKey,
  formatMonth,
  formatAmount,
  formatCount,
  formatDay,
  formatDuration,
  formatInstant,
  formatMoney,
  formatNotEnough,
  formatNumber,
  formatPart,
  formatShare,
  formatTrust,
  formatTrustChange,
} from './format.ts';

test('a count is grouped by thousands and must be whole', () => {
  expect([0, 12, 999, 1284, 24918, 1_234_567, -1284].map(formatCount)).toEqual([
    '0',
    '12',
    '999',
    '1,284',
    '24,918',
    '1,234,567',
    '−1,284',
  ]);
  expect(() => formatCount(1.5)).toThrow(RangeError);
});

test('what is not a number is never shown as one', () => {
  expect(() => formatNumber(Number.NaN, 1)).toThrow(RangeError);
  expect(() => formatPart(Number.POSITIVE_INFINITY)).toThrow(RangeError);
});

test('a number that rounds to nothing has no sign', () => {
  expect(formatNumber(-0.04, 1)).toBe('0.0');
  expect(formatNumber(-1284.56, 1)).toBe('−1,284.6');
});

test('a share is a percentage with one decimal, its interval and its count', () => {
  expect(formatShare({ share: 0.634, low: 0.628, high: 0.64, count: 24_918 })).toBe('63.4 % (62.8–64.0 %, n = 24,918)');
});

test('nearly all is not rounded to all, and hardly any is not rounded to none', () => {
  expect([0, 0.0002, 0.0009, 0.5, 0.9991, 0.9997, 1].map(formatPart)).toEqual([
    '0.0 %',
    '< 0.1 %',
    '0.1 %',
    '50.0 %',
    '99.9 %',
    '> 99.9 %',
    '100.0 %',
  ]);
});

test('trust has two decimals and no leading zero', () => {
  expect([0, 0.05, 0.42, 0.996, 1].map(formatTrust)).toEqual(['.00', '.05', '.42', '1.00', '1.00']);
});

test('what an event gave or took carries its sign', () => {
  expect([0.2, -0.33, 0, -0.001].map(formatTrustChange)).toEqual(['+.20', '−.33', '.00', '.00']);
});

test('too little evidence says so, with its count', () => {
  expect(formatNotEnough(3)).toBe('not enough yet (n = 3)');
});

test('money has the minor units of ISO 4217, also where Intl drops them', () => {
  expect(formatMoney({ amount: 1_240_000, currency: 'EUR' })).toBe('EUR 12,400.00');
  expect(formatMoney({ amount: 1_240_000, currency: 'JPY' })).toBe('JPY 1,240,000');
  expect(formatMoney({ amount: 1_240_000, currency: 'KWD' })).toBe('KWD 1,240.000');
  expect(formatMoney({ amount: 1_240_000, currency: 'HUF' })).toBe('HUF 12,400.00');
  expect(formatMoney({ amount: 1_240_000, currency: 'CLF' })).toBe('CLF 124.0000');
});

test('money loses no cent, however large, small or owed', () => {
  expect(formatAmount(5, 'EUR')).toBe('0.05');
  expect(formatAmount(-150, 'EUR')).toBe('−1.50');
  expect(decimalAmount(-5, 'EUR')).toBe('-0.05');
  expect(decimalAmount(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('90071992547409.91');
  expect(formatAmount(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('90,071,992,547,409.91');
  expect(() => decimalAmount(12.5, 'EUR')).toThrow(RangeError);
});

test('an instant is read in the zone that is named beside it', () => {
  expect(formatInstant('2026-02-12T13:03:00Z', 'Europe/Berlin')).toBe('12 Feb 2026, 14:03 CET');
  expect(formatInstant('2026-09-30T23:30:00.000Z', 'Asia/Tokyo')).toBe('1 Oct 2026, 08:30 GMT+9');
  expect(formatInstant('2026-09-12T00:00:00Z', 'UTC')).toBe('12 Sep 2026, 00:00 UTC');
  expect(() => formatInstant('yesterday', 'UTC')).toThrow(RangeError);
  expect(() => formatInstant('2026-02-12T13:03:00Z', 'Atlantis/Capital')).toThrow(RangeError);
});

test('a day needs no zone', () => {
  expect(formatDay('2026-02-01')).toBe('1 Feb 2026');
  expect(() => formatDay('2026-13-01')).toThrow(RangeError);
  expect(() => formatDay('12 Feb')).toThrow(RangeError);
});

test('a duration is told in the largest unit that it fills', () => {
  const hour = 3600;
  const lengths = [
    0,
    40,
    59.6,
    12 * 60,
    59.7 * 60,
    2.1 * hour,
    47.9 * hour,
    48 * hour,
    9.25 * 24 * hour,
    -3 * 24 * hour,
  ];
  expect(lengths.map(formatDuration)).toEqual([
    '0 s',
    '40 s',
    '1 min',
    '12 min',
    '1 h',
    '2.1 h',
    '47.9 h',
    '2 d',
    '9.3 d',
    '−3 d',
  ]);
});

test('expected money has no cents from 100 on', () => {
  expect(formatExpectedMoney({ amount: 172_401, currency: 'EUR' })).toBe('EUR 1,724');
  expect(formatExpectedMoney({ amount: -3884, currency: 'EUR' })).toBe('EUR −38.84');
  expect(formatExpectedMoney({ amount: 1724, currency: 'JPY' })).toBe('JPY 1,724');
});

test('a key of the ledger is said in words, and words that people wrote are left alone', () => {
  expect(formatKey('mis-set-expectation')).toBe('mis set expectation');
  expect(formatKey('late')).toBe('late');
  expect(formatKey('Half-price coupon')).toBe('Half-price coupon');
});

test('a month has its name', () => {
  expect(formatMonth('2025-06')).toBe('Jun 2025');
  expect(() => formatMonth('2025')).toThrow(RangeError);
});
