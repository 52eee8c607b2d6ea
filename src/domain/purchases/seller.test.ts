/** Whose deal it is. */
import { expect, test } from 'vitest';
import { pitchBefore, sellerOf } from './seller.ts';

const pitch = (pitchId: string, day: string, offerId?: string) => ({
  occurredAt: `2026-${day}T09:00:00.000Z`,
  data: { pitchId, by: 'sales', byPerson: `per_${pitchId.slice(4)}`, offerId },
});
const pitches = [pitch('pit_a', '01-05', 'off_big'), pitch('pit_b', '02-05', 'off_small'), pitch('pit_c', '03-05')];
const before = (day: string, data: object) =>
  pitchBefore({ occurredAt: `2026-${day}T12:00:00.000Z`, data }, pitches)?.data.pitchId;

test('a deal came of the pitch that it names, whatever came later', () => {
  expect(before('04-01', { pitchId: 'pit_a' })).toBe('pit_a');
  expect(before('04-01', { pitchId: 'pit_other' })).toBeUndefined();
});

test('where it names none it came of the last pitch before it, of the same offer where both name one', () => {
  expect(before('02-10', {})).toBe('pit_b');
  expect(before('02-10', { offerId: 'off_big' })).toBe('pit_a');
  expect(before('04-01', { offerId: 'off_big' })).toBe('pit_c');
  expect(before('01-01', {})).toBeUndefined();
});

test('a pitch of last year sold nothing', () => {
  expect(before('12-01', {})).toBeUndefined();
});

test('who is said to have sold has sold, and else who pitched; where nobody said it nobody is named', () => {
  const [first = null] = pitches;
  expect(sellerOf({}, first)).toEqual({ area: 'sales', person: 'per_a' });
  expect(sellerOf({ by: 'operations' }, first)).toEqual({ area: 'operations', person: null });
  expect(sellerOf({ byPerson: 'per_x' }, first)).toEqual({ area: 'sales', person: 'per_x' });
  expect(sellerOf({}, null)).toEqual({ area: null, person: null });
});
