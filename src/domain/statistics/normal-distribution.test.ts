/** The normal distribution against printed values, and its quantile as its mirror. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalChance, normalQuantile } from './normal-distribution.ts';

test.each([
  [0, 0.5],
  [1, 0.8413447460685429],
  [1.959963984540054, 0.975],
  [-3, 0.0013498980316300957],
  [-4.5, 3.39767312473006e-6],
  [-10, 7.61985302416047e-24],
  [-38, 2.8854294e-316],
])('the chance to stay below %d is as printed', (x, chance) => {
  expect(normalChance(x) / chance).toBeCloseTo(1, x < -30 ? 3 : 12);
});

test('what is not exceeded with a chance leads back to the chance', () => {
  fc.assert(
    fc.property(fc.double({ min: -12, max: 7, noNaN: true }), (x) => {
      const chance = normalChance(x);
      expect(normalChance(normalQuantile(chance)) / chance).toBeCloseTo(1, 9);
    }),
    { seed: 20_261_126, numRuns: 500 },
  );
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
});
