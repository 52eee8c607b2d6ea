/** What must be true of trust whatever happened: each axiom on a thousand random histories with random policies. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidenceTerms } from './closed-form.ts';
import { addOutcome, foldEvidence, startFold, type Trust, trustAt, trustFrom } from './evidence.ts';
import { explainChange, explainTrust } from './explanation.ts';
import { compareOutcomes, type Outcome, severities } from './outcome.ts';
import { TrustParameters } from './parameters.ts';
import { keptPromisesToReach, repairCount } from './repair-count.ts';

const rounding = 1e-12;

function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

const share = fc.oneof(fc.constantFrom(0, 1), between(0, 1));
// Whole days make promises meet at one instant, fractions keep them apart.
const day = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1500 }), between(0, 1500));
const withoutKey = fc.record({
  at: day,
  weight: between(0.1, 5),
  kept: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 3, arbitrary: share }),
  accepted: fc.constantFrom(1, 0.5),
  severity: fc.constantFrom('minor', 'minor', 'major', 'critical', 'betrayal' as const),
  cause: fc.constantFrom(null, 'late', 'lost', 'unclear'),
  repaired: share,
}) as fc.Arbitrary<Omit<Outcome, 'key'>>;
const outcome = withoutKey.map((fields): Outcome => ({ key: 'added', ...fields }));
const ledger = fc
  .array(withoutKey, { maxLength: 30, size: 'max' })
  .map((all) => all.map((fields, index): Outcome => ({ key: `promise ${index}`, ...fields })));
const now = between(1500, 2500);

const policy = fc
  .record({
    priorWeight: between(0.5, 10),
    willingness: between(0.5, 0.8),
    lossAversion: between(1.05, 4),
    halfLifeDays: between(30, 1000),
    graceDays: between(0, 200),
    repairCredit: between(0.05, 0.95),
    recurrenceDays: between(0, 400),
    weights: fc.tuple(between(1, 2), between(0, 2), between(0, 4), between(0, 8)),
    forfeitures: fc.tuple(between(0, 0.2), between(0, 0.3), between(0, 0.4)),
  })
  .map(({ weights, forfeitures, ...rest }) => {
    const [minor, major, critical] = forfeitures;
    const [first, second, third, fourth] = weights;
    return TrustParameters.parse({
      ...rest,
      severities: {
        minor: { weight: first, forfeiture: minor },
        major: { weight: first + second, forfeiture: minor + major },
        critical: { weight: first + second + third, forfeiture: minor + major + critical },
        betrayal: { weight: first + second + third + fourth, forfeiture: 1 },
      },
    });
  });

function trustOf(outcomes: readonly Outcome[], at: number, parameters: TrustParameters): Trust {
  return trustAt(foldEvidence(outcomes.toSorted(compareOutcomes), parameters), at, parameters);
}

function scoreOf(outcomes: readonly Outcome[], at: number, parameters: TrustParameters): number {
  return trustOf(outcomes, at, parameters).score;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

interface Situation {
  readonly outcomes: readonly Outcome[];
  readonly added: Outcome;
  readonly at: number;
  readonly parameters: TrustParameters;
  /** Any fraction, for what an axiom needs besides. */
  readonly fraction: number;
}

function always(holds: (situation: Situation) => void): void {
  const situation = fc.record({
    outcomes: ledger,
    added: outcome,
    at: now,
    parameters: policy,
    fraction: between(0, 1),
  });
  fc.assert(fc.property(situation, holds), { seed: 20_261_121, numRuns: 1000 });
}

test('A1: earned, distrust and unknown are shares of one whole, and no score is ever certain', () => {
  always(({ outcomes, at, parameters }) => {
    const { earned, distrust, unknown, score } = trustOf(outcomes, at, parameters);
    expect(Math.min(earned, distrust, unknown)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(earned + distrust + unknown - 1)).toBeLessThan(rounding);
    expect(Math.abs(earned + parameters.willingness * unknown - score)).toBeLessThan(rounding);
    expect(score > 0 && score < 1).toBe(true);
  });
});

test('A2: without a promise there is willingness, and nothing earned', () => {
  always(({ at, parameters }) => {
    const { earned, unknown, score } = trustOf([], at, parameters);
    expect([earned, unknown]).toEqual([0, 1]);
    expect(Math.abs(score - parameters.willingness)).toBeLessThan(rounding);
  });
});

