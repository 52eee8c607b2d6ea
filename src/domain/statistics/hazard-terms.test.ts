/** What the hazard of leaving depends on: the columns that the leavers carry, and the curve of tenure. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainLaw, simulateCompany } from '../../../test/simulated-company.ts';
import type { WatchedMonth } from './customer-months.ts';
import { fitHazard } from './discrete-hazard.ts';
import { askable, hazardTerms, knownOrMissing } from './hazard-terms.ts';
import { seededRandom } from './random.ts';
import { resampleGroups } from './resampling.ts';
import { responseWeights } from './response-weights.ts';
import { tenureColumns, tenureSpline } from './tenure-spline.ts';

const { months } = simulateCompany(plainLaw, seededRandom(77));

function namesFor(rows: readonly WatchedMonth[]): readonly string[] {
  return hazardTerms(rows, []).terms.map(({ name }) => name);
}

describe('the columns of a hazard', () => {
  test('are tenure as a curve, trend and season where two hundred customers left', () => {
    expect(namesFor(months).map((name) => name.replace(/\d+/, 'n'))).toEqual([
      'tenure',
      'tenure bent at n',
      'tenure bent at n',
      'calendar years',
      'season (sine)',
      'season (cosine)',
    ]);
  });

  test('are one for every ten leavers, and what was left out is named', () => {
    const fewer = months.filter(({ customerId }) => Number(customerId.slice(4)) < 60);
    const { terms, leftOut } = hazardTerms(fewer, []);
    const leavers = fewer.filter(({ left }) => left).length;
    expect(leavers).toBeLessThan(40);
    expect(terms.length).toBeLessThanOrEqual(leavers / 10);
    expect(leftOut).toContain('the season');
  });

  test('have segments with enough leavers; small ones stay with the largest', () => {
    const cut = months.map((row, index) => ({ ...row, segment: index < 12 ? 'tiny' : index % 3 ? 'large' : 'middle' }));
    expect(namesFor(cut)).toContain('segment middle');
    expect(namesFor(cut).join()).not.toMatch(/tiny|large/);
  });

  test('have contract ends and price changes where some left then and some stayed', () => {
    const marked = months.map((row, index) => ({ ...row, isContractEnd: index % 4 === 0, isPriceChange: index === 0 }));
    expect(namesFor(marked)).toContain('contract end');
    expect(namesFor(marked)).not.toContain('price change');
  });

  test('have no trend in a single month', () => {
    const one = months.filter(({ month }) => month === 2024 * 12 + 20);
    expect(namesFor(one)).not.toContain('calendar years');
  });
});

describe('a value that is not known of everybody', () => {
  const half = months.map((row, index) => ({ ...row, trust: index % 2 ? 0.6 + (index % 7) / 20 : null }));

  test('has a flag beside it, and its mean where it is missing', () => {
    const [value, flag] = knownOrMissing('trust', half, ({ trust }) => trust) ?? [];
    const [missing, known] = half;
    if (value === undefined || flag === undefined || missing === undefined || known === undefined) throw new Error('');
    expect([value.of(missing), flag.of(missing), flag.of(known)]).toEqual([0, 1, 0]);
    expect(half.reduce((sum, row) => sum + value.of(row), 0)).toBeCloseTo(0, 8);
    expect(knownOrMissing('trust', months, ({ trust }) => trust)).toBeNull();
    expect(knownOrMissing('satisfaction', months, ({ satisfaction }) => satisfaction)).toHaveLength(1);
  });

  test('is asked only where it is known when nobody left without it, instead of being refused', () => {
    const all = months.map((row, index) => ({ ...row, trust: row.left || index % 2 ? 0.6 + (index % 7) / 20 : null }));
    const rows = askable(all, ({ trust }) => trust);
    expect(rows.every(({ trust }) => trust !== null)).toBe(true);
    expect(fitHazard(rows, knownOrMissing('trust', rows, ({ trust }) => trust) ?? []).answered).toBe(true);
    expect(askable(half, ({ trust }) => trust)).toBe(half);
  });
});

describe('the curve of tenure', () => {
  const spline = tenureSpline(Array.from({ length: 101 }, (_, month) => month));

  test('bends at the 5, 35, 65 and 95 % points, and is held beyond the last', () => {
    expect(spline).toEqual({ knots: [5, 35, 65, 95], longest: 95 });
    expect(tenureColumns(spline, 5)).toEqual([5, 0, 0]);
    expect(tenureColumns(spline, 200)).toEqual(tenureColumns(spline, 95));
  });

  test('is straight where tenures hardly differ', () => {
    expect(tenureColumns(tenureSpline([1, 1, 2]), 2)).toHaveLength(1);
    expect(tenureSpline([])).toEqual({ knots: [], longest: 0 });
  });

  test('has no jump and no kink anywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 94, noNaN: true }), (tenure) => {
        const [before, here, after] = [-0.01, 0, 0.01].map((step) => tenureColumns(spline, tenure + step));
        for (const [column, value] of (here ?? []).entries()) {
          const bend = (after?.[column] ?? 0) - 2 * value + (before?.[column] ?? 0);
          expect(Math.abs(bend)).toBeLessThan(1e-4);
        }
      }),
      { seed: 20_261_126 },
    );
  });
});

describe('weights for those who did not answer', () => {
  const random = seededRandom(5);
  const rows = months.map((row) => {
    const isTroubled = random() < 0.4;
    const answers = random() < (isTroubled ? 0.2 : 0.8);
    return { ...row, brokenThreeMonths: isTroubled ? 1 : 0, satisfaction: answers ? (isTroubled ? 4 : 8) : null };
  });
  const found = responseWeights(rows, ({ satisfaction }) => satisfaction !== null);
  if (!found.answered) throw new Error(found.reason);

  test('give back the mean of all where those who are silent have troubles that are known', () => {
    let sum = 0;
    let weight = 0;
    for (const [index, { satisfaction }] of rows.entries()) {
      sum += (found.weights[index] ?? 0) * (satisfaction ?? 0);
      weight += found.weights[index] ?? 0;
    }
    const truth = rows.reduce((sum, { brokenThreeMonths }) => sum + (brokenThreeMonths === 1 ? 4 : 8), 0) / rows.length;
    expect(sum / weight).toBeCloseTo(truth, 1);
    expect(found.responseShare).toBeCloseTo(0.56, 1);
    expect(Math.max(...found.weights)).toBeLessThanOrEqual(5);
  });

  test('are all one where everybody answered, and none where nobody did', () => {
    expect(responseWeights(rows, () => true)).toMatchObject({ answered: true, capped: 0, responseShare: 1 });
    expect(responseWeights(rows, () => false)).toMatchObject({ answered: false, why: 'too few' });
  });
});

describe('resampling by group', () => {
  const values = Array.from({ length: 200 }, (_, index) => Math.sqrt(index));
  const meanOf = (drawn: Uint32Array) => {
    const sum = values.reduce((total, value, index) => total + value * (drawn[index] ?? 0), 0);
    return [sum / values.length];
  };

  test('gives a mean the interval of its standard error', () => {
    const [found] = resampleGroups(200, { resamples: 4_000, random: seededRandom(9) }, 1, meanOf);
    const mean = values.reduce((sum, value) => sum + value, 0) / 200;
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 200 / 200);
    expect(((found?.high ?? 0) - (found?.low ?? 0)) / (2 * 1.959963984540054 * error)).toBeCloseTo(1, 1);
    expect(found).toMatchObject({ resamples: 4_000, failed: 0 });
  });

  test('counts draws without an estimate, and promises nothing without one', () => {
    let draw = 0;
    const [half] = resampleGroups(9, { resamples: 10, random: seededRandom(1) }, 1, () => (draw++ % 2 ? [1] : null));
    expect(half).toMatchObject({ failed: 5, low: 1, high: 1 });
    const none = resampleGroups(9, { resamples: 10, random: seededRandom(1) }, 2, () => [NaN, 1]);
    expect(none[1]).toEqual({ low: -Infinity, high: Infinity, resamples: 10, failed: 10 });
  });
});
