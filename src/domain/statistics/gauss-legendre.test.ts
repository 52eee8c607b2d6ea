/** Areas that are known otherwise. */
import { expect, test } from 'vitest';
import { areaUnder } from './gauss-legendre.ts';

test('areas under powers, the exponential and a root are exact', () => {
  expect(areaUnder((x) => x ** 20, 0, 1)).toBeCloseTo(1 / 21, 14);
  expect(areaUnder(Math.exp, -1, 2)).toBeCloseTo(Math.exp(2) - Math.exp(-1), 12);
  expect(areaUnder((x) => 1 / (1 + x), 0, 9)).toBeCloseTo(Math.log(10), 12);
  expect(areaUnder(Math.exp, 3, 3)).toBe(0);
});