test('A3a: a kept promise never lowers the score, whenever it was', () => {
  always(({ outcomes, added, at, parameters }) => {
    const more = scoreOf([...outcomes, { ...added, kept: 1 }], at, parameters);
    expect(more).toBeGreaterThanOrEqual(scoreOf(outcomes, at, parameters) - rounding);
  });
});

test('A3b: a broken promise never raises the score, whenever it was', () => {
  always(({ outcomes, added, at, parameters }) => {
    const more = scoreOf([...outcomes, { ...added, kept: 0 }], at, parameters);
    expect(more).toBeLessThanOrEqual(scoreOf(outcomes, at, parameters) + rounding);
  });
});

test('A3c: keeping more of a promise never lowers the score', () => {
  always(({ outcomes, added, at, parameters, fraction }) => {
    const less = scoreOf([...outcomes, { ...added, kept: added.kept * fraction }], at, parameters);
    expect(scoreOf([...outcomes, added], at, parameters)).toBeGreaterThanOrEqual(less - rounding);
  });
});

test('A4: the order of arrival does not matter', () => {
  const shuffled = ledger.chain((outcomes) =>
    fc.tuple(fc.constant(outcomes), fc.shuffledSubarray(outcomes, { minLength: outcomes.length })),
  );
  fc.assert(
    fc.property(shuffled, now, policy, ([outcomes, arrived], at, parameters) => {
      expect(trustOf(arrived, at, parameters)).toEqual(trustOf(outcomes, at, parameters));
      // Nor does the order in which things that happened at one instant are read.
      const byTimeOnly = foldEvidence(
        arrived.toSorted((left, right) => left.at - right.at),
        parameters,
      );
      const score = trustAt(byTimeOnly, at, parameters).score;
      expect(Math.abs(score - scoreOf(outcomes, at, parameters))).toBeLessThan(rounding);
    }),
    { seed: 20_261_121, numRuns: 1000 },
  );
});

test('A5: silence never raises the score, never softens the bad and never makes more known', () => {
  always(({ outcomes, at, parameters, fraction }) => {
    const before = trustOf(outcomes, at, parameters);
    const after = trustOf(outcomes, at + 1000 * fraction, parameters);
    expect(after.score).toBeLessThanOrEqual(before.score + rounding);
    expect(after.bad).toBe(before.bad);
    expect(after.unknown).toBeGreaterThanOrEqual(before.unknown - rounding);
  });
});

test('A6: where there is trust, a breach costs more than keeping the same promise gains', () => {
  always(({ outcomes, added, at, parameters }) => {
    const before = scoreOf(outcomes, at, parameters);
    if (before < 0.5) return;
    const promise = { ...added, at, accepted: 1, repaired: 0 };
    const gain = scoreOf([...outcomes, { ...promise, kept: 1 }], at, parameters) - before;
    const loss = before - scoreOf([...outcomes, { ...promise, kept: 0 }], at, parameters);
    expect(loss).toBeGreaterThan(gain);
  });
});

test('A7: a repair helps, but never as much as not having broken the promise', () => {
  always(({ outcomes, added, at, parameters }) => {
    const breach = { ...added, kept: 0 };
    const unrepaired = scoreOf([...outcomes, { ...breach, repaired: 0 }], at, parameters);
    const repaired = scoreOf([...outcomes, { ...breach, repaired: 1 }], at, parameters);
    expect(repaired).toBeGreaterThan(unrepaired);
    expect(repaired).toBeLessThan(scoreOf(outcomes, at, parameters));
  });
});

test('A8: a betrayal leaves nothing that was earned', () => {
  always(({ outcomes, added, at, parameters }) => {
    const betrayal: Outcome = { ...added, at, kept: 0, severity: 'betrayal' };
    expect(trustOf([...outcomes, betrayal], at, parameters).earned).toBe(0);
  });
});

