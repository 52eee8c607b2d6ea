/** Maximum likelihood with what it takes to believe it: several starts that agree, a real peak, and standard errors. */
import { type Answer, type Basis, noAnswer } from '../statistics/answer.ts';
import { choleskyFactor, invertFactored, solveFactored } from '../statistics/linear-algebra.ts';
import { curvatureAt, maximise, type Objective, type Peak } from '../statistics/maximise.ts';
import { nelderMead } from '../statistics/nelder-mead.ts';

export interface ParameterEstimate {
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number;
  /** 95 % interval; for a positive parameter it is taken on the log scale and stays positive. */
  readonly low: number;
  readonly high: number;
}

/** A fitted model: plain data that a worker can hand over. */
export interface ModelFit extends Basis {
  readonly parameters: readonly ParameterEstimate[];
  readonly logLikelihood: number;
  /** Akaike's and Schwarz' criteria: lower is better, among models of the same facts. */
  readonly aic: number;
  readonly bic: number;
  /** Where the climb ended, on the scale it is done on (logarithms of positive parameters), to start a refit from. */
  readonly place: readonly number[];
  /** Covariance on that scale, row after row. */
  readonly covariance: readonly number[];
}

/** A likelihood to be made as large as possible. */
export interface LikelihoodProblem extends Basis {
  readonly names: readonly string[];
  /** How many of the parameters, from the first, are positive and searched as logarithms. */
  readonly positive: number;
  readonly objective: Objective;
  /** Two at least, as searched. */
  readonly starts: readonly (readonly number[])[];
}

const agreement = 1e-6;
/** A positive parameter e^±11 times what the first climb began with is none of this world, and beyond e^±10 it is running away. */
const wall = 11;
const beyond = 10;
/** An interval from a twentieth of a thousandth to twenty thousand times the estimate says nothing. */
const logErrorMax = 5;
const z95 = 1.959963984540054;

/**
 * The maximum likelihood fit of a model, or why there is none.
 *
 * Question answered: "which parameters make these facts most likely, how sure is that, and is it a maximum at all?"
 *
 * In words: climb from one start after another until two of them end equally high (to a millionth in log-likelihood)
 * and no other is higher. Then look at the curvature there: it must fall off in every direction, and a Newton step must
 * not promise a gain. The inverse of the curvature is the covariance.
 *
 * Reference: J. Nocedal and S. J. Wright, "Numerical Optimization" (2006); Y. Pawitan, "In All Likelihood" (2001).
 *
 * Refuses (`not converged`) when no two starts agree, and (`at the boundary`) when the likelihood keeps rising as a
 * parameter grows or shrinks without end, which happens when the facts show no spread between customers or nobody who
 * stopped.
 */
export function fitModel(problem: LikelihoodProblem): Answer<ModelFit> {
  const runawayOf = (place: ArrayLike<number>) =>
    Array.from(place).findIndex((value, index) => index < problem.positive && offStart(problem, value, index) > beyond);
  const walls = wallsOf(problem);
  const { objective } = walls;
  const peak = bestPeak(walls, problem.starts, (place) => runawayOf(place) >= 0);
  if (peak === null) {
    return noAnswer('not converged', `${problem.model}: climbs from different starts end at different places`, moreOf);
  }
  const size = peak.place.length;
  const runaway = runawayOf(peak.place);
  if (runaway >= 0) return atBoundary(problem, runaway);
  walls.again();
  const information = curvatureAt(objective, peak.place).map((value) => -value);
  const factored = choleskyFactor(information, size, 1e-9);
  if ('dependentColumn' in factored) return atBoundary(problem, factored.dependentColumn);
  const covariance = invertFactored(factored.lower, size);
  const step = solveFactored(factored.lower, size, peak.slopes);
  const promised = step.reduce((sum, move, index) => sum + (move * (peak.slopes[index] ?? 0)) / 2, 0);
  if (!(promised < 1e-4)) {
    const reason = `${problem.model}: the climb ended where a further step promises ${promised.toPrecision(2)} more`;
    return noAnswer('not converged', reason, moreOf);
  }
  const errors = Array.from(peak.place, (_, index) => Math.sqrt(covariance[index * size + index] ?? NaN));
  const vague = errors.findIndex((error, index) => index < problem.positive && !(error < logErrorMax));
  if (vague >= 0) return atBoundary(problem, vague);
  return { answered: true, ...found(problem, peak, errors, covariance) };
}

const moreOf = 'more customers or a longer time; or a model with fewer parameters';

