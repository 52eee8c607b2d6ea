/** The fold against the published cases and the worked examples E1 to E11. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Evidence, foldEvidence, startEvidence, trustAt, trustInterval } from './evidence.ts';
import { compareOutcomes, type Outcome, type Severity } from './outcome.ts';
import { defaultTrustParameters } from './parameters.ts';

interface PublishedCase {
  readonly events: readonly {
    readonly id: string;
    readonly t: number;
    readonly kind: 'kept' | 'broken';
    readonly k?: number;
    readonly sev?: Severity;
    readonly cause?: string;
    readonly rec?: number;
    readonly accepted?: boolean;
  }[];
  readonly t: number;
  readonly r: number;
  readonly s: number;
  readonly b: number;
  readonly d: number;
  readonly u: number;
  readonly P: number;
  readonly lo05: number;
  readonly hi95: number;
}

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { trust: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly trust: { readonly cases: Readonly<Record<string, PublishedCase>> };
};
const parameters = defaultTrustParameters;

function kept(at: number, more: Partial<Outcome> = {}): Outcome {
  return {
    key: `kept ${at}`,
    at,
    weight: 1,
    kept: 1,
    accepted: 1,
    severity: 'minor',
    cause: null,
    repaired: 0,
    ...more,
  };
}

function broken(at: number, severity: Severity, more: Partial<Outcome> = {}): Outcome {
  return kept(at, { key: `broken ${at}`, kept: 0, severity, ...more });
}

function outcomesOf({ events }: PublishedCase): Outcome[] {
  return events
    .map((event) =>
      kept(event.t, {
        key: event.id,
        kept: event.k ?? (event.kind === 'kept' ? 1 : 0),
        accepted: event.accepted === false ? 0.5 : 1,
        severity: event.sev ?? 'minor',
        cause: event.cause ?? null,
        repaired: event.rec ?? 0,
      }),
    )
    .sort(compareOutcomes);
}

function scoreOf(outcomes: readonly Outcome[], at: number): number {
  return trustAt(foldEvidence(outcomes.toSorted(compareOutcomes), parameters), at, parameters).score;
}

const tenKept = Array.from({ length: 10 }, (_, index) => kept(0, { key: `k${index}` }));

test.each(Object.entries(published.cases))('the published case “%s” comes out to a millionth', (_name, published) => {
  const trust = trustAt(foldEvidence(outcomesOf(published), parameters), published.t, parameters);
  const interval = trustInterval(trust, parameters);
  expect({ ...trust, ...interval }).toEqual({
    good: expect.closeTo(published.r, 8),
    bad: expect.closeTo(published.s, 8),
    earned: expect.closeTo(published.b, 8),
    distrust: expect.closeTo(published.d, 8),
    unknown: expect.closeTo(published.u, 8),
    score: expect.closeTo(published.P, 8),
    low: expect.closeTo(published.lo05, 8),
    high: expect.closeTo(published.hi95, 8),
  });
});

describe('worked examples that are not among the published cases', () => {
  test('E6: ten kept promises count in full for ninety days and are all but forgotten after ten years', () => {
    expect(scoreOf(tenKept, 89.5)).toBe(scoreOf(tenKept, 0));
    expect(scoreOf(tenKept, 90)).toBeCloseTo(0.916667, 6);
    expect(scoreOf(tenKept, 3740)).toBeCloseTo(0.50243, 6);
  });

  test('E10’: three misses with three causes cost less than the same miss three times', () => {
    const twentyKept = Array.from({ length: 20 }, (_, index) => kept(0, { key: `k${index}` }));
    const misses = [10, 40, 70].map((at) => broken(at, 'minor', { cause: `cause ${at}` }));
    expect(scoreOf([...twentyKept, ...misses], 70)).toBeCloseTo(0.730435, 6);
  });

  test('E11: the order in which things happen matters', () => {
    const brokenFirst = [broken(0, 'major'), kept(30), kept(60), kept(90)];
    const brokenLast = [kept(0), kept(30), kept(60), broken(90, 'major')];
    expect(scoreOf(brokenFirst, 90)).toBeCloseTo(0.421053, 6);
    expect(scoreOf(brokenLast, 90)).toBeCloseTo(0.371429, 6);
  });

  test('ten promises a month for ten years at 95 % kept settle near 0.894', () => {
    // One miss in twenty, each with its own cause, three days apart.
    const decade = Array.from({ length: 1200 }, (_, index) =>
      index % 20 === 19 ? broken(index * 3, 'minor', { cause: `cause ${index}` }) : kept(index * 3),
    );
    expect(scoreOf(decade, 1199 * 3)).toBeCloseTo(0.8935, 4);
  });
});

test('nothing promised is the start, and it can be stored', () => {
  expect(foldEvidence([], parameters)).toEqual(startEvidence());
  const evidence: Evidence = foldEvidence([kept(3), broken(4, 'major')], parameters);
  expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  expect(evidence).toEqual({
    good: 0.75,
    bad: 4.5,
    lastKeptAt: 3,
    keptCount: 1,
    brokenCount: 1,
    firstWasBroken: false,
    lastAt: 4,
  });
});

test('a promise kept in part is evidence both ways and ends a silence', () => {
  const evidence = foldEvidence([kept(5, { kept: 0.5, severity: 'major' })], parameters);
  expect(evidence).toMatchObject({ good: 0.5, bad: 2.25, lastKeptAt: 5, keptCount: 1, brokenCount: 1 });
  expect(evidence.firstWasBroken).toBe(false);
});

test('two promises kept in part at one instant forfeit of each other, not of themselves', () => {
  const halves = ['a', 'b'].map((key) => kept(5, { key, kept: 0.5, severity: 'critical' }));
  expect(foldEvidence(halves, parameters).good).toBeCloseTo(2 * 0.5 * (1 - 0.6 * 0.5), 12);
});

test('a breach does not interrupt a silence', () => {
  const silent = foldEvidence([kept(0)], parameters);
  const brokenBetween = foldEvidence([kept(0), broken(200, 'minor')], parameters);
  expect(trustAt(brokenBetween, 455, parameters).good).toBe(trustAt(silent, 455, parameters).good);
});

test('trust that was broken by the first promise was never established', () => {
  expect(foldEvidence([broken(0, 'minor'), kept(1)], parameters).firstWasBroken).toBe(true);
  expect(foldEvidence([kept(0), broken(1, 'minor')], parameters).firstWasBroken).toBe(false);
});

test('outcomes out of order, and a look at a time before the last one, are refused', () => {
  expect(() => foldEvidence([kept(5), kept(4)], parameters)).toThrow(/earlier than the one before/);
  expect(() => trustAt(foldEvidence([kept(5)], parameters), 4, parameters)).toThrow(/asked for day 4/);
});
