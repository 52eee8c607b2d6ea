/** The journey against its table, and its laws J1 to J6. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanJourneyChance, dragShares, journeyScore, liftOf } from './journey.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { trust: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly trust: {
    readonly journey: readonly {
      readonly x: readonly number[];
      readonly p: number;
      readonly J: number;
      readonly drag: readonly number[];
    }[];
    readonly clean_journey: { readonly p: readonly number[]; readonly P: number };
  };
};
const weakAccounting = [0.95, 0.9, 0.9, 0.3];

const scores = fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 12 });
const power = fc.double({ min: -12, max: -0.5, noNaN: true });
const repeatable = { seed: 20_261_121, numRuns: 1000 };

test.each(published.journey)('with power $p the journey is $J', ({ x, p, J, drag }) => {
  expect(journeyScore(x, p)).toBeCloseTo(J, 9);
  const shares = dragShares(x, p);
  for (const [index, share] of drag.entries()) expect(shares[index]).toBeCloseTo(share, 9);
});

test('with a very negative power only the worst is left', () => {
  expect(journeyScore(weakAccounting, -500)).toBeCloseTo(0.3, 2);
  expect(journeyScore([1e-9, 1], -500)).toBeCloseTo(1e-9, 11);
});

test('an area with no trust at all leaves no trust in the journey', () => {
  expect(journeyScore([0.9, 0, 0.8], -4)).toBe(0);
  expect(dragShares([0.9, 0, 0.8, 0], -4)).toEqual([0, 0.5, 0, 0.5]);
});

test('four hundredths more lift the journey where it is weakest', () => {
  const lifted = weakAccounting.map((score, index) => liftOf(weakAccounting, -4, index, score + 0.04));
  const expected = [0.420822, 0.420868, 0.420868, 0.474199];
  for (const [index, journey] of lifted.entries()) expect(journey).toBeCloseTo(expected[index] ?? 0, 6);
});

test('six contacts at 95 % leave three clean journeys in four', () => {
  expect(cleanJourneyChance(published.clean_journey.p)).toBeCloseTo(published.clean_journey.P, 12);
  expect(cleanJourneyChance([])).toBe(1);
});

test('J1, J2: the journey lies between the worst score and the mean, and near the worst', () => {
  fc.assert(
    fc.property(scores, power, (x, p) => {
      const journey = journeyScore(x, p);
      const worst = Math.min(...x);
      const mean = x.reduce((sum, score) => sum + score, 0) / x.length;
      expect(journey).toBeGreaterThanOrEqual(worst * (1 - 1e-12));
      expect(journey).toBeLessThanOrEqual(mean * (1 + 1e-12));
      expect(journey).toBeLessThanOrEqual(worst * x.length ** (1 / Math.abs(p)) * (1 + 1e-12));
    }),
    repeatable,
  );
});

test('J3: equal areas make an equal journey', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      power,
      (score, n, p) => {
        expect(
          journeyScore(
            Array.from({ length: n }, () => score),
            p,
          ),
        ).toBeCloseTo(score, 12);
      },
    ),
    repeatable,
  );
});

test('J4: raising the weakest raises the journey most', () => {
  fc.assert(
    fc.property(scores, power, (x, p) => {
      const step = 1e-5;
      const lifts = x.map((score, index) => liftOf(x, p, index, score + step));
      const weakest = x.indexOf(Math.min(...x));
      expect(lifts[weakest]).toBeGreaterThanOrEqual(Math.max(...lifts) - 1e-9);
    }),
    repeatable,
  );
});

test('J5: a better area never makes a worse journey, and a small step never a jump', () => {
  fc.assert(
    fc.property(scores, power, fc.nat(11), (x, p, at) => {
      const index = at % x.length;
      const raised = liftOf(x, p, index, (x[index] ?? 0) + 1e-6);
      const rise = raised - journeyScore(x, p);
      expect(rise).toBeGreaterThanOrEqual(-1e-12);
      // The steepest slope of a power mean is n^(1/|p|), at the weakest area.
      expect(rise).toBeLessThanOrEqual(1e-6 * x.length ** (1 / Math.abs(p)) + 1e-12);
    }),
    repeatable,
  );
});

test('J6: drag shares add up to the whole', () => {
  fc.assert(
    fc.property(scores, power, (x, p) => {
      expect(dragShares(x, p).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
    repeatable,
  );
});

test('a journey without areas, a score that is none and an unknown area are refused', () => {
  expect(() => journeyScore([], -4)).toThrow(RangeError);
  expect(() => dragShares([1.5], -4)).toThrow(RangeError);
  expect(() => liftOf([0.5], -4, 1, 0.6)).toThrow(RangeError);
});
