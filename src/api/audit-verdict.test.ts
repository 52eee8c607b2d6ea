/** The verdict: two conditions, never more, and an honest answer where too little is known. */
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from '../domain/statistics/wilson-interval.ts';
import type { Rate } from './audit-values.ts';
import { isApart, verdictOf } from './audit-verdict.ts';

type Parts = Parameters<typeof verdictOf>[0];

function rate(k: number, n: number): Rate {
  return { k, n, rate: n === 0 ? null : k / n, ...wilsonInterval(k, n) };
}

const noCauses = { cannot: 0, willNot: 0, didNotCare: 0, unclear: 0, outside: 0, unsaid: 0 };
const good: Parts = {
  balance: { made: 400, kept: 396, keptLate: 4, keptBySilence: 0, broken: 0, released: 0, open: 0, reconciles: true },
  keptRate: { toCustomers: rate(396, 400), internal: rate(0, 0) },
  backing: { unbackedOpen: 0, imposedOpen: 0, brokenBecause: noCauses },
  chains: [],
  journey: {
    customers: 50,
    withoutEvidence: 0,
    median: 0.8,
    tenthPercentile: 0.6,
    belowHalf: rate(2, 50),
    byRevenue: [],
    weakest: null,
    areas: [],
    cleanJourney: 0.9,
    neverEstablished: rate(0, 50),
    eroded: 2,
  },
};
const chain = {
  figure: 'chains.sales.operations',
  front: 'sales',
  frontName: 'Sales',
  behind: 'operations',
  behindName: 'Operations',
  lateWhenLate: rate(99, 467),
  lateWhenInTime: rate(243, 4697),
  lateRatio: 4.1,
  failedWhenFailed: rate(0, 0),
  failedWhenKept: rate(0, 0),
  failedRatio: null,
};

describe('The experience is not good', () => {
  test('when surely more than one journey in ten is below .5, not when it may be chance', () => {
    const sure = verdictOf({ ...good, journey: { ...good.journey, belowHalf: rate(12, 50) } });
    expect(sure.experienceNotGood).toMatchObject({ holds: true, evidence: [{ figure: 'journey.belowHalf' }] });
    const unsure = verdictOf({ ...good, journey: { ...good.journey, belowHalf: rate(1, 5) } });
    expect(unsure.experienceNotGood.holds).toBe(false);
  });

  test('when surely fewer than nine promises in ten were kept in time, not when they may have been', () => {
    const sure = verdictOf({ ...good, keptRate: { ...good.keptRate, toCustomers: rate(300, 400) } });
    expect(sure.experienceNotGood).toMatchObject({ holds: true, evidence: [{ figure: 'keptRate.toCustomers' }] });
    const unsure = verdictOf({ ...good, keptRate: { ...good.keptRate, toCustomers: rate(8, 10) } });
    expect(unsure.experienceNotGood.holds).toBe(false);
  });
});

describe('Promises are made that cannot be delivered', () => {
  test.each([
    ['an open promise is unbacked', { backing: { ...good.backing, unbackedOpen: 1 } }, 'backing.unbackedOpen'],
    ['one is imposed', { backing: { ...good.backing, imposedOpen: 1 } }, 'backing.imposedOpen'],
    [
      'one could not be kept',
      { backing: { ...good.backing, brokenBecause: { ...noCauses, cannot: 1 } } },
      'backing.brokenBecause.cannot',
    ],
    [
      'one would not be kept',
      { backing: { ...good.backing, brokenBecause: { ...noCauses, willNot: 1 } } },
      'backing.brokenBecause.willNot',
    ],
    ['lateness is handed on', { chains: [chain] }, 'chains.sales.operations.lateWhenLate'],
  ])('when %s', (_, parts, figure) => {
    const { promisesThatCannotBeDelivered } = verdictOf({ ...good, ...parts });
    expect(promisesThatCannotBeDelivered).toMatchObject({ holds: true, evidence: [{ figure }] });
  });

  test('not when a difference between few is no more than chance', () => {
    const few = { ...chain, lateWhenLate: rate(2, 4), lateWhenInTime: rate(1, 40) };
    expect(isApart(few.lateWhenLate, few.lateWhenInTime)).toBe(false);
    expect(verdictOf({ ...good, chains: [few] }).promisesThatCannotBeDelivered.holds).toBe(false);
  });
});

describe('The sentence', () => {
  test('says when both conditions hold, one, or none', () => {
    const bad = { ...good.journey, belowHalf: rate(20, 50) };
    const unbacked = { ...good.backing, unbackedOpen: 3 };
    expect(verdictOf({ ...good, journey: bad, backing: unbacked }).sentence).toContain('reason not to trust us');
    expect(verdictOf({ ...good, journey: bad }).sentence).toContain('made and not kept');
    expect(verdictOf({ ...good, backing: unbacked }).sentence).toContain('it will not stay good');
    expect(verdictOf(good).sentence).toMatch(/^The experience is good, and nothing shows/);
  });

  test('is that it is too early where too little is known', () => {
    const thin = {
      ...good,
      balance: { ...good.balance, made: 3 },
      keptRate: { toCustomers: rate(1, 3), internal: rate(0, 0) },
      journey: { ...good.journey, belowHalf: rate(1, 2) },
    };
    const verdict = verdictOf(thin);
    expect(verdict.experienceNotGood.holds).toBeNull();
    expect(verdict.promisesThatCannotBeDelivered.holds).toBeNull();
    expect(verdict.sentence).toBe('It is too early for a verdict: too few promises have come out.');
  });
});
