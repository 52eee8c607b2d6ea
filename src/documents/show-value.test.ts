import { expect, test } from 'vitest';
import type { Value } from './document.ts';
import { count, share, state, strong } from './document.ts';
import { plainText, rawValue, showValue } from './show-value.ts';

const cases: readonly { value: Value; main: string; evidence: string; raw: readonly string[] }[] = [
  { value: { kind: 'count', count: 1284 }, main: '1,284', evidence: '', raw: ['1284', '', '', '', 'count'] },
  {
    value: { kind: 'share', share: 0.634, low: 0.628, high: 0.64, count: 24_918 },
    main: '63.4 %',
    evidence: '(62.8–64.0 %, n = 24,918)',
    raw: ['0.634', '0.628', '0.64', '24918', 'share'],
  },
  { value: { kind: 'part', part: 0.71 }, main: '71.0 %', evidence: '', raw: ['0.71', '', '', '', 'share'] },
  {
    value: { kind: 'trust', trust: 0.42, low: 0.31, high: 0.55 },
    main: '.42',
    evidence: '(.31–.55)',
    raw: ['0.42', '0.31', '0.55', '', 'trust'],
  },
  {
    value: { kind: 'trust', trust: 0.42, count: 7 },
    main: '.42',
    evidence: '(n = 7)',
    raw: ['0.42', '', '', '7', 'trust'],
  },
  { value: { kind: 'change', change: 21 }, main: '+21', evidence: '', raw: ['21', '', '', '', 'count'] },
  { value: { kind: 'change', change: -78 }, main: '−78', evidence: '', raw: ['-78', '', '', '', 'count'] },
  { value: { kind: 'trustChange', change: -0.33 }, main: '−.33', evidence: '', raw: ['-0.33', '', '', '', 'trust'] },
  {
    value: { kind: 'money', amount: 1_240_000, currency: 'EUR', low: 900_000, high: 1_600_050, count: 12 },
    main: 'EUR 12,400.00',
    evidence: '(9,000.00–16,000.50, n = 12)',
    raw: ['12400.00', '9000.00', '16000.50', '12', 'EUR'],
  },
  {
    value: { kind: 'money', amount: 172_401, currency: 'EUR', low: -285_624, high: 633_600, isExpected: true },
    main: 'EUR 1,724',
    evidence: '(−2,856 to 6,336)',
    raw: ['1724.01', '-2856.24', '6336.00', '', 'EUR'],
  },
  {
    value: { kind: 'money', amount: 3884, currency: 'EUR', low: 1020, high: 9999, isExpected: true },
    main: 'EUR 38.84',
    evidence: '(10.20–99.99)',
    raw: ['38.84', '10.20', '99.99', '', 'EUR'],
  },
  {
    value: { kind: 'measure', measure: -0.64, digits: 2, unit: '', low: -0.85, high: -0.43 },
    main: '−0.64',
    evidence: '(−0.85 to −0.43)',
    raw: ['-0.64', '-0.85', '-0.43', '', ''],
  },
  {
    value: { kind: 'measure', measure: 3.28, digits: 1, unit: 'contacts', low: 3.1, high: 3.46 },
    main: '3.3 contacts',
    evidence: '(3.1–3.5)',
    raw: ['3.28', '3.1', '3.46', '', 'contacts'],
  },
  { value: { kind: 'duration', seconds: 7560 }, main: '2.1 h', evidence: '', raw: ['7560', '', '', '', 'seconds'] },
  {
    value: { kind: 'instant', instant: '2026-02-12T13:03:00Z', zone: 'Europe/Berlin' },
    main: '12 Feb 2026, 14:03 CET',
    evidence: '',
    raw: ['2026-02-12T13:03:00Z', '', '', '', 'instant'],
  },
  {
    value: { kind: 'day', day: '2026-02-12' },
    main: '12 Feb 2026',
    evidence: '',
    raw: ['2026-02-12', '', '', '', 'day'],
  },
  { value: { kind: 'notEnough', count: 3 }, main: 'not enough yet (n = 3)', evidence: '', raw: ['', '', '', '3', ''] },
  { value: { kind: 'notApplicable' }, main: '–', evidence: '', raw: ['', '', '', '', ''] },
];

test.each(cases)('$value.kind is shown to people as $main $evidence', ({ value, main, evidence, raw }) => {
  expect(showValue(value)).toEqual({ main, evidence });
  const { value: bare, low, high, count, unit } = rawValue(value);
  expect([bare, low, high, count, unit]).toEqual(raw);
});

test('a broken number stops the report rather than standing in it', () => {
  expect(() => showValue({ kind: 'trust', trust: Number.NaN })).toThrow(RangeError);
  expect(() => rawValue({ kind: 'trust', trust: Number.NaN })).toThrow(RangeError);
});

test('a sentence in plain words keeps its figures, their evidence and its states', () => {
  const rate = share({ share: 0.9, low: 0.6, high: 0.98, count: 10 });
  expect(plainText(['Of ', count(10), ' promises ', rate, ' were ', state('kept'), ', ', strong('not all'), '.'])).toBe(
    'Of 10 promises 90.0 % (60.0–98.0 %, n = 10) were kept, not all.',
  );
});
