/** The table behind a regression: named columns, a yes or no for every row, and who the rows belong to. */
import { type NoAnswer, noAnswer } from './answer.ts';
import { choleskyFactor, weightedProducts } from './linear-algebra.ts';
import type { Design } from './logistic-newton.ts';

export interface LogisticTable {
  /** Names of the columns, without the intercept, which is added. */
  readonly columns: readonly string[];
  /** Row after row, as many numbers as there are columns. */
  readonly values: Float64Array;
  /** 1 where it happened, 0 where it did not. */
  readonly outcomes: Float64Array;
  /** How much each row counts; 1 when left out. */
  readonly weights?: Float64Array;
  /** Whom each row belongs to; rows of one customer hang together. Each row by itself when left out. */
  readonly groups?: readonly string[];
}

/** A design whose columns have mean 0 and spread 1, with what leads back to the units they came in. */
export interface Standardised {
  readonly design: Design;
  readonly means: Float64Array;
  readonly spreads: Float64Array;
}

/**
 * The table with an intercept in front and every other column brought to mean 0 and standard deviation 1.
 *
 * Question answered: none by itself. A ridge of 1e-6 and a pivot of 1e-9 mean the same for a share and for an amount
 * only when both are on one scale.
 *
 * Refuses rows that do not fit the columns, numbers that are none, columns that never change, and columns that are sums
 * of those before them.
 */
export function standardise(table: LogisticTable): Standardised | NoAnswer {
  const { columns, values, outcomes } = table;
  const rows = outcomes.length;
  const width = columns.length + 1;
  const weights = table.weights ?? new Float64Array(rows).fill(1);
  const wrong = malformed(table, weights);
  if (wrong !== null) return wrong;
  const means = new Float64Array(width);
  const spreads = new Float64Array(width).fill(1);
  const scaled = new Float64Array(rows * width).fill(1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, column] of columns.entries()) {
    let sum = 0;
    for (let row = 0, at = index; row < rows; row += 1, at += columns.length) {
      sum += (weights[row] ?? 0) * (values[at] ?? 0);
    }
    const mean = sum / total;
    let squares = 0;
    for (let row = 0, at = index; row < rows; row += 1, at += columns.length) {
      const apart = (values[at] ?? 0) - mean;
      squares += (weights[row] ?? 0) * apart * apart;
    }
    const spread = Math.sqrt(squares / total);
    if (!(spread > 1e-12 * (1 + Math.abs(mean)))) {
      return noAnswer('no difference', `${column} is the same in every row`, `rows that differ in ${column}`, column);
    }
    means[index + 1] = mean;
    spreads[index + 1] = spread;
    for (let row = 0; row < rows; row += 1) {
      scaled[row * width + index + 1] = ((values[row * columns.length + index] ?? 0) - mean) / spread;
    }
  }
  const design = { values: scaled, width, outcomes, weights };
  const dependent = dependentColumn(design);
  if (dependent === null) return { design, means, spreads };
  const column = columns[dependent - 1] ?? 'intercept';
  return noAnswer('collinear', `${column} says nothing that the columns before it do not say`, 'fewer columns', column);
}

function malformed({ columns, values, outcomes, groups }: LogisticTable, weights: Float64Array): NoAnswer | null {
  const rows = outcomes.length;
  const fits =
    values.length === rows * columns.length &&
    weights.length === rows &&
    (groups === undefined || groups.length === rows);
  if (!fits) return noAnswer('malformed', 'The rows do not fit the columns', 'a number for every row and column');
  const isSound =
    values.every(Number.isFinite) &&
    weights.every((weight) => Number.isFinite(weight) && weight >= 0) &&
    outcomes.every((outcome) => outcome === 0 || outcome === 1);
  if (!isSound) return noAnswer('malformed', 'Some values are no numbers', 'a number for every row and column');
  const used = outcomes.filter((_, row) => (weights[row] ?? 0) > 0);
  const happened = used.filter((outcome) => outcome === 1).length;
  if (happened > 0 && happened < used.length) return null;
  const always = used.length === 0 ? 'There are no rows' : `It happened in ${happened} of ${used.length} rows`;
  return noAnswer('no difference', always, 'rows in which it happened and rows in which it did not');
}

function dependentColumn({ values, width, weights }: Design): number | null {
  const factored = choleskyFactor(weightedProducts(values, width, weights), width, 1e-9);
  return 'dependentColumn' in factored ? factored.dependentColumn : null;
}
