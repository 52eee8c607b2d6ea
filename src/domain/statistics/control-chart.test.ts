/** Control charts on twenty months of real promised delivery dates (Olist, Brazil), and on simple cases. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { controlChart, type ChartPoint } from './control-chart.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { control } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly control: {
    readonly olist_months: readonly (readonly [month: string, total: number, broken: number])[];
    readonly pbar: number;
    readonly laney_sigma_z: number;
    readonly shewhart_high: readonly string[];
    readonly laney_high: readonly string[];
  };
};
const chart = controlChart(control.olist_months.map(([, total, broken]) => ({ total, broken })));

function monthsWhere(chosen: (point: ChartPoint) => boolean): string[] {
  return control.olist_months.flatMap(([month], index) => {
    const point = chart.points[index];
    return point !== undefined && chosen(point) ? [month] : [];
  });
}

test('7.13 % of the promised dates were missed over the twenty months', () => {
  expect(chart.centre).toBeCloseTo(control.pbar, 6);
});

test('by Shewhart three months were bad and three good', () => {
  expect(monthsWhere(({ signal }) => signal === 'high')).toEqual(control.shewhart_high);
  expect(monthsWhere(({ signal }) => signal === 'low')).toEqual(['2017-07', '2018-06', '2018-07']);
});

test('Black Friday, February and March stand out by 7.30, 6.70 and 11.46 standard errors', () => {
  const highest = chart.points.filter(({ signal }) => signal === 'high').map(({ z }) => z.toFixed(2));
  expect(highest).toEqual(['7.30', '6.70', '11.46']);
});

test('allowing for how months vary, only March 2018 was bad', () => {
  expect(chart.laneySigma).toBeCloseTo(control.laney_sigma_z, 4);
  expect(monthsWhere(({ laneySignal }) => laneySignal === 'high')).toEqual(control.laney_high);
  expect(monthsWhere(({ laneySignal }) => laneySignal === 'low')).toEqual([]);
});

test('limits stay between 0 and 1 and agree with the signals', () => {
  for (const { rate, low, high, signal, laneyLow, laneyHigh, laneySignal } of chart.points) {
    expect(low).toBeGreaterThanOrEqual(0);
    expect(laneyHigh).toBeLessThanOrEqual(1);
    expect(signal === 'none').toBe(rate >= low && rate <= high);
    expect(laneySignal === 'none').toBe(rate >= laneyLow && rate <= laneyHigh);
  }
});

test('where nothing was ever broken nothing stands out', () => {
  const perfect = controlChart([
    { total: 10, broken: 0 },
    { total: 30, broken: 0 },
  ]);
  expect(perfect.centre).toBe(0);
  expect(perfect.points.every(({ signal, laneySignal }) => signal === 'none' && laneySignal === 'none')).toBe(true);
  expect(controlChart([])).toEqual({ centre: 0, laneySigma: 1, points: [] });
});

test('a period without outcomes is refused', () => {
  expect(() => controlChart([{ total: 0, broken: 0 }])).toThrow(RangeError);
});
