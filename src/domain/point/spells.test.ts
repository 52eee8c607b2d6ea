/** How silence becomes loss. */
import { expect, test } from 'vitest';
import { knownUntil, spellsOf } from './spells.ts';

const on = (...days: string[]) => days.map((day) => ({ day, value: 1, currency: 'EUR' }));

test('who buys nothing for the days of the policy left a month after the last purchase', () => {
  const past = { purchases: on('2025-01-10', '2025-03-01'), lostDeals: [] };
  expect(spellsOf(past, 180, '2025-12-31')).toEqual([{ since: '2025-01-10', lostOn: '2025-03-31', noticeOn: null }]);
});

test('while the days of silence are not over nobody knows yet', () => {
  const past = { purchases: on('2025-01-10', '2025-03-01'), lostDeals: [] };
  expect(spellsOf(past, 180, '2025-08-27')).toEqual([{ since: '2025-01-10', lostOn: null, noticeOn: null }]);
  expect(spellsOf(past, 180, '2025-08-28')).toMatchObject([{ lostOn: '2025-03-31' }]);
});

test('who comes back after having left is a customer again from that day', () => {
  const past = { purchases: on('2025-01-10', '2025-12-01'), lostDeals: [] };
  expect(spellsOf(past, 180, '2025-12-31')).toEqual([
    { since: '2025-01-10', lostOn: '2025-02-09', noticeOn: null },
    { since: '2025-12-01', lostOn: null, noticeOn: null },
  ]);
});

test('a deal that was lost after the last purchase is the day of leaving, and from then on answers know the end', () => {
  const past = { purchases: on('2025-01-10'), lostDeals: ['2025-01-05', '2025-01-20'] };
  expect(spellsOf(past, 180, '2025-12-31')).toMatchObject([{ lostOn: '2025-01-20', noticeOn: '2025-01-20' }]);
});

test('purchases after the last day watched are not known, and without one there is no customer', () => {
  expect(spellsOf({ purchases: on('2026-01-10'), lostDeals: [] }, 180, '2025-12-31')).toEqual([]);
  expect(spellsOf({ purchases: [], lostDeals: ['2025-01-05'] }, 180, '2025-12-31')).toEqual([]);
});

test('who left is known up to the days of silence before the last day, less the month in which it is felt', () => {
  expect(knownUntil('2025-12-31', 180)).toBe('2025-08-03');
});
