/** Wilson intervals against the published table and their own properties. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { wilson95 } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly wilson95: readonly (readonly [kept: number, made: number, low: number, high: number])[];
};

const counts = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([total, share]) => ({ total, successes: Math.round(total * share) }));
const repeatable = { seed: 20_261_121, numRuns: 1000 };

test.each(wilson95)('%i kept of %i lies between %f and %f', (kept, made, low, high) => {
  const interval = wilsonInterval(kept, made);
  expect(Math.abs(interval.low - low)).toBeLessThan(1e-6);
  expect(Math.abs(interval.high - high)).toBeLessThan(1e-6);
});

test('an interval contains its estimate and stays between 0 and 1', () => {
  fc.assert(
    fc.property(counts, ({ successes, total }) => {
      const { low, high } = wilsonInterval(successes, total);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(successes / total);
      expect(high).toBeGreaterThanOrEqual(successes / total);
      expect(high).toBeLessThanOrEqual(1);
    }),
    repeatable,
  );
});

test('ten times the observations at the same rate never widen it', () => {
  fc.assert(
    fc.property(counts, ({ successes, total }) => {
      const few = wilsonInterval(successes, total);
      const many = wilsonInterval(10 * successes, 10 * total);
      expect(many.high - many.low).toBeLessThanOrEqual(few.high - few.low);
    }),
    repeatable,
  );
});

test('nothing observed means nothing known', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

test('more kept than made is refused', () => {
  expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
  expect(() => wilsonInterval(-1, 2)).toThrow(RangeError);
});
