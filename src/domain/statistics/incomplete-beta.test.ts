/** The beta distribution against closed forms, symmetry and its own inverse. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaQuantile, incompleteBeta, logBeta } from './incomplete-beta.ts';

// Below one half a shape can push the answer into the last digits of a number next to 1.
const shape = fc.double({ min: 0.5, max: 400, noNaN: true });
const chance = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const repeatable = { seed: 20_261_121, numRuns: 500 };

/** I_x(a, b) for whole shapes is the chance of a successes or more in a+b-1 trials. */
function binomialTail(x: number, a: number, b: number): number {
  const trials = a + b - 1;
  let sum = 0;
  let binomial = 1;
  for (let k = 0; k <= trials; k += 1) {
    if (k >= a) sum += binomial * x ** k * (1 - x) ** (trials - k);
    binomial = (binomial * (trials - k)) / (k + 1);
  }
  return sum;
}

test('B(2, 3) is one twelfth', () => {
  expect(Math.exp(logBeta(2, 3))).toBeCloseTo(1 / 12, 14);
});

test('the incomplete beta of whole shapes is a binomial tail', () => {
  for (const [a, b] of [
    [2, 3],
    [1, 1],
    [7, 2],
    [12, 19],
  ] as const) {
    for (const x of [0.01, 0.2, 0.5, 0.77, 0.999])
      expect(incompleteBeta(x, a, b)).toBeCloseTo(binomialTail(x, a, b), 12);
  }
});

test('with one shape of 1 it is a power', () => {
  expect(incompleteBeta(0.3, 2.5, 1)).toBeCloseTo(0.3 ** 2.5, 14);
  expect(incompleteBeta(0.3, 1, 2.5)).toBeCloseTo(1 - 0.7 ** 2.5, 14);
});

test('below x for (a, b) is above 1-x for (b, a)', () => {
  fc.assert(
    fc.property(chance, shape, shape, (x, a, b) => {
      expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 11);
    }),
    repeatable,
  );
});

test('the quantile undoes the distribution', () => {
  fc.assert(
    fc.property(chance, shape, shape, (probability, a, b) => {
      expect(incompleteBeta(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 9);
    }),
    repeatable,
  );
});

test('large and lopsided shapes stay exact', () => {
  // 95 % of Beta(1, n) lies below 1 - 0.05^(1/n).
  for (const n of [10, 1e3, 1e6]) {
    const expected = -Math.expm1(Math.log(0.05) / n);
    expect(Math.abs(betaQuantile(0.95, 1, n) / expected - 1)).toBeLessThan(1e-8);
  }
  expect(incompleteBeta(0.5, 1e5, 1e5)).toBeCloseTo(0.5, 8);
});

test('the ends of the range are the ends of the distribution', () => {
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
  expect(betaQuantile(0, 2, 3)).toBe(0);
  expect(betaQuantile(1, 2, 3)).toBe(1);
});

test('a shape that is not positive and a probability outside 0 to 1 are refused', () => {
  expect(() => incompleteBeta(0.5, 0, 1)).toThrow(RangeError);
  expect(() => betaQuantile(0.5, 1, -1)).toThrow(RangeError);
  expect(() => betaQuantile(1.5, 1, 1)).toThrow(RangeError);
});
