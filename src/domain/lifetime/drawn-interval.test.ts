/** Intervals from drawings: no failure narrows them. */
import { expect, test } from 'vitest';
import { drawnInterval, pointOf } from './drawn-interval.ts';

const hundred = Float64Array.from({ length: 101 }, (_, index) => index);

test('without a failure it is the 2.5 % and the 97.5 % point', () => {
  expect(drawnInterval(hundred)).toEqual({ low: 2.5, high: 97.5 });
  expect(pointOf(hundred, 0.025)).toBe(2.5);
});

test('every failure widens it, as if it had been the worst at both ends', () => {
  let widest = drawnInterval(hundred);
  for (let failed = 1; failed <= 25; failed += 1) {
    const wider = drawnInterval(hundred, failed);
    expect(wider.low).toBeLessThanOrEqual(widest.low);
    expect(wider.high).toBeGreaterThanOrEqual(widest.high);
    widest = wider;
  }
  expect(drawnInterval(hundred, 1).low).toBeCloseTo(1.525, 9);
  expect(widest).toEqual({ low: 0, high: 100 });
});

test('one drawing is its own interval, and none has none', () => {
  expect(drawnInterval([7], 3)).toEqual({ low: 7, high: 7 });
  expect(drawnInterval([], 3)).toEqual({ low: NaN, high: NaN });
});
