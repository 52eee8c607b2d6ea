/** What goes with whether something happens: logistic regression that refuses where there is no answer. */
import { type Answer, noAnswer } from './answer.ts';
import { clusterRobustCovariance } from './cluster-robust.ts';
import { choleskyFactor, invertFactored, sandwich } from './linear-algebra.ts';
import { climb } from './logistic-newton.ts';
import { type LogisticTable, type Standardised, standardise } from './logistic-table.ts';
import { separatingColumn, separatingDirection } from './separation.ts';
import type { Interval } from './wilson-interval.ts';

const z95 = 1.959963984540054;

/** Keeps the curvature from vanishing; far too small to move an estimate. */
const usualRidge = 1e-6;

export interface Coefficient extends Interval {
  readonly name: string;
  /** Change of the logit (log-odds) for one more of the column's unit. */
  readonly estimate: number;
  readonly standardError: number;
}

export interface LogisticFit {
  /** The intercept first, then the columns in their order. */
  readonly coefficients: readonly Coefficient[];
  /** Covariance of the coefficients, flat. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly n: number;
  /** Rows in which it happened. */
  readonly happened: number;
  /** How many groups the standard errors rest on; null when every row stands for itself. */
  readonly groups: number | null;
  readonly iterations: number;
  readonly ridge: number;
}

/**
 * Logistic regression with a trace of ridge, and cluster-robust standard errors where rows belong to groups.
 *
 * Question answered: "how much likelier is it that a customer leaves, for each point of satisfaction less?"
 *
 * In words: the logit ln(p/(1-p)) is a sum of coefficients times columns; take the coefficients that make what happened
 * most likely, less ½ ridge Σ b² over the standardised columns. Each interval is b ± 1.96 standard errors.
 *
 * Reference: D. R. Cox, J. R. Statist. Soc. B 20 (1958) 215-242; checked against Spector and Mazzeo's data in W. H.
 * Greene, "Econometric Analysis".
 *
 * Not causal: it says what goes together. Refuses rows without difference, columns that say the same, separated data
 * (with the column that separates) and climbs that do not arrive; it never throws.
 *
 * @param start coefficients near which the climb begins, the intercept first, in the units of the table: those of a fit to
 * nearly the same rows save most of the way
 *
 * @example fitLogistic({ columns: ['score'], values, outcomes }).coefficients[1].estimate
 */
export function fitLogistic(table: LogisticTable, ridge = usualRidge, start?: readonly number[]): Answer<LogisticFit> {
  const prepared = standardise(table);
  if ('answered' in prepared) return prepared;
  const { design } = prepared;
  const alone = separatingColumn(design);
  if (alone !== null) return separated(table, alone);
  const fit = climb(design, ridge, start === undefined ? undefined : standardisedStart(prepared, start));
  const together = separatingDirection(design, fit, ridge);
  if (together !== null) return separated(table, together);
  const factored = choleskyFactor(fit.information, design.width);
  if (!fit.isConverged || 'dependentColumn' in factored) {
    const reason = `No most likely coefficients were found in ${fit.iterations} steps`;
    return noAnswer('not converged', reason, 'more rows, or fewer columns');
  }
  const inverse = invertFactored(factored.lower, design.width);
  const robust =
    table.groups === undefined ? inverse : clusterRobustCovariance(design, fit.coefficients, inverse, table.groups);
  if (robust === null) return noAnswer('too few', 'All rows belong to one group', 'rows of two groups at least');
  const covariance = sandwich(backToUnits(prepared), robust, design.width);
  const estimates = inUnits(prepared, fit.coefficients);
  const coefficients = ['intercept', ...table.columns].map((name, index) => {
    const estimate = estimates[index] ?? 0;
    const standardError = Math.sqrt(covariance[index * design.width + index] ?? 0);
    const reach = z95 * standardError;
    return { name, estimate, standardError, low: estimate - reach, high: estimate + reach };
  });
  return {
    answered: true,
    coefficients,
    covariance,
    logLikelihood: fit.logLikelihood,
    n: design.outcomes.length,
    happened: design.outcomes.filter((outcome) => outcome === 1).length,
    groups: table.groups === undefined ? null : new Set(table.groups).size,
    iterations: fit.iterations,
    ridge,
  };
}

/** Coefficients of standardised columns in the units of the table, the intercept first. */
export function inUnits(prepared: Standardised, coefficients: Float64Array): Float64Array {
  const back = backToUnits(prepared);
  const { width } = prepared.design;
  return coefficients.map((_, row) =>
    coefficients.reduce((sum, value, column) => sum + (back[row * width + column] ?? 0) * value, 0),
  );
}

/** The chance that a fitted regression gives a row (without intercept). */
export function chanceOf(fit: Pick<LogisticFit, 'coefficients'>, row: readonly number[]): number {
  const logit = fit.coefficients.reduce(
    (sum, { estimate }, index) => sum + estimate * (index === 0 ? 1 : (row[index - 1] ?? 0)),
    0,
  );
  return 1 / (1 + Math.exp(-logit));
}

/** Coefficients in the units of the table as those of its standardised columns. */
function standardisedStart({ means, spreads }: Standardised, start: readonly number[]): Float64Array {
  const scaled = means.map((_, index) => (start[index] ?? 0) * (spreads[index] ?? 1));
  scaled[0] = start.reduce((sum, value, index) => sum + (index === 0 ? value : value * (means[index] ?? 0)), 0);
  return scaled;
}

/** The linear map from coefficients of standardised columns to those of the columns as they came. */
function backToUnits({ design, means, spreads }: Standardised): Float64Array {
  const { width } = design;
  const map = new Float64Array(width * width);
  map[0] = 1;
  for (let k = 1; k < width; k += 1) {
    map[k] = -(means[k] ?? 0) / (spreads[k] ?? 1);
    map[k * width + k] = 1 / (spreads[k] ?? 1);
  }
  return map;
}

function separated({ columns }: LogisticTable, index: number) {
  const column = columns[index - 1] ?? '';
  return noAnswer(
    'separated',
    `${column} tells what happened without a mistake, so that any effect, however large, would fit`,
    `rows with the same ${column} in which it happened, and in which it did not`,
    column,
  );
}
