/** Lifetime values of CDNOW's customers, and what is said where there is nothing to go by. */
import { describe, expect, test } from 'vitest';
import { cdnow, cdnowSpend, isThere } from '../../../test/value-data.ts';
import { seededRandom } from '../statistics/random.ts';
import { simulatedHistories } from '../../../test/simulated-histories.ts';
import { holdOut } from './holdout.ts';
import { bestModel, fitPurchaseModels } from './purchase-models.ts';
import { type CustomersToValue, type ValuationAsked, valueCustomers } from './valuation.ts';

const asked: ValuationAsked = {
  groups: 2,
  marginShare: 0.3,
  discount: { rate: 0.0027, horizon: 260.9 },
  ahead: 52.18,
  seed: 1,
  period: null,
};

function cdnowToValue(): CustomersToValue {
  const { meanSpend } = cdnowSpend();
  return { ...cdnow(), meanSpend, group: Uint32Array.from(meanSpend, (_, row) => row % 2) };
}

describe.runIf(isThere)('the customers of CDNOW', () => {
  test('are valued by the model that their purchases speak for, and twice with the same result', () => {
    const first = valueCustomers(cdnowToValue(), asked);
    expect(first.model).toBe('MBG/NBD');
    const { values, expectedSpend, scores } = first;
    if (values === null || expectedSpend === null || scores?.discountedPurchases == null) throw new Error('no value');
    expect(values).toMatchObject({ draws: 100, failed: 0 });
    // Customer 1: two repeat purchases of 22.35, the last in week 30.43.
    expect(values.value[0]).toBeCloseTo(0.3 * (expectedSpend[0] ?? 0) * (scores.discountedPurchases[0] ?? 0), 9);
    expect(expectedSpend[0]).toBeCloseTo(24.66, 1);
    for (const [row, value] of values.value.entries()) {
      expect(values.low[row]).toBeLessThan(value);
      expect(values.high[row]).toBeGreaterThan(value);
    }
    const total = values.value.reduce((sum, one) => sum + one, 0);
    const drawn = values.drawnTotals.map(([even = 0, odd = 0]) => even + odd).sort((one, other) => one - other);
    expect(drawn[2]).toBeLessThan(total);
    expect(drawn[97]).toBeGreaterThan(total);
    const again = valueCustomers(cdnowToValue(), asked).values;
    expect(again?.drawnTotals).toEqual(values.drawnTotals);
  });
});

test('customers who never came back are worth nothing that could be said', () => {
  const none = new Float64Array(200);
  const never = { purchaseCount: none, recency: none, age: none.map((_, row) => 1 + row), meanSpend: none };
  const { model, scores, values, fits, spendFit } = valueCustomers({ ...never, group: new Uint32Array(200) }, asked);
  expect([model, scores, values]).toEqual([null, null, null]);
  expect(fits['BG/NBD']).toMatchObject({ answered: false, why: 'too few' });
  expect(spendFit).toMatchObject({ answered: false, why: 'too few' });
});

const law = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const simulated = simulatedHistories({ ...law, customers: 900, days: 300 }, seededRandom(3));

test('of several models the likeliest is taken', () => {
  const fits = fitPurchaseModels(simulated, null);
  const best = bestModel(fits);
  const aics = Object.values(fits).flatMap((fit) => (fit.answered ? [fit.aic] : []));
  expect(best !== null && fits[best].answered && fits[best].aic).toBe(Math.min(...aics));
});

test('what a model foretold is set beside what came, and a customer who is new after the day is not in it', () => {
  const histories = simulated;
  const firstDay = histories.age.map((age) => 1000 - Math.round(age * 7));
  const found = holdOut({
    histories,
    firstDay,
    later: histories.age.map(() => 1),
    byDay: [
      { day: 990, purchases: 10 },
      { day: 1010, purchases: 900 },
    ],
    cutDay: 1000,
    endDay: 1070,
    period: null,
  });
  expect(found).toMatchObject({ customers: 900, weeks: 10, actual: 900 });
  expect(found.actualTrack.at(-1)).toBe(910);
  expect(found.days.at(-1)).toBe(1070);
  for (const { track, foretold } of found.models) {
    expect(track).toHaveLength(found.days.length);
    expect(track.every((one, index) => one >= (track[index - 1] ?? 0))).toBe(true);
    expect(foretold).toBeGreaterThan(0);
  }
});

/** Spend whose largest amounts are so large that the mean hangs on them; the tail is heavier the nearer `weight` is to 1. */
function heavySpenders(weight: number): CustomersToValue {
  const random = seededRandom(11);
  const meanSpend = simulated.purchaseCount.map((count) => {
    const amount = 100 * (1 / -Math.log(1 - random())) ** weight;
    return count > 0 ? amount : 0;
  });
  return { ...simulated, meanSpend, group: new Uint32Array(meanSpend.length) };
}

test('a drawing that gave no value widens the interval to all that was drawn, and too many leave no value at all', () => {
  const some = valueCustomers(heavySpenders(1), { ...asked, groups: 1 });
  if (some.values === null) throw new Error('no value');
  const { failed, draws, drawnTotals } = some.values;
  expect([draws, failed > 2, drawnTotals.length + failed]).toEqual([100, true, 100]);
  const many = valueCustomers(heavySpenders(1.04), { ...asked, groups: 1 });
  expect(many.values).toBeNull();
  expect((many.unsteady?.failed ?? 0) / (many.unsteady?.draws ?? 1)).toBeGreaterThan(0.2);
});
