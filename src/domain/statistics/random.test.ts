/** Seeded chance: repeatable, different by seed, and even enough for simulations. */
import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';

function draw(seed: number, count: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
}

test('the same seed gives the same numbers', () => {
  expect(draw(42, 1000)).toEqual(draw(42, 1000));
});

test('the first numbers of seed 1 never change, or every demo would', () => {
  expect(draw(1, 3)).toEqual([0.7822727714665234, 0.27532708551734686, 0.9936929049436003]);
});

test('neighbouring seeds share nothing', () => {
  const shared = new Set(draw(1, 1000));
  expect(draw(2, 1000).filter((value) => shared.has(value))).toEqual([]);
});

test('all numbers lie in [0, 1) and fill it evenly', () => {
  const values = draw(7, 100_000);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  const bins = Array.from({ length: 20 }, () => 0);
  for (const value of values) {
    const bin = Math.floor(value * 20);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  // Chi-square with 19 degrees of freedom stays below 43.8 in 999 of 1,000 draws.
  const chiSquare = bins.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
  expect(chiSquare).toBeLessThan(43.8);
});

test('a number says nothing about the next', () => {
  const values = draw(11, 100_000);
  let covariance = 0;
  for (const [index, value] of values.slice(1).entries()) covariance += (value - 0.5) * ((values[index] ?? 0) - 0.5);
  expect(Math.abs(covariance / values.length / (1 / 12))).toBeLessThan(0.01);
});
