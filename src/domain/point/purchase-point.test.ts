/** A point by purchases out of pasts: what was known on the day counts, what was said later does not. */
import { expect, test } from 'vitest';
import { seededRandom } from '../statistics/random.ts';
import type { CustomerPast } from './past.ts';
import { purchasePoint } from './purchase-point.ts';

const asked = {
  since: null,
  until: '2025-12-31',
  currency: 'EUR',
  leftAfterDays: 180,
  horizon: { months: 60, discountMonthly: 0.01 },
  marginShare: 1,
  missing: 'flag',
  resamples: 50,
  seed: 1,
} as const;
const satisfaction = { name: 'satisfaction', point: 1, lowest: 1, highest: 5 } as const;

function pasts(customers: number, answeredOn: string): readonly CustomerPast[] {
  const random = seededRandom(4);
  const exponential = () => -Math.log(1 - random());
  return Array.from({ length: customers }, (_, number) => {
    const satisfied = 1 + (number % 5);
    const pace = 5 + 50 * random() ** 2;
    const spend = 500 + 3000 * random() ** 2;
    const end = Math.min(731, 360 + ((exponential() * 60) / exponential()) * Math.exp(0.9 * (satisfied - 3)));
    const days: number[] = [];
    for (let day = 5 + Math.floor(random() * 60); day < end; day += 1 + Math.floor(exponential() * pace))
      days.push(day);
    const dayOf = (day: number) => new Date(Date.parse('2024-01-01') + day * 86_400_000).toISOString().slice(0, 10);
    return {
      customerId: `cus_${String(number).padStart(4, '0')}`,
      segments: [],
      purchases: days.map((day) => ({
        day: dayOf(day),
        value: 1 + Math.round(spend * exponential()),
        currency: 'EUR',
      })),
      refunds: [],
      lostDeals: [],
      contractEnds: [],
      promises: [],
      cases: [],
      broken: [],
      settled: [],
      answers: [{ day: answeredOn, value: satisfied, measure: 'satisfaction', lowest: 1, highest: 5 }],
      standings: [],
    };
  });
}

test('customers who were satisfied beforehand stay longer afterwards', () => {
  const found = purchasePoint(pasts(500, '2024-11-15'), satisfaction, asked, seededRandom(1));
  if (!found.answered) throw new Error(found.reason);
  expect(found.from).toBe('2025-01-01');
  expect(found.effect.high).toBeLessThan(0);
  expect(found.up.estimate).toBeGreaterThan(0);
  expect(found.n).toBeGreaterThan(250);
});

test('an answer given after the day says nothing, nor one older than a year', () => {
  for (const day of ['2025-01-01', '2023-12-31']) {
    expect(purchasePoint(pasts(100, day), satisfaction, asked, seededRandom(1))).toMatchObject({ why: 'too few' });
  }
});
