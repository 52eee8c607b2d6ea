/** Empirical Bayes forecasts against the worked example of six departments, and what shrinking must do. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitRatePrior, forecastRate, type KeptCount, momentWeight, ratePriorLikelihood } from './beta-binomial.ts';
import { seededRandom } from './random.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { eb_betabinomial: published, control } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly eb_betabinomial: {
    readonly kept: readonly number[];
    readonly total: readonly number[];
    readonly a: number;
    readonly W: number;
    readonly LL: number;
    readonly post: readonly number[];
    readonly moment_W: number;
  };
  readonly control: { readonly olist_months: readonly (readonly [month: string, total: number, broken: number])[] };
};
const departments = published.kept.map((kept, index): KeptCount => ({ kept, total: published.total[index] ?? 0 }));
const prior = fitRatePrior(departments);

test('six departments teach a typical rate of 82 % that weighs as much as seven promises', () => {
  expect(prior.basis).toBe('groups');
  expect(prior.mean).toBeCloseTo(published.a, 6);
  expect(Math.abs(prior.weight - published.W)).toBeLessThan(1e-5);
  expect(ratePriorLikelihood(departments, prior)).toBeCloseTo(published.LL, 6);
});

test('the moment estimate of their spread is Kleinman’s', () => {
  expect(momentWeight(departments)).toBeCloseTo(published.moment_W, 6);
});

test('small records are drawn in, large ones stay', () => {
  const intervals = [
    [0.8615, 0.9726],
    [0.7901, 0.8885],
    [0.8648, 0.9871],
    [0.4165, 0.8506],
    [0.4467, 0.9308],
    [0.6787, 0.9882],
  ];
  for (const [index, department] of departments.entries()) {
    const forecast = forecastRate(department, prior);
    expect(Math.abs(forecast.mean - (published.post[index] ?? 0))).toBeLessThan(1e-6);
    expect(forecast.low).toBeCloseTo(intervals[index]?.[0] ?? 0, 4);
    expect(forecast.high).toBeCloseTo(intervals[index]?.[1] ?? 0, 4);
  }
});

test('a group without outcomes is forecast at the typical rate and rests on nothing of its own', () => {
  const forecast = forecastRate({ kept: 0, total: 0 }, prior);
  expect(forecast.mean).toBeCloseTo(prior.mean, 12);
  expect(forecast.ownShare).toBe(0);
});

test('twenty months of real promised dates weigh as much as some forty orders', () => {
  const months = control.olist_months.map(([, total, broken]) => ({ kept: total - broken, total }));
  const { mean, weight } = fitRatePrior(months);
  expect(mean).toBeCloseTo(0.936, 2);
  expect(weight).toBeGreaterThan(30);
  expect(weight).toBeLessThan(60);
});

test('with fewer than five groups the pooled rate is used, and said', () => {
  expect(fitRatePrior([{ kept: 47, total: 50 }, ...departments.slice(3)])).toMatchObject({
    basis: 'pooled',
    weight: 10,
  });
  expect(
    fitRatePrior([
      { kept: 47, total: 50 },
      { kept: 2, total: 5 },
    ]),
  ).toEqual({ mean: 49 / 55, weight: 10, basis: 'pooled' });
});

test('groups that differ by no more than chance are pooled', () => {
  const alike = Array.from({ length: 8 }, () => ({ kept: 9, total: 10 }));
  expect(fitRatePrior(alike)).toEqual({ mean: 0.9, weight: 10, basis: 'pooled' });
});

test('groups of one promise each cannot show how groups differ', () => {
  const singles = Array.from({ length: 9 }, (_, index) => ({ kept: index % 3 === 0 ? 0 : 1, total: 1 }));
  expect(fitRatePrior(singles).basis).toBe('pooled');
});

test('a perfect record is never forecast with certainty', () => {
  const perfect = fitRatePrior(Array.from({ length: 6 }, () => ({ kept: 10, total: 10 })));
  const { mean, low, high } = forecastRate({ kept: 3, total: 3 }, perfect);
  expect(mean).toBeLessThan(1);
  expect(low).toBeLessThan(mean);
  expect(high).toBeGreaterThan(mean);
  expect(fitRatePrior([])).toEqual({ mean: 0.5, weight: 10, basis: 'pooled' });
});

test('the fit finds again what the groups were drawn from', () => {
  const random = seededRandom(1973);
  // Rates uniform on 0.6 to 1: mean 0.8, variance 0.16/12, so W = 0.8 · 0.2/(0.16/12) - 1 = 11.
  const groups = Array.from({ length: 400 }, () => {
    const rate = 0.6 + 0.4 * random();
    const total = 20 + Math.floor(30 * random());
    return { kept: Array.from({ length: total }, () => random()).filter((draw) => draw < rate).length, total };
  });
  const fit = fitRatePrior(groups);
  expect(fit.mean).toBeCloseTo(0.8, 1);
  expect(fit.weight).toBeGreaterThan(8);
  expect(fit.weight).toBeLessThan(14);
});

test('a forecast lies between the own record and the typical rate, inside its interval', () => {
  const count = fc.tuple(fc.nat(300), fc.nat(300)).map(([kept, broken]) => ({ kept, total: kept + broken + 1 }));
  fc.assert(
    fc.property(count, (own) => {
      const forecast = forecastRate(own, prior);
      const raw = own.kept / own.total;
      expect(forecast.mean).toBeGreaterThanOrEqual(Math.min(raw, prior.mean) - 1e-12);
      expect(forecast.mean).toBeLessThanOrEqual(Math.max(raw, prior.mean) + 1e-12);
      expect(forecast.low).toBeLessThan(forecast.mean);
      expect(forecast.high).toBeGreaterThan(forecast.mean);
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
});

test('more kept than made is refused', () => {
  expect(() => fitRatePrior([{ kept: 2, total: 1 }])).toThrow(RangeError);
});
