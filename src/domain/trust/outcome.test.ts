/** The order in which outcomes count. */
import { expect, test } from 'vitest';
import { compareOutcomes, type Outcome } from './outcome.ts';

function outcome(key: string, at: number, kept: number): Outcome {
  return { key, at, weight: 1, kept, accepted: 1, severity: 'minor', cause: null, repaired: 0 };
}

test('outcomes count in the order of time, kept before broken, then by key', () => {
  const sorted = [
    outcome('a', 1, 0.5),
    outcome('c', 1, 1),
    outcome('d', 0, 0),
    outcome('b', 1, 1),
    outcome('b', 1, 0),
  ].sort(compareOutcomes);
  expect(sorted.map(({ key, at, kept }) => [at, key, kept])).toEqual([
    [0, 'd', 0],
    [1, 'b', 1],
    [1, 'c', 1],
    [1, 'a', 0.5],
    [1, 'b', 0],
  ]);
  expect(compareOutcomes(outcome('a', 1, 1), outcome('a', 1, 1))).toBe(0);
});
