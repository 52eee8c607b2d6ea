/** The value of a point where it has a formula. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { constantHazardPoint } from './constant-hazard.ts';
import { lifetimeValue } from './lifetime-projection.ts';

const golden = new URL('../../../test/golden/value-of-a-point.json', import.meta.url);
const { point_value: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly point_value: readonly Readonly<Record<'m' | 'd' | 'h' | 'beta' | 'h1' | 'clv0' | 'clv1' | 'dclv', number>>[];
};
const derivatives = [769.844444, 219.955556, 1779.131986];

test.each(published.map((row, index) => [index, row] as const))('row %i of the closed form is met', (index, row) => {
  const point = constantHazardPoint({ margin: row.m, discount: row.d, hazard: row.h, coefficient: row.beta });
  expect(point.hazardAfter).toBeCloseTo(row.h1, 12);
  expect(point.before).toBeCloseTo(row.clv0, 8);
  expect(point.after).toBeCloseTo(row.clv1, 8);
  expect(point.value).toBeCloseTo(row.dclv, 8);
  expect(point.derivative).toBeCloseTo(derivatives[index] ?? 0, 6);
});

test('the sum over months comes to the formula, but for the margin of the first day', () => {
  const { before, hazardAfter, after, value } = constantHazardPoint({
    margin: 100,
    discount: 0.01,
    hazard: 0.02,
    coefficient: -0.35,
  });
  const summed = (hazard: number) =>
    lifetimeValue(
      100,
      Array.from({ length: 4_000 }, () => hazard),
      0.01,
    );
  expect(summed(0.02)).toBeCloseTo(before - 100, 6);
  expect(summed(hazardAfter)).toBeCloseTo(after - 100, 6);
  expect(summed(hazardAfter) - summed(0.02)).toBeCloseTo(value, 6);
});

test('a point that keeps customers is worth something, and losing it costs', () => {
  const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(share(0.001, 0.02), share(0.001, 0.3), share(-1, -0.01), (discount, hazard, coefficient) => {
      const up = constantHazardPoint({ margin: 100, discount, hazard, coefficient });
      const down = constantHazardPoint({ margin: 100, discount, hazard, coefficient: -coefficient });
      expect(up.value).toBeGreaterThan(0);
      expect(down.value).toBeLessThan(0);
    }),
    { seed: 20_261_126, numRuns: 300 },
  );
});
