/** The set formula against the published terms of each case. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evidenceTerms } from './closed-form.ts';
import type { Outcome, Severity } from './outcome.ts';
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
  readonly kept: readonly (readonly [key: string, good: number])[];
  readonly broken: readonly (readonly [key: string, bad: number, severity: Severity])[];
}

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { trust: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly trust: { readonly cases: Readonly<Record<string, PublishedCase>> };
};

function outcomesOf({ events }: PublishedCase): Outcome[] {
  return events.map((event) => ({
    key: event.id,
    at: event.t,
    weight: 1,
    kept: event.k ?? (event.kind === 'kept' ? 1 : 0),
    accepted: event.accepted === false ? 0.5 : 1,
    severity: event.sev ?? 'minor',
    cause: event.cause ?? null,
    repaired: event.rec ?? 0,
  }));
}

test.each(Object.entries(published.cases))('each promise of “%s” counts as published', (_name, published) => {
  const terms = evidenceTerms(outcomesOf(published), published.t, defaultTrustParameters);
  const good = new Map(terms.good.map((term) => [term.outcome.key, term.good]));
  expect(good.size).toBe(published.kept.length);
  for (const [key, expected] of published.kept) expect(good.get(key)).toBeCloseTo(expected, 9);
  expect(terms.bad.map(({ outcome, bad, severity }) => [outcome.key, bad, severity])).toEqual(
    published.broken.map(([key, bad, severity]) => [key, expect.closeTo(bad, 9), severity]),
  );
});

test('what happens after the moment does not count yet', () => {
  const outcomes = outcomesOf(published.cases['mixed'] ?? { events: [], t: 0, kept: [], broken: [] });
  const terms = evidenceTerms(outcomes, 60, defaultTrustParameters);
  expect(terms.good.map(({ good }) => good)).toEqual([1, 1, 1]);
  expect(terms.bad).toEqual([]);
});
