/** Explanations on the worked example E9; their exactness on random histories is axiom A9. */
import { expect, test } from 'vitest';
import { explainChange, explainTrust } from './explanation.ts';
import type { Outcome } from './outcome.ts';
import { defaultTrustParameters as parameters } from './parameters.ts';

function outcome(key: string, at: number, more: Partial<Outcome> = {}): Outcome {
  return { key, at, weight: 1, kept: 1, accepted: 1, severity: 'minor', cause: null, repaired: 0, ...more };
}

const history = [
  outcome('k1', 0),
  outcome('k2', 30),
  outcome('k3', 60),
  outcome('x1', 90, { kept: 0, severity: 'major' }),
  outcome('k4', 120),
  outcome('k5', 150),
  outcome('k6', 180, { accepted: 0.5 }),
];

test('E9: each promise has its part in the score', () => {
  const explanation = explainTrust(history, 200, parameters);
  expect(explanation.kept.map(({ key, amount }) => [key, Number(amount.toFixed(6))])).toEqual([
    ['k1', 0.066667],
    ['k2', 0.066667],
    ['k3', 0.066667],
    ['k4', 0.088889],
    ['k5', 0.088889],
    ['k6', 0.044444],
  ]);
  expect(explanation.benefitOfDoubt).toBeCloseTo(0.088889, 6);
  expect(explanation.trust.score).toBeCloseTo(0.511111, 6);
  expect(explanation.broken).toEqual([
    { key: 'x1', amount: expect.closeTo(0.4, 12), stated: 'major', effective: 'major', repaired: 0 },
  ]);
  expect(explanation.stillUnknown).toBeCloseTo(0.088889, 6);
});

test('E9: the breach took a quarter of the first three promises, and silence nothing', () => {
  const { kept } = explainTrust(history, 200, parameters);
  expect(kept.map(({ takenBySilence }) => takenBySilence)).toEqual([0, 0, 0, 0, 0, 0]);
  const all = 4.75 + 4.5 + 2;
  expect(kept[0]?.takenByBreaches).toBeCloseTo(0.25 / all, 12);
  expect(kept[3]?.takenByBreaches).toBe(0);
});

test('silence and a breach that both took half share what either would have taken alone', () => {
  const half = outcome('x', 0, { kept: 0, severity: 'major' });
  const explanation = explainTrust([outcome('k', 0), half], 455, {
    ...parameters,
    severities: { ...parameters.severities, major: { weight: 2, forfeiture: 0.5 } },
  });
  const all = 0.25 + 4.5 + 2;
  expect(explanation.kept[0]).toEqual({
    key: 'k',
    amount: expect.closeTo(0.25 / all, 12),
    takenBySilence: expect.closeTo(0.375 / all, 12),
    takenByBreaches: expect.closeTo(0.375 / all, 12),
  });
});

test('an escalated breach tells what it was and what it counts as', () => {
  const misses = [10, 40].map((at) => outcome(`x${at}`, at, { kept: 0, cause: 'late invoice' }));
  const { broken } = explainTrust(misses, 40, parameters);
  expect(broken.map(({ stated, effective }) => [stated, effective])).toEqual([
    ['minor', 'minor'],
    ['minor', 'major'],
  ]);
});

test('it says from when silence will cost', () => {
  expect(explainTrust(history, 200, parameters).silenceStartsFadingAt).toBe(270);
  expect(explainTrust([], 200, parameters).silenceStartsFadingAt).toBeNull();
});

test('a change is told event by event, with the silences between', () => {
  const change = explainChange(history, 60, 545, parameters);
  expect(change.terms.map((term) => [term.kind, term.kind === 'outcome' ? term.key : [term.from, term.to]])).toEqual([
    ['outcome', 'x1'],
    ['outcome', 'k4'],
    ['outcome', 'k5'],
    ['outcome', 'k6'],
    ['silence', [180, 545]],
  ]);
  expect(change.scoreFrom).toBeCloseTo(0.8, 12);
  const sum = change.terms.reduce((total, term) => total + term.amount, 0);
  expect(change.scoreFrom + sum).toBeCloseTo(change.scoreTo, 12);
});

test('a silence that reaches the start of the change is counted from there', () => {
  const { terms } = explainChange([outcome('k', 0)], 100, 200, parameters);
  expect(terms).toEqual([{ kind: 'silence', from: 100, to: 200, amount: expect.any(Number) }]);
  expect(terms[0]?.amount).toBeLessThan(0);
});

test('nothing changes between a moment and itself, and time does not run backwards', () => {
  expect(explainChange(history, 100, 100, parameters).terms).toEqual([]);
  expect(() => explainChange(history, 100, 99, parameters)).toThrow(RangeError);
});
