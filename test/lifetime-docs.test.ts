/** The page on lifetime value against the code: its tables of numbers are computed again. */
import { expect, test } from 'vitest';
import { betaGeometricForecast } from '../src/domain/lifetime/beta-geometric-forecast.ts';
import { bgBbPurchases } from '../src/domain/lifetime/bg-bb.ts';
import { expectedSpend } from '../src/domain/lifetime/gamma-gamma.ts';
import { paretoForecast } from '../src/domain/lifetime/pareto-forecast.ts';
import { fitRenewals, renewalSurvival } from '../src/domain/lifetime/renewals.ts';
import { printed, tableOf } from './method-page.ts';

const page = 'lifetime-value';

test('four customers are as alive, and worth as many purchases, as printed', () => {
  const geometric = betaGeometricForecast('BG/NBD', [0.243, 4.414, 0.793, 2.426]);
  const pareto = paretoForecast([0.553, 10.578, 0.606, 11.669]);
  for (const row of tableOf(page, 'purchases', 'last in week')) {
    const [x = 0, t = 0, age = 0] = row.map(Number);
    const [alive, paretoAlive] = [geometric.chanceAlive(x, t, age), pareto.chanceAlive(x, t, age)];
    const cells = row.slice(3);
    const numbers = [
      alive,
      alive * geometric.purchasesIfAlive(x, age, 39),
      paretoAlive,
      paretoAlive * pareto.purchasesIfAlive(x, age, 39),
      paretoAlive * pareto.discountedIfAlive(x, age, { rate: 0.0027, horizon: Infinity }),
    ];
    expect(cells).toEqual(printed(cells, ...numbers));
  }
});

test('expected spend is as printed', () => {
  for (const [x, z, ...cells] of tableOf(page, 'purchases', 'mean of them')) {
    expect(cells).toEqual(printed(cells, expectedSpend([6.25, 3.74, 15.44], Number(x), Number(z))));
  }
});

test('two segments with contracts are fitted as printed', () => {
  for (const [, alive = '', ...cells] of tableOf(page, 'segment', 'alive after 1 to 7 years')) {
    const fit = fitRenewals('sBG', [[1000, ...alive.split(', ').map(Number)]]);
    if (!fit.answered) throw new Error(fit.reason);
    const parameters = fit.parameters.map(({ estimate }) => estimate);
    const numbers = [...parameters, fit.logLikelihood, renewalSurvival(parameters, 12)];
    expect(cells).toEqual(printed(cells, ...numbers));
  }
});

test('a donor of every year is expected to give most of the next five', () => {
  const donor = { purchases: 6, lastOccasion: 6, occasions: 6 };
  const gifts = bgBbPurchases([1.203522, 0.749716, 0.656718, 2.783443], donor, { ahead: 5 });
  expect(gifts).toBeGreaterThan(3);
  expect(gifts).toBeLessThan(5);
});
