/** What broken promises of deals go with: found where it is so, none where it is not, refused where too little is there. */
import { expect, test } from 'vitest';
import { seededRandom } from '../statistics/random.ts';
import { brokenPromises, type BrokenPromisesAsked, type PromisedDeal } from './broken-promises.ts';
import type { DealEntry } from './deal-moments.ts';

const fitted = { purchases: [0.243, 4.414, 0.793, 2.426], spend: [6.25, 3.74, 15.44] };
const terms = {
  until: 700,
  days: 180,
  model: 'BG/NBD',
  fitted,
  marginShare: 0.5,
  discount: { rate: 0.0027, horizon: 260 },
} as const;

/** Customers who bought every three weeks until a deal; those of whom a promise was broken go on or stop as `stops` says. */
function company(customers: number, stops: (isBroken: boolean, random: () => number) => boolean) {
  const random = seededRandom(11);
  const entries: DealEntry[] = [];
  const deals: PromisedDeal[] = [];
  for (let number = 0; number < customers; number += 1) {
    const customerId = `cus_${String(number).padStart(4, '0')}`;
    const isBroken = number % 2 === 0;
    const dealDay = 210 + Math.floor(random() * 60);
    const last = stops(isBroken, random) ? dealDay : 700;
    for (let day = dealDay - 210; day <= last; day += 21) {
      entries.push({ customerId, day, amount: Math.round(20 + 20 * random()), isPaid: true, ofDay: null });
    }
    deals.push({ customerId, day: dealDay, isBroken });
  }
  return { entries, deals };
}

const found = (facts: Pick<BrokenPromisesAsked, 'entries' | 'deals'>) => {
  const answer = brokenPromises({ ...terms, ...facts });
  if (!answer.answered) throw new Error(answer.reason);
  return answer;
};

test('where customers stop after a broken promise, lifetime value after it is less, and the interval says so', () => {
  const { difference, n, wording, treatedMean, matchedMean } = found(company(200, (isBroken) => isBroken));
  expect(n).toBeGreaterThan(60);
  expect(difference.high).toBeLessThan(0);
  expect(treatedMean).toBeLessThan(matchedMean);
  expect(wording).toBe('associated with');
});

test('where some stop whatever was broken, no difference is certain', () => {
  const { difference } = found(company(200, (_, random) => random() < 0.4));
  expect(difference.low).toBeLessThan(0);
  expect(difference.high).toBeGreaterThan(0);
});

test('what changed is what came in, and what is expected after it less what was expected on the day', () => {
  // Everybody alike: nothing came in of those with a broken promise, and 8 purchases of 20 of the others within 180 days.
  const alike = company(40, (isBroken) => isBroken);
  const entries = alike.entries.map((entry) => ({ ...entry, amount: 20 }));
  const { treatedMean, matchedMean, difference } = found({ ...alike, entries });
  expect(treatedMean).toBeLessThan(0);
  expect(matchedMean).toBeGreaterThan(0.5 * 8 * 20 * 0.8);
  expect(difference.estimate === null || Math.abs(difference.estimate - (treatedMean - matchedMean)) < 1e-9).toBe(true);
});

test('which deal of a customer counts has nothing to do with what came after it', () => {
  // Everybody stops when chance has it, whatever was broken; those who stay long have more deals, and more breaches.
  const random = seededRandom(5);
  const entries: DealEntry[] = [];
  const deals: PromisedDeal[] = [];
  for (let number = 0; number < 300; number += 1) {
    const customerId = `cus_${String(number).padStart(4, '0')}`;
    const last = 20 + 480 * random();
    for (let day = Math.floor(20 * random()); day <= last; day += 30) {
      entries.push({ customerId, day, amount: 30, isPaid: true, ofDay: null });
      deals.push({ customerId, day, isBroken: random() < 0.3 });
    }
  }
  const { difference } = found({ entries, deals });
  expect(difference.low).toBeLessThan(0);
  expect(difference.high).toBeGreaterThan(0);
});

test('deals that cannot be followed long enough, or nobody to compare with, are refused', () => {
  const { entries, deals } = company(100, () => false);
  const none = { answered: false, why: 'too few' };
  expect(brokenPromises({ ...terms, until: 300, entries, deals })).toMatchObject(none);
  const whole = deals.map((deal) => ({ ...deal, isBroken: true }));
  expect(brokenPromises({ ...terms, entries, deals: whole })).toMatchObject(none);
  expect(brokenPromises({ ...terms, entries: [], deals: [] })).toMatchObject(none);
});
