/** The Bernoulli CUSUM against a trace done by hand and against how long it should take to raise an alarm. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bernoulliCusum, cusumDesign } from './bernoulli-cusum.ts';
import { seededRandom } from './random.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { control } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly control: {
    readonly bernoulli_cusum: {
      readonly p0: number;
      readonly p1: number;
      readonly up: number;
      readonly down: number;
      readonly trace: readonly number[];
      readonly h: number;
      readonly path: readonly number[];
      readonly signals: readonly number[];
      readonly ARL: Readonly<Record<string, readonly [usual: number, alarm: number]>>;
    };
  };
};
const { p0, p1, up, down, trace, h, path, signals, ARL } = control.bernoulli_cusum;

/** Mean number of outcomes between alarms, in a run long enough for about so many alarms. */
function outcomesPerAlarm(rate: number, limit: number, length: number): number {
  const random = seededRandom(1999);
  const broken = Array.from({ length }, () => random() < rate);
  const heights = bernoulliCusum(broken, { usualRate: p0, alarmRate: p1, limit });
  return (heights.findLastIndex((height) => height >= limit) + 1) / heights.filter((height) => height >= limit).length;
}

test('the trace of nine outcomes is the one done by hand', () => {
  const heights = bernoulliCusum(
    trace.map((outcome) => outcome === 1),
    { usualRate: p0, alarmRate: p1, limit: h },
  );
  expect(heights).toHaveLength(path.length);
  for (const [index, expected] of path.entries()) expect(heights[index]).toBeCloseTo(expected, 6);
  expect(heights.flatMap((height, index) => (height >= h ? [index] : []))).toEqual(signals);
});

test('a broken promise lifts it by ln 2 and a kept one lowers it a little', () => {
  const [first = 0, second = 0] = bernoulliCusum([true, false], { usualRate: p0, alarmRate: p1, limit: h });
  expect(first).toBeCloseTo(up, 6);
  expect(second - first).toBeCloseTo(down, 6);
});

test.each(Object.entries(ARL))('at limit %s alarms come as often as the Markov chain says', (limit, [usual, alarm]) => {
  // Run lengths are nearly exponential: 2,000 of them have a mean within 2.5 %, 200 within 7 % (one standard error).
  expect(Math.abs(outcomesPerAlarm(p1, Number(limit), 2000 * alarm) / alarm - 1)).toBeLessThan(0.05);
  expect(Math.abs(outcomesPerAlarm(p0, Number(limit), 200 * usual) / usual - 1)).toBeLessThan(0.15);
});

test('the usual design watches for a doubling', () => {
  expect(cusumDesign(0.05)).toEqual({ usualRate: 0.05, alarmRate: 0.1, limit: 3.5 });
  expect(cusumDesign(0.6).alarmRate).toBe(0.8);
});

test('a usual rate of nothing, or an alarm below the usual, is refused', () => {
  expect(() => bernoulliCusum([true], cusumDesign(0))).toThrow(RangeError);
  expect(() => bernoulliCusum([true], { usualRate: 0.1, alarmRate: 0.05, limit: 3.5 })).toThrow(RangeError);
});
