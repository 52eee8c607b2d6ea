/** BG/BB against the published table of 11,104 donors. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bgBbAlive, bgBbLikelihood, bgBbNewCustomer, bgBbPurchases, fitBgBb } from './bg-bb.ts';

const golden = new URL('../../../test/golden/lifetime-value.json', import.meta.url);
const { bgbb: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly bgbb: {
    readonly mle: { readonly params: readonly number[]; readonly LL: number; readonly n: number };
    readonly LL_at_rounded: number;
    readonly sum_EY5: number;
    readonly EX: readonly number[];
    readonly palive_next: Readonly<Record<'x0' | 'x2_tx4' | 'x6_tx6', number>>;
  };
};
const rounded = [1.204, 0.75, 0.657, 2.783];
/** Purchases, last occasion, donors, and the published log-likelihood of a donor. */
const cells = [
  [0, 0, 3464, -1.16726],
  [1, 1, 1091, -2.28853],
  [1, 2, 277, -3.58805],
  [1, 3, 129, -4.22477],
  [1, 4, 78, -4.57099],
  [1, 5, 119, -4.76762],
  [1, 6, 129, -4.88415],
  [2, 2, 613, -3.01179],
  [2, 3, 255, -4.51607],
  [2, 4, 155, -5.1957],
  [2, 5, 173, -5.50658],
  [2, 6, 234, -5.65202],
  [3, 3, 322, -3.52735],
  [3, 4, 181, -5.05931],
  [3, 5, 225, -5.61589],
  [3, 6, 357, -5.80937],
  [4, 4, 240, -3.8483],
  [4, 5, 284, -5.09568],
  [4, 6, 512, -5.38494],
  [5, 5, 335, -3.717],
  [5, 6, 728, -4.29512],
  [6, 6, 1203, -2.18225],
].map(([purchases = 0, lastOccasion = 0, customers = 0, logLikelihood = 0]) => ({
  history: { purchases, lastOccasion, occasions: 6, customers },
  logLikelihood,
}));
const histories = cells.map(({ history }) => history);

test('each kind of donor is as likely as published', () => {
  for (const { history, logLikelihood } of cells) {
    expect(Math.abs(bgBbLikelihood(rounded, history) - logLikelihood)).toBeLessThan(6e-6);
  }
  const total = histories.reduce((sum, history) => sum + history.customers * bgBbLikelihood(rounded, history), 0);
  expect(total).toBeCloseTo(published.LL_at_rounded, 4);
});

test('the fit finds the published parameters and likelihood', () => {
  const fit = fitBgBb(histories);
  if (!fit.answered) throw new Error(fit.reason);
  expect(fit.n).toBe(published.mle.n);
  expect(Math.abs(fit.logLikelihood - published.mle.LL)).toBeLessThan(0.001);
  for (const [index, { estimate }] of fit.parameters.entries()) {
    expect(estimate / (published.mle.params[index] ?? 0)).toBeCloseTo(1, 4);
  }
});

test('donors are as alive, and will give as often, as published', () => {
  const donor = (purchases: number, lastOccasion: number) => ({ purchases, lastOccasion, occasions: 6 });
  expect(bgBbAlive(published.mle.params, donor(0, 0), 1)).toBeCloseTo(published.palive_next.x0, 6);
  expect(bgBbAlive(published.mle.params, donor(2, 4), 1)).toBeCloseTo(published.palive_next.x2_tx4, 6);
  expect(bgBbAlive(published.mle.params, donor(6, 6), 1)).toBeCloseTo(published.palive_next.x6_tx6, 6);
  const total = histories.reduce(
    (sum, history) => sum + history.customers * bgBbPurchases(published.mle.params, history, { ahead: 5 }),
    0,
  );
  expect(Math.abs(total - published.sum_EY5)).toBeLessThan(0.01);
  for (const [index, expected] of published.EX.entries()) {
    expect(Math.abs(bgBbNewCustomer(published.mle.params, index + 1) - expected)).toBeLessThan(6e-5);
  }
  expect(bgBbPurchases(published.mle.params, donor(6, 6), { ahead: 5, discount: 0.1 })).toBeLessThan(
    bgBbPurchases(published.mle.params, donor(6, 6), { ahead: 5 }),
  );
});

test('histories that cannot be are refused', () => {
  const one = { purchases: 3, lastOccasion: 2, occasions: 6, customers: 50 };
  expect(fitBgBb([one])).toMatchObject({ why: 'malformed', column: 'purchases' });
  expect(fitBgBb([{ ...one, purchases: 2, customers: 3 }])).toMatchObject({ why: 'too few' });
});
