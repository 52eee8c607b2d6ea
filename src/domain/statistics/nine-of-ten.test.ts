/** Nine times out of ten: what few choices can show and what they cannot. */
import { expect, test } from 'vitest';
import { exactInterval, type GoldenChoice, nineOfTen } from './nine-of-ten.ts';

function choices(best: number, not: number, open = 0, wasRight = true): readonly GoldenChoice[] {
  const judged = [...Array.from({ length: best }, () => true), ...Array.from({ length: not }, () => false)];
  return [...judged, ...Array.from({ length: open }, () => null)].map((bestForBoth, index) => ({
    day: `2025-0${1 + (index % 3)}-15`,
    wasRight,
    bestForBoth,
  }));
}

test.each([
  [9, 1, 'not known yet'],
  [35, 0, 'not known yet'],
  [36, 0, 'holds'],
  [95, 5, 'not known yet'],
  [96, 4, 'holds'],
  [10, 8, 'does not hold'],
] as const)('%i of them best for both and %i not: %s', (best, not, verdict) => {
  expect(nineOfTen(choices(best, not))).toMatchObject({ answered: true, verdict, n: best + not });
});

test('choices that nobody has judged yet are counted apart, and those against the rule stand beside', () => {
  const found = nineOfTen([...choices(9, 1, 4), ...choices(2, 2, 1, false)]);
  expect(found).toMatchObject({ open: 4, otherwise: { share: 0.5, n: 4 }, counted: 'choices' });
  expect(found).toMatchObject({ period: { from: '2025-01', until: '2025-03' } });
  expect(nineOfTen(choices(9, 1))).toMatchObject({ otherwise: null });
});

test('four choices are too few for an answer', () => {
  expect(nineOfTen(choices(4, 0, 9))).toMatchObject({ answered: false, why: 'too few' });
});

test('the verdict never says what the interval beside it does not', () => {
  for (let total = 5; total <= 120; total += 1) {
    for (let best = 0; best <= total; best += 1) {
      const found = nineOfTen(choices(best, total - best));
      if (!found.answered) throw new Error(found.reason);
      const { low, high } = found.share;
      expect(found.verdict).toBe(low > 0.9 ? 'holds' : high < 0.9 ? 'does not hold' : 'not known yet');
    }
  }
  // Where the claim is just true, it is called proved once in forty times at most.
  expect(0.9 ** 36).toBeLessThan(0.025);
});

test('the exact interval is as published', () => {
  const { low, high } = exactInterval(9, 10);
  expect(low).toBeCloseTo(0.554984, 6);
  expect(high).toBeCloseTo(0.997471, 6);
  expect(exactInterval(0, 10).low).toBe(0);
  expect(exactInterval(0, 10).high).toBeCloseTo(0.308497, 6);
  expect(exactInterval(10, 10).high).toBe(1);
  expect(exactInterval(3, 2)).toEqual({ low: 0, high: 1 });
});
