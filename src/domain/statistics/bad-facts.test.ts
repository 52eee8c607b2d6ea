/** Whatever facts they are given, the statistics on the value of a point answer or say why not; none of them throws. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from './answer.ts';
import { backtest } from './backtest.ts';
import { burnIndex } from './burn-index.ts';
import { calibrationOf } from './calibration.ts';
import type { WatchedMonth } from './customer-months.ts';
import { discriminationOf } from './discrimination.ts';
import { leadingIndicators } from './leading-indicators.ts';
import { matchedComparison } from './matched-comparison.ts';
import { nineOfTen } from './nine-of-ten.ts';
import { valueOfPoint } from './point-value.ts';
import { beforeAfter, staggeredComparison } from './programme-comparison.ts';
import { seededRandom } from './random.ts';
import { randomisedComparison } from './randomised-comparison.ts';
import { responseWeights } from './response-weights.ts';
import { withinCustomerChange } from './within-customer-change.ts';

const odd = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.5, 0.25, 1e-9, 1e9) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -1, 1e308) },
);
const sane = fc.integer({ min: 0, max: 5 });
const customer = fc.integer({ min: 0, max: 30 }).map((index) => `cus_${index}`);
const runs = { seed: 20_261_126, numRuns: 150 };

function expectReason(found: Answer<object>): void {
  if (!found.answered) expect([found.reason, found.missing].every((text) => text.length > 3)).toBe(true);
}

/** Lists of sound facts, and lists with a few odd ones: a single odd number is enough for a refusal. */
function lists<T>(of: (number: fc.Arbitrary<number>) => fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return fc.oneof(fc.array(of(sane), { maxLength, minLength: maxLength / 2 }), fc.array(of(odd), { maxLength }));
}

const watched = (numbers: fc.Arbitrary<number>): fc.Arbitrary<WatchedMonth> =>
  fc.record({
    customerId: customer,
    month: fc.integer({ min: 24_288, max: 24_311 }),
    tenureMonths: fc.nat(30),
    segment: fc.constantFrom(null, 'small', 'large'),
    satisfaction: fc.option(numbers),
    advocacy: fc.option(sane),
    trust: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    keptRate: fc.constant(null),
    brokenThreeMonths: sane,
    refundsThreeMonths: sane,
    purchasesTwelveMonths: sane,
    monthsSincePurchase: sane,
    monthlyIncome: numbers,
    isContractEnd: fc.boolean(),
    isPriceChange: fc.boolean(),
    left: fc.boolean(),
    income: numbers,
  });

test('months of any kind give a value of a point, indicators and weights, or a reason', () => {
  fc.assert(
    fc.property(lists(watched, 120), fc.constantFrom('flag', 'weigh'), (months, missing) => {
      const random = seededRandom(1);
      for (const name of ['satisfaction', 'advocacy', 'trust', 'keptRate'] as const) {
        const found = valueOfPoint(
          { months, living: months.slice(0, 20), period: { from: '2024-01', until: '2025-12' }, leftOut: [] },
          {
            driver: { name, point: 1, lowest: 0, highest: 5 },
            horizon: { months: 12, discountMonthly: 0.01 },
            missing,
            marginShare: 1,
            resamples: 10,
            random,
          },
        );
        expectReason(found);
        if (found.answered) expect(Number.isFinite(found.up.low) && found.up.low <= found.up.high).toBe(true);
      }
      const readings = months.map(({ customerId, month, income }) => ({ customerId, month, value: income }));
      expectReason(leadingIndicators({ months, candidates: [{ name: 'any', readings }], lagMax: 2, random }));
      expectReason(responseWeights(months, ({ satisfaction }) => satisfaction !== null));
    }),
    runs,
  );
});

test('scores of any kind are judged, or not with a reason', () => {
  const row = (numbers: fc.Arbitrary<number>) =>
    fc.record({
      customerId: customer,
      day: fc.constantFrom('2025-01-01', '2025-06-01', '2025-09-01', 'never'),
      happened: fc.boolean(),
      scores: fc.tuple(fc.option(numbers), numbers),
    });
  fc.assert(
    fc.property(lists(row, 90), (rows) => {
      expectReason(backtest({ rows, names: ['one', 'two'], testedFrom: '2025-06-01', watchedDays: 90 }));
      const scored = rows.map(({ customerId, happened, scores }) => ({
        group: customerId,
        happened,
        score: scores[1],
      }));
      expectReason(discriminationOf(scored));
      expectReason(calibrationOf(scored.map(({ score, ...rest }) => ({ ...rest, chance: score }))));
    }),
    runs,
  );
});

test('customers and units of any kind are compared, or not with a reason', () => {
  const one = (numbers: fc.Arbitrary<number>) =>
    fc.record({
      customerId: customer,
      isTreated: fc.boolean(),
      stratum: fc.constantFrom(null, 'a'),
      covariates: fc.tuple(numbers),
      outcome: numbers,
    });
  const unit = (numbers: fc.Arbitrary<number>) =>
    fc.record({
      unit: customer,
      startMonth: fc.option(fc.integer({ min: 5, max: 9 })),
      values: fc.array(fc.tuple(fc.nat(15), numbers)).map((pairs) => new Map(pairs)),
    });
  const wave = (numbers: fc.Arbitrary<number>) =>
    fc.record({ customerId: customer, wave: sane, driver: numbers, outcome: numbers });
  fc.assert(
    fc.property(
      lists(one, 90),
      lists(unit, 30),
      lists(wave, 60),
      fc.integer({ min: -1, max: 6 }),
      (customers, units, waves, monthsBefore) => {
        const question = { units, monthsBefore, monthsAfter: 3, resamples: 10, random: seededRandom(2) };
        expectReason(matchedComparison({ customers, names: ['any'], caliper: 0.5 }));
        expectReason(staggeredComparison(question));
        expectReason(beforeAfter(question));
        expectReason(withinCustomerChange(waves));
        const outcomes = customers.map(({ outcome }) => outcome);
        expectReason(randomisedComparison(outcomes, outcomes.slice(3)));
        const { index } = burnIndex(
          customers.map(({ customerId, isTreated, outcome, covariates: [before] }) => ({
            customerId,
            before,
            now: outcome,
            isNew: isTreated,
          })),
        );
        expect(index === null || !Number.isNaN(index)).toBe(true);
        expectReason(
          nineOfTen(
            customers.map(({ isTreated }, place) => ({ day: '', wasRight: isTreated, bestForBoth: place % 2 === 0 })),
          ),
        );
      },
    ),
    runs,
  );
});
