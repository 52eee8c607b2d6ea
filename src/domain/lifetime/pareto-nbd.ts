/** Pareto/NBD: customers buy at a rate of their own and leave, unnoticed, at any time; with facts about them, if known. */
import { type Answer, type MonthSpan, type NoAnswer, noAnswer } from '../statistics/answer.ts';
import { distinctRows, valuesOfGroups, weightsOfGroups } from './distinct-rows.ts';
import { faultOfHistories, type PurchaseHistories } from './histories.ts';
import { fitModel, type LikelihoodProblem, type ModelFit } from './model-fit.ts';
import { type ParetoTerms, paretoTerms } from './pareto-likelihood.ts';

/** A fact about customers that does not change with time: one number a customer. */
export interface Covariate {
  readonly name: string;
  readonly values: Float64Array;
}

export interface ParetoInput {
  readonly histories: PurchaseHistories;
  /** Facts that may change how often customers buy, and how soon they leave. */
  readonly onPurchases?: readonly Covariate[];
  readonly onLeaving?: readonly Covariate[];
  /** How often each customer counts; once when left out. For the bootstrap. */
  readonly weights?: ArrayLike<number>;
  readonly period?: MonthSpan | null;
}

/**
 * Fits Pareto/NBD by maximum likelihood, with or without covariates.
 *
 * Question answered: as for BG/NBD, and "do customers of this kind buy more, or stay longer?"
 *
 * In words: while active, a customer buys at random at a rate of their own, Gamma(r, alpha) among customers, and leaves at
 * random at a rate of their own, Gamma(s, beta). A covariate z multiplies the rate of buying by e^(g z), which makes
 * alpha e^(-g z); the same for leaving and beta. Positive on purchases: buys more. Positive on leaving: leaves sooner.
 *
 * Reference: D. C. Schmittlein, D. G. Morrison and R. Colombo, Management Science 33 (1987) 1-24; for covariates P. S.
 * Fader and B. G. S. Hardie, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models" (2007).
 *
 * Not for covariates that change with time, such as satisfaction month by month: discrete-hazard. What goes with a
 * covariate need not come from it. Refuses a covariate that never changes or is not a number.
 *
 * @example fitPareto({ histories }) // on CDNOW r .553, alpha 10.578, s .606, beta 11.668
 */
export function fitPareto(input: ParetoInput): Answer<ModelFit> {
  const fault = faultOfHistories(input.histories) ?? faultOfCovariates(input);
  return fault ?? fitModel(paretoProblem(input));
}

/** The likelihood of Pareto/NBD as a problem to solve; for the bootstrap, which solves it again and again. */
export function paretoProblem(input: ParetoInput): LikelihoodProblem {
  const { histories, onPurchases = [], onLeaving = [], period = null } = input;
  const { purchaseCount, recency, age } = histories;
  const covariates = [...onLeaving, ...onPurchases];
  const distinct = distinctRows([age, recency, purchaseCount, ...covariates.map(({ values }) => values)]);
  const rows = {
    purchaseCount: valuesOfGroups(distinct, purchaseCount),
    recency: valuesOfGroups(distinct, recency),
    age: valuesOfGroups(distinct, age),
    weights: weightsOfGroups(distinct, input.weights ?? null),
  };
  const columns = covariates.map(({ values }) => valuesOfGroups(distinct, values));
  const sum = (column: Float64Array) =>
    column.reduce((total, value, row) => total + value * (rows.weights[row] ?? 0), 0);
  const pace = Math.log(Math.max(sum(rows.age), 1e-9) / Math.max(sum(rows.purchaseCount), 1));
  const zeros = covariates.map(() => 0);
  return {
    model: 'Pareto/NBD',
    n: rows.weights.reduce((total, weight) => total + weight, 0),
    counted: 'customers',
    period,
    assumptions: [
      'purchases while active come at random at a steady rate, and rates differ between customers as a gamma curve',
      'customers leave at random at a rate of their own, which differs as a gamma curve and has nothing to do with the other',
      ...(covariates.length > 0 ? ['a covariate multiplies a rate, the same for everybody and all the time'] : []),
    ],
    names: [
      'r',
      'alpha',
      's',
      'beta',
      ...onLeaving.map(({ name }) => `leaving: ${name}`),
      ...onPurchases.map(({ name }) => `purchases: ${name}`),
    ],
    positive: 4,
    objective: paretoObjective(paretoTerms(rows), columns, onLeaving.length),
    starts: [
      [-0.5, pace - 0.8, -0.5, pace - 0.8, ...zeros],
      [0, pace, -1, pace, ...zeros],
      [0, 0, 0, 0, ...zeros],
      [0.4, pace + 0.5, 0, pace + 1, ...zeros],
    ],
  };
}

