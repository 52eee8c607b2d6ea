/** What one more column adds to a hazard: in the months it was fitted on, and in months it had not seen. */
import { type Answer, type Estimate, type NoAnswer, noAnswer } from './answer.ts';
import type { WatchedMonth } from './customer-months.ts';
import type { Hazard } from './discrete-hazard.ts';
import { isMissingEnough } from './hazard-terms.ts';
import { fitLogistic, type LogisticFit } from './logistic-regression.ts';
import type { LogisticTable } from './logistic-table.ts';
import { normalChance } from './normal-distribution.ts';

export interface Evidence {
  /** Change of the logit of leaving for one unit, with its cluster-robust interval. */
  readonly effect: Estimate;
  /** Of the likelihood ratio, one degree of freedom. */
  readonly pValue: number;
  /** Log loss saved a row in the months not fitted on, in nats; negative when the column misleads. */
  readonly gain: number;
  /** Rows in which the value was known. */
  readonly known: number;
}

/** A column to be judged: what was known for every row of the baseline, NaN where nothing was. */
export interface Sign {
  readonly name: string;
  readonly values: Float64Array;
}

export interface Judge {
  readonly evidenceOf: (sign: Sign) => Answer<Evidence>;
  /** The gain alone, without the fit to all months; null where it cannot be told. */
  readonly gainOf: (sign: Sign) => number | null;
}

/**
 * Columns against the baseline hazard, one at a time.
 *
 * In words: the likelihood ratio of the hazard with and without the column over all months (both know where it is
 * missing); and both fitted on the months before `testedFrom`, the mean difference of -ln(chance given to what happened)
 * from then on. Columns that are missing in the same rows share the fits without them, and every fit begins where the one
 * with a column less ended.
 *
 * Reference: D. R. Cox and D. V. Hinkley, "Theoretical Statistics" (1974), section 9.3, for the ratio; I. J. Good, J. R.
 * Statist. Soc. B 14 (1952) 107-114, for the logarithmic score.
 */
export function judgeOf(months: readonly WatchedMonth[], baseline: Hazard, testedFrom: number): Judge {
  const grounds = new Map<string, Ground>();
  const groundOf = (sign: Sign): Ground | NoAnswer => {
    const missing = Array.from(sign.values, (value) => (Number.isNaN(value) ? '0' : '1')).join('');
    const kept = grounds.get(missing);
    if (kept !== undefined) return kept;
    // A refusal names the sign, and is therefore not kept for others.
    const ground = groundWithout(sign, months, baseline, testedFrom);
    if (!('answered' in ground)) grounds.set(missing, ground);
    return ground;
  };
  return {
    evidenceOf: (sign) => {
      if (sign.values.every(Number.isNaN)) {
        return noAnswer('too few', `${sign.name} was never known`, `readings of ${sign.name}`, sign.name);
      }
      const ground = groundOf(sign);
      const withIt = tableWith(sign, placesOf(sign, months), baseline);
      const large = fitLogistic(withIt, undefined, 'answered' in ground ? undefined : startFrom(withIt, ground.fit));
      if (!large.answered) return large;
      if ('answered' in ground) return ground;
      const loss = lossLater(withIt, ground);
      if (typeof loss !== 'number') return loss;
      const ratio = Math.max(0, 2 * (large.logLikelihood - ground.fit.logLikelihood));
      const { estimate = 0, low = -Infinity, high = Infinity } = large.coefficients[1] ?? {};
      return {
        answered: true,
        effect: { estimate, low, high },
        pValue: 2 * normalChance(-Math.sqrt(ratio)),
        gain: ground.loss - loss,
        known: sign.values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0),
      };
    },
    gainOf: (sign) => {
      if (sign.values.every(Number.isNaN)) return null;
      const ground = groundOf(sign);
      if ('answered' in ground) return null;
      const loss = lossLater(tableWith(sign, ground.places, baseline), ground);
      return typeof loss === 'number' ? ground.loss - loss : null;
    },
  };
}

/** What columns that are missing in the same rows are held against. */
interface Ground {
  readonly places: readonly number[];
  /** Which of these rows are of the months that a fit may learn from. */
  readonly isEarly: readonly boolean[];
  readonly fit: LogisticFit;
  readonly earlyFit: LogisticFit;
  /** Log loss a row in the later months. */
  readonly loss: number;
}

function groundWithout(
  sign: Sign,
  months: readonly WatchedMonth[],
  baseline: Hazard,
  testedFrom: number,
): Ground | NoAnswer {
  const places = placesOf(sign, months);
  const isEarly = places.map((place) => (months[place]?.month ?? Infinity) < testedFrom);
  const without = withoutFirst(tableWith(sign, places, baseline));
  const fit = fitLogistic(ungrouped(without), undefined, startFrom(without, baseline.fit));
  if (!fit.answered) return fit;
  const earlyTable = earlyOf(without, isEarly);
  const earlyFit = fitLogistic(earlyTable, undefined, startFrom(earlyTable, fit));
  if (!earlyFit.answered) return earlyFit;
  return { places, isEarly, fit, earlyFit, loss: lossOf(without, isEarly, earlyFit) };
}

