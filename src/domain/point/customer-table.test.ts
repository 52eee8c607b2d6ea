/** The customer-month table of pasts: what is known before a month, who left in it, and in which currency. */
import { expect, test } from 'vitest';
import { mainCurrency, tableOf } from './customer-table.ts';
import type { CustomerPast } from './past.ts';
import { pointReport } from './point-report.ts';

const standing = {
  keptRate: 1,
  settled: 2,
  broken: 0,
  overdue: 0,
  unbacked: 0,
  openCases: 0,
  relations: {},
  attemptDays: null,
  answerDays: null,
};
const acme: CustomerPast = {
  customerId: 'cus_acme',
  segments: [
    { day: '2025-01-05', segment: 'retail' },
    { day: '2025-03-05', segment: 'hotel' },
  ],
  purchases: [
    { day: '2025-01-10', value: 100, currency: 'EUR' },
    { day: '2025-02-10', value: 300, currency: 'USD' },
  ],
  refunds: [{ day: '2025-02-20', value: 40, currency: 'EUR' }],
  lostDeals: [],
  contractEnds: [],
  promises: [],
  cases: [],
  broken: [],
  settled: [],
  answers: [
    { day: '2025-01-20', measure: 'satisfaction', value: 4, lowest: 1, highest: 5 },
    { day: '2025-02-20', measure: 'satisfaction', value: 10, lowest: 0, highest: 10 },
    { day: '2025-03-02', measure: 'advocacy', value: 2, lowest: 1, highest: 5 },
  ],
  standings: ['2025-02', '2025-03', '2025-04'].map((month, index) => ({
    ...standing,
    month,
    trust: 0.5 + index / 10,
    broken: index,
  })),
};
const rules = { since: null, until: '2025-12-31', currency: 'EUR', leftAfterDays: 90 } as const;

test('a row knows the answers, the trust and the money of earlier months, and whether the customer left in this one', () => {
  const { months, living } = tableOf([acme], rules);
  expect(living).toEqual([]);
  expect(
    months.map(({ trust, satisfaction, advocacy, brokenThreeMonths, purchasesTwelveMonths, left }) => ({
      trust,
      satisfaction,
      advocacy,
      brokenThreeMonths,
      purchasesTwelveMonths,
      left,
    })),
  ).toEqual([
    { trust: null, satisfaction: null, advocacy: null, brokenThreeMonths: 0, purchasesTwelveMonths: 0, left: false },
    { trust: 0.5, satisfaction: 4, advocacy: null, brokenThreeMonths: 0, purchasesTwelveMonths: 1, left: false },
    // Of the other scale ten of ten is the top of this one; the advocacy was told later in this month.
    { trust: 0.6, satisfaction: 5, advocacy: null, brokenThreeMonths: 1, purchasesTwelveMonths: 2, left: true },
  ]);
});

test('amounts of another currency are purchases, and no money of this one', () => {
  const [, , march] = tableOf([acme], rules).months;
  expect(march?.monthlyIncome).toBe((100 - 40) / 2);
  expect(mainCurrency([acme, { ...acme, purchases: [{ day: '2025-01-10', value: 1, currency: 'USD' }] }])).toBe('USD');
  expect(mainCurrency([])).toBeNull();
});

test('a customer is of the segment that was known on the day it became one', () => {
  expect(new Set(tableOf([acme], rules).months.map(({ segment }) => segment))).toEqual(new Set(['retail']));
});

test('with one customer every driver is refused, with a reason and what is missing', () => {
  const asked = {
    horizon: { months: 60, discountMonthly: 0.01 },
    marginShare: 1,
    missing: 'flag',
    resamples: 100,
    seed: 1,
  };
  const { drivers } = pointReport([acme], { ...rules, ...asked, missing: 'flag' });
  expect(drivers.map(({ driver }) => driver)).toEqual(['satisfaction', 'advocacy', 'trust', 'keptRate']);
  for (const { found, within } of drivers) {
    expect([found.answered, within.answered]).toEqual([false, false]);
    if (!found.answered) expect(found.missing).not.toBe('');
  }
});
