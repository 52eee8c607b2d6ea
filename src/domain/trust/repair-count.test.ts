/** How many kept promises a breach costs; that the count restores the score exactly is axiom A10. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { trustFrom } from './evidence.ts';
import { severities } from './outcome.ts';
import { defaultTrustParameters as parameters } from './parameters.ts';
import { keptPromisesToReach, repairCount } from './repair-count.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { trust: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly trust: { readonly repair_count: readonly { readonly m: number }[] };
};
const tenKept = trustFrom(10, 0, parameters);

test('after ten kept promises a breach costs 24.75, 52, 105 or 208 more', () => {
  const counts = severities.map((severity) => repairCount(tenKept, { severity, weight: 1 }, parameters));
  for (const [index, { m }] of published.repair_count.entries()) expect(counts[index]).toBeCloseTo(m, 9);
});

test('a promise that matters twice as much outweighs twice as hard', () => {
  expect(repairCount(tenKept, { severity: 'minor', weight: 2 }, parameters)).toBeCloseTo(49.5, 9);
});

test('the way back is counted in whole promises', () => {
  const afterMinor = trustFrom(10, 2.25, parameters);
  expect(keptPromisesToReach(afterMinor, tenKept.score, parameters)).toBe(25);
  const afterMajor = trustFrom(7.5, 4.5, parameters);
  expect(keptPromisesToReach(afterMajor, tenKept.score, parameters)).toBe(52);
});

test('who is there already needs none, and nobody reaches certainty', () => {
  expect(keptPromisesToReach(tenKept, 0.9, parameters)).toBe(0);
  expect(keptPromisesToReach(tenKept, 1, parameters)).toBeNull();
  expect(() => keptPromisesToReach(tenKept, 1.1, parameters)).toThrow(RangeError);
});
