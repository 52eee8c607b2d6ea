/** The demo company buys as people do, so that its lifetime value can be told, and checked against what came later. */
import { expect, test } from 'vitest';
import { fitGammaGamma } from '../../domain/lifetime/gamma-gamma.ts';
import { fitPurchaseModels, purchaseModels } from '../../domain/lifetime/purchase-models.ts';
import { millisecondsPerDay } from '../../domain/instants.ts';
import { demoFacts } from './demo.ts';

interface Bought {
  readonly day: number;
  readonly amount: number;
}

/** Days with a purchase of every customer who is known, oldest first, as of a day. */
function boughtUntil(until: string): readonly (readonly Bought[])[] {
  const facts = demoFacts({ seed: 4747, until });
  const unknown = new Set(
    facts.filter(({ fields }) => fields['kind'] === 'unidentified').map(({ customerId }) => customerId),
  );
  const byCustomer = new Map<string, Map<number, number>>();
  for (const { type, customerId, occurredAt, fields } of facts) {
    if (type !== 'purchase.made' || unknown.has(customerId)) continue;
    const day = Math.floor(Date.parse(occurredAt) / millisecondsPerDay);
    const days = byCustomer.get(customerId) ?? new Map<number, number>();
    byCustomer.set(customerId, days.set(day, (days.get(day) ?? 0) + Number(fields['amount'])));
  }
  return [...byCustomer.values()].map((days) => [...days].map(([day, amount]) => ({ day, amount })));
}

/** Histories in weeks as of a day, of those who had bought by then. */
function historiesAsOf(customers: readonly (readonly Bought[])[], cut: number) {
  const rows = customers.map((bought) => bought.filter(({ day }) => day <= cut)).filter((bought) => bought.length > 0);
  const firstDay = (bought: readonly Bought[]) => bought[0]?.day ?? NaN;
  return {
    purchaseCount: Float64Array.from(rows, ({ length }) => length - 1),
    recency: Float64Array.from(rows, (bought) => ((bought.at(-1)?.day ?? NaN) - firstDay(bought)) / 7),
    age: Float64Array.from(rows, (bought) => (cut - firstDay(bought)) / 7),
    meanSpend: Float64Array.from(rows, ([, ...repeats]) =>
      repeats.length === 0 ? 0 : repeats.reduce((sum, { amount }) => sum + amount, 0) / repeats.length,
    ),
  };
}

// Work is done on working days: seven days on which a demo may be made are seven demos, and every other day is one of them.
test.each([20, 21, 22, 23, 24, 25, 26])('made on 2026-11-%i, all models can be fitted, and checked', (day) => {
  const customers = boughtUntil(`2026-11-${day}T15:30:00.000Z`);
  const days = customers.flatMap((bought) => bought.map((one) => one.day));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const now = historiesAsOf(customers, last);
  const fits = fitPurchaseModels(now, null);
  for (const model of purchaseModels) expect(fits[model]).toMatchObject({ answered: true });
  expect(fitGammaGamma(now)).toMatchObject({ answered: true });
  const halfway = fitPurchaseModels(historiesAsOf(customers, first + Math.floor((last - first) / 2)), null);
  expect(purchaseModels.filter((model) => halfway[model].answered).length).toBeGreaterThanOrEqual(2);
});

test('some buy every other week and some once a year, for small and large amounts, and some go silent', () => {
  const customers = boughtUntil('2026-11-20T15:30:00.000Z');
  const last = Math.max(...customers.flatMap((bought) => bought.map(({ day }) => day)));
  const counts = customers.map(({ length }) => length);
  expect(counts.filter((count) => count === 1).length).toBeGreaterThan(60);
  expect(counts.filter((count) => count >= 8).length).toBeGreaterThan(30);
  const amounts = customers.flatMap((bought) => bought.map(({ amount }) => amount / 100)).sort((one, two) => one - two);
  expect(amounts[Math.floor(amounts.length / 10)]).toBeLessThan(500);
  expect(amounts[Math.floor((9 * amounts.length) / 10)]).toBeGreaterThan(10_000);
  const silent = customers.filter((bought) => bought.length > 2 && last - (bought.at(-1)?.day ?? last) > 180);
  expect(silent.length).toBeGreaterThan(25);
});