test('A9: an explanation of the level adds up exactly', () => {
  always(({ outcomes, at, parameters }) => {
    const { trust, kept, broken, benefitOfDoubt, stillUnknown } = explainTrust(outcomes, at, parameters);
    const score = scoreOf(outcomes, at, parameters);
    expect(Math.abs(trust.score - score)).toBeLessThan(rounding);
    expect(Math.abs(benefitOfDoubt + sumOf(kept.map(({ amount }) => amount)) - score)).toBeLessThan(rounding);
    expect(Math.abs(stillUnknown + sumOf(broken.map(({ amount }) => amount)) - (1 - score))).toBeLessThan(rounding);
    const all = trust.good + trust.bad + parameters.priorWeight;
    for (const { key, amount, takenBySilence, takenByBreaches } of kept) {
      const { weight = 0, kept = 0, accepted = 0 } = outcomes.find((outcome) => outcome.key === key) ?? {};
      const earned = (weight * kept * accepted) / all;
      expect(Math.min(amount, takenBySilence, takenByBreaches)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(amount + takenBySilence + takenByBreaches - earned)).toBeLessThan(rounding);
    }
  });
});

test('A9: an explanation of a change adds up exactly', () => {
  always(({ outcomes, at, parameters, fraction }) => {
    const from = at * fraction;
    const change = explainChange(outcomes, from, at, parameters);
    const known = outcomes.filter((outcome) => outcome.at <= from);
    expect(change.scoreFrom).toBe(scoreOf(known, from, parameters));
    expect(change.scoreTo).toBe(scoreOf(outcomes, at, parameters));
    const moved = sumOf(change.terms.map(({ amount }) => amount));
    expect(Math.abs(moved - (change.scoreTo - change.scoreFrom))).toBeLessThan(rounding);
  });
});

test('A10: the repair count restores the score exactly', () => {
  always(({ outcomes, added, at, parameters }) => {
    const before = trustOf(outcomes, at, parameters);
    const breach: Outcome = { ...added, at, kept: 0, cause: null, repaired: 0 };
    const after = trustOf([...outcomes, breach], at, parameters);
    const count = repairCount(before, breach, parameters);
    const restored = trustFrom(after.good + count, after.bad, parameters);
    expect(Math.abs(restored.score - before.score)).toBeLessThan(rounding);
    const whole = keptPromisesToReach(after, before.score, parameters) ?? Number.NaN;
    expect(whole).toBeGreaterThanOrEqual(count - 1e-6);
    expect(whole).toBeLessThan(count + 1 + 1e-6);
  });
});

test('A11: the fold and the formula over the set agree', () => {
  always(({ outcomes, at, parameters }) => {
    const folded = trustOf(outcomes, at, parameters);
    const terms = evidenceTerms(outcomes, at, parameters);
    const good = sumOf(terms.good.map((term) => term.good));
    const bad = sumOf(terms.bad.map((term) => term.bad));
    expect(Math.abs(folded.good - good)).toBeLessThan(rounding * (1 + good));
    expect(Math.abs(folded.bad - bad)).toBeLessThan(rounding * (1 + bad));
    const { keptCount, brokenCount } = foldEvidence(outcomes.toSorted(compareOutcomes), parameters);
    expect([keptCount, brokenCount]).toEqual([terms.good.length, terms.bad.length]);
  });
});

test('N1: what happens in one relation does not touch another', () => {
  fc.assert(
    fc.property(ledger, ledger, now, policy, (ours, theirs, at, parameters) => {
      const alone = trustOf(ours, at, parameters);
      // Both relations are folded in turns, as they are when events of many customers come in one stream.
      const folds = { ours: startFold(), theirs: startFold() };
      const stream = [
        ...ours.map((outcome) => ({ relation: 'ours' as const, outcome })),
        ...theirs.map((outcome) => ({ relation: 'theirs' as const, outcome })),
      ].sort((left, right) => compareOutcomes(left.outcome, right.outcome));
      for (const { relation, outcome } of stream) addOutcome(folds[relation], outcome, parameters);
      expect(trustAt(folds.ours.evidence, at, parameters)).toEqual(alone);
    }),
    { seed: 20_261_121, numRuns: 1000 },
  );
});

test('the random histories hold what the axioms are about', () => {
  const sampled = fc.sample(ledger, { seed: 20_261_121, numRuns: 1000 }).flat();
  for (const severity of severities)
    expect(sampled.some((one) => one.kept < 1 && one.severity === severity)).toBe(true);
  expect(sampled.some(({ kept }) => kept > 0 && kept < 1)).toBe(true);
});
