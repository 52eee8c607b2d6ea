/** Gamma-Gamma spend against the published numbers. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cdnowSpend, isThere } from '../../../test/value-data.ts';
import { expectedSpend, fitGammaGamma } from './gamma-gamma.ts';

const golden = new URL('../../../test/golden/lifetime-value.json', import.meta.url);
const { gamma_gamma: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly gamma_gamma: {
    readonly mle: { readonly params: readonly number[]; readonly LL: number; readonly n: number };
    readonly params: readonly number[];
    readonly pop_mean: number;
    readonly cond: readonly (readonly [x: number, z: number, expected: number])[];
  };
};

test('expected spend lies between the mean of all and the own mean, as published', () => {
  for (const [x, z, expected] of published.cond) {
    expect(Math.abs(expectedSpend(published.params, x, z) - expected)).toBeLessThan(6e-5);
  }
  expect(expectedSpend(published.params, 0, 0)).toBeCloseTo(published.pop_mean, 6);
  expect(expectedSpend([6.25, 0.9, 15.44], 0, 0)).toBe(Infinity);
});

describe.runIf(isThere)('On the customers of CDNOW', () => {
  test('the fit has the published parameters, likelihood and correlation', () => {
    const fit = fitGammaGamma(cdnowSpend());
    if (!fit.answered) throw new Error(fit.reason);
    expect(fit.n).toBe(published.mle.n);
    expect(Math.abs(fit.logLikelihood - published.mle.LL)).toBeLessThan(0.001);
    for (const [index, { estimate }] of fit.parameters.entries()) {
      expect(estimate / (published.mle.params[index] ?? 0)).toBeCloseTo(1, 3);
    }
    expect(fit.correlation).toBeCloseTo(0.1139, 4);
  });
});

describe.runIf(isThere)('In a currency of small units', () => {
  test('the fit is the same one, and only the scale is another', () => {
    const { purchaseCount, meanSpend } = cdnowSpend();
    const units = 100_000;
    const fit = fitGammaGamma({ purchaseCount, meanSpend: meanSpend.map((amount) => amount * units) });
    if (!fit.answered) throw new Error(fit.reason);
    const [p = NaN, q = NaN, v = NaN] = fit.parameters.map(({ estimate }) => estimate);
    const [ownP = NaN, ownQ = NaN, ownV = NaN] = published.mle.params;
    expect([p / ownP, q / ownQ, v / (ownV * units)].map((ratio) => Number(ratio.toFixed(2)))).toEqual([1, 1, 1]);
  });
});

test('amounts that cannot be are refused by name, and so is too little', () => {
  const column = (value: (row: number) => number) => Float64Array.from({ length: 40 }, (_, row) => value(row));
  const purchaseCount = column((row) => row % 5);
  expect(fitGammaGamma({ purchaseCount, meanSpend: column((row) => (row === 3 ? -2 : 10)) })).toMatchObject({
    why: 'malformed',
    column: 'meanSpend',
    reason: 'customer 3: meanSpend is -2 over 3 purchases',
  });
  expect(fitGammaGamma({ purchaseCount: column(() => 0), meanSpend: column(() => 0) })).toMatchObject({
    why: 'too few',
  });
  expect(fitGammaGamma({ purchaseCount, meanSpend: new Float64Array(3) })).toMatchObject({ why: 'malformed' });
});
