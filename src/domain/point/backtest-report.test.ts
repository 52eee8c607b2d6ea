/** The back-test of pasts: what is asked of whom, when, and that nothing of the day or later is among the scores. */
import { expect, test } from 'vitest';
import { seededRandom } from '../statistics/random.ts';
import { monthName } from '../statistics/months.ts';
import { backtestReport } from './backtest-report.ts';
import { backtestRows } from './backtest-rows.ts';
import type { CustomerPast } from './past.ts';

const first = 2024 * 12;
const months = 24;

/** A customer who is trusted so much, and bought on these days. */
function past(customerId: string, trust: number, purchases: readonly string[]): CustomerPast {
  return {
    customerId,
    segments: [],
    purchases: purchases.map((day) => ({ day, value: 100, currency: 'EUR' })),
    refunds: [],
    lostDeals: [],
    contractEnds: [],
    promises: [],
    cases: [],
    broken: [],
    settled: [],
    answers: [],
    standings: Array.from({ length: months }, (_, index) => ({
      month: monthName(first + index),
      trust,
      keptRate: 0.9,
      settled: 3,
      broken: 0,
      overdue: 0,
      unbacked: 0,
      openCases: 0,
      relations: {},
      attemptDays: null,
      answerDays: null,
    })),
  };
}

/** Customers who buy the more often the more they trust; and how often they do says nothing more. */
function trusting(): readonly CustomerPast[] {
  const random = seededRandom(11);
  return Array.from({ length: 300 }, (_, number) => {
    const trust = random();
    const bought = Array.from({ length: months }, (_, month) =>
      month === 0 || random() < 0.25 * trust ? [`${monthName(first + month)}-10`] : [],
    ).flat();
    return past(`cus_${number}`, trust, bought);
  });
}

const asked = { since: null, until: '2025-12-31', watchedDays: 90, leftAfterDays: 180 } as const;

test('where trust moves customers it is found, out of time, with its interval above one half', () => {
  const [found] = backtestReport(trusting(), { ...asked, outcomes: ['repurchase'] });
  const [everybody] = found?.comparisons ?? [];
  expect(found?.comparisons).toHaveLength(1);
  if (everybody?.found.answered !== true) throw new Error(JSON.stringify(everybody));
  const [trust] = everybody.found.scores;
  expect(trust?.name).toBe('trust');
  if (trust?.discrimination.answered !== true) throw new Error(JSON.stringify(trust));
  expect(trust.discrimination.low).toBeGreaterThan(0.6);
});

test('a row knows the purchases of earlier days alone, and the days watched are over by the last one', () => {
  const one = past('cus_1', 0.5, ['2024-01-10', '2024-02-01', '2024-03-31']);
  const rows = backtestRows([one], { ...asked, until: '2024-06-30', outcome: 'repurchase' });
  expect(rows.map(({ day, happened, scores }) => [day, happened, Math.round(Math.exp(scores[3] ?? 0))])).toEqual([
    ['2024-02-01', true, 1],
    ['2024-03-01', true, 2],
    ['2024-04-01', false, 3],
  ]);
});

test('who is lost is asked of those who bought lately, and means that they do not again', () => {
  const one = past('cus_1', 0.5, ['2024-01-10']);
  const rows = backtestRows([one], { ...asked, watchedDays: 180, outcome: 'lost' });
  expect(rows.map(({ day }) => day).at(-1)).toBe('2024-07-01');
  expect(rows.every(({ happened }) => happened)).toBe(true);
});

test('what never happened is told as such and compared with nothing', () => {
  const [found] = backtestReport(trusting(), { ...asked, outcomes: ['refund'] });
  expect(found).toMatchObject({ happened: 0, comparisons: [] });
});
