/** The page on the value of a point against the code: its tables of numbers are computed again. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { constantHazardPoint } from '../src/domain/statistics/constant-hazard.ts';
import { fitLogistic } from '../src/domain/statistics/logistic-regression.ts';
import { valueOfPoint } from '../src/domain/statistics/point-value.ts';
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

test('a result carries what the page says it carries', () => {
  const found = valueOfPoint(simulateCompany({ ...plainLaw, customers: 200 }, seededRandom(1)), {
    driver: { name: 'satisfaction', point: 1, lowest: 0, highest: 10 },
    horizon: { months: 60, discountMonthly: 0.01 },
    marginShare: 1,
    resamples: 20,
    random: seededRandom(2),
  });
  expect(found).toMatchObject({ n: 200, counted: 'customers', wording: 'associated with' });
});
