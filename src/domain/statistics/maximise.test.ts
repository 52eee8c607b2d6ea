/** Hills whose top is known. */
import { expect, test } from 'vitest';
import { curvatureAt, maximise, withSlopes } from './maximise.ts';
import { nelderMead } from './nelder-mead.ts';

/** Rosenbrock's valley turned over: a curved ridge with its top at (1, 1). */
function ridge([x = 0, y = 0]: Float64Array): number {
  return -((1 - x) ** 2) - 100 * (y - x * x) ** 2;
}

test('a climb along a curved ridge ends at its top', () => {
  const { place, value } = maximise(withSlopes(ridge), [-1.2, 1]);
  expect(place[0]).toBeCloseTo(1, 4);
  expect(place[1]).toBeCloseTo(1, 4);
  expect(value).toBeGreaterThan(-1e-8);
});

test('the simplex finds it too, without slopes', () => {
  const place = nelderMead(ridge, [-1.2, 1]);
  expect(place[0]).toBeCloseTo(1, 4);
  expect(place[1]).toBeCloseTo(1, 4);
});

test('a wall in the way is not stepped over', () => {
  const walled = ([x = 0]: Float64Array) => (x < 0 ? NaN : Math.log(x + 1e-3) - x);
  expect(maximise(withSlopes(walled), [3]).place[0]).toBeCloseTo(0.999, 4);
  expect(maximise(withSlopes(walled), [-1]).steps).toBe(0);
});

test('the curvature of a paraboloid is its matrix', () => {
  const bowl = ([x = 0, y = 0]: Float64Array) => -(2 * x * x + 3 * x * y + 5 * y * y);
  const found = curvatureAt(withSlopes(bowl), Float64Array.of(0.3, -0.7));
  for (const [index, expected] of [-4, -3, -3, -10].entries()) expect(found[index]).toBeCloseTo(expected, 4);
});
