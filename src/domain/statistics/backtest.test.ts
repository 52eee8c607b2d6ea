/** Calibration and the back-test on customers whose chances are known. */
import { describe, expect, test } from 'vitest';
import { backtest, type BacktestRow } from './backtest.ts';
import { calibrationOf } from './calibration.ts';
import { seededRandom } from './random.ts';

const random = seededRandom(31);
/** 400 customers on eight days: the first score knows the chance, the second half of it, the third nothing. */
const rows: readonly BacktestRow[] = Array.from({ length: 3_200 }, (_, index) => {
  const signal = 2 * random() - 1;
  const blur = 2 * random() - 1;
  const happened = random() < 1 / (1 + Math.exp(1 - 2 * signal));
  const day = `2025-0${1 + Math.floor(index / 400)}-01`;
  return { customerId: `cus_${index % 400}`, day, happened, scores: [signal, signal + blur, random()] };
});
const names = ['trust', 'kept rate', 'coin'];
const question = { rows, names, testedFrom: '2025-06-01', watchedDays: 60 };
const found = backtest(question);
if (!found.answered) throw new Error(found.reason);

describe('three scores side by side', () => {
  const areas = found.scores.map(({ discrimination }) => (discrimination.answered ? discrimination : null));

  test('discriminate in the order of what they know', () => {
    expect(areas[0]?.estimate).toBeGreaterThan(areas[1]?.estimate ?? 1);
    expect(areas[1]?.low).toBeGreaterThan(0.5);
    expect(areas[2]?.low).toBeLessThan(0.5);
    expect(areas[2]?.high).toBeGreaterThan(0.5);
  });

  test('are compared with the first on the same rows', () => {
    const [own, second] = found.scores;
    expect(own?.advantage).toBeNull();
    expect(second?.advantage).toMatchObject({ answered: true });
    expect(second?.advantage?.answered === true ? second.advantage.high : 1).toBeLessThan(0);
  });

  test('give chances that may be read as chances, out of time', () => {
    const [first] = found.scores;
    if (first?.calibration.answered !== true) throw new Error('no calibration');
    const { slope, intercept, bins, brierSkill } = first.calibration;
    expect(slope?.low).toBeLessThan(1);
    expect(slope?.high).toBeGreaterThan(1);
    expect(intercept?.low).toBeLessThan(0);
    expect(intercept?.high).toBeGreaterThan(0);
    expect(brierSkill).toBeGreaterThan(0.08);
    expect(bins).toHaveLength(10);
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(1_200);
  });

  test('are learnt from rows whose outcome was over before the test began', () => {
    expect(found.model).toContain('1600 earlier rows; 1200 rows tested');
    expect(found).toMatchObject({
      n: 400,
      period: { from: '2025-06', until: '2025-08' },
      wording: 'associated with',
      incomplete: 0,
    });
  });
});

test('a row on which a score is missing counts for none of them', () => {
  const gaps = rows.map((row, index) => (index % 4 === 0 ? { ...row, scores: [null, ...row.scores.slice(1)] } : row));
  expect(backtest({ ...question, rows: gaps })).toMatchObject({ answered: true, incomplete: 300 });
});

test('a score that gives the outcome away beforehand is refused, and the others are judged', () => {
  const leaking = rows.map((row) => ({ ...row, scores: [row.scores[0] ?? 0, Number(row.happened), 0.5] }));
  const judged = backtest({ ...question, rows: leaking });
  if (!judged.answered) throw new Error(judged.reason);
  expect(judged.scores.map(({ discrimination }) => (discrimination.answered ? 'judged' : discrimination.why))).toEqual([
    'judged',
    'separated',
    'no difference',
  ]);
});

test('without rows, or with days that are none, there is no back-test but a reason', () => {
  expect(backtest({ ...question, rows: [] })).toMatchObject({ answered: false, why: 'too few' });
  expect(backtest({ ...question, testedFrom: 'soon' })).toMatchObject({ answered: false, why: 'malformed' });
  expect(backtest({ ...question, names: ['trust'] })).toMatchObject({ answered: false, why: 'malformed' });
});

describe('calibration by itself', () => {
  const exact = Array.from({ length: 100 }, (_, index) => ({
    group: `cus_${index}`,
    chance: index < 50 ? 0.2 : 0.6,
    happened: index < 50 ? index % 5 === 0 : index % 5 < 3,
  }));

  test('of chances that came true to the digit has slope 1 and intercept 0', () => {
    const calibration = calibrationOf(exact);
    if (!calibration.answered) throw new Error(calibration.reason);
    expect(calibration.slope?.estimate).toBeCloseTo(1, 4);
    expect(calibration.intercept?.estimate).toBeCloseTo(0, 8);
    // Half of 0.2 · 0.8 and half of 0.6 · 0.4.
    expect(calibration.brier).toBeCloseTo(0.2, 12);
    expect(calibration.brierSkill).toBeCloseTo(1 - 0.2 / 0.24, 12);
  });

  test('of chances that are too extreme has a slope below 1', () => {
    const loud = exact.map((row) => ({ ...row, chance: row.chance < 0.5 ? 0.01 : 0.95 }));
    const calibration = calibrationOf(loud);
    expect(calibration.answered && calibration.slope !== null && (calibration.slope.high ?? 1) < 1).toBe(true);
  });

  test('of what always happened, or of chances that are none, is refused', () => {
    expect(calibrationOf(exact.map((row) => ({ ...row, happened: true })))).toMatchObject({ why: 'no difference' });
    expect(calibrationOf([{ group: 'a', chance: 2, happened: true }])).toMatchObject({ why: 'malformed' });
    expect(calibrationOf([])).toMatchObject({ why: 'no difference' });
  });
});
