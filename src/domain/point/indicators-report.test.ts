/** Signs read from pasts: the one that is there is found, its shuffled copy is not, and thin data are refused. */
import { expect, test } from 'vitest';
import { monthName } from '../statistics/months.ts';
import { seededRandom } from '../statistics/random.ts';
import { candidatesOf, indicatorsReport } from './indicators-report.ts';
import type { CustomerPast } from './past.ts';

const first = 2024 * 12;
const months = 30;
const asked = { since: null, until: '2026-06-30', currency: 'EUR', leftAfterDays: 90, lagMax: 2, seed: 3 } as const;

/** A customer who buys every month and stops, with so many overdue promises in each month. */
function past(number: number, lastMonth: number, overdue: (month: number) => number): CustomerPast {
  return {
    customerId: `cus_${number}`,
    segments: [],
    // They begin one after another, or tenure and the calendar could not be told apart.
    purchases: Array.from({ length: months }, (_, month) => month)
      .filter((month) => month >= number % 12 && month <= Math.max(number % 12, lastMonth))
      .map((month) => ({ day: `${monthName(first + month)}-05`, value: 100, currency: 'EUR' })),
    refunds: [],
    lostDeals: [],
    contractEnds: [],
    promises: [],
    cases: [],
    broken: [],
    settled: [],
    answers: [],
    standings: Array.from({ length: months }, (_, month) => ({
      month: monthName(first + month),
      trust: null,
      keptRate: null,
      settled: 0,
      broken: 0,
      overdue: overdue(month),
      unbacked: 0,
      openCases: 0,
      relations: {},
      attemptDays: null,
      answerDays: null,
    })),
  };
}

/** Customers of whom some have overdue promises for two months, and then mostly leave. */
function company(): readonly CustomerPast[] {
  const random = seededRandom(5);
  return Array.from({ length: 250 }, (_, number) => {
    const last = (number % 12) + Math.floor(random() * 50);
    const tells = random() < 0.75;
    const noise = Array.from({ length: months }, () => Number(random() < 0.15));
    return past(
      number,
      last,
      (month) => (noise[month] ?? 0) + (tells && (month === last || month === last + 1) ? 1 : 0),
    );
  });
}

test('promises that are overdue before customers leave are found, among the candidates that vary at all', () => {
  expect(candidatesOf(company()).map(({ name }) => name)).toEqual(['promises overdue']);
  const { found } = indicatorsReport(company(), asked);
  if (!found.answered) throw new Error(found.reason);
  const [sign] = found.indicators;
  expect(sign?.best?.passes).toBe(true);
  expect(sign?.best?.effect.low).toBeGreaterThan(0);
});

test('the same readings given to other customers do not pass', () => {
  const pasts = company();
  const others = pasts.map((one, index) => ({ ...one, standings: pasts.at(index - 97)?.standings ?? [] }));
  const { found } = indicatorsReport(others, asked);
  if (!found.answered) throw new Error(found.reason);
  expect(found.indicators.map(({ best }) => best)).toEqual([null]);
});

test('without a customer who left the answer is what is missing', () => {
  const loyal = Array.from({ length: 40 }, (_, number) => past(number, months, () => 0));
  expect(indicatorsReport(loyal, asked).found).toMatchObject({ answered: false, why: 'too few' });
  expect(indicatorsReport([], asked).found).toMatchObject({ answered: false, why: 'too few' });
});

test('what the ledger cannot tell is listed with what is missing, and is no candidate', () => {
  const { absent } = indicatorsReport(company(), asked);
  const names = absent.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['pulse of the serving team', 'payment delay', 'use', 'trust']));
  expect(names).not.toContain('promises overdue');
  expect(absent.find(({ name }) => name === 'days to a first attempt at a case')?.missing).toBe(
    'it was never known of anybody',
  );
});
