/** Displacement on the three worked examples of whack-a-mole. */
import { expect, test } from 'vitest';
import { displacement } from './displacement.ts';

function breaches(...counts: readonly number[]): Map<string, number> {
  return new Map(counts.map((count, index) => [`cause ${index}`, count]));
}

const before = breaches(8, 3, 0, 2);

test('seven breaches fewer here and seven more there is pure whack-a-mole', () => {
  expect(displacement(before, breaches(1, 3, 5, 4))).toEqual({ increases: 7, decreases: 7, change: 0, ratio: 1 });
});

test('less everywhere is a real fix', () => {
  expect(displacement(before, breaches(1, 1, 0, 1))).toEqual({ increases: 0, decreases: 10, change: -10, ratio: 0 });
});

test('some of it came back under another name', () => {
  const moved = displacement(before, breaches(1, 3, 3, 2));
  expect(moved.ratio).toBeCloseTo(3 / 7, 14);
  expect(moved.change).toBe(-4);
});

test('a cause that is missing from a period had no breaches in it', () => {
  expect(displacement(new Map([['late', 2]]), new Map([['lost', 3]]))).toMatchObject({ increases: 3, decreases: 2 });
});

test('where nothing went away nothing can have moved', () => {
  expect(displacement(breaches(1), breaches(4)).ratio).toBeNull();
});
