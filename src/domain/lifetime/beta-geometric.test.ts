/** BG/NBD and MBG/NBD against the published numbers, and where they must hold whatever the numbers are. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BetaGeometricKind, betaGeometricObjective, fitBetaGeometric } from './beta-geometric.ts';
import { betaGeometricForecast, purchaseCountChance } from './beta-geometric-forecast.ts';
import { expectedPurchases } from './forecast.ts';
import { cdnow, isThere } from '../../../test/value-data.ts';

const golden = new URL('../../../test/golden/lifetime-value.json', import.meta.url);
const { bgnbd, mbgnbd } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly bgnbd: {
    readonly params: readonly number[];
    readonly mle: {
      readonly params: readonly number[];
      readonly LL: number;
      readonly se: readonly number[];
      readonly LL_at_rounded: number;
    };
    readonly EX: Readonly<Record<string, number>>;
    readonly customers: readonly {
      readonly x: number;
      readonly tx: number;
      readonly T: number;
      readonly t: number;
      readonly palive: number;
      readonly EY: number;
    }[];
    readonly pmf: { readonly t30_n11_20: readonly number[]; readonly t2_n10: number; readonly t39_n0: number };
  };
  readonly mbgnbd: {
    readonly params: readonly number[];
    readonly mle: { readonly params: readonly number[]; readonly LL: number };
    readonly customers: readonly {
      readonly x: number;
      readonly tx: number;
      readonly T: number;
      readonly palive: number;
      readonly EY39: number;
    }[];
    readonly EX39: number;
  };
};
const forecast = betaGeometricForecast('BG/NBD', bgnbd.params);

function logLikelihood(kind: BetaGeometricKind, parameters: readonly number[], rows: readonly (readonly number[])[]) {
  const column = (index: number) => Float64Array.from(rows, (row) => row[index] ?? NaN);
  const histories = { purchaseCount: column(0), recency: column(1), age: column(2), weights: column(3) };
  const place = Float64Array.from(parameters, Math.log);
  const slopes = new Float64Array(4);
  return { value: betaGeometricObjective(kind, histories)(place, slopes), slopes };
}

test('expected purchases of a new customer are the published ones', () => {
  for (const [time, expected] of Object.entries(bgnbd.EX)) {
    expect(Math.abs(expectedPurchases(forecast, Number(time)) - expected)).toBeLessThan(1e-9);
  }
});

test('customers are as alive, and will buy as often, as published, also after thousands of purchases', () => {
  for (const { x, tx, T, t, palive, EY } of bgnbd.customers) {
    const alive = forecast.chanceAlive(x, tx, T);
    expect(Math.abs(alive - palive)).toBeLessThan(1e-9);
    expect(Math.abs(alive * forecast.purchasesIfAlive(x, T, t) - EY)).toBeLessThan(1e-8 * Math.max(1, EY));
  }
});

test('MBG/NBD says the same as its published program', () => {
  const modified = betaGeometricForecast('MBG/NBD', mbgnbd.params);
  for (const { x, tx, T, palive, EY39 } of mbgnbd.customers) {
    expect(modified.chanceAlive(x, tx, T)).toBeCloseTo(palive, 9);
    expect(modified.chanceAlive(x, tx, T) * modified.purchasesIfAlive(x, T, 39)).toBeCloseTo(EY39, 6);
  }
  expect(expectedPurchases(modified, 39)).toBeCloseTo(mbgnbd.EX39, 9);
});

test('the chances of purchase counts are the published ones, and sum up to one', () => {
  for (const [index, expected] of bgnbd.pmf.t30_n11_20.entries()) {
    expect(purchaseCountChance(bgnbd.params, 30, 11 + index)).toBeCloseTo(expected, 9);
  }
  expect(purchaseCountChance(bgnbd.params, 2, 10)).toBeCloseTo(bgnbd.pmf.t2_n10, 11);
  expect(purchaseCountChance(bgnbd.params, 39, 0)).toBeCloseTo(bgnbd.pmf.t39_n0, 7);
  const all = Array.from({ length: 400 }, (_, count) => purchaseCountChance(bgnbd.params, 39, count));
  expect(all.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
});

test('the likelihood of single customers is the published one', () => {
  const published = [
    [2, 30.43, 38.86, -9.45860631],
    [1, 1.71, 38.86, -4.46909328],
    [0, 0, 38.86, -0.55471328],
    [0, 0, 27, -0.47688078],
    [29, 38, 38.86, -44.44206853],
  ];
  for (const [x = 0, tx = 0, T = 0, expected = 0] of published) {
    expect(logLikelihood('BG/NBD', bgnbd.params, [[x, tx, T, 1]]).value).toBeCloseTo(expected, 7);
  }
});

describe.runIf(isThere)('On the customers of CDNOW', () => {
  test('BG/NBD finds the published parameters, likelihood and standard errors', () => {
    const fit = fitBetaGeometric('BG/NBD', cdnow());
    if (!fit.answered) throw new Error(fit.reason);
    expect(fit.n).toBe(2357);
    expect(Math.abs(fit.logLikelihood - bgnbd.mle.LL)).toBeLessThan(0.0001);
    for (const [index, { estimate, standardError }] of fit.parameters.entries()) {
      expect(estimate / (bgnbd.mle.params[index] ?? 0)).toBeCloseTo(1, 4);
      expect(standardError / (bgnbd.mle.se[index] ?? 0)).toBeCloseTo(1, 3);
    }
  });

  test('MBG/NBD finds those of its published program', () => {
    const fit = fitBetaGeometric('MBG/NBD', cdnow());
    if (!fit.answered) throw new Error(fit.reason);
    expect(Math.abs(fit.logLikelihood - mbgnbd.mle.LL)).toBeLessThan(0.0001);
    for (const [index, { estimate }] of fit.parameters.entries()) {
      expect(estimate / (mbgnbd.mle.params[index] ?? 0)).toBeCloseTo(1, 4);
    }
  });
});

test('slopes of the likelihood are those of its differences', () => {
  const positive = fc.double({ min: 0.1, max: 8, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom<BetaGeometricKind>('BG/NBD', 'MBG/NBD'),
      fc.tuple(positive, positive, positive, positive),
      (kind, parameters) => {
        const rows = [
          [2, 30.43, 38.86, 1],
          [0, 0, 20, 3],
          [7, 29.43, 38.86, 2],
        ];
        const { slopes } = logLikelihood(kind, parameters, rows);
        for (const [index, slope] of slopes.entries()) {
          const moved = (by: number) =>
            logLikelihood(
              kind,
              parameters.map((value, at) => (at === index ? value * Math.exp(by) : value)),
              rows,
            ).value;
          const difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
          expect(Math.abs(slope - difference)).toBeLessThan(1e-6 * Math.max(1, Math.abs(difference)));
        }
      },
    ),
    { seed: 2, numRuns: 60 },
  );
});

test('a chance to stop that averages a = 1 is no gap in the forecast', () => {
  for (const kind of ['BG/NBD', 'MBG/NBD'] as const) {
    const at = (a: number) => betaGeometricForecast(kind, [0.243, 4.414, a, 2.426]).purchasesIfAlive(7, 38.86, 39);
    expect(at(1)).toBeCloseTo((at(0.9985) + at(1.0015)) / 2, 5);
    expect(at(1.0009)).toBeCloseTo(at(1.0011), 3);
  }
});

test('where stopping differs so much that a + b is below one, a first purchase still has a forecast', () => {
  for (const b of [0.2, 0.7, 0.7005, 0.8]) {
    const spread = betaGeometricForecast('BG/NBD', [0.7, 9, 0.3, b]);
    const discounted = spread.discountedIfAlive(0, 20, { rate: 0, horizon: 39 });
    expect(spread.purchasesIfAlive(0, 20, 39)).toBeCloseTo(discounted, 8);
  }
});

test('discounted purchases are the sum over weeks, each week discounted from its middle', () => {
  const discount = { rate: 0.0027, horizon: 1043 };
  for (const [x, T] of [
    [0, 38.86],
    [7, 38.86],
    [26, 31],
  ] as const) {
    let sum = 0;
    let before = 0;
    for (let week = 1; week <= discount.horizon; week += 1) {
      const now = forecast.purchasesIfAlive(x, T, week);
      sum += (now - before) * Math.exp(-discount.rate * (week - 0.5));
      before = now;
    }
    expect(forecast.discountedIfAlive(x, T, discount) / sum).toBeCloseTo(1, 5);
  }
});

test('more time brings more purchases, and discounting takes some away', () => {
  const shape = fc.double({ min: 0.05, max: 5, noNaN: true });
  const history = fc.tuple(fc.nat(3000), fc.double({ min: 1, max: 300, noNaN: true }));
  fc.assert(
    fc.property(fc.tuple(shape, shape, shape, shape), history, (parameters, [x, T]) => {
      const any = betaGeometricForecast('MBG/NBD', parameters);
      const [near, far] = [any.purchasesIfAlive(x, T, 10), any.purchasesIfAlive(x, T, 50)];
      expect(near).toBeGreaterThan(0);
      expect(far).toBeGreaterThan(near);
      expect(any.discountedIfAlive(x, T, { rate: 0.01, horizon: 50 })).toBeLessThan(far);
      expect(any.discountedIfAlive(x, T, { rate: 0, horizon: 50 }) / far).toBeCloseTo(1, 6);
      const alive = any.chanceAlive(x, x === 0 ? 0 : T, T);
      expect(alive).toBeGreaterThanOrEqual(any.chanceAlive(x, x === 0 ? 0 : T / 2, T));
      expect(alive).toBeLessThanOrEqual(1);
    }),
    { seed: 3, numRuns: 100 },
  );
});
