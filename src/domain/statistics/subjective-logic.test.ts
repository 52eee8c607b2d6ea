/** Fusion and multiplication of opinions against published examples and the closed forms for two. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  averagingFusion,
  cumulativeFusion,
  evidenceBehind,
  multiply,
  type Opinion,
  opinionFrom,
  projectedChance,
  weightedFusion,
} from './subjective-logic.ts';

type Triple = readonly [belief: number, disbelief: number, uncertainty: number];
type Quadruple = readonly [belief: number, disbelief: number, uncertainty: number, baseRate: number];
const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { subjective_logic: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly subjective_logic: {
    readonly opinions: readonly Triple[];
    readonly cumulative: Triple;
    readonly averaging: Triple;
    readonly weighted: Triple;
    readonly multiplication: { readonly x: Quadruple; readonly y: Quadruple; readonly result: Quadruple };
  };
};

function opinion([belief, disbelief, uncertainty, baseRate = 0.5]: Triple | Quadruple): Opinion {
  return { belief, disbelief, uncertainty, baseRate };
}

function expectOpinion(actual: Opinion, expected: Opinion, digits: number = 9): void {
  expect(actual.belief).toBeCloseTo(expected.belief, digits);
  expect(actual.disbelief).toBeCloseTo(expected.disbelief, digits);
  expect(actual.uncertainty).toBeCloseTo(expected.uncertainty, digits);
  expect(actual.baseRate).toBeCloseTo(expected.baseRate, digits);
}

const opinions = published.opinions.map(opinion);
const doubting = fc
  .tuple(
    fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  )
  .map(([uncertainty, share, baseRate]) =>
    opinion([(1 - uncertainty) * share, (1 - uncertainty) * (1 - share), uncertainty, baseRate]),
  );
const repeatable = { seed: 20_261_121, numRuns: 500 };

test('independent observers add their evidence', () => {
  expectOpinion(cumulativeFusion(opinions), opinion(published.cumulative));
});

test('observers of the same thing average it', () => {
  expectOpinion(averagingFusion(opinions), opinion(published.averaging));
});

test('who knows more weighs more', () => {
  expectOpinion(weightedFusion(opinions), opinion(published.weighted));
});

test('two things are both true with the product of their chances', () => {
  const { x, y, result } = published.multiplication;
  expectOpinion(multiply(opinion(x), opinion(y)), opinion(result));
  fc.assert(
    fc.property(doubting, doubting, (left, right) => {
      const both = multiply(left, right);
      expect(projectedChance(both)).toBeCloseTo(projectedChance(left) * projectedChance(right), 12);
      expect(both.belief + both.disbelief + both.uncertainty).toBeCloseTo(1, 12);
    }),
    repeatable,
  );
});

test('for two observers the closed forms hold', () => {
  fc.assert(
    fc.property(doubting, doubting, (A, B) => {
      const [uA, uB, cA, cB] = [A.uncertainty, B.uncertainty, 1 - A.uncertainty, 1 - B.uncertainty];
      const cumulative = cumulativeFusion([A, B]);
      expect(cumulative.belief).toBeCloseTo((A.belief * uB + B.belief * uA) / (uA + uB - uA * uB), 9);
      expect(cumulative.uncertainty).toBeCloseTo((uA * uB) / (uA + uB - uA * uB), 9);
      const averaging = averagingFusion([A, B]);
      expect(averaging.belief).toBeCloseTo((A.belief * uB + B.belief * uA) / (uA + uB), 9);
      expect(averaging.uncertainty).toBeCloseTo((2 * uA * uB) / (uA + uB), 9);
      const weighted = weightedFusion([A, B]);
      const shared = uA + uB - 2 * uA * uB;
      expect(weighted.belief).toBeCloseTo((A.belief * cA * uB + B.belief * cB * uA) / shared, 9);
      expect(weighted.uncertainty).toBeCloseTo(((2 - uA - uB) * uA * uB) / shared, 9);
    }),
    repeatable,
  );
});

test('evidence makes an opinion and can be read back from it', () => {
  const evidence = evidenceBehind(opinionFrom({ good: 7.5, bad: 4.5 }, 0.5));
  expect(evidence.good).toBeCloseTo(7.5, 12);
  expect(evidence.bad).toBeCloseTo(4.5, 12);
});

test('the certain overrule the doubting and share alike among themselves', () => {
  const certain = [opinion([1, 0, 0]), opinion([0, 1, 0]), opinion([0.2, 0, 0.8])];
  for (const fuse of [cumulativeFusion, averagingFusion, weightedFusion]) {
    expectOpinion(fuse(certain), opinion([0.5, 0.5, 0]));
  }
});

test('several who know nothing know nothing', () => {
  const nothing = opinion([0, 0, 1]);
  for (const fuse of [cumulativeFusion, averagingFusion, weightedFusion])
    expectOpinion(fuse([nothing, nothing]), nothing);
});

test('no opinion, a certain one asked for its evidence, and two base rates of one are refused', () => {
  expect(() => cumulativeFusion([])).toThrow(RangeError);
  expect(() => evidenceBehind(opinion([1, 0, 0]))).toThrow(RangeError);
  expect(() => multiply(opinion([1, 0, 0, 1]), opinion([1, 0, 0, 1]))).toThrow(RangeError);
});
