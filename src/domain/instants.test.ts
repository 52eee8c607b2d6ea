/** Instants and days: one spelling that sorts as time does, and days that end when they end where they are. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Day,
  dayOf,
  daysBetween,
  daysLater,
  endOfDay,
  epochDays,
  Instant,
  justAfter,
  millisecondsPerDay,
  shiftDay,
  Zone,
} from './instants.ts';

test.each([
  ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z'],
  ['2026-11-21T09:30:00.5+01:00', '2026-11-21T08:30:00.500Z'],
  ['2026-11-21T09:30:00.123456789Z', '2026-11-21T09:30:00.123Z'],
  ['2026-01-01T00:30:00+23:59', '2025-12-31T00:31:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('the instant %s is kept as %s', (given, kept) => {
  expect(Instant.parse(given)).toBe(kept);
  expect(Instant.parse(kept)).toBe(kept);
});

test.each([
  '2026-11-21',
  '2026-11-21T09:30Z',
  '2026-11-21T09:30:00',
  '2026-02-29T00:00:00Z',
  '2026-11-21T24:00:00Z',
  '2016-12-31T23:59:60Z',
  '0000-12-31T23:00:00Z',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '+010000-01-01T00:00:00Z',
  'yesterday',
  '',
])('%s is no instant', (given) => {
  expect(Instant.safeParse(given).success).toBe(false);
});

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '2026-01-01T00:00:00Z', ''])(
  '“%s” is no day',
  (given) => {
    expect(Day.safeParse(given).success).toBe(false);
  },
);

test('a leap day is a day in a leap year', () => {
  expect(Day.parse('2028-02-29')).toBe('2028-02-29');
  expect(Day.safeParse('1900-02-29').success).toBe(false);
});

test('every zone that is accepted can be reckoned with', () => {
  for (const zone of [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+5', 'EST5EDT', 'europe/berlin']) {
    expect(Zone.parse(zone)).toBe(zone);
    expect(Instant.safeParse(endOfDay('2026-06-01', zone)).success).toBe(true);
  }
});

test.each(['Europe/Bielefeld', 'Mars/Olympus', '', 'CET-1CEST,M3.5.0'])('“%s” is no time zone', (given) => {
  expect(Zone.safeParse(given).success).toBe(false);
  expect(Zone.safeParse(given).success).toBe(false);
});

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/New_York',
);
const instants = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

test('an instant lies in its day: not after its end, and after the end of the day before', () => {
  const holds = (instant: Instant, zone: Zone) => {
    const day = dayOf(instant, zone);
    expect(instant <= endOfDay(day, zone)).toBe(true);
    expect(instant > endOfDay(shiftDay(day, -1), zone)).toBe(true);
  };
  fc.assert(fc.property(instants, zones, holds), { numRuns: 500, seed: 42 });
});

test('a day ends where the next begins, and is 22 to 26 hours long unless it never was', () => {
  const holds = (instant: Instant, zone: Zone) => {
    const day = dayOf(instant, zone);
    const end = endOfDay(day, zone);
    expect(dayOf(end, zone)).toBe(day);
    expect(dayOf(justAfter(end), zone) > day).toBe(true);
    const hours = daysBetween(endOfDay(shiftDay(day, -1), zone), end) * 24;
    expect(hours).toBeGreaterThanOrEqual(22);
    expect(hours).toBeLessThanOrEqual(26);
  };
  fc.assert(fc.property(instants, zones, holds), { numRuns: 500, seed: 43 });
});

test('a day that never was ends when the day before it did', () => {
  expect(endOfDay('2011-12-30', 'Pacific/Apia')).toBe(endOfDay('2011-12-29', 'Pacific/Apia'));
  expect(daysBetween(endOfDay('2011-12-29', 'Pacific/Apia'), endOfDay('2011-12-31', 'Pacific/Apia'))).toBe(1);
});

test('text order is time order, also at the ends of the calendar', () => {
  expect(justAfter('9999-12-31T23:59:59.999Z')).toBe('9999-12-31T23:59:59.999Z');
  expect(daysLater('9999-12-01T00:00:00.000Z', 3_650)).toBe('9999-12-31T23:59:59.999Z');
  expect(daysLater('0001-01-02T00:00:00.000Z', -3_650)).toBe('0001-01-01T00:00:00.000Z');
  expect(endOfDay('9999-12-31', 'America/New_York')).toBe('9999-12-31T23:59:59.999Z');
});

test('days later are days of 24 hours, whole or broken, and can be counted back', () => {
  expect(daysLater('2026-03-28T12:00:00.000Z', 1)).toBe('2026-03-29T12:00:00.000Z');
  expect(daysLater('2026-03-28T12:00:00.000Z', 0.5)).toBe('2026-03-29T00:00:00.000Z');
  const holds = (instant: Instant, days: number) => {
    expect(daysBetween(instant, daysLater(instant, days))).toBeCloseTo(days, 7);
  };
  fc.assert(fc.property(instants, fc.double({ min: -500, max: 500, noNaN: true }), holds), { numRuns: 200, seed: 44 });
});

test('epoch days count from 1970 and one millisecond is the least of them', () => {
  expect(epochDays('1970-01-02T12:00:00.000Z')).toBe(1.5);
  expect(epochDays(justAfter('1970-01-01T00:00:00.000Z'))).toBe(1 / millisecondsPerDay);
});

test('a day is moved by the calendar, over months and leap days', () => {
  expect(shiftDay('2028-02-28', 1)).toBe('2028-02-29');
  expect(shiftDay('2026-03-01', -1)).toBe('2026-02-28');
  expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01');
});
