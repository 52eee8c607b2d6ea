/** Logistic regression against Spector and Mazzeo's published fit, and where it has to refuse. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceOf, fitLogistic } from './logistic-regression.ts';
import type { LogisticTable } from './logistic-table.ts';
import { seededRandom } from './random.ts';

const golden = new URL('../../../test/golden/value-of-a-point.json', import.meta.url);
const { logit_spector: published, spector_rows: spector } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly logit_spector: {
    readonly params: Readonly<Record<string, number>>;
    readonly se: Readonly<Record<string, number>>;
    readonly LL: number;
  };
  readonly spector_rows: readonly (readonly [gpa: number, tuce: number, psi: number, grade: number])[];
};
const columns = ['GPA', 'TUCE', 'PSI'];
const spectorTable: LogisticTable = tableOf(
  columns,
  spector.map((row) => row.slice(0, 3)),
  spector.map((row) => row[3]),
);

function tableOf(
  columns: readonly string[],
  rows: readonly (readonly number[])[],
  outcomes: readonly number[],
): LogisticTable {
  return { columns, values: Float64Array.from(rows.flat()), outcomes: Float64Array.from(outcomes) };
}

function answeredFit(table: LogisticTable, ridge?: number) {
  const fit = fitLogistic(table, ridge);
  if (!fit.answered) throw new Error(fit.reason);
  return fit;
}

describe('32 students of Spector and Mazzeo', () => {
  test('give the published coefficients, standard errors and log-likelihood', () => {
    const fit = answeredFit(spectorTable, 0);
    const names = ['const', 'GPA', 'TUCE', 'PSI'];
    for (const [index, name] of names.entries()) {
      expect(Math.abs((fit.coefficients[index]?.estimate ?? 0) - (published.params[name] ?? 0))).toBeLessThan(1e-6);
      expect(Math.abs((fit.coefficients[index]?.standardError ?? 0) - (published.se[name] ?? 0))).toBeLessThan(1e-6);
    }
    expect(Math.abs(fit.logLikelihood - published.LL)).toBeLessThan(1e-6);
    expect(fit).toMatchObject({ n: 32, happened: 11, groups: null });
  });

  test('are moved by the usual trace of ridge in the fifth digit at most', () => {
    const exact = answeredFit(spectorTable, 0);
    const usual = answeredFit(spectorTable);
    for (const [index, { estimate }] of usual.coefficients.entries()) {
      expect(Math.abs(estimate / (exact.coefficients[index]?.estimate ?? 0) - 1)).toBeLessThan(1e-5);
    }
  });

  test('give chances that sum to the number of those who improved', () => {
    const fit = answeredFit(spectorTable, 0);
    const sum = spector.reduce((total, row) => total + chanceOf(fit, row.slice(0, 3)), 0);
    expect(sum).toBeCloseTo(11, 8);
  });
});

describe('separation', () => {
  test('by one column is refused, and the column named', () => {
    // Satisfaction as in a fictional data set: 1 and 2 all left, 4 and 5 none, only 3 is mixed.
    const scores = [1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5];
    const left = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
    const noise = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
    const table = tableOf(
      ['noise', 'satisfaction'],
      scores.map((score, index) => [noise[index] ?? 0, score]),
      left,
    );
    expect(fitLogistic(table)).toMatchObject({ answered: false, why: 'separated', column: 'satisfaction' });
  });

  test('of the 7,043 customers of a fictional telephone company is refused', () => {
    // By score from 1 to 5: how many left and how many stayed. Only 3 is mixed.
    const counts = [
      [922, 0],
      [518, 0],
      [429, 2_236],
      [0, 1_789],
      [0, 1_149],
    ] as const;
    const rows = counts.flatMap(([left, stayed], index) => Array.from({ length: left + stayed }, () => [index + 1]));
    const outcomes = counts.flatMap(([left, stayed]) =>
      Array.from({ length: left + stayed }, (_, index) => (index < left ? 1 : 0)),
    );
    expect(rows).toHaveLength(7_043);
    expect(fitLogistic(tableOf(['satisfaction'], rows, outcomes))).toMatchObject({
      answered: false,
      why: 'separated',
      column: 'satisfaction',
    });
  });

  test('by a level that only leavers have is refused', () => {
    const random = seededRandom(4);
    const rows = Array.from({ length: 400 }, (_, index) => [random(), index < 3 ? 1 : 0]);
    const left = rows.map(([, only], index) => (only === 1 || index % 9 === 0 ? 1 : 0));
    expect(fitLogistic(tableOf(['use', 'only'], rows, left))).toMatchObject({ why: 'separated', column: 'only' });
  });

  test('by two columns together, neither of which separates, is refused', () => {
    const random = seededRandom(11);
    const rows = Array.from({ length: 300 }, () => [random(), random(), random()]);
    const left = rows.map(([first = 0, second = 0]) => (first + second > 1.2 ? 1 : 0));
    const fit = fitLogistic(tableOf(['first', 'second', 'third'], rows, left));
    expect(fit).toMatchObject({ answered: false, why: 'separated' });
    expect(['first', 'second']).toContain(fit.answered ? null : fit.column);
  });

  test('in a few rows among many, by the difference of two columns, is refused', () => {
    const random = seededRandom(12);
    // The six whose second column is one more than the first all left; the others leave by chance.
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      const use = random();
      return [use, index < 6 ? use + 1 : use];
    });
    const left = rows.map((_, index) => (index < 6 || random() < 0.1 ? 1 : 0));
    expect(fitLogistic(tableOf(['before', 'after'], rows, left))).toMatchObject({ answered: false, why: 'separated' });
    const left5 = left.map((value, index) => (index === 0 ? 0 : value));
    expect(fitLogistic(tableOf(['before', 'after'], rows, left5)).answered).toBe(true);
  });

  test('is not cried over a strong effect that the data do hold', () => {
    const random = seededRandom(13);
    const rows = Array.from({ length: 4_000 }, () => [random() * 4 - 2]);
    const left = rows.map(([x = 0]) => (random() < 1 / (1 + Math.exp(-6 * x)) ? 1 : 0));
    const fit = answeredFit(tableOf(['x'], rows, left));
    expect(fit.coefficients[1]?.estimate).toBeGreaterThan(5.2);
    expect(fit.coefficients[1]?.estimate).toBeLessThan(6.8);
  });
});

describe('what cannot be answered', () => {
  test.each([
    ['rows that are not numbers', tableOf(['x'], [[1], [Number.NaN]], [0, 1]), 'malformed', null],
    ['outcomes other than yes and no', tableOf(['x'], [[1], [2]], [0, 2]), 'malformed', null],
    ['a row too few', tableOf(['x'], [[1]], [0, 1]), 'malformed', null],
    ['no rows', tableOf(['x'], [], []), 'no difference', null],
    ['nothing that happened', tableOf(['x'], [[1], [2]], [0, 0]), 'no difference', null],
    ['a column that never changes', tableOf(['x'], [[3], [3], [3]], [0, 1, 0]), 'no difference', 'x'],
  ] as const)('%s is refused with the reason', (_, table, why, column) => {
    expect(fitLogistic(table)).toMatchObject({ answered: false, why, column });
  });

  test('two columns that say the same are refused, and the second named', () => {
    const rows = spector.map(([gpa, tuce]) => [gpa, tuce, 3 * gpa - tuce]);
    const fit = fitLogistic(tableOf(['GPA', 'TUCE', 'sum'], rows, [...spectorTable.outcomes]));
    expect(fit).toMatchObject({ why: 'collinear', column: 'sum' });
  });
});

describe('rows of one customer', () => {
  test('give the sandwich standard errors that NumPy gives for Spector’s students in eight groups', () => {
    const fit = answeredFit({ ...spectorTable, groups: spector.map((_, index) => `class_${index % 8}`) }, 0);
    const expected = [7.298129348112079, 1.595543812692067, 0.15549878554471244, 0.7294442452653026];
    expect(fit.groups).toBe(8);
    for (const [index, { standardError }] of fit.coefficients.entries()) {
      expect(standardError).toBeCloseTo(expected[index] ?? 0, 9);
    }
  });

  test('that are copies of each other do not make the answer surer', () => {
    const copies = 5;
    const groups = spector.flatMap((_, index) => Array.from({ length: copies }, () => `cus_${index}`));
    const rows = spector.flatMap((row) => Array.from({ length: copies }, () => row.slice(0, 3)));
    const outcomes = spector.flatMap((row) => Array.from({ length: copies }, () => row[3]));
    const once = answeredFit({ ...spectorTable, groups: spector.map((_, index) => `cus_${index}`) });
    const often = answeredFit({ ...tableOf(columns, rows, outcomes), groups });
    expect(often.groups).toBe(32);
    for (const [index, { standardError }] of often.coefficients.entries()) {
      expect(standardError / (once.coefficients[index]?.standardError ?? 0)).toBeCloseTo(1, 4);
    }
  });

  test('count by their weight as if they were there more than once', () => {
    const weights = Float64Array.from(spector, (_, index) => 1 + (index % 3));
    const rows = spector.flatMap((row, index) => Array.from({ length: 1 + (index % 3) }, () => row));
    const repeated = tableOf(
      columns,
      rows.map((row) => row.slice(0, 3)),
      rows.map((row) => row[3]),
    );
    const weighted = answeredFit({ ...spectorTable, weights });
    for (const [index, { estimate }] of answeredFit(repeated).coefficients.entries()) {
      expect(weighted.coefficients[index]?.estimate).toBeCloseTo(estimate, 6);
    }
  });
});

test('whatever it is given, it answers or says why not, and what is answered is finite', () => {
  const row = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: false }), fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const fit = fitLogistic(
        tableOf(
          ['a', 'b'],
          rows.map(([a, b]) => [a, b]),
          rows.map(([, , did]) => (did ? 1 : 0)),
        ),
      );
      if (fit.answered) {
        for (const { estimate, standardError } of fit.coefficients) {
          expect(Number.isFinite(estimate) && standardError > 0).toBe(true);
        }
      } else expect(fit.missing.length).toBeGreaterThan(3);
    }),
    { seed: 20_261_126, numRuns: 300 },
  );
});

test('the unit of a column changes its coefficient and nothing else', () => {
  const inCents = tableOf(
    columns,
    spector.map(([gpa, tuce, psi]) => [gpa * 100, tuce, psi]),
    [...spectorTable.outcomes],
  );
  const fit = answeredFit(spectorTable);
  const other = answeredFit(inCents);
  expect(other.logLikelihood).toBeCloseTo(fit.logLikelihood, 8);
  expect(other.coefficients[1]?.estimate).toBeCloseTo((fit.coefficients[1]?.estimate ?? 0) / 100, 8);
});