/** The rows a sign can be asked of: all where enough of both outcomes lack it, else those in which it is known. */
function placesOf({ values }: Sign, months: readonly WatchedMonth[]): readonly number[] {
  const places = [...months.keys()];
  const missing = months.filter((_, place) => Number.isNaN(values[place] ?? NaN));
  return isMissingEnough(missing) ? places : places.filter((place) => !Number.isNaN(values[place] ?? NaN));
}

/** The sign around its mean, whether it is missing where that differs, and the columns of the baseline. */
function tableWith({ name, values }: Sign, places: readonly number[], { table }: Hazard): LogisticTable {
  const known = places.flatMap((place) => {
    const value = values[place] ?? NaN;
    return Number.isNaN(value) ? [] : [value];
  });
  const centre = known.reduce((sum, value) => sum + value, 0) / known.length;
  const isFlagged = known.length < places.length;
  const base = table.columns.length;
  const own = isFlagged ? 2 : 1;
  const width = own + base;
  const rows = new Float64Array(places.length * width);
  for (const [row, place] of places.entries()) {
    const value = values[place] ?? NaN;
    rows[row * width] = Number.isNaN(value) ? 0 : value - centre;
    if (isFlagged) rows[row * width + 1] = Number.isNaN(value) ? 1 : 0;
    rows.set(table.values.subarray(place * base, (place + 1) * base), row * width + own);
  }
  return {
    columns: [name, ...(isFlagged ? [`${name} missing`] : []), ...table.columns],
    values: rows,
    outcomes: Float64Array.from(places, (place) => table.outcomes[place] ?? 0),
    groups: places.map((place) => table.groups?.[place] ?? ''),
  };
}

function withoutFirst(table: LogisticTable): LogisticTable {
  return picked(table, [...table.outcomes.keys()], [...table.columns.keys()].slice(1));
}

function ungrouped({ columns, values, outcomes }: LogisticTable): LogisticTable {
  return { columns, values, outcomes };
}

/** Some rows and columns of a table, as one whose rows stand for themselves. */
function picked(table: LogisticTable, rows: readonly number[], columns: readonly number[]): LogisticTable {
  const from = table.columns.length;
  const values = new Float64Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      values[at] = table.values[row * from + column] ?? 0;
      at += 1;
    }
  }
  return {
    columns: columns.map((column) => table.columns[column] ?? ''),
    values,
    outcomes: Float64Array.from(rows, (row) => table.outcomes[row] ?? 0),
  };
}

/** The earlier months. A column that never changes in them can teach nothing and is left out. */
function earlyOf(table: LogisticTable, isEarly: readonly boolean[]): LogisticTable {
  const rows = [...table.outcomes.keys()].filter((row) => isEarly[row] === true);
  const width = table.columns.length;
  const valueAt = (row: number, column: number) => table.values[row * width + column] ?? 0;
  const varied = [...table.columns.keys()].filter((column) =>
    rows.some((row) => valueAt(row, column) !== valueAt(rows[0] ?? 0, column)),
  );
  return picked(table, rows, varied);
}

/** Mean log loss in later months of a hazard with the sign, fitted on earlier ones; the refusal where there is no fit. */
function lossLater(withIt: LogisticTable, { isEarly, earlyFit }: Ground): number | NoAnswer {
  const early = earlyOf(withIt, isEarly);
  const fit = fitLogistic(early, undefined, startFrom(early, earlyFit));
  return fit.answered ? lossOf(withIt, isEarly, fit) : fit;
}

function lossOf({ columns, values, outcomes }: LogisticTable, isEarly: readonly boolean[], fit: LogisticFit): number {
  const coefficients = startFrom({ columns }, fit);
  const width = columns.length;
  let [loss, count] = [0, 0];
  for (let row = 0; row < outcomes.length; row += 1) {
    if (isEarly[row] === true) continue;
    let logit = coefficients[0] ?? 0;
    for (let k = 0; k < width; k += 1) logit += (values[row * width + k] ?? 0) * (coefficients[k + 1] ?? 0);
    const chance = 1 / (1 + Math.exp(-logit));
    loss -= Math.log(Math.max(1e-12, outcomes[row] === 1 ? chance : 1 - chance));
    count += 1;
  }
  return loss / count;
}

/** Coefficients of a fit for the columns of another table, the intercept first: 0 for those that the fit did not have. */
function startFrom({ columns }: Pick<LogisticTable, 'columns'>, { coefficients }: LogisticFit): readonly number[] {
  const [intercept, ...others] = coefficients;
  const known = new Map(others.map(({ name, estimate }) => [name, estimate]));
  return [intercept?.estimate ?? 0, ...columns.map((column) => known.get(column) ?? 0)];
}
