/** The page on the value of a point against the code: its tables of numbers are computed again. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backtest } from '../src/domain/statistics/backtest.ts';
import { burnIndex } from '../src/domain/statistics/burn-index.ts';
import { constantHazardPoint } from '../src/domain/statistics/constant-hazard.ts';
import { eValue } from '../src/domain/statistics/e-value.ts';
import { leadingIndicators } from '../src/domain/statistics/leading-indicators.ts';
import { fitLogistic } from '../src/domain/statistics/logistic-regression.ts';
import { nineOfTen } from '../src/domain/statistics/nine-of-ten.ts';
import { valueOfPoint } from '../src/domain/statistics/point-value.ts';
import { productiveCapacity } from '../src/domain/statistics/productive-capacity.ts';
import { seededRandom } from '../src/domain/statistics/random.ts';
import { printed, type Row, tableOf } from './method-page.ts';
import { plainLaw, simulateCompany } from './simulated-company.ts';

const page = 'value-of-a-point';
const { spector_rows: spector } = JSON.parse(
  readFileSync(new URL('golden/value-of-a-point.json', import.meta.url), 'utf8'),
) as { readonly spector_rows: readonly (readonly number[])[] };

function numbers(row: Row): readonly number[] {
  return row.map(Number);
}

test('the fit of 32 students is as printed', () => {
  const fit = fitLogistic(
    {
      columns: ['GPA', 'TUCE', 'PSI'],
      values: Float64Array.from(spector.flatMap((row) => row.slice(0, 3))),
      outcomes: Float64Array.from(spector, (row) => row[3] ?? 0),
    },
    0,
  );
  if (!fit.answered) throw new Error(fit.reason);
  const rows = tableOf(page, 'column', 'coefficient');
  expect(rows.map(([name]) => name)).toEqual(fit.coefficients.map(({ name }) => name));
  for (const [index, [, ...cells]] of rows.entries()) {
    const { estimate = NaN, standardError = NaN } = fit.coefficients[index] ?? {};
    expect(cells).toEqual(printed(cells, estimate, standardError));
  }
});

test('the formula for a risk that never changes gives the numbers printed', () => {
  for (const row of tableOf(page, 'margin', 'discount', 'risk')) {
    const [margin = 0, discount = 0, hazard = 0, coefficient = 0] = numbers(row);
    const point = constantHazardPoint({ margin, discount, hazard, coefficient });
    const cells = row.slice(4);
    const { hazardAfter, before, after, value, derivative } = point;
    expect(cells).toEqual(printed(cells, hazardAfter, before, after, value, derivative));
  }
});

test('the E-values are as printed', () => {
  for (const [ratio = '', ...cells] of tableOf(page, 'risk ratio seen')) {
    expect(cells).toEqual(printed(cells, eValue(Number(ratio))));
  }
});

test('nine times out of ten holds where the page says that it does', () => {
  for (const row of tableOf(page, 'best for both', 'judged')) {
    const [best = 0, judged = 0] = numbers(row);
    const found = nineOfTen(
      Array.from({ length: judged }, (_, index) => ({
        day: '2025-01-01',
        wasRight: true,
        bestForBoth: index < best,
      })),
    );
    if (!found.answered) throw new Error(found.reason);
    const cells = row.slice(2, 4);
    expect([...cells, row[4]]).toEqual([...printed(cells, found.share.low, found.share.high), found.verdict]);
  }
});

test('what was burnt is as printed', () => {
  for (const row of tableOf(page, 'stayed, before')) {
    const [stayedBefore = 0, stayedNow = 0, usedBefore = 0, usedNow = 0, fresh = 0] = numbers(row);
    const { index, kept } = burnIndex([
      { customerId: 'stayed', before: stayedBefore, now: stayedNow, isNew: false },
      { customerId: 'used up', before: usedBefore, now: usedNow, isNew: false },
      { customerId: 'new', before: 0, now: fresh, isNew: true },
    ]);
    expect(row.slice(5)).toEqual(printed(row.slice(5), index, kept));
  }
});

test('a result carries what the page says it carries, and a refusal what is missing', () => {
  const company = simulateCompany({ ...plainLaw, customers: 200 }, seededRandom(1));
  const found = valueOfPoint(company, {
    driver: { name: 'satisfaction', point: 1, lowest: 0, highest: 10 },
    horizon: { months: 60, discountMonthly: 0.01 },
    marginShare: 1,
    missing: 'flag',
    resamples: 20,
    random: seededRandom(2),
  });
  expect(found).toMatchObject({ n: 200, counted: 'customers', wording: 'associated with' });
  const refusals = [
    leadingIndicators({ months: [], candidates: [], lagMax: 6, random: seededRandom(3) }),
    backtest({ rows: [], names: ['trust'], testedFrom: '2025-01-01', watchedDays: 90 }),
    nineOfTen([]),
  ];
  for (const refusal of refusals) {
    if (refusal.answered) throw new Error('answered from nothing');
    expect(refusal.missing.length).toBeGreaterThan(10);
  }
  expect(productiveCapacity([]).share).toBeNull();
});
