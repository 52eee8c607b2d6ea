/** Every number of a report has a name that stays. */
import { expect, test } from 'vitest';
import { figureKey, figuresOf } from './audit-values.ts';

test('a figure is named by its path, an item of a list by the name it carries', () => {
  const part = {
    balance: { made: 3, reconciles: true },
    byArea: [
      { figure: 'byArea.sales', area: 'sales', made: 2, keptRate: { k: 1, n: 2, rate: 0.5, low: 0.1, high: 0.9 } },
    ],
    median: { value: null, low: null, high: null, n: 0 },
    words: 'no figure',
  };
  expect(figuresOf(part)).toEqual([
    { figure: 'balance.made', value: 3, low: null, high: null, n: null },
    { figure: 'byArea.sales.made', value: 2, low: null, high: null, n: null },
    { figure: 'byArea.sales.keptRate', value: 0.5, low: 0.1, high: 0.9, n: 2 },
    { figure: 'median', value: null, low: null, high: null, n: 0 },
  ]);
});

test('a full stop within a name does not divide the figure', () => {
  expect(figureKey('v1.2')).toBe('v1~2');
});
