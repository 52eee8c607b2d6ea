/** What keeps coming back, from counts whose answers can be looked up or worked out by hand. */
import { expect, test } from 'vitest';
import { figuresOf } from '../api/audit-values.ts';
import { foldCompany } from '../domain/company/company.ts';
import { defaultPolicy } from '../domain/company/policy.ts';
import { matchFigure } from '../ledger/views/audit-figures.ts';
import type { AuditScope } from '../ledger/views/audit-scope.ts';
import { recurrenceOf, type RecurrenceSources, windowsOf } from './audit-recurrence.ts';

const scope: AuditScope = {
  since: null,
  until: null,
  areas: null,
  segment: null,
  at: '2026-07-10T00:00:00.000Z',
  zone: 'UTC',
  mergers: {},
  trust: defaultPolicy.trust,
};
const windows = windowsOf(scope, '2026-01-01T00:00:00.000Z', undefined);
const nothing: RecurrenceSources = {
  scope,
  windows,
  company: foldCompany([], scope.at),
  topics: [],
  silences: [],
  outcomes: [],
};

const daysAfter = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString();

test('the period is halved, and the last full month is over', () => {
  expect(windows).toEqual({
    start: '2026-01-01T00:00:00.000Z',
    before: '2026-01-01T00:00:00.000Z',
    middle: '2026-04-06T00:00:00.000Z',
    end: scope.at,
    monthStart: '2026-06-01T00:00:00.000Z',
    monthEnd: '2026-07-01T00:00:00.000Z',
  });
});

test('windows of so many days end together, and may reach back before the period', () => {
  expect(windowsOf({ ...scope, until: '2026-03-01T00:00:00.000Z' }, null, 30)).toMatchObject({
    before: '2025-12-31T00:00:00.000Z',
    middle: '2026-01-30T00:00:00.000Z',
    end: '2026-03-01T00:00:00.000Z',
    monthStart: '2026-02-01T00:00:00.000Z',
    monthEnd: '2026-03-01T00:00:00.000Z',
  });
});

test('months are those of the company’s zone', () => {
  const berlin = windowsOf({ ...scope, zone: 'Europe/Berlin' }, null, undefined);
  expect(berlin).toMatchObject({ monthStart: '2026-05-31T22:00:00.000Z', monthEnd: '2026-06-30T22:00:00.000Z' });
});

test('what fell in one topic and rose in another has moved, as in the method’s example', () => {
  const of = (topic: string, before: number, after: number) => ({
    area: 'sales',
    topic,
    month: '2026-02-01',
    count: before + after,
    before,
    after,
    last_at: '2026-02-01T00:00:00.000Z',
    first_after: null,
  });
  const { displacement, topics } = recurrenceOf({
    ...nothing,
    topics: [of('late', 8, 1), of('rude', 3, 3), of('lost', 0, 5), of('bill', 2, 4)],
  });
  expect(displacement).toEqual({ increases: 7, decreases: 7, change: 0, ratio: 1 });
  expect(topics.map(({ topic, change }) => [topic, change])).toEqual([
    ['late', -7],
    ['lost', 5],
    ['bill', 2],
  ]);
});

test('fixes that came up again are counted by how long they held, and fewer than five say nothing', () => {
  const silence = (days: number | null) => ({
    topic: 'late',
    at: daysAfter(0),
    ended_at: days === null ? null : daysAfter(60 + days),
  });
  const few = recurrenceOf({ ...nothing, silences: [silence(10), silence(20), silence(null), silence(null)] });
  expect(few.reopening).toEqual({
    fixed: 4,
    reopened: 2,
    within90Days: { value: null, low: null, high: null, n: 4 },
    topics: [
      {
        figure: 'recurrence.reopening.topics.late',
        topic: 'late',
        times: 2,
        quietFrom: daysAfter(0),
        reopenedAt: daysAfter(80),
      },
    ],
  });
  // Quiet since day 0, so fixed on day 60; the audit is on day 190. Of ten, two came up within 90 days of the fix.
  const silences = [silence(10), silence(20), silence(100), ...Array.from({ length: 7 }, () => silence(null))];
  const { reopening } = recurrenceOf({ ...nothing, silences });
  expect(reopening).toMatchObject({ fixed: 10, reopened: 3, within90Days: { value: expect.closeTo(0.2, 9), n: 10 } });
  expect(reopening.within90Days.low).toBeGreaterThan(0);
  expect(reopening.within90Days.high).toBeLessThan(0.6);
});

test('a topic that came up more than the months before explain is a surprise', () => {
  const month = (area: string, name: string, count: number) => ({
    area,
    topic: 'late-bill',
    month: `2026-${name}-01`,
    count,
    before: 0,
    after: 0,
    last_at: '2026-02-01T00:00:00.000Z',
    first_after: null,
  });
  const august = windowsOf({ ...scope, at: '2026-08-10T00:00:00.000Z' }, '2026-01-01T00:00:00.000Z', undefined);
  // The method's own example: three in a month after none in six.
  const { surprises, month: last } = recurrenceOf({
    ...nothing,
    windows: august,
    topics: [month('accounting', '07', 3), month('sales', '03', 5), month('sales', '07', 1)],
  });
  expect(last).toBe('2026-07');
  const figures = figuresOf({ recurrence: { surprises } }).map(({ figure }) => figure);
  expect(figures.filter((figure) => matchFigure(figure) === undefined)).toEqual([]);
  expect(surprises).toEqual([
    {
      figure: 'recurrence.surprises.accounting.late-bill',
      area: 'accounting',
      areaName: 'Accounting',
      topic: 'late-bill',
      count: 3,
      expected: 0,
      surprise: expect.closeTo(3.0157, 4),
      byChance: expect.closeTo(2 * 10 ** -3.0157, 6),
    },
  ]);
});

test('an area that gets worse raises the alarm on the day it is found', () => {
  const days = (count: number, from = 0) => Array.from({ length: count }, (_, day) => from + day);
  const at = (some: readonly number[]) => Float64Array.from(some, (day) => Date.parse(daysAfter(day)));
  const kept = at(days(60).filter((day) => day % 10 !== 0));
  const failed = days(60).filter((day) => day % 10 === 0);
  const lateDays = new Float64Array();
  const outcomes = [
    { area: 'operations', kept, failed: at([...failed, ...days(10, 60)]), lateDays },
    { area: 'sales', kept, failed: at(failed), lateDays },
  ];
  const [operations, sales] = recurrenceOf({ ...nothing, outcomes }).signals;
  expect(sales).toMatchObject({ area: 'sales', alarms: 0, days: [] });
  expect(operations).toMatchObject({ area: 'operations', alarms: expect.any(Number) });
  expect(operations?.days[0]).toMatch(/^2026-03-0[4-9]$/);
});
