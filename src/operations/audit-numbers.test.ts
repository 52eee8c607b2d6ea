/** Quantiles, weighted ones, and rates that say how much they rest on. */
import { expect, test } from 'vitest';
import { groupBy, quantile, rateOf, ratioOf, weightedQuantile } from './audit-numbers.ts';

test('a quantile lies on the straight line between two values, and there is none of nothing', () => {
  expect(quantile([1, 2, 4], 0.5)).toBe(2);
  expect(quantile([1, 2, 4], 0.75)).toBe(3);
  expect(quantile([7], 0.1)).toBe(7);
  expect(quantile([], 0.5)).toBeNull();
});

test('a weighted quantile is reached where that share of the weight is', () => {
  const values = [0.2, 0.3, 0.6, 0.9];
  const paid = [0, 10, 80, 10];
  expect(weightedQuantile(values, paid, 0.1)).toBe(0.3);
  expect(weightedQuantile(values, paid, 0.5)).toBe(0.6);
  expect(weightedQuantile(values, paid, 1)).toBe(0.9);
  expect(weightedQuantile([0.5], [0], 0.5)).toBeNull();
});

test('a rate without cases is no rate, and anything is possible', () => {
  expect(rateOf(0, 0)).toEqual({ k: 0, n: 0, rate: null, low: 0, high: 1 });
  expect(rateOf(9, 10)).toMatchObject({
    rate: 0.9,
    low: expect.closeTo(0.59585, 5),
    high: expect.closeTo(0.982124, 5),
  });
  expect(ratioOf(rateOf(1, 2), rateOf(1, 4))).toBe(2);
  expect(ratioOf(rateOf(1, 2), rateOf(0, 4))).toBeNull();
});

test('rows without a key belong to no group', () => {
  expect([...groupBy(['ab', 'c', 'ad'], (word) => (word.length > 1 ? word.charAt(0) : null))]).toEqual([
    ['a', ['ab', 'ad']],
  ]);
});
