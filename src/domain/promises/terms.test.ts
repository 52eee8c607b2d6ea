/** The due time of a promise: by a day in its zone, by an instant, or not said. */
import { expect, test } from 'vitest';
import { deadlineOf, isLate, termsOf } from './terms.ts';

test('a due time is the end of a day in its zone, or an instant, and the instant counts where both are given', () => {
  expect(deadlineOf({ dueDay: '2026-01-10', zone: 'Asia/Tokyo' })).toBe('2026-01-10T14:59:59.999Z');
  expect(deadlineOf({ dueDay: '2026-01-10' })).toBe('2026-01-10T23:59:59.999Z');
  expect(deadlineOf({ dueDay: '2026-01-10', dueAt: '2026-01-08T00:00:00.000Z' })).toBe('2026-01-08T00:00:00.000Z');
  expect(deadlineOf({})).toBeNull();
});

test('what is done at the due time is in time, a millisecond later it is late, and without a due time it never is', () => {
  const terms = termsOf({ dueDay: '2026-01-10' }, 'Delivered');
  expect(isLate(terms, '2026-01-10T23:59:59.999Z')).toBe(false);
  expect(isLate(terms, '2026-01-11T00:00:00.000Z')).toBe(true);
  expect(isLate(termsOf({}, 'Delivered'), '9999-12-31T00:00:00.000Z')).toBe(false);
});
