/** Benjamini-Hochberg on the example of the paper and on pure chance. */
import { expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { seededRandom } from './random.ts';

test('of the fifteen tests in the paper of 1995 four are believed at 5 %', () => {
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  const believed = benjaminiHochberg(published).filter((adjusted) => adjusted <= 0.05);
  expect(believed).toHaveLength(4);
});

test('adjusted values come back in the order given and never below the raw ones', () => {
  const raw = [0.01, 0.04, 0.03];
  const adjusted = benjaminiHochberg(raw);
  for (const [index, expected] of [0.03, 0.04, 0.04].entries()) expect(adjusted[index]).toBeCloseTo(expected, 14);
});

test('a single test needs no adjustment, and no test gives no answer', () => {
  expect(benjaminiHochberg([0.2])).toEqual([0.2]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test('when nothing is going on, an alarm is raised in about one watch of twenty', () => {
  const random = seededRandom(1995);
  const watches = 4000;
  let alarms = 0;
  for (let watch = 0; watch < watches; watch += 1) {
    const adjusted = benjaminiHochberg(Array.from({ length: 20 }, () => random()));
    if (Math.min(...adjusted) <= 0.05) alarms += 1;
  }
  expect(alarms / watches).toBeGreaterThan(0.04);
  expect(alarms / watches).toBeLessThan(0.06);
});

test('a p-value outside 0 to 1 is refused', () => {
  expect(() => benjaminiHochberg([0.5, 1.1])).toThrow(RangeError);
});
