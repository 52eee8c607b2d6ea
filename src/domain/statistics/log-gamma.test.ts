/** Log-gamma against factorials, half-integers and its own recurrence. */
import { expect, test } from 'vitest';
import { logGamma } from './log-gamma.ts';

test('ln Γ(n) is the logarithm of (n-1)!', () => {
  let logFactorial = 0;
  for (let n = 1; n <= 170; n += 1) {
    expect(Math.abs(logGamma(n) - logFactorial)).toBeLessThan(1e-13 * Math.max(1, logFactorial));
    logFactorial += Math.log(n);
  }
});

test('Γ(1/2) is the square root of π', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
  expect(logGamma(1.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI) / 2), 14);
});

test('Γ(x+1) = x Γ(x), from the smallest to the largest arguments in use', () => {
  for (const x of [1e-8, 0.01, 0.3, 0.49999, 0.5, 0.7, 3.3, 47.5, 1e3, 1e6]) {
    const left = logGamma(x + 1);
    expect(Math.abs(left - (logGamma(x) + Math.log(x)))).toBeLessThan(1e-13 * Math.max(1, Math.abs(left)));
  }
});

test('ln Γ refuses zero, negative numbers and nonsense', () => {
  for (const x of [0, -1, Number.NaN]) expect(() => logGamma(x)).toThrow(RangeError);
});
