/** AUC and its interval against DeLong's formula worked out elsewhere (NumPy), and what rows of one customer do to it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discriminationDifference, discriminationOf, type Scored } from './discrimination.ts';

const first = [
  1, 1.4, 0.6, 3, 1.2, 0.4, 2.8, 1, 0.2, 2.6, 0.8, 0, 2.4, 0.6, 2, 2.2, 0.4, 1.8, 2, 0.2, 1.6, 1.8, 0, 1.4, 1.6, 2, 1.2,
  1.4, 1.8, 1, 1.2, 1.6, 0.8, 1, 1.4, 0.6, 3, 1.2, 0.4, 2.8,
];
const second = [
  0.4, 0.8, 1.7, 0.7, 1.2, 2, 1.1, 1.5, 0.2, 1.4, 1.8, 0.5, 1.7, 0, 0.8, 2.1, 0.3, 1.2, 2.4, 0.7, 1.5, 0.6, 1, 1.8, 0.9,
  1.3, 0, 1.2, 1.7, 0.3, 1.6, 2, 0.7, 1.9, 0.2, 1, 2.2, 0.5, 1.3, 0.4,
];

function rowsOf(scores: readonly number[], times = 1): readonly Scored[] {
  return scores.flatMap((score, index) =>
    Array.from({ length: times }, () => ({ group: `cus_${index}`, score, happened: index % 3 === 0 })),
  );
}

function answered<T>(found: ({ readonly answered: true } & T) | { readonly answered: false; readonly reason: string }) {
  if (!found.answered) throw new Error(found.reason);
  return found;
}

describe('forty customers', () => {
  test('have the areas and standard errors of DeLong', () => {
    expect(answered(discriminationOf(rowsOf(first))).estimate).toBeCloseTo(0.8543956043956044, 12);
    expect(answered(discriminationOf(rowsOf(first))).standardError).toBeCloseTo(0.06175412788661488, 12);
    expect(answered(discriminationOf(rowsOf(second))).estimate).toBeCloseTo(0.6346153846153846, 12);
    expect(answered(discriminationOf(rowsOf(second))).standardError).toBeCloseTo(0.09430021050831557, 12);
  });

  test('have a difference whose standard error knows that the customers are the same', () => {
    const found = answered(discriminationDifference(rowsOf(first), rowsOf(second)));
    expect(found.estimate).toBeCloseTo(0.21978021978021978, 12);
    expect((found.high - found.low) / 2 / 1.959963984540054).toBeCloseTo(0.10508260404737074, 12);
    expect(found.pValue).toBeCloseTo(0.0365, 3);
  });

  test('are no more certain when each is counted five times', () => {
    const once = answered(discriminationOf(rowsOf(first)));
    const often = answered(discriminationOf(rowsOf(first, 5)));
    expect(often.estimate).toBeCloseTo(once.estimate, 12);
    expect(often.standardError).toBeCloseTo(once.standardError, 12);
    expect(often.groups).toBe(40);
  });
});

test('a score that is never wrong is not certain', () => {
  const perfect = Array.from({ length: 30 }, (_, index) => ({
    group: `cus_${index}`,
    score: index,
    happened: index >= 15,
  }));
  expect(discriminationOf(perfect)).toMatchObject({ estimate: 1, high: 1 });
  expect(answered(discriminationOf(perfect)).low).toBeCloseTo(0.7961, 4);
});

test('too few on a side, scores that are none, and different rows are refused', () => {
  expect(discriminationOf(rowsOf(first.slice(0, 12)))).toMatchObject({ answered: false, why: 'too few' });
  expect(discriminationOf(rowsOf([NaN, ...first.slice(1)]))).toMatchObject({ why: 'malformed' });
  expect(discriminationDifference(rowsOf(first), rowsOf(second).toReversed())).toMatchObject({ why: 'malformed' });
});

test('the area does not care for the scale of a score, and turns round with its sign', () => {
  const scores = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 40, maxLength: 60 });
  fc.assert(
    fc.property(scores, (scores) => {
      const found = answered(discriminationOf(rowsOf(scores)));
      const stretched = answered(discriminationOf(rowsOf(scores.map((score) => score ** 3))));
      const turned = answered(discriminationOf(rowsOf(scores.map((score) => -score))));
      expect(stretched.estimate).toBeCloseTo(found.estimate, 12);
      expect(turned.estimate).toBeCloseTo(1 - found.estimate, 12);
      expect(found.low).toBeLessThanOrEqual(found.estimate);
      expect(found.high).toBeGreaterThanOrEqual(found.estimate);
    }),
    { seed: 20_261_126, numRuns: 200 },
  );
});
