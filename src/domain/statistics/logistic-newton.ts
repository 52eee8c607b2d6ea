/** The climb to the most likely coefficients of a logistic regression, as bare as the bootstrap needs it. */
import { choleskyFactor, solveFactored, weightedProducts } from './linear-algebra.ts';

/** A regression ready to be fitted: columns on one scale, the first of them all ones. */
export interface Design {
  /** Row after row, `width` numbers each. */
  readonly values: Float64Array;
  readonly width: number;
  /** 1 where it happened, 0 where it did not. */
  readonly outcomes: Float64Array;
  /** How often each row counts. */
  readonly weights: Float64Array;
}

export interface Summit {
  readonly coefficients: Float64Array;
  readonly logLikelihood: number;
  /** Negative second derivatives with the ridge, flat. */
  readonly information: Float64Array;
  readonly iterations: number;
  readonly isConverged: boolean;
}

/** When a climb is high enough. */
interface Enough {
  /** No coefficient changes by more. */
  readonly precision: number;
  /** Or the likelihood rises by less, by a step: a column that one drawing separates by chance climbs for ever, alone. */
  readonly gainMin: number;
}

const exact: Enough = { precision: 1e-9, gainMin: 0 };
/** For the drawings of a bootstrap, whose spread is a thousand times wider. */
export const roughly: Enough = { precision: 1e-4, gainMin: 1e-4 };

const iterationsMax = 60;
const halvingsMax = 20;
const flatAfter = 15;

/**
 * Penalised maximum likelihood of a logistic regression by iteratively reweighted least squares (Newton's method).
 *
 * Question answered: none by itself; see logistic-regression.
 *
 * In words: at the present coefficients, slope of the log-likelihood and its curvature; a step to where a parabola with
 * these would have its top; half the step as long as it leads down. Of the penalty ½ ridge Σ b² the first coefficient
 * (the intercept) is free. Finished when no coefficient changes by more than `precision`, when a step gains
 * less than `gainMin`, or after fifteen steps when the likelihood no longer changes.
 *
 * Reference: P. McCullagh and J. A. Nelder, "Generalized Linear Models" (1989), section 4.4.
 *
 * Not before the columns are brought to one scale: the ridge and the stopping rule take them as they are.
 */
export function climb(
  design: Design,
  ridge: number,
  start?: Float64Array,
  { precision, gainMin }: Enough = exact,
): Summit {
  const { width } = design;
  let coefficients: Float64Array = start === undefined ? new Float64Array(width) : Float64Array.from(start);
  let here = slopeAt(design, coefficients, ridge);
  for (let iteration = 1; iteration <= iterationsMax; iteration += 1) {
    const factored = choleskyFactor(here.information, width);
    if ('dependentColumn' in factored) return summit(here, coefficients, iteration, false);
    const step = solveFactored(factored.lower, width, here.slope);
    let share = 1;
    let next = moved(coefficients, step, share);
    let there = slopeAt(design, next, ridge);
    for (let half = 0; half < halvingsMax && !(there.penalised >= here.penalised - slack(here)); half += 1) {
      share /= 2;
      next = moved(coefficients, step, share);
      there = slopeAt(design, next, ridge);
    }
    const gain = Math.abs(there.penalised - here.penalised);
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value * share)), 0);
    coefficients = next;
    here = there;
    if (!Number.isFinite(here.penalised)) return summit(here, coefficients, iteration, false);
    const isShort = longest <= precision;
    // Columns that nearly say the same leave the last digits of a step to chance; then the likelihood decides.
    const isFlat = gain < gainMin || (iteration >= flatAfter && gain <= slack(here));
    if (isShort || isFlat) return summit(here, coefficients, iteration, true);
  }
  return summit(here, coefficients, iterationsMax, false);
}

/** What adding up many rows may cost of the last digits. */
function slack({ penalised }: Slope): number {
  return 1e-12 * (Math.abs(penalised) + 1);
}

interface Slope {
  readonly logLikelihood: number;
  readonly penalised: number;
  readonly slope: Float64Array;
  readonly information: Float64Array;
}

function summit(here: Slope, coefficients: Float64Array, iterations: number, isConverged: boolean): Summit {
  const { logLikelihood, information } = here;
  return { coefficients, logLikelihood, information, iterations, isConverged };
}

function moved(from: Float64Array, step: Float64Array, share: number): Float64Array {
  return from.map((value, index) => value + share * (step[index] ?? 0));
}

/** Log-likelihood, its slope and its curvature. */
function slopeAt({ values, width, outcomes, weights }: Design, coefficients: Float64Array, ridge: number): Slope {
  const slope = new Float64Array(width);
  const curvatures = new Float64Array(outcomes.length);
  let logLikelihood = 0;
  for (let row = 0; row < outcomes.length; row += 1) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    const start = row * width;
    let logit = 0;
    for (let k = 0; k < width; k += 1) logit += (values[start + k] ?? 0) * (coefficients[k] ?? 0);
    const outcome = outcomes[row] ?? 0;
    const small = Math.exp(-Math.abs(logit));
    const chance = logit >= 0 ? 1 / (1 + small) : small / (1 + small);
    // ln(1 + e^x) without overflow: the larger of x and 0, and what the small exponential adds.
    logLikelihood += weight * (outcome * logit - Math.max(logit, 0) - Math.log1p(small));
    const excess = weight * (outcome - chance);
    curvatures[row] = (weight * small) / (1 + small) ** 2;
    for (let k = 0; k < width; k += 1) slope[k] = (slope[k] ?? 0) + excess * (values[start + k] ?? 0);
  }
  const information = weightedProducts(values, width, curvatures);
  let penalty = 0;
  for (let k = 1; k < width; k += 1) {
    const coefficient = coefficients[k] ?? 0;
    slope[k] = (slope[k] ?? 0) - ridge * coefficient;
    information[k * width + k] = (information[k * width + k] ?? 0) + ridge;
    penalty += 0.5 * ridge * coefficient ** 2;
  }
  return { logLikelihood, penalised: logLikelihood - penalty, slope, information };
}
