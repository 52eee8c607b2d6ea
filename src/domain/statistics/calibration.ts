/** Whether chances are right: of those who were given 20 %, did it happen to one in five? */
import { type Answer, type Estimate, noAnswer } from './answer.ts';
import { fitLogistic } from './logistic-regression.ts';
import { type Interval, wilsonInterval } from './wilson-interval.ts';

export interface Predicted {
  readonly group: string;
  /** The chance that was given before it was known. */
  readonly chance: number;
  readonly happened: boolean;
}

export interface ReliabilityBin extends Interval {
  readonly n: number;
  /** Mean chance given in this bin. */
  readonly predicted: number;
  /** Share to whom it happened, with Wilson's interval in low and high. */
  readonly observed: number;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** 1 when chances are as spread as they should be; below 1 they are too extreme. Null where it cannot be fitted. */
  readonly slope: Estimate | null;
  /** 0 when the mean chance is right; above 0 it happened more often than said (logits). */
  readonly intercept: Estimate | null;
  /** Mean squared distance between chance and what happened: 0 is perfect. */
  readonly brier: number;
  /** Share of the squared distance of "the same chance for everybody" that is saved; 0 and less: not better than that. */
  readonly brierSkill: number;
  /** Mean of -ln(chance given to what happened). */
  readonly logLoss: number;
}

const binsMax = 10;
const rowsPerBin = 20;

/**
 * Calibration of chances that were given before it was known what would happen.
 *
 * Question answered: "may these percentages be read as percentages?"
 *
 * In words: sort by chance into up to ten bins of equal size, and compare the mean chance of each with the share to whom
 * it happened; fit what happened on the logit of the chance (slope, standard errors clustered by customer), and with the
 * slope held at 1 (intercept); Brier's mean squared distance, and how much of it is saved against the overall share.
 *
 * Reference: G. W. Brier, Monthly Weather Review 78 (1950) 1-3; D. R. Cox, Biometrika 45 (1958) 562-565, for slope and
 * intercept.
 *
 * Not on the rows that the chances were fitted on: there every regression is calibrated. Chances of exactly 0 or 1 count as
 * 1e-6 from it in the logits.
 */
export function calibrationOf(rows: readonly Predicted[]): Answer<Calibration> {
  if (!rows.every(({ chance }) => chance >= 0 && chance <= 1)) {
    return noAnswer('malformed', 'Some chances do not lie between 0 and 1', 'a chance for every row');
  }
  const happened = rows.filter((row) => row.happened).length;
  if (happened === 0 || happened === rows.length) {
    const reason = `It happened in ${happened} of ${rows.length} rows`;
    return noAnswer('no difference', reason, 'rows in which it happened and rows in which it did not');
  }
  const share = happened / rows.length;
  const mean = (of: (row: Predicted) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const brier = mean(({ chance, happened }) => (chance - Number(happened)) ** 2);
  return {
    answered: true,
    bins: binsOf(rows),
    slope: slopeOf(rows),
    intercept: interceptOf(rows),
    brier,
    brierSkill: 1 - brier / (share * (1 - share)),
    logLoss: mean(({ chance, happened }) => -Math.log(inside(happened ? chance : 1 - chance))),
  };
}

function binsOf(rows: readonly Predicted[]): readonly ReliabilityBin[] {
  const sorted = rows.toSorted((left, right) => left.chance - right.chance);
  const count = Math.min(binsMax, Math.max(1, Math.floor(rows.length / rowsPerBin)));
  return Array.from({ length: count }, (_, bin) => {
    const own = sorted.slice(Math.floor((bin * rows.length) / count), Math.floor(((bin + 1) * rows.length) / count));
    const happened = own.filter((row) => row.happened).length;
    const predicted = own.reduce((sum, { chance }) => sum + chance, 0) / own.length;
    return { n: own.length, predicted, observed: happened / own.length, ...wilsonInterval(happened, own.length) };
  });
}

function slopeOf(rows: readonly Predicted[]): Estimate | null {
  const fit = fitLogistic({
    columns: ['logit'],
    values: Float64Array.from(rows, logitOf),
    outcomes: Float64Array.from(rows, ({ happened }) => Number(happened)),
    groups: rows.map(({ group }) => group),
  });
  const slope = fit.answered ? fit.coefficients[1] : undefined;
  return slope === undefined ? null : { estimate: slope.estimate, low: slope.low, high: slope.high };
}

/** The shift a of the logits under which as many are expected as happened: Newton's steps on Σ (y - p(logit + a)) = 0. */
function interceptOf(rows: readonly Predicted[]): Estimate | null {
  const logits = rows.map(logitOf);
  let shift = 0;
  for (let step = 0; step < 100; step += 1) {
    let excess = 0;
    let curvature = 0;
    for (const [index, logit] of logits.entries()) {
      const chance = 1 / (1 + Math.exp(-logit - shift));
      excess += Number(rows[index]?.happened) - chance;
      curvature += chance * (1 - chance);
    }
    const move = Math.max(-2, Math.min(2, excess / curvature));
    if (!Number.isFinite(move)) return null;
    shift += move;
    if (Math.abs(move) > 1e-12) continue;
    const excesses = new Map<string, number>();
    for (const [index, { group, happened }] of rows.entries()) {
      const chance = 1 / (1 + Math.exp(-(logits[index] ?? 0) - shift));
      excesses.set(group, (excesses.get(group) ?? 0) + Number(happened) - chance);
    }
    const squares = [...excesses.values()].reduce((sum, value) => sum + value ** 2, 0);
    const reach = 1.959963984540054 * (Math.sqrt(squares) / curvature);
    return { estimate: shift, low: shift - reach, high: shift + reach };
  }
  return null;
}

function logitOf({ chance }: Predicted): number {
  return Math.log(inside(chance) / inside(1 - chance));
}

function inside(chance: number): number {
  return Math.min(1 - 1e-6, Math.max(1e-6, chance));
}
