/** Spread and consistency on lists whose answers are known. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { consistency, standardDeviation } from './spread.ts';

test('the textbook list has a standard deviation of two', () => {
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
});

test('equal departments are fully consistent, however bad', () => {
  expect(consistency([0.2, 0.2, 0.2])).toBe(1);
});

test('half perfect and half hopeless is no consistency at all', () => {
  expect(consistency([0, 1, 0, 1])).toBe(0);
});

test('one weak department of three shows', () => {
  expect(consistency([0.9, 0.9, 0.5])).toBeCloseTo(0.622876, 6);
});

test('consistency always lies between 0 and 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (shares) => {
      expect(consistency(shares)).toBeGreaterThanOrEqual(-1e-12);
      expect(consistency(shares)).toBeLessThanOrEqual(1);
    }),
    { seed: 20_261_121, numRuns: 1000 },
  );
});

test('an empty list and a value that is no share are refused', () => {
  expect(() => standardDeviation([])).toThrow(RangeError);
  expect(() => consistency([0.5, 1.2])).toThrow(RangeError);
});
