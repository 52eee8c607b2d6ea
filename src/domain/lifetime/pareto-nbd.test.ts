/** Pareto/NBD against the published numbers, with and without covariates. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaUnder } from '../statistics/gauss-legendre.ts';
import { apparel, cdnow, isThere } from '../../../test/value-data.ts';
import { expectedPurchases } from './forecast.ts';
import { paretoForecast } from './pareto-forecast.ts';
import { logOddsGone, logTail } from './pareto-likelihood.ts';
import { fitModel } from './model-fit.ts';
import { fitPareto, paretoOfCustomer, paretoProblem } from './pareto-nbd.ts';

const golden = new URL('../../../test/golden/lifetime-value.json', import.meta.url);
const { pareto_nbd: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly pareto_nbd: {
    readonly params: readonly number[];
    readonly mle: { readonly params: readonly number[]; readonly LL: number; readonly se: readonly number[] };
    readonly EX: Readonly<Record<string, number>>;
    readonly customers: readonly Readonly<
      Record<'x' | 'tx' | 'T' | 'palive' | 'EY39' | 'EY52' | 'DERT_0027', number>
    >[];
    readonly stable_palive: {
      readonly params: readonly number[];
      readonly rows: readonly (readonly [number, number, number, number])[];
    };
    readonly static_covariates: {
      readonly nocov: { readonly params: readonly number[]; readonly LL: number };
      readonly cov: {
        readonly params: readonly number[];
        readonly life: Readonly<Record<'Gender' | 'Channel', number>>;
        readonly trans: Readonly<Record<'Gender' | 'Channel', number>>;
        readonly LL: number;
        readonly LR: number;
        readonly se_log_params_life_trans: readonly number[];
      };
    };
  };
};
const forecast = paretoForecast(published.params);

test('expected purchases of a new customer are the published ones', () => {
  for (const [time, expected] of Object.entries(published.EX)) {
    expect(Math.abs(expectedPurchases(forecast, Number(time)) - expected)).toBeLessThan(1e-9);
  }
});

test('customers are as alive, will buy as often, and are worth as many purchases, as published', () => {
  for (const { x, tx, T, palive, EY39, EY52, DERT_0027 } of published.customers) {
    const alive = forecast.chanceAlive(x, tx, T);
    expect(alive).toBeCloseTo(palive, 9);
    expect(alive * forecast.purchasesIfAlive(x, T, 39)).toBeCloseTo(EY39, 8);
    expect(alive * forecast.purchasesIfAlive(x, T, 52)).toBeCloseTo(EY52, 8);
    const discounted = alive * forecast.discountedIfAlive(x, T, { rate: 0.0027, horizon: Infinity });
    expect(Math.abs(discounted - DERT_0027)).toBeLessThan(1e-6 * Math.max(1, DERT_0027));
  }
});

test('hundreds of purchases, and chances of next to nothing, are no problem', () => {
  const stable = paretoForecast(published.stable_palive.params);
  for (const [x, tx, T, palive] of published.stable_palive.rows) {
    expect(stable.chanceAlive(x, tx, T)).toBeCloseTo(palive, 9);
  }
  const [r, alpha, s, beta] = [10.465, 0.00798565181, 3.0516, 2.82];
  for (const [x, tx, T, palive] of [
    [40, 5, 6, 1.8851e-3],
    [50, 1, 37, 1.42e-96],
    [50, 4, 37, 6.73e-60],
    [400, 5, 6, 5.14e-31],
  ] as const) {
    const alive = 1 / (1 + Math.exp(logOddsGone(x, tx, T, { r, alpha, s, beta })));
    expect(alive / palive).toBeCloseTo(1, 2);
  }
  const steady = paretoForecast([0.55, 10.58, 0.61, 11.67]);
  for (const [x, expected] of [
    [132, 6.206051789],
    [133, 6.2528722476],
  ] as const) {
    expect(steady.chanceAlive(x, 200, 200) * steady.purchasesIfAlive(x, 200, 10)).toBeCloseTo(expected, 8);
  }
});

test('the tail of the likelihood is the area it stands for, also where alpha is a million times beta', () => {
  for (const alpha of [1e-4, 0.01, 1, 11.67, 500, 1e4, 1e7]) {
    const shape = { r: 0.55, alpha, s: 0.61, beta: 11.67 };
    const { r, s, beta } = shape;
    for (const [x, u] of [
      [0, 0],
      [2, 30.43],
      [40, 5],
    ] as const) {
      // Piece by piece on a logarithmic scale from the smaller of the two on, measured in the height at the beginning.
      const unit = Math.min(alpha, beta) + u;
      const height = (v: number) => -(r + x) * Math.log(alpha + v) - (s + 1) * Math.log(beta + v);
      const curve = (w: number) => unit * Math.exp(height(u + unit * Math.expm1(w)) - height(u) + w);
      let area = 0;
      for (let w = 0; w < 60; w += 0.25) area += areaUnder(curve, w, w + 0.25);
      const found = logTail(x, u, shape, null) - Math.log(r + s + x);
      expect(Math.abs(found - height(u) - Math.log(area))).toBeLessThan(1e-9);
    }
  }
});

test('slopes of the likelihood are those of its differences, covariates included', () => {
  const histories = {
    purchaseCount: Float64Array.of(2, 0, 7, 30, 0),
    recency: Float64Array.of(30.43, 0, 29.43, 38.86, 0),
    age: Float64Array.of(38.86, 20, 38.86, 38.86, 38),
  };
  const z = { name: 'z', values: Float64Array.of(1, 0, -0.5, 0, 1) };
  const { objective } = paretoProblem({ histories, onPurchases: [z], onLeaving: [z] });
  const any = fc.double({ min: -1.5, max: 2.5, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(any, any, any, any, any, any), (at) => {
      const place = Float64Array.from(at);
      const slopes = new Float64Array(6);
      objective(place, slopes);
      for (const [index, slope] of slopes.entries()) {
        const moved = (by: number) =>
          objective(
            place.map((value, here) => (here === index ? value + by : value)),
            new Float64Array(6),
          );
        const difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        expect(Math.abs(slope - difference)).toBeLessThan(1e-5 * Math.max(1, Math.abs(difference)));
      }
    }),
    { seed: 4, numRuns: 60 },
  );
});

test('s = 1 is no gap in the forecast', () => {
  const at = (s: number) => paretoForecast([0.55, 10.58, s, 11.67]).purchasesIfAlive(2, 38.86, 39);
  expect(at(1)).toBeCloseTo((at(1 - 1e-6) + at(1 + 1e-6)) / 2, 9);
});

describe.runIf(isThere)('On real customers', () => {
  test('Pareto/NBD finds the published parameters of CDNOW, likelihood and standard errors', () => {
    const fit = fitPareto({ histories: cdnow() });
    if (!fit.answered) throw new Error(fit.reason);
    expect(Math.abs(fit.logLikelihood - published.mle.LL)).toBeLessThan(0.0001);
    for (const [index, { estimate, standardError }] of fit.parameters.entries()) {
      expect(estimate / (published.mle.params[index] ?? 0)).toBeCloseTo(1, 4);
      expect(standardError / (published.mle.se[index] ?? 0)).toBeCloseTo(1, 3);
    }
  });

  test('covariates of the apparel customers have the published effects', () => {
    const { histories, gender, channel } = apparel();
    const { nocov, cov } = published.static_covariates;
    const plain = fitPareto({ histories });
    const both = [
      { name: 'Gender', values: gender },
      { name: 'Channel', values: channel },
    ];
    const fit = fitPareto({ histories, onPurchases: both, onLeaving: both });
    if (!plain.answered || !fit.answered) throw new Error('not fitted');
    expect(Math.abs(plain.logLikelihood - nocov.LL)).toBeLessThan(0.001);
    expect(Math.abs(fit.logLikelihood - cov.LL)).toBeLessThan(0.001);
    expect(2 * (fit.logLikelihood - plain.logLikelihood)).toBeCloseTo(cov.LR, 2);
    const expected = [...cov.params, cov.life.Gender, cov.life.Channel, cov.trans.Gender, cov.trans.Channel];
    for (const [index, { estimate, standardError }] of fit.parameters.entries()) {
      expect(estimate / (expected[index] ?? 0)).toBeCloseTo(1, 3);
      const error = index < 4 ? standardError / estimate : standardError;
      expect(error / (cov.se_log_params_life_trans[index] ?? 0)).toBeCloseTo(1, 2);
    }
    const [, alpha = 0] = paretoOfCustomer(fit, { onLeaving: [0, 0], onPurchases: [0, 1] });
    expect(alpha / (cov.params[1] ?? 0)).toBeCloseTo(Math.exp(-cov.trans.Channel), 3);
  });
});

test('a covariate that never changes, or is no number, is refused by name', () => {
  const column = (value: (row: number) => number) => Float64Array.from({ length: 60 }, (_, row) => value(row));
  const histories = {
    purchaseCount: column((row) => row % 4),
    recency: column((row) => (row % 4 === 0 ? 0 : 5 + (row % 7))),
    age: column(() => 20),
  };
  const same = { name: 'segment', values: column(() => 1) };
  expect(fitPareto({ histories, onLeaving: [same] })).toMatchObject({ why: 'no difference', column: 'segment' });
  const odd = { name: 'segment', values: column((row) => (row === 9 ? NaN : row)) };
  expect(fitPareto({ histories, onPurchases: [odd] })).toMatchObject({ why: 'malformed', column: 'segment' });
  expect(fitPareto({ histories, onPurchases: [{ name: 'short', values: new Float64Array(3) }] })).toMatchObject({
    why: 'malformed',
    column: 'short',
  });
});

test('customers of whom nobody stops are refused by the name of what they do not hold, and soon', () => {
  const counts = Array.from({ length: 400 }, (_, row) => 1 + (row % 5));
  const ages = counts.map((count) => (count + 1) * 10);
  const histories = {
    purchaseCount: Float64Array.from(counts),
    recency: Float64Array.from(counts, (count) => count * 10),
    age: Float64Array.from(ages),
  };
  let looks = 0;
  const problem = paretoProblem({ histories });
  const fit = fitModel({
    ...problem,
    objective: (place, slopes) => {
      looks += 1;
      return problem.objective(place, slopes);
    },
  });
  expect(fit).toMatchObject({ answered: false, why: 'at the boundary' });
  expect(looks).toBeLessThan(200);
});
