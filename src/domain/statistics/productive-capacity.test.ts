/** The land: capacity, and what was burnt. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { burnIndex } from './burn-index.ts';
import { productiveCapacity } from './productive-capacity.ts';

function customer(expectedValue: number, isActive: boolean, isTrusting: boolean, isRested: boolean) {
  return { customerId: `cus_${expectedValue}`, expectedValue, isActive, isTrusting, isRested };
}

describe('productive capacity', () => {
  test('is the value of those who are active, trusting and rested; the rest has its reason', () => {
    const found = productiveCapacity([
      customer(400, true, true, true),
      customer(300, true, true, false),
      customer(200, true, false, false),
      customer(100, false, false, true),
      customer(NaN, true, true, true),
    ]);
    expect(found).toEqual({
      capacity: 400,
      whole: 1_000,
      share: 0.4,
      productive: 1,
      customers: 4,
      heldBack: { inactive: 100, distrusting: 200, resting: 300 },
      leftOut: 1,
    });
  });

  test('of nobody has no share', () => {
    expect(productiveCapacity([])).toMatchObject({ capacity: 0, share: null });
  });

  test('and what is held back add up to the whole', () => {
    const any = fc.tuple(fc.nat(10_000), fc.boolean(), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(fc.array(any), (customers) => {
        const { capacity, whole, heldBack } = productiveCapacity(customers.map((one) => customer(...one)));
        expect(capacity + heldBack.inactive + heldBack.distrusting + heldBack.resting).toBe(whole);
      }),
      { seed: 20_261_126 },
    );
  });
});

describe('the burn index', () => {
  const old = (before: number, now: number) => ({ customerId: 'cus_old', before, now, isNew: false });
  const fresh = (now: number) => ({ customerId: 'cus_new', before: 0, now, isNew: true });

  test('is 1 when all income comes from customers who replace those used up', () => {
    expect(burnIndex([old(100, 0), fresh(100)])).toMatchObject({ index: 1, kept: 0, replacing: 100 });
  });

  test('is 0 when the old stay, however many new ones come', () => {
    expect(burnIndex([old(100, 100), fresh(500)])).toMatchObject({ index: 0, kept: 1, fromNew: 500 });
  });

  test('counts as burnt only what others of the old did not make up for', () => {
    const found = burnIndex([old(300, 100), old(100, 150), fresh(400)]);
    expect(found).toEqual({
      income: 650,
      exhausted: 200,
      grown: 50,
      fromNew: 400,
      replacing: 150,
      index: 150 / 650,
      kept: 250 / 400,
    });
  });

  test('is not known without income, and takes what is no number for nothing', () => {
    expect(burnIndex([old(100, 0)])).toMatchObject({ index: null, exhausted: 100 });
    expect(burnIndex([old(NaN, 10)])).toMatchObject({ index: 0, kept: null });
  });

  test('lies between nothing and all', () => {
    const pair = fc.record({ before: fc.nat(1_000), now: fc.nat(1_000), isNew: fc.boolean() });
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const { index } = burnIndex(pairs.map((one) => ({ customerId: 'cus', ...one })));
        expect(index === null || (index >= 0 && index <= 1)).toBe(true);
      }),
      { seed: 20_261_126 },
    );
  });
});
