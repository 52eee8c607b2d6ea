/** What a programme changed: found where it did, and refused where nobody is left to compare with. */
import { expect, test } from 'vitest';
import type { Programme } from '../company/company.ts';
import { monthName } from '../statistics/months.ts';
import { seededRandom } from '../statistics/random.ts';
import type { CustomerPast } from './past.ts';
import { programmesReport } from './programme-report.ts';

const first = 2024 * 12;
const asked = {
  until: '2025-12-31',
  zone: 'UTC',
  currency: 'EUR',
  areaNow: (area: string) => area,
  monthsBefore: 6,
  monthsAfter: 6,
  resamples: 200,
  seed: 1,
} as const;

/** Customers of the north and the south with a settled promise each month; from a month on those of the north fare better. */
function company(northFrom: number, lift: number): readonly CustomerPast[] {
  const random = seededRandom(10);
  return Array.from({ length: 60 }, (_, number): CustomerPast => {
    const segment = number % 2 === 0 ? 'north' : 'south';
    return {
      customerId: `cus_${number}`,
      segments: [{ day: '2024-01-01', segment }],
      purchases: [{ day: '2024-01-05', value: 100, currency: 'EUR' }],
      refunds: [],
      lostDeals: [],
      contractEnds: [],
      promises: [],
      cases: ['2025-03-03', '2025-03-09'],
      broken: [],
      settled: Array.from({ length: 24 }, (_, month) => ({
        day: `${monthName(first + month)}-15`,
        area: 'distribution',
        value: 0.5 + 0.2 * random() + (segment === 'north' && month >= northFrom ? lift : 0),
      })),
      answers: [],
      standings: [],
    };
  });
}

const programme: Programme = {
  programmeId: 'prg_1',
  area: 'distribution',
  title: 'Call before coming',
  measure: 'kept',
  starts: [{ at: '2025-01-01T00:00:00.000Z', segments: ['north'] }],
  finishedAt: null,
};

test('begun in the north alone, it is held against the south, and a clean comparison earns the word worth', () => {
  const [found] = programmesReport([programme], company(12, 0.2), asked);
  expect(found?.customers).toBe(30);
  if (found?.staggered.answered !== true) throw new Error(JSON.stringify(found?.staggered));
  expect(found.staggered.difference.estimate).toBeCloseTo(0.2, 1);
  expect(found.staggered.wording).toBe('worth');
  if (!found.before.answered) throw new Error(found.before.reason);
  expect(found.before.wording).toBe('associated with');
});

test('a programme that changed nothing is told as nothing', () => {
  const [found] = programmesReport([programme], company(12, 0), asked);
  if (found?.staggered.answered !== true) throw new Error(JSON.stringify(found?.staggered));
  expect(found.staggered.difference.low).toBeLessThan(0);
  expect(found.staggered.difference.high).toBeGreaterThan(0);
  expect(found.staggered.wording).toBe('associated with');
});

test('begun everywhere at once, there is only before and after', () => {
  const everywhere = { ...programme, starts: [{ at: '2025-01-01T00:00:00.000Z', segments: [] }] };
  const [found] = programmesReport([everywhere], company(12, 0.2), asked);
  expect(found?.staggered).toMatchObject({ answered: false, why: 'too few' });
  expect(found?.before).toMatchObject({ answered: true, n: 60 });
});

test('begun within a month it counts from the next, and cases and income count months in which nothing happened', () => {
  const later = { ...programme, measure: 'cases' as const, starts: [{ at: '2025-01-20T00:00:00.000Z', segments: [] }] };
  const [cases, income] = programmesReport([later, { ...later, measure: 'income' }], company(12, 0), asked);
  if (cases?.before.answered !== true || income?.before.answered !== true) throw new Error('There is no answer');
  expect(cases.before.period?.from).toBe('2024-08');
  expect(cases.before.change.estimate).toBeCloseTo(2 / 6, 6);
  expect(income.before).toMatchObject({ before: 0, after: 0 });
});
