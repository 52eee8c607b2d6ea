/** The normal distribution against printed values, and its two halves as mirrors. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalChance } from './normal-distribution.ts';

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

test('the chances to stay below a value and below its mirror add up to one', () => {
  fc.assert(
    fc.property(fc.double({ min: -45, max: 45, noNaN: true }), (x) => {
      expect(normalChance(x) + normalChance(-x)).toBeCloseTo(1, 12);
      expect(normalChance(x)).toBeLessThanOrEqual(normalChance(x + 0.01));
    }),
    { seed: 20_261_126, numRuns: 500 },
  );
  expect(normalChance(NaN)).toBeNaN();
});
