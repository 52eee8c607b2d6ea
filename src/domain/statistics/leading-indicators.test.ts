/** Leading indicators: a sign that is there is found with its lead, and one that is not does not pass. */
import { describe, expect, test } from 'vitest';
import { normal, plainLaw, simulateCompany } from '../../../test/simulated-company.ts';
import type { WatchedMonth } from './customer-months.ts';
import { type Candidate, leadingIndicators } from './leading-indicators.ts';
import { seededRandom } from './random.ts';

/** Customers whose overdue count rises in the months before they leave, from `lead` months before on. */
function overdueBefore(months: readonly WatchedMonth[], lead: number, random: () => number): Candidate {
  const leaving = new Map(months.filter(({ left }) => left).map(({ customerId, month }) => [customerId, month]));
  const readings = months.map(({ customerId, month }) => {
    const monthsLeft = (leaving.get(customerId) ?? Infinity) - month;
    return { customerId, month, value: Math.round(Math.max(0, normal(random) + (monthsLeft < lead ? 2 : 0))) };
  });
  return { name: 'overdue', readings };
}

function noise(name: string, months: readonly WatchedMonth[], random: () => number): Candidate {
  return { name, readings: months.map(({ customerId, month }) => ({ customerId, month, value: normal(random) })) };
}

function satisfaction(months: readonly WatchedMonth[]): Candidate {
  const readings = months.map(({ customerId, month, satisfaction }) => ({
    customerId,
    month,
    value: satisfaction ?? NaN,
  }));
  return { name: 'satisfaction', readings };
}

describe('a company in which overdue work comes three months before leaving', () => {
  const random = seededRandom(17);
  const { months } = simulateCompany({ ...plainLaw, customers: 500 }, random);
  const candidates = [noise('weather', months, random), satisfaction(months), overdueBefore(months, 3, random)];
  const found = leadingIndicators({ months, candidates, lagMax: 5, random });
  if (!found.answered) throw new Error(found.reason);

  test('has overdue work as its first sign, with a lead of three months at least', () => {
    const [first, second] = found.indicators;
    expect(first?.name).toBe('overdue');
    expect(first?.lags.slice(0, 3).map(({ passes }) => passes)).toEqual([true, true, true]);
    expect(first?.best?.lag).toBeLessThanOrEqual(3);
    expect(first?.best?.effect.low).toBeGreaterThan(0);
    // One in ten of what passes may be false: a longer lead now and then is the price, and here lag 4 is one.
    expect(first?.leadMonths).toBeGreaterThanOrEqual(3);
    expect(second).toMatchObject({ name: 'satisfaction' });
    expect(second?.best?.effect.high).toBeLessThan(0);
  });

  test('does not take the weather for a sign', () => {
    expect(found.indicators[2]).toMatchObject({ name: 'weather', best: null, leadMonths: null });
  });

  test('says what was looked at, and that a sign need not be the reason', () => {
    expect(found.assumptions.join()).toContain('15 were looked at');
    expect(found).toMatchObject({ testedFrom: '2025-06', wording: 'associated with', counted: 'customers' });
  });

  test('keeps the gain of every lag, also where it misleads', () => {
    for (const { lags, refused } of found.indicators) expect(lags.length + refused.length).toBe(5);
  });
});

test('shuffled copies of real signs do not pass, company after company', () => {
  const random = seededRandom(23);
  let passed = 0;
  const companies = 6;
  for (let company = 0; company < companies; company += 1) {
    const { months } = simulateCompany({ ...plainLaw, customers: 250 }, random);
    const candidates = [satisfaction(months), overdueBefore(months, 2, random)];
    const shuffled = candidates.map(({ name, readings }) => ({
      name,
      readings: readings.map((reading) => {
        const [other] = readings.slice(Math.floor(random() * readings.length));
        return { ...reading, value: other?.value ?? 0 };
      }),
    }));
    const found = leadingIndicators({ months, candidates: shuffled, lagMax: 3, random });
    if (found.answered) passed += found.indicators.filter(({ best }) => best !== null).length;
  }
  expect(passed).toBe(0);
});

describe('what cannot be answered', () => {
  const random = seededRandom(3);
  const { months } = simulateCompany({ ...plainLaw, customers: 300 }, random);

  test('with nobody who left in the later months is refused', () => {
    const loyal = months.map((row) => ({ ...row, left: row.left && row.month < 2025 * 12 }));
    const found = leadingIndicators({ months: loyal, candidates: [satisfaction(months)], lagMax: 2, random });
    expect(found).toMatchObject({ answered: false, why: 'too few' });
  });

  test('for a candidate without readings, or one that gives the end away, is refused lag by lag', () => {
    const readings = months.map(({ customerId, month, left }) => ({ customerId, month, value: left ? 1 : 0 }));
    const candidates = [
      { name: 'never read', readings: [] },
      { name: 'cancelled', readings },
    ];
    const found = leadingIndicators({ months, candidates, lagMax: 1, random });
    if (!found.answered) throw new Error(found.reason);
    const refusals = found.indicators.map(({ name, refused }) => [name, refused[0]?.refusal.why]);
    expect(refusals).toEqual([
      ['never read', 'too few'],
      ['cancelled', 'separated'],
    ]);
  });

  test('without candidates is an empty list', () => {
    expect(leadingIndicators({ months, candidates: [], lagMax: 6, random })).toMatchObject({ indicators: [] });
  });
});
