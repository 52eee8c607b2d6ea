/** The hypergeometric function against logarithms, powers and Euler's transformation. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hypergeometric } from './hypergeometric.ts';

test('special cases are logarithms, powers and polynomials', () => {
  for (const z of [0, 0.1, 0.5, 0.9, 0.99]) {
    expect(hypergeometric(2.5, 3, 3, z) / (1 - z) ** -2.5).toBeCloseTo(1, 11);
    if (z > 0) expect(hypergeometric(1, 1, 2, z)).toBeCloseTo(-Math.log(1 - z) / z, 11);
    expect(hypergeometric(-2, 1.5, 3, z)).toBeCloseTo(1 - z + (1.5 * 2.5 * z * z) / 12, 12);
  }
  expect(hypergeometric(1, 1, 2, 1)).toBeNaN();
  expect(hypergeometric(1, 1, 2, -0.1)).toBeNaN();
});

test('Euler’s transformation gives the same value', () => {
  const shape = fc.double({ min: 0.05, max: 6, noNaN: true });
  fc.assert(
    fc.property(shape, shape, shape, fc.double({ min: 0, max: 0.95, noNaN: true }), (a, b, c, z) => {
      const direct = hypergeometric(a, b, c, z);
      const turned = (1 - z) ** (c - a - b) * hypergeometric(c - a, c - b, c, z);
      // Where a and b are small and c - a is negative, the terms have both signs and cancel.
      expect(Math.abs(turned / direct - 1)).toBeLessThan(1e-7);
    }),
    { seed: 1, numRuns: 300 },
  );
});
