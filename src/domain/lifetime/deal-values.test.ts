/** What a deal changed of the value expected of a customer, by what was known that day. */
import { expect, test } from 'vitest';
import { type DealEntry, dealMoments, pickMoments } from './deal-moments.ts';
import { dealValues, type DealsToValue } from './deal-values.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { purchaseForecast } from './purchase-models.ts';

const paid = (day: number, amount: number, customerId = 'cus_a'): DealEntry => ({
  customerId,
  day,
  amount,
  isPaid: true,
  ofDay: null,
});
const refunded = (day: number, amount: number, ofDay: number | null = null): DealEntry => ({
  ...paid(day, amount),
  isPaid: false,
  ofDay,
});

test('a day with a purchase shows the customer as known that day, without it and with it', () => {
  const { isFirst, without, with: after, days } = dealMoments([paid(0, 100), paid(70, 60), paid(140, 40)]);
  expect([...days]).toEqual([0, 70, 140]);
  expect([...isFirst]).toEqual([1, 0, 0]);
  expect([...without.purchaseCount]).toEqual([0, 0, 1]);
  expect([...after.purchaseCount]).toEqual([0, 1, 2]);
  expect([...without.recency]).toEqual([0, 0, 10]);
  expect([...after.recency]).toEqual([0, 10, 20]);
  expect([...without.age]).toEqual([...after.age]);
  expect([...after.meanSpend]).toEqual([0, 60, 50]);
});

test('several purchases of a day are one; the next customer begins anew', () => {
  const { days, amount, customerIds, after } = ((found) => ({ ...found, after: found.with }))(
    dealMoments([paid(0, 100), paid(7, 10), paid(7, 30), paid(3, 5, 'cus_b')]),
  );
  expect([...days]).toEqual([0, 7, 3]);
  expect([...amount]).toEqual([100, 40, 5]);
  expect([...after.purchaseCount]).toEqual([0, 1, 0]);
  expect(after.meanSpend[1]).toBe(40);
  expect(customerIds).toEqual(['cus_a', 'cus_a', 'cus_b']);
});

test('money given back counts from the day on which it was given back, not before', () => {
  const { without, with: after } = dealMoments([
    paid(0, 100),
    paid(7, 60),
    paid(14, 60),
    refunded(20, 30, 7),
    paid(28, 60),
  ]);
  expect([...after.meanSpend].slice(0, 3)).toEqual([0, 60, 60]);
  expect(without.meanSpend[3]).toBe(45);
  // What was given back of the first purchase is none of the repeat spend.
  expect(dealMoments([paid(0, 100), refunded(1, 100), paid(7, 60)]).with.meanSpend[1]).toBe(60);
});

const fitted = { purchases: [0.243, 4.414, 0.793, 2.426], spend: [6.25, 3.74, 15.44] };
const discount = { rate: 0.0027, horizon: 260 };
const asked = (entries: readonly DealEntry[], more: Partial<DealsToValue> = {}): DealsToValue => {
  const moments = dealMoments(entries);
  return {
    moments,
    model: 'BG/NBD',
    fitted,
    drawn: [fitted, { ...fitted, purchases: [0.25, 4.4, 0.8, 2.4] }, { ...fitted, purchases: [0.23, 4.5, 0.78, 2.5] }],
    marginShare: 0.4,
    discount,
    deals: {
      moment: Uint32Array.from(moments.days, (_, row) => row),
      share: Float64Array.from(moments.days, () => 1),
    },
    groupings: [{ group: Uint32Array.from(moments.days, () => 0), groups: 1 }],
    now: { value: 0, drawn: [0, 0, 0] },
    ...more,
  };
};

test('the change is the value after less the value before, as the model tells of each on that day', () => {
  const forecast = purchaseForecast('BG/NBD', fitted.purchases);
  const worth = (x: number, tx: number, age: number, mean: number) =>
    0.4 *
    expectedSpend(fitted.spend, mean > 0 ? x : 0, mean) *
    forecast.chanceAlive(x, tx, age) *
    forecast.discountedIfAlive(x, age, discount);
  const { change } = dealValues(asked([paid(0, 100), paid(70, 60), paid(140, 40)]));
  expect(change[0]).toBeCloseTo(worth(0, 0, 0, 0), 9);
  expect(change[1]).toBeCloseTo(worth(1, 10, 10, 60) - worth(0, 0, 10, 0), 9);
  expect(change[2]).toBeCloseTo(worth(2, 20, 20, 50) - worth(1, 10, 20, 60), 9);
});

test('deals of a day share its change by what was paid; sums are those of their deals, and have intervals', () => {
  const entries = [paid(0, 100), paid(7, 10), paid(7, 30)];
  const whole = dealValues(asked(entries));
  const shared = dealValues(
    asked(entries, {
      deals: { moment: Uint32Array.of(0, 1, 1), share: Float64Array.of(1, 0.25, 0.75) },
      groupings: [{ group: Uint32Array.of(0, 1, 1), groups: 2 }],
    }),
  );
  expect(shared.change[1]).toBeCloseTo(0.25 * (whole.change[1] ?? NaN), 9);
  const [sums] = shared.groupings;
  expect(sums?.change[1]).toBeCloseTo(whole.change[1] ?? NaN, 9);
  expect(sums?.low[0]).toBeLessThan(sums?.high[0] ?? NaN);
});

test('what is expected now is the changes of deals and what silence took, exactly and in every drawing', () => {
  const entries = [paid(0, 100), paid(70, 60), paid(140, 40)];
  const now = { value: 30, drawn: [30, 35, 20] };
  const { change, silence, groupings } = dealValues(asked(entries, { now }));
  const sum = change.reduce((all, one) => all + one, 0);
  expect(sum + (silence.change[0] ?? NaN)).toBeCloseTo(30, 9);
  expect(groupings[0]?.change[0]).toBeCloseTo(sum, 9);
  expect(silence.low[0]).toBeLessThan(silence.change[0] ?? NaN);
  expect(silence.high[0]).toBeGreaterThan(silence.change[0] ?? NaN);
});

test('moments can be picked, and keep what was known of them', () => {
  const all = dealMoments([paid(0, 100), paid(70, 60), paid(140, 40)]);
  const { moments, picked } = pickMoments(all, new Set([2, 0]));
  expect([...moments.days]).toEqual([0, 140]);
  expect(moments.with.meanSpend[1]).toBe(50);
  expect(picked.get(2)).toBe(1);
});
