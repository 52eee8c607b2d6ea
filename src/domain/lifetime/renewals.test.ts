/** sBG and BdW against the published tables of two segments. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hypergeometric } from '../statistics/hypergeometric.ts';
import { discountedLifetime, discountedRenewals, fitRenewals, type RenewalKind, renewalSurvival } from './renewals.ts';

type Segments<Value> = Readonly<Record<'regular' | 'highend', Value>>;
const golden = new URL('../../../test/golden/lifetime-value.json', import.meta.url);
const { sbg: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly sbg: {
    readonly regular_alive: readonly number[];
    readonly highend_alive: readonly number[];
    readonly mle7: Segments<readonly number[]>;
    readonly mle4: Segments<readonly number[]>;
    readonly bdw4: Segments<readonly number[]>;
    readonly S12: Segments<number>;
    readonly DEL_10pct: Segments<number>;
    readonly DERL_10pct_n1_8: Segments<readonly number[]>;
  };
};
const alive = { regular: published.regular_alive, highend: published.highend_alive };
const segments = ['regular', 'highend'] as const;

function fitted(kind: RenewalKind, segment: 'regular' | 'highend', years: number) {
  const fit = fitRenewals(kind, [alive[segment].slice(0, years + 1)]);
  if (!fit.answered) throw new Error(fit.reason);
  return { parameters: fit.parameters.map(({ estimate }) => estimate), logLikelihood: fit.logLikelihood };
}

function expectFit(kind: RenewalKind, years: number, of: Segments<readonly number[]>, tolerance: number): void {
  for (const segment of segments) {
    const { parameters, logLikelihood } = fitted(kind, segment, years);
    const expected = of[segment];
    expect(Math.abs(logLikelihood - (expected.at(-1) ?? 0))).toBeLessThan(0.001);
    for (const [index, value] of parameters.entries()) {
      expect(Math.abs(value - (expected[index] ?? 0))).toBeLessThan(tolerance);
    }
  }
}

test('sBG finds the published parameters after seven years and after four', () => {
  expectFit('sBG', 7, published.mle7, 1e-4);
  expectFit('sBG', 4, published.mle4, 1e-4);
});

test('BdW finds the published parameters after four years', () => {
  expectFit('BdW', 4, published.bdw4, 1e-3);
});

test('BdW finds after seven years what was computed beside the published', () => {
  expectFit(
    'BdW',
    7,
    { regular: [0.4556, 0.7793, 1.2835, -1679.6028], highend: [0.2143, 1.4266, 1.7236, -1605.3142] },
    1e-3,
  );
});

test('seven years foretell the twelfth, and the value of those who stay', () => {
  for (const segment of segments) {
    const { parameters } = fitted('sBG', segment, 7);
    expect(renewalSurvival(parameters, 12)).toBeCloseTo(published.S12[segment], 3);
    // The published values are those of the parameters as printed, with three digits.
    const exact = published.mle7[segment].slice(0, 2).map((value) => Number(value.toFixed(3)));
    expect(discountedLifetime(exact, 0.1)).toBeCloseTo(published.DEL_10pct[segment], 9);
    for (const [index, expected] of published.DERL_10pct_n1_8[segment].entries()) {
      expect(Math.abs(discountedRenewals(exact, index, 0.1) - expected)).toBeLessThan(6e-5);
    }
  }
});

test('discounted renewals are the closed form of sBG, at any discount', () => {
  const shape = fc.double({ min: 0.1, max: 9, noNaN: true });
  fc.assert(
    fc.property(
      shape,
      shape,
      fc.nat(20),
      fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      (alpha, beta, n, discount) => {
        const next = (beta + n) / (alpha + beta + n);
        const closed = next * hypergeometric(1, beta + n + 1, alpha + beta + n + 1, 1 / (1 + discount));
        expect(discountedRenewals([alpha, beta], n, discount) / closed).toBeCloseTo(1, 8);
      },
    ),
    { seed: 5, numRuns: 100 },
  );
  expect(discountedRenewals([1, 1], 0, 0)).toBe(Infinity);
});

test('cohorts that cannot be, or say too little, are refused', () => {
  expect(fitRenewals('sBG', [[1000, 1001, 900]])).toMatchObject({ why: 'malformed', column: 'alive' });
  expect(fitRenewals('sBG', [[20, 10, 5]])).toMatchObject({ why: 'too few' });
  expect(fitRenewals('BdW', [[1000, 900, 850]])).toMatchObject({
    why: 'too few',
    missing: '1 more renewals of the oldest cohort',
  });
  expect(fitRenewals('sBG', [])).toMatchObject({ why: 'too few' });
});
