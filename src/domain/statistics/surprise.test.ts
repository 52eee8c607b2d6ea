/** Poisson and gamma-Poisson tails against the computed table, and what must be true of any surprise. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { gammaPoissonSurprise, poissonSurprise } from './surprise.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { control } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly control: {
    readonly poisson_tail: readonly (readonly [mean: number, count: number, tail: number])[];
    readonly gamma_poisson_tail: readonly (readonly [count: number, past: number, periods: number, tail: number])[];
  };
};
const repeatable = { seed: 20_261_121, numRuns: 500 };

test.each(control.poisson_tail)('expecting %f, the chance of %i or more is %f', (mean, count, tail) => {
  expect(Math.abs(10 ** -poissonSurprise(count, mean) - tail)).toBeLessThan(1e-8);
});

test.each(control.gamma_poisson_tail)('%i after %i in %i periods has a chance of %f', (count, past, periods, tail) => {
  expect(Math.abs(10 ** -gammaPoissonSurprise(count, { count: past, periods }) - tail)).toBeLessThan(1e-8);
});

test('surprise is printed as the method prints it', () => {
  expect(poissonSurprise(5, 1.2)).toBeCloseTo(2.1109, 3);
  expect(poissonSurprise(3, 0.5)).toBeCloseTo(1.842, 4);
  expect(poissonSurprise(9, 4)).toBeCloseTo(1.6703, 4);
  expect(gammaPoissonSurprise(5, { count: 12, periods: 10 })).toBeCloseTo(1.8779, 4);
  expect(gammaPoissonSurprise(3, { count: 0, periods: 6 })).toBeCloseTo(3.0157, 4);
  expect(gammaPoissonSurprise(3, { count: 5, periods: 10 })).toBeCloseTo(1.6108, 4);
});

test('one event or more has the chance that it is not none', () => {
  for (const mean of [0.01, 0.5, 1, 3, 20]) expect(10 ** -poissonSurprise(1, mean)).toBeCloseTo(-Math.expm1(-mean), 12);
});

test('each further event surprises more', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.double({ min: 0.01, max: 50, noNaN: true }), fc.nat(40), (count, mean, past) => {
      expect(poissonSurprise(count + 1, mean)).toBeGreaterThan(poissonSurprise(count, mean) - 1e-12);
      const baseline = { count: past, periods: 10 };
      expect(gammaPoissonSurprise(count + 1, baseline)).toBeGreaterThan(gammaPoissonSurprise(count, baseline) - 1e-12);
    }),
    repeatable,
  );
});

test('a long past with the same rate comes down to the known mean', () => {
  expect(gammaPoissonSurprise(9, { count: 4_000_000, periods: 1_000_000 })).toBeCloseTo(poissonSurprise(9, 4), 5);
});

test('a short past surprises less than a sure one', () => {
  expect(gammaPoissonSurprise(9, { count: 8, periods: 2 })).toBeLessThan(poissonSurprise(9, 4));
});

test('a disaster has a finite surprise', () => {
  expect(poissonSurprise(1000, 1)).toBeGreaterThan(2500);
  expect(poissonSurprise(1000, 1)).toBeLessThan(2600);
});

test('nothing is never a surprise, and without a past nothing can be', () => {
  expect(poissonSurprise(0, 4)).toBe(0);
  expect(gammaPoissonSurprise(7, { count: 0, periods: 0 })).toBe(0);
  expect(poissonSurprise(1, 0)).toBe(Infinity);
});

test('a count that is not a whole number is refused', () => {
  expect(() => poissonSurprise(1.5, 1)).toThrow(RangeError);
  expect(() => poissonSurprise(1, -1)).toThrow(RangeError);
  expect(() => gammaPoissonSurprise(1, { count: 1, periods: -1 })).toThrow(RangeError);
});
