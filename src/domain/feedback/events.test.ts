/** What the customer says lies on its scale. */
import { expect, test } from 'vitest';
import { parseFact } from '../catalogue.ts';

const given = (fields: Record<string, unknown>) =>
  parseFact('feedback.given', { feedbackId: 'fbk_1', measure: 'recommendation', ...fields });

test('a value lies on its scale, from 1 to 5 unless another is named', () => {
  expect(given({ value: 5 }).ok).toBe(true);
  expect(given({ value: 6 })).toMatchObject({ problems: [{ field: 'value', value: 6 }] });
  expect(given({ value: 0, scaleMin: 0, scaleMax: 10 }).ok).toBe(true);
  expect(given({ value: 11, scaleMin: 0, scaleMax: 10 }).ok).toBe(false);
});

test('a number that is none is refused', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '4']) expect(given({ value }).ok).toBe(false);
});