function found(
  { names, positive, objective: _objective, starts: _starts, ...basis }: LikelihoodProblem,
  { place, value }: Peak,
  errors: readonly number[],
  covariance: Float64Array,
): ModelFit {
  const parameters = names.map((name, index): ParameterEstimate => {
    const [at = NaN, error = NaN] = [place[index], errors[index]];
    if (index >= positive) {
      return { name, estimate: at, standardError: error, low: at - z95 * error, high: at + z95 * error };
    }
    const [low, high] = [Math.exp(at - z95 * error), Math.exp(at + z95 * error)];
    return { name, estimate: Math.exp(at), standardError: Math.exp(at) * error, low, high };
  });
  return {
    ...basis,
    parameters,
    logLikelihood: value,
    aic: 2 * names.length - 2 * value,
    bic: names.length * Math.log(basis.n) - 2 * value,
    place: [...place],
    covariance: [...covariance],
  };
}

/** The highest peak that two climbs agree on; or where two of them ran away to. */
function bestPeak(
  { objective, again }: Walls,
  starts: readonly (readonly number[])[],
  isRunaway: (place: ArrayLike<number>) => boolean,
): Peak | null {
  const climb = (start: ArrayLike<number>): Peak => {
    again();
    return maximise(objective, start);
  };
  let best: Peak | null = null;
  let runaways = 0;
  for (const start of starts) {
    const peak = climb(start);
    if (!Number.isFinite(peak.value)) continue;
    if (best !== null && agree(best, peak)) return peak.value > best.value ? peak : best;
    if (best === null || peak.value > best.value) best = peak;
    if (isRunaway(peak.place)) runaways += 1;
    if (runaways === 2 && isRunaway(best.place)) return best;
  }
  if (best === null) return null;
  const unused = new Float64Array(best.place.length);
  const simplex = (start: ArrayLike<number>): Float64Array => {
    again();
    return nelderMead((place) => objective(place, unused), start);
  };
  const second = climb(simplex(best.place));
  if (agree(best, second)) return second.value > best.value ? second : best;
  const third = climb(simplex(second.place));
  return agree(second, third) ? third : null;
}

function agree(left: Peak, right: Peak): boolean {
  return Math.abs(left.value - right.value) < Math.max(agreement, 1e-10 * Math.abs(left.value));
}

/** A climb that has not ended after so many looks at the likelihood, or ran against the wall so often, goes along a ridge. */
const looksMax = 250;
const looksNearbyMax = 40;
const hitsMax = 10;

interface Walls {
  readonly objective: Objective;
  /** Begins another climb. */
  readonly again: () => void;
}

/**
 * The peak of a likelihood near a place, for a bootstrap that fits again from where the first fit ended; null where no
 * number came out, or the climb ran away. `atWall: 'kept'` keeps those that ran away: along a ridge the climb ends at the
 * wall, where what the model says of customers has long been what it says in the limit.
 */
export function peakNear(
  problem: LikelihoodProblem,
  from: readonly number[],
  atWall: 'kept' | 'left out' = 'left out',
): Peak | null {
  const nearby = { ...problem, starts: [from] };
  const peak = maximise(wallsOf(nearby, looksNearbyMax).objective, from);
  const isRunaway = peak.place.some((value, index) => offStart(nearby, value, index) > beyond);
  return Number.isFinite(peak.value) && (atWall === 'kept' || !isRunaway) ? peak : null;
}

/** A likelihood that is nowhere beyond the wall, and ends a climb that goes on for ever. */
function wallsOf(problem: LikelihoodProblem, looksAllowed = looksMax): Walls {
  const { objective, positive } = problem;
  let [looks, hits] = [0, 0];
  return {
    again: () => {
      [looks, hits] = [0, 0];
    },
    objective: (place, slopes) => {
      looks += 1;
      if (looks > looksAllowed || hits > hitsMax) return -Infinity;
      for (let index = 0; index < positive; index += 1) {
        if (offStart(problem, place[index] ?? NaN, index) < wall) continue;
        hits += 1;
        return -Infinity;
      }
      return objective(place, slopes);
    },
  };
}

/** How far a parameter is from where the first climb began: an amount of money is as large as its unit is small. */
function offStart({ starts: [first = []] }: LikelihoodProblem, value: number, index: number): number {
  return Math.abs(value - (first[index] ?? 0));
}

function atBoundary({ model, names }: LikelihoodProblem, index: number): Answer<never> {
  const name = names[index] ?? '';
  return noAnswer(
    'at the boundary',
    `${model}: these facts do not hold ${name}; they become no less likely as it grows or shrinks without end`,
    'customers who differ more, and some who stopped; or a simpler model',
    name,
  );
}
