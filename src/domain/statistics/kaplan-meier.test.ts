/** Kaplan-Meier on the leukaemia remissions of Freireich (1963), in every textbook, and on small cases. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Duration, kaplanMeier, medianTime, survivalAt } from './kaplan-meier.ts';

const ended = (time: number): Duration => ({ time, ended: true });
const open = (time: number): Duration => ({ time, ended: false });

// Weeks of remission under 6-mercaptopurine, 21 patients; a plus sign in the books is `open` here.
const remissions = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(open),
];

test('the published curve and its interval come out', () => {
  const published = [
    [6, 21, 0.8571, 0.6197, 0.9516],
    [7, 17, 0.8067, 0.5631, 0.9228],
    [10, 15, 0.7529, 0.5032, 0.8894],
    [13, 12, 0.6902, 0.4316, 0.8491],
    [16, 11, 0.6275, 0.3675, 0.8049],
    [22, 7, 0.5378, 0.2678, 0.7468],
    [23, 6, 0.4482, 0.1881, 0.6801],
  ];
  const { steps } = kaplanMeier(remissions);
  expect(
    steps.map(({ time, atRisk, survival, low, high }) => [
      time,
      atRisk,
      ...[survival, low, high].map((share) => Number(share.toFixed(4))),
    ]),
  ).toEqual(published);
});

test('half of the remissions are over by week 23', () => {
  expect(medianTime(kaplanMeier(remissions))).toBe(23);
});

test('between two ends the share is that of the earlier one', () => {
  expect(survivalAt(kaplanMeier(remissions), 12)?.survival).toBeCloseTo(0.7529, 4);
});

test('while more than half are open there is no median', () => {
  expect(medianTime(kaplanMeier([ended(3), open(9), open(9)]))).toBeNull();
});

test('when all have ended it is the plain share', () => {
  const curve = kaplanMeier([1, 2, 3, 4].map(ended));
  expect(curve.steps.map(({ survival }) => survival)).toEqual([0.75, 0.5, 0.25, 0]);
  expect(medianTime(curve)).toBe(2);
  expect(survivalAt(curve, 90)?.survival).toBe(0);
});

test('five fixes without a reopening are not a proof', () => {
  const after90 = survivalAt(kaplanMeier([100, 120, 95, 200, 150, 3, 8].map(open)), 90);
  expect(after90?.survival).toBe(1);
  expect(after90?.low).toBeCloseTo(0.5655, 4);
  expect(after90?.high).toBe(1);
});

test('nothing is said about a time that nobody was watched for', () => {
  expect(survivalAt(kaplanMeier([ended(10), open(30)]), 90)).toBeNull();
  expect(survivalAt(kaplanMeier([]), 0)).toBeNull();
});

test('the curve never rises and lies in its interval', () => {
  const duration = fc.record({ time: fc.nat(40), ended: fc.boolean() });
  fc.assert(
    fc.property(fc.array(duration, { maxLength: 60 }), (durations) => {
      let previous = 1;
      for (const { survival, low, high } of kaplanMeier(durations).steps) {
        expect(survival).toBeLessThanOrEqual(previous);
        expect(low).toBeLessThanOrEqual(survival);
        expect(high).toBeGreaterThanOrEqual(survival);
        previous = survival;
      }
    }),
    { seed: 20_261_121, numRuns: 500 },
  );
});

test('a negative time is refused', () => {
  expect(() => kaplanMeier([ended(-1)])).toThrow(RangeError);
});
