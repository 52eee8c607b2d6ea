/** The value of a point by Pareto/NBD: the effect that was put into simulated customers is found, and the ends of the scale hold. */
import { expect, test } from 'vitest';
import { seededRandom } from '../statistics/random.ts';
import { covariatePoint, type CovariatePointQuestion } from './covariate-point.ts';

const truth = -0.5;

/** Customers who stay the longer the more satisfied they were beforehand; 1 to 5. */
function simulated(customers: number, seed: number): CovariatePointQuestion {
  const random = seededRandom(seed);
  const exponential = () => -Math.log(1 - random());
  const rows = Array.from({ length: customers }, (_, row) => {
    const satisfaction = 1 + (row % 5);
    const pace = exponential() / 6;
    const leaving = ((exponential() + exponential()) / 60) * Math.exp(truth * (satisfaction - 3));
    const age = 60 + 40 * random();
    const end = Math.min(age, exponential() / leaving);
    let [count, last] = [0, 0];
    for (let at = exponential() / pace; at < end; at += exponential() / pace) {
      count += 1;
      last = at;
    }
    return { satisfaction, count, last, age, spend: count === 0 ? 0 : 50 + 100 * random() };
  });
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  const purchaseCount = column(({ count }) => count);
  return {
    histories: { purchaseCount, recency: column(({ last }) => last), age: column(({ age }) => age) },
    spend: { purchaseCount, meanSpend: column(({ spend }) => spend) },
    driver: {
      name: 'satisfaction',
      point: 1,
      lowest: 1,
      highest: 5,
      values: column(({ satisfaction }) => satisfaction),
    },
    segments: [],
    discount: { rate: 0.0027, horizon: 260 },
    marginShare: 1,
    seed: 1,
    period: null,
  };
}

test('what satisfaction was made to do to leaving is found, and a point up is worth more, down less', () => {
  const found = covariatePoint(simulated(400, 11));
  if (!found.answered) throw new Error(found.reason);
  expect(Math.abs((found.effect.estimate ?? NaN) - truth)).toBeLessThan(2 * found.standardError);
  expect(found.pValue).toBeLessThan(0.01);
  expect(found.aic).toBeLessThan(found.aicWithout ?? NaN);
  expect(found.up.low).toBeGreaterThan(0);
  expect(found.down.high).toBeLessThan(0);
  expect([found.atHighest, found.atLowest]).toEqual([80, 80]);
  expect(found.draws - found.failed).toBeGreaterThan(20);
});

test('a shuffled driver is told from nothing by no interval', () => {
  const question = simulated(300, 12);
  const random = seededRandom(3);
  const values = question.driver.values.map(() => 1 + Math.floor(random() * 5));
  const found = covariatePoint({ ...question, driver: { ...question.driver, values } });
  if (!found.answered) throw new Error(found.reason);
  expect(found.up.low).toBeLessThan(0);
  expect(found.up.high).toBeGreaterThan(0);
});

test('a driver that is the same for everybody, and too few customers, are refused', () => {
  const question = simulated(100, 13);
  const same = { ...question.driver, values: question.driver.values.map(() => 3) };
  expect(covariatePoint({ ...question, driver: same })).toMatchObject({ why: 'no difference' });
  expect(covariatePoint(simulated(20, 13))).toMatchObject({ why: 'too few' });
});
