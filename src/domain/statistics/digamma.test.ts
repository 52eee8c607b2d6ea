/** Digamma against known values, its recurrence and the slope of log-gamma. */
import { expect, test } from 'vitest';
import { digamma } from './digamma.ts';
import { logGamma } from './log-gamma.ts';

test('ψ of one, a half and ten are the published values', () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13);
  expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 13);
  expect(digamma(10)).toBeCloseTo(2.251752589066721, 13);
});

test('ψ is the slope of ln Γ, from small to large arguments', () => {
  for (const x of [0.05, 0.3, 1.7, 7.9, 8.1, 55, 5000]) {
    const slope = (logGamma(x * (1 + 1e-5)) - logGamma(x * (1 - 1e-5))) / (2e-5 * x);
    expect(Math.abs(digamma(x) - slope)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
  }
  expect(digamma(0)).toBeNaN();
});
