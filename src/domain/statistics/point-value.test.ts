/** The value of a point: against companies whose truth is known, and where it has to refuse. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainLaw, simulateCompany, trueValueOfPoint } from '../../../test/simulated-company.ts';
import { type CustomerMonths, customerMonths } from './customer-months.ts';
import { fitHazard, hazardOf } from './discrete-hazard.ts';
import { knownOrMissing } from './hazard-terms.ts';
import { lifetimeValue, prepareLifetimeValues } from './lifetime-projection.ts';
import { type Driver, type PointQuestion, shareDrivers, valueOfPoint } from './point-value.ts';
import { seededRandom } from './random.ts';

const driver: Driver = { name: 'satisfaction', point: 1, lowest: 0, highest: 10 };
const horizon = { months: 60, discountMonthly: 0.01 };

function question(more: Partial<PointQuestion> = {}): PointQuestion {
  return { driver, horizon, marginShare: 1, missing: 'flag', resamples: 40, random: seededRandom(3), ...more };
}

function valueIn(table: CustomerMonths, more: Partial<PointQuestion> = {}) {
  const found = valueOfPoint(table, question(more));
  if (!found.answered) throw new Error(found.reason);
  return found;
}

function effectIn(table: CustomerMonths) {
  const found = fitHazard(
    table.months,
    knownOrMissing('satisfaction', table.months, ({ satisfaction }) => satisfaction) ?? [],
  );
  if (!found.answered) throw new Error(found.reason);
  const [, effect] = found.fit.coefficients;
  if (effect === undefined) throw new Error('no column');
  return effect;
}

describe('sixty companies whose truth is known', () => {
  const random = seededRandom(60);
  const companies = Array.from({ length: 60 }, () => simulateCompany(plainLaw, random));

  test('give the effect of satisfaction with less than 5 % bias and honest intervals', () => {
    const effects = companies.map(effectIn);
    const mean = effects.reduce((sum, { estimate }) => sum + estimate, 0) / effects.length;
    const covered = effects.filter(({ low, high }) => low <= plainLaw.effect && plainLaw.effect <= high).length;
    expect(Math.abs(mean / plainLaw.effect - 1)).toBeLessThan(0.05);
    expect(covered / effects.length).toBeGreaterThanOrEqual(0.9);
  });

  // With one resample each, for the interval costs hundreds of fits; bench/value-of-a-point.ts checks how often it holds.
  test('give the value of a point up and down with less than 5 % bias', () => {
    for (const [shift, side] of [
      [1, 'up'],
      [-1, 'down'],
    ] as const) {
      const truths = companies.map((table) => trueValueOfPoint(plainLaw, table, shift, 60));
      const found = companies.map((table) => valueIn(table, { resamples: 1 })[side].estimate ?? 0);
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(mean(found) / mean(truths) - 1)).toBeLessThan(0.05);
    }
  });
});

describe('one company', () => {
  const table = simulateCompany(plainLaw, seededRandom(5));
  const found = valueIn(table, { resamples: 200 });

  test('has an interval around the truth, and says what it rests on', () => {
    const truth = trueValueOfPoint(plainLaw, table, 1, 60);
    expect(found.up.low).toBeLessThan(truth);
    expect(found.up.high).toBeGreaterThan(truth);
    expect(found).toMatchObject({ n: 600, counted: 'customers', wording: 'associated with', resamplesFailed: 0 });
    expect(found.period).toEqual({ from: '2024-01', until: '2025-12' });
    expect(found.model).toContain('satisfaction, tenure');
    expect(found.assumptions.join()).toContain('60 months ahead, 1.00 % discount');
  });

  test('loses by a point less, and not by what a point more would have gained', () => {
    expect(found.up.estimate).toBeGreaterThan(0);
    expect(found.down.estimate).toBeLessThan(0);
    expect(Math.abs((found.up.estimate ?? 0) + (found.down.estimate ?? 0))).toBeGreaterThan(10);
  });

  test('has customers at the top of the scale, whose next point is worth nothing', () => {
    const top = table.living.filter(({ satisfaction }) => satisfaction === 10).map(({ customerId }) => customerId);
    expect(found.atHighest).toBe(top.length);
    expect(top.length).toBeGreaterThan(0);
    for (const { customerId, up, down } of found.customers) {
      expect(up === 0).toBe(top.includes(customerId));
      expect(down).toBeLessThanOrEqual(0);
    }
  });

  test('has a mean that is the mean over its customers', () => {
    const sum = found.customers.reduce((total, { up }) => total + up, 0);
    expect(sum / found.customers.length).toBeCloseTo(found.up.estimate ?? 0, 8);
  });

  test('is valued as month after month of its hazard says', () => {
    const hazard = fitHazard(
      table.months,
      knownOrMissing('satisfaction', table.months, (row) => row.satisfaction) ?? [],
    );
    const [row] = table.living;
    if (!hazard.answered || row === undefined) throw new Error('no hazard');
    const project = prepareLifetimeValues([{ row, margin: 100, shifts: [0] }], hazard.terms, 0, horizon);
    const [values] = project(hazard.fit.coefficients.map(({ estimate }) => estimate));
    const hazards = Array.from({ length: 60 }, (_, k) =>
      hazardOf(hazard, { ...row, tenureMonths: row.tenureMonths + k, month: row.month + k }),
    );
    expect(values?.[0]).toBeCloseTo(lifetimeValue(100, hazards, 0.01), 8);
  });

  test('gives the same numbers for the same seed, and a scale in hundredths changes none', () => {
    expect(valueIn(table, { resamples: 20 })).toEqual(valueIn(table, { resamples: 20 }));
    const asShare = (row: { satisfaction: number | null }) => ({ trust: (row.satisfaction ?? 0) / 10 });
    const trusting: CustomerMonths = {
      ...table,
      months: table.months.map((row) => ({ ...row, ...asShare(row) })),
      living: table.living.map((row) => ({ ...row, ...asShare(row) })),
    };
    const [trust] = shareDrivers;
    if (trust === undefined) throw new Error('no trust');
    const tenth = valueIn(trusting, { driver: { ...trust, point: 0.1 }, resamples: 20 });
    expect(tenth.up.estimate).toBeCloseTo(valueIn(table, { resamples: 20 }).up.estimate ?? 0, 5);
  });
});

test('a common cause that nobody sees makes the association larger than the truth', () => {
  const biased = effectIn(simulateCompany({ ...plainLaw, hidden: 0.8 }, seededRandom(8)));
  expect(biased.high).toBeLessThan(plainLaw.effect);
});

test('customers who never answer are counted and left out, not guessed', () => {
  const table = simulateCompany({ ...plainLaw, answerShare: 0.6 }, seededRandom(9));
  const found = valueIn(table, { resamples: 20 });
  const silent = table.living.filter(({ satisfaction }) => satisfaction === null).length;
  expect(found.unknown).toBe(silent);
  expect(found.customers).toHaveLength(table.living.length - silent);
  expect(found.model).toContain('satisfaction missing');
});

test('months without an answer can be left out and made up for by those like them who answered', () => {
  const table = simulateCompany({ ...plainLaw, answerShare: 0.6 }, seededRandom(9));
  const found = valueIn(table, { missing: 'weigh', resamples: 20 });
  expect(found.model).not.toContain('missing');
  expect(found.knownShare).toBeGreaterThan(0.5);
  expect(found.knownShare).toBeLessThan(0.7);
  expect(found.assumptions.join()).toMatch(/known in \d\d % of months/);
  // Who answers is drawn by lot here, so both ways are right and near each other.
  const flagged = valueIn(table, { resamples: 20 });
  expect(Math.abs((found.up.estimate ?? 0) / (flagged.up.estimate ?? 1) - 1)).toBeLessThan(0.25);
});

describe('what cannot be answered', () => {
  const small = { ...plainLaw, customers: 45 };

  test('with fewer than thirty leavers is an interval without a number', () => {
    const found = valueIn(simulateCompany(small, seededRandom(21)), { resamples: 60 });
    expect(found.leavers).toBeGreaterThanOrEqual(10);
    expect(found.leavers).toBeLessThan(30);
    expect(found.up.estimate).toBeNull();
    expect(found.effect.estimate).toBeNull();
    expect(found.customers).toEqual([]);
    expect(Number.isFinite(found.up.low) && Number.isFinite(found.up.high)).toBe(true);
    expect(found.assumptions.join()).toContain('intervals only');
  });

  test('with fewer than ten leavers is refused, with how many are missing', () => {
    const found = valueOfPoint(simulateCompany({ ...plainLaw, customers: 12 }, seededRandom(2)), question());
    expect(found).toMatchObject({ answered: false, why: 'too few', column: 'satisfaction' });
  });

  test('when satisfaction gives away who left is refused, with the column', () => {
    const table = simulateCompany(plainLaw, seededRandom(5));
    const months = table.months.map((row) => ({ ...row, satisfaction: row.left ? 2 : 4 + (row.month % 3) }));
    expect(valueOfPoint({ ...table, months }, question())).toMatchObject({
      why: 'separated',
      column: 'satisfaction',
    });
  });

  test('when nobody living has answered, or nobody at all, is refused', () => {
    const table = simulateCompany(plainLaw, seededRandom(5));
    const living = table.living.map((row) => ({ ...row, satisfaction: null }));
    expect(valueOfPoint({ ...table, living }, question())).toMatchObject({ why: 'too few' });
    expect(valueOfPoint(table, question({ driver: { ...driver, name: 'trust' } }))).toMatchObject({ why: 'too few' });
    expect(valueOfPoint(customerMonths([], table.period), question())).toMatchObject({ why: 'too few' });
  });

  test('when amounts or answers are no numbers is refused', () => {
    const table = simulateCompany(plainLaw, seededRandom(5));
    const living = table.living.map((row) => ({ ...row, monthlyIncome: NaN }));
    const months = table.months.map((row) => ({ ...row, satisfaction: Infinity }));
    expect(valueOfPoint({ ...table, living }, question())).toMatchObject({ why: 'malformed' });
    expect(valueOfPoint({ ...table, months }, question())).toMatchObject({ why: 'malformed' });
  });

  test('when the question itself is not sound is refused', () => {
    const table = simulateCompany(small, seededRandom(5));
    for (const more of [{ resamples: 0 }, { marginShare: NaN }, { driver: { ...driver, point: 0 } }]) {
      expect(valueOfPoint(table, question(more))).toMatchObject({ why: 'malformed' });
    }
  });
});

test('lifetime value falls with the risk of leaving and with the discount', () => {
  const share = fc.double({ min: 0.001, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 60 }), (hazard, discount, months) => {
      const valueAt = (hazard: number, discount: number) =>
        lifetimeValue(
          100,
          Array.from({ length: months }, () => hazard),
          discount,
        );
      const value = valueAt(hazard, discount);
      expect(value).toBeGreaterThan(0);
      expect(valueAt(hazard * 1.01, discount)).toBeLessThan(value);
      expect(valueAt(hazard, discount * 1.01)).toBeLessThan(value);
    }),
    { seed: 20_261_126, numRuns: 300 },
  );
});
