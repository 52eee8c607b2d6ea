/** The designs that compare: matched customers, before and after, staggered starts, change within the customer, the lot. */
import { describe, expect, test } from 'vitest';
import { normal } from '../../../test/simulated-company.ts';
import { eValue } from './e-value.ts';
import { type Comparable, matchedComparison } from './matched-comparison.ts';
import { beforeAfter, type ProgrammeUnit, staggeredComparison } from './programme-comparison.ts';
import { seededRandom } from './random.ts';
import { randomisedComparison } from './randomised-comparison.ts';
import { differenceInterval, meanInterval, studentReach } from './student-interval.ts';
import { type Wave, withinCustomerChange } from './within-customer-change.ts';

test.each([
  [1, 12.706205],
  [10, 2.228139],
  [30, 2.042272],
  [1_000, 1.962339],
])('Student’s t with %i degrees of freedom is as printed', (freedom, reach) => {
  expect(studentReach(freedom)).toBeCloseTo(reach, 5);
});

test('the interval of a mean and of a difference are as by hand', () => {
  expect(meanInterval([1, 2, 3])).toMatchObject({ estimate: 2 });
  expect(meanInterval([1, 2, 3]).low).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
  expect(meanInterval([5])).toEqual({ estimate: 5, low: -Infinity, high: Infinity });
  // Equal spreads and sizes: Welch's degrees of freedom are 2 (n - 1).
  expect(differenceInterval([3, 4, 5], [1, 2, 3]).high).toBeCloseTo(2 + 2.776445 * Math.sqrt(2 / 3), 5);
  expect(differenceInterval([2, 2], [1, 1])).toEqual({ estimate: 1, low: 1, high: 1 });
});

test.each([
  [1.5, 2.366025],
  [2, 3.414214],
  [0.8, 1.809017],
  [1, 1],
])('the E-value of a risk ratio of %d is %d', (ratio, value) => {
  expect(eValue(ratio)).toBeCloseTo(value, 6);
});

describe('counsel against matched customers', () => {
  const random = seededRandom(41);
  /** Larger customers get counsel more often and bring more anyway; counsel adds 20. */
  const customers: readonly Comparable[] = Array.from({ length: 900 }, (_, index) => {
    const size = normal(random);
    const isTreated = random() < 1 / (1 + Math.exp(1.8 - size));
    const outcome = 100 + 30 * size + (isTreated ? 20 : 0) + 15 * normal(random);
    return {
      customerId: `cus_${index}`,
      isTreated,
      stratum: index % 2 ? 'north' : 'south',
      covariates: [size],
      outcome,
    };
  });
  const question = { customers, names: ['size'], caliper: 0.2 };
  const found = matchedComparison(question);
  if (!found.answered) throw new Error(found.reason);

  test('finds what it adds, where the plain difference is twice too large', () => {
    const plain = differenceInterval(
      customers.filter(({ isTreated }) => isTreated).map(({ outcome }) => outcome),
      customers.filter(({ isTreated }) => !isTreated).map(({ outcome }) => outcome),
    );
    expect(plain.low).toBeGreaterThan(25);
    expect(found.difference.low).toBeLessThan(20);
    expect(found.difference.high).toBeGreaterThan(20);
    expect(found.difference.estimate).toBeGreaterThan(14);
  });

  test('pairs customers of one stratum, each once, and shows how alike they became', () => {
    const stratumOf = new Map(customers.map(({ customerId, stratum }) => [customerId, stratum]));
    const used = found.pairs.flatMap(({ treated, matched }) => [treated, matched]);
    expect(new Set(used).size).toBe(used.length);
    for (const { treated, matched } of found.pairs) expect(stratumOf.get(treated)).toBe(stratumOf.get(matched));
    const [size] = found.balance;
    expect(size?.before).toBeGreaterThan(0.5);
    expect(Math.abs(size?.after ?? 1)).toBeLessThan(0.1);
    expect(found.unbalanced).toEqual([]);
    expect(found).toMatchObject({ wording: 'associated with', eValue: null, counted: 'pairs' });
  });

  test('of returns says how strong a hidden reason would have to be', () => {
    const returned = customers.map((one) => ({ ...one, outcome: one.outcome > 110 ? 1 : 0 }));
    const shares = matchedComparison({ ...question, customers: returned });
    if (!shares.answered) throw new Error(shares.reason);
    expect(shares.eValue).toBeCloseTo(eValue(shares.treatedMean / shares.matchedMean), 12);
    expect(shares.treatedMean).toBeGreaterThan(shares.matchedMean);
  });

  test('with few pairs is an interval, with fewer a refusal, and never a guess', () => {
    const treated = customers.filter(({ isTreated }) => isTreated);
    const others = customers.filter(({ isTreated }) => !isTreated);
    const some = matchedComparison({ ...question, customers: [...treated.slice(0, 25), ...others] });
    expect(some).toMatchObject({ answered: true, difference: { estimate: null } });
    expect(matchedComparison({ ...question, customers: treated })).toMatchObject({ why: 'too few' });
    const far = others.map((one) => ({ ...one, covariates: [one.covariates[0] ?? 0, 1] }));
    expect(matchedComparison({ ...question, customers: [...treated, ...far] })).toMatchObject({ why: 'malformed' });
    const apart = others.map((one) => ({ ...one, stratum: 'elsewhere' }));
    expect(matchedComparison({ ...question, customers: [...treated, ...apart] })).toMatchObject({ why: 'too few' });
  });
});