/**
 * The alpha and beta of a customer with these covariates, given in the order of the fit: leaving first.
 *
 * @example paretoOfCustomer(fit, { onLeaving: [0, 1], onPurchases: [0, 1] }) // [r, alpha of theirs, s, beta of theirs]
 */
export function paretoOfCustomer(
  { parameters }: Pick<ModelFit, 'parameters'>,
  of: { readonly onLeaving: readonly number[]; readonly onPurchases: readonly number[] },
): readonly number[] {
  const [r = NaN, alpha = NaN, s = NaN, beta = NaN, ...effects] = parameters.map(({ estimate }) => estimate);
  const shift = (values: readonly number[], from: number) =>
    values.reduce((sum, value, index) => sum + value * (effects[from + index] ?? 0), 0);
  const leaving = shift(of.onLeaving, 0);
  return [r, alpha * Math.exp(-shift(of.onPurchases, of.onLeaving.length)), s, beta * Math.exp(-leaving)];
}

/** Sums the rows' terms; a covariate moves with alpha or beta, so its slope is that of their logarithm times -z. */
function paretoObjective(terms: ParetoTerms, columns: readonly Float64Array[], leaving: number) {
  const slopesOfRow = new Float64Array(4);
  return (place: Float64Array, slopes: Float64Array): number => {
    const [logR = NaN, logAlpha = NaN, logS = NaN, logBeta = NaN] = place;
    const [r, s] = [Math.exp(logR), Math.exp(logS)];
    const [plainAlpha, plainBeta] = [Math.exp(logAlpha), Math.exp(logBeta)];
    terms.prepare(r);
    slopes.fill(0);
    let value = 0;
    for (let row = 0; row < terms.rows; row += 1) {
      let [alpha, beta] = [plainAlpha, plainBeta];
      for (let index = 0; index < columns.length; index += 1) {
        const factor = Math.exp(-(place[4 + index] ?? 0) * (columns[index]?.[row] ?? 0));
        if (index < leaving) beta *= factor;
        else alpha *= factor;
      }
      const weight = terms.weights[row] ?? 0;
      value += weight * terms.ofRow(row, { r, alpha, s, beta }, slopesOfRow);
      for (let index = 0; index < 4; index += 1)
        slopes[index] = (slopes[index] ?? 0) + weight * (slopesOfRow[index] ?? 0);
      for (let index = 0; index < columns.length; index += 1) {
        const moved = slopesOfRow[index < leaving ? 3 : 1] ?? 0;
        slopes[4 + index] = (slopes[4 + index] ?? 0) - weight * moved * (columns[index]?.[row] ?? 0);
      }
    }
    return value;
  };
}

function faultOfCovariates({ histories, onPurchases = [], onLeaving = [] }: ParetoInput): NoAnswer | null {
  const customers = histories.age.length;
  for (const { name, values } of [...onPurchases, ...onLeaving]) {
    if (values.length !== customers) {
      return noAnswer('malformed', `${name} has ${values.length} values`, `${customers}, one a customer`, name);
    }
    const wrong = values.findIndex((value) => !(Math.abs(value) < 1e6));
    if (wrong >= 0) {
      const reason = `customer ${wrong}: ${name} is ${values[wrong]}`;
      return noAnswer('malformed', reason, 'a number below a million; centre and scale it', name);
    }
    if (values.every((value) => value === values[0])) {
      return noAnswer(
        'no difference',
        `${name} is ${values[0]} for everybody`,
        `customers who differ in ${name}`,
        name,
      );
    }
  }
  return null;
}