describe('a programme that starts area by area', () => {
  const random = seededRandom(53);
  const first = 2024 * 12;
  /** Everybody improves by 1 a month; the programme adds `effect`; `drift` moves the treated before it, too. */
  function unitsWith(effect: number, drift = 0, count = 60): readonly ProgrammeUnit[] {
    return Array.from({ length: count }, (_, index) => {
      const startMonth = index % 3 === 0 ? null : first + 8 + (index % 5);
      const level = 50 + 5 * normal(random);
      const values = new Map<number, number>();
      for (let month = first; month < first + 20; month += 1) {
        const isOn = startMonth !== null && month >= startMonth;
        const own = startMonth === null ? 0 : drift * (month - first);
        values.set(month, level + (month - first) + own + (isOn ? effect : 0) + normal(random));
      }
      return { unit: `area_${index}`, startMonth, values };
    });
  }
  const question = { monthsBefore: 6, monthsAfter: 4, resamples: 300, random };

  test('earns the word worth when both sides moved alike before', () => {
    const found = staggeredComparison({ units: unitsWith(10), ...question });
    expect(found).toMatchObject({ answered: true, wording: 'worth', n: 60, treated: 40, controls: 28 });
    if (!found.answered) return;
    expect(found.difference.low).toBeLessThan(10);
    expect(found.difference.high).toBeGreaterThan(10);
    expect(found.before.low).toBeLessThan(0);
    expect(found.before.high).toBeGreaterThan(0);
  });

  test('does not earn it when those who started were improving already', () => {
    const found = staggeredComparison({ units: unitsWith(0, 0.8), ...question });
    expect(found).toMatchObject({ answered: true, wording: 'associated with' });
    expect(found.answered && found.design).toContain('before the start already');
  });

  test('does not earn it when it did nothing', () => {
    const found = staggeredComparison({ units: unitsWith(0), ...question });
    expect(found).toMatchObject({ wording: 'associated with' });
    expect(found.answered && found.difference.low < 0 && found.difference.high > 0).toBe(true);
  });

  test('before and after takes what happened to everybody for its own, and says associated', () => {
    const found = beforeAfter({ units: unitsWith(10), ...question });
    if (!found.answered) throw new Error(found.reason);
    // 10 from the programme and 5 months of 1 from the times.
    expect(found.change.estimate).toBeCloseTo(15, 0);
    expect(found).toMatchObject({ wording: 'associated with', counted: 'units', n: 40 });
  });

  test('that starts everywhere at once, or nearly nowhere, is refused', () => {
    const everywhere = unitsWith(10).map((unit) => ({ ...unit, startMonth: first + 10 }));
    expect(staggeredComparison({ units: everywhere, ...question })).toMatchObject({ why: 'too few' });
    const nowhere = unitsWith(10).map((unit, index) => (index > 4 ? { ...unit, startMonth: null } : unit));
    expect(staggeredComparison({ units: nowhere, ...question })).toMatchObject({ why: 'too few' });
    expect(beforeAfter({ units: [], ...question })).toMatchObject({ why: 'too few' });
    expect(staggeredComparison({ units: nowhere, ...question, monthsBefore: 1 })).toMatchObject({ why: 'malformed' });
  });
});

describe('change within the customer', () => {
  const random = seededRandom(67);
  /** Satisfied customers bring more for a reason of their own; a point more in the same customer brings 4. */
  const waves: readonly Wave[] = Array.from({ length: 120 }, (_, index) => index).flatMap((index) => {
    const own = normal(random);
    return [0, 1, 2].map((wave) => {
      const driver = 7 + 1.5 * own + normal(random);
      return { customerId: `cus_${index}`, wave, driver, outcome: 100 + 40 * own + 4 * driver + 5 * normal(random) };
    });
  });

  test('leaves out what makes customers differ for good', () => {
    const found = withinCustomerChange(waves);
    if (!found.answered) throw new Error(found.reason);
    expect(found.effect.low).toBeLessThan(4);
    expect(found.effect.high).toBeGreaterThan(4);
    expect(found.effect.high).toBeLessThan(6);
    expect(found).toMatchObject({ n: 120, changes: 240, wording: 'associated with' });
  });

  test('is corrected for answers that are partly noise', () => {
    const [plain, corrected] = [withinCustomerChange(waves), withinCustomerChange(waves, 0.8)];
    if (!plain.answered || !corrected.answered) throw new Error('no answer');
    expect(corrected.effect.estimate).toBeCloseTo((plain.effect.estimate ?? 0) / 0.8, 10);
  });

  test('needs customers with two waves whose driver changed', () => {
    expect(withinCustomerChange(waves.filter(({ wave }) => wave === 0))).toMatchObject({ why: 'too few' });
    expect(withinCustomerChange(waves.map((one) => ({ ...one, driver: 5 })))).toMatchObject({ why: 'no difference' });
    expect(withinCustomerChange(waves, 0)).toMatchObject({ why: 'malformed' });
    expect(withinCustomerChange(waves.slice(0, 60))).toMatchObject({ effect: { estimate: null } });
  });
});

describe('an offer by lot', () => {
  const random = seededRandom(71);
  const brought = (mean: number, count: number) => Array.from({ length: count }, () => mean + 10 * normal(random));

  test('earns the word worth when its interval excludes nothing', () => {
    expect(randomisedComparison(brought(60, 80), brought(50, 80))).toMatchObject({ wording: 'worth', n: 160 });
    expect(randomisedComparison(brought(50, 80), brought(50, 80))).toMatchObject({ wording: 'associated with' });
  });

  test('to few is an interval, to fewer a refusal', () => {
    expect(randomisedComparison(brought(90, 12), brought(50, 80))).toMatchObject({
      wording: 'associated with',
      difference: { estimate: null },
    });
    expect(randomisedComparison(brought(90, 9), brought(50, 80))).toMatchObject({ why: 'too few' });
    expect(randomisedComparison([NaN], [])).toMatchObject({ why: 'malformed' });
  });
});
