/** BG/BB: customers who buy, or give, or not, at each of several occasions, and may stop unnoticed after any. */
import { type Answer, type MonthSpan, type NoAnswer, noAnswer } from '../statistics/answer.ts';
import { logBeta } from '../statistics/incomplete-beta.ts';
import { logGamma } from '../statistics/log-gamma.ts';
import { withSlopes } from '../statistics/maximise.ts';
import { fitModel, type LikelihoodProblem, type ModelFit } from './model-fit.ts';

/** Customers with the same history. */
export interface OccasionHistory {
  /** At how many of the occasions they bought, x. */
  readonly purchases: number;
  /** The number of the last such occasion, t_x; 0 without any. */
  readonly lastOccasion: number;
  /** How many occasions there were, n. */
  readonly occasions: number;
  readonly customers: number;
}

const customersMin = 30;
const buyersMin = 10;
const occasionsMax = 10_000;

/**
 * Fits BG/BB by maximum likelihood.
 *
 * Question answered: "who gave in some of the last six years: will they give again, and how often?"
 *
 * In words: at each occasion an active customer buys with a chance of their own, Beta(alpha, beta) among customers; before
 * each occasion they stop with a chance of their own, Beta(gamma, delta). The two are independent.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and J. Shang, Marketing Science 29 (2010) 1086-1108.
 *
 * Not where purchases come at any time: beta-geometric or pareto-nbd.
 *
 * @example fitBgBb(cells) // for 11,104 donors alpha 1.204, beta .750, gamma .657, delta 2.783
 */
export function fitBgBb(histories: readonly OccasionHistory[], period: MonthSpan | null = null): Answer<ModelFit> {
  const fault = faultOfOccasions(histories);
  if (fault !== null) return fault;
  return fitModel(bgBbProblem(histories, period));
}

/** The likelihood of BG/BB as a problem to solve; for the bootstrap, which solves it again and again. */
export function bgBbProblem(histories: readonly OccasionHistory[], period: MonthSpan | null = null): LikelihoodProblem {
  return {
    model: 'BG/BB',
    n: histories.reduce((sum, { customers }) => sum + customers, 0),
    counted: 'customers',
    period,
    assumptions: [
      'an active customer buys at each occasion with the same chance, and chances differ between customers as a beta curve',
      'the chance to stop differs as a beta curve and has nothing to do with the other',
    ],
    names: ['alpha', 'beta', 'gamma', 'delta'],
    positive: 4,
    objective: withSlopes((place) => {
      const parameters = Array.from(place, Math.exp);
      return histories.reduce((sum, history) => sum + history.customers * bgBbLikelihood(parameters, history), 0);
    }),
    starts: [
      [0, 0, -0.5, 0.8],
      [0, 0, 0, 0],
      [0.5, 0.5, 0, 1],
      [-0.5, 0.5, -1, 0],
    ],
  };
}

/** Log-likelihood of one customer with this history. */
export function bgBbLikelihood(parameters: readonly number[], history: Omit<OccasionHistory, 'customers'>): number {
  const { active, gone } = termsOf(parameters, history);
  const highest = Math.max(active, gone);
  return highest + Math.log1p(Math.exp(Math.min(active, gone) - highest));
}

/** Chance that a customer with this history is active `ahead` occasions from now; 1 for the next. */
export function bgBbAlive(
  parameters: readonly number[],
  history: Omit<OccasionHistory, 'customers'>,
  ahead: number,
): number {
  const [, , gamma = NaN, delta = NaN] = parameters;
  const { purchases, occasions } = history;
  const buying = buyingOf(parameters, purchases, occasions);
  const staying = logBeta(gamma, delta + occasions + ahead) - logBeta(gamma, delta);
  return Math.exp(buying + staying - bgBbLikelihood(parameters, history));
}

/**
 * Expected purchases at the next occasions, each weighed by 1/(1 + discount)^(how many occasions away).
 *
 * In words: Σ over k = 1..ahead of P(active at n+k) (alpha+x)/(alpha+beta+n) / (1 + discount)^k. With a discount of 0 this
 * is the expected number; with one and many occasions the discounted residual purchases (DERT).
 */
export function bgBbPurchases(
  parameters: readonly number[],
  history: Omit<OccasionHistory, 'customers'>,
  { ahead, discount = 0 }: { readonly ahead: number; readonly discount?: number },
): number {
  const [alpha = NaN, beta = NaN, gamma = NaN, delta = NaN] = parameters;
  const { purchases, occasions } = history;
  const chance = (alpha + purchases) / (alpha + beta + occasions);
  let alive = bgBbAlive(parameters, history, 1);
  let [sum, weight] = [0, 1 / (1 + discount)];
  for (let k = 1; k <= Math.min(ahead, occasionsMax); k += 1) {
    sum += weight * alive;
    alive *= (delta + occasions + k) / (gamma + delta + occasions + k);
    weight /= 1 + discount;
  }
  return chance * sum;
}

/** Expected purchases of a new customer over so many occasions, E[X(n)]. */
export function bgBbNewCustomer(
  [alpha = NaN, beta = NaN, gamma = NaN, delta = NaN]: readonly number[],
  n: number,
): number {
  let [sum, alive] = [0, 1];
  for (let occasion = 1; occasion <= Math.min(n, occasionsMax); occasion += 1) {
    alive *= (delta + occasion - 1) / (gamma + delta + occasion - 1);
    sum += alive;
  }
  return (alpha / (alpha + beta)) * sum;
}

/** Logarithms of the chance of this history with the customer active to the end, and with an end before it. */
function termsOf(
  parameters: readonly number[],
  { purchases, lastOccasion, occasions }: Omit<OccasionHistory, 'customers'>,
): { readonly active: number; readonly gone: number } {
  const [alpha = NaN, beta = NaN, gamma = NaN, delta = NaN] = parameters;
  const leaving = logBeta(gamma, delta);
  const active = buyingOf(parameters, purchases, occasions) + logBeta(gamma, delta + occasions) - leaving;
  if (lastOccasion === occasions) return { active, gone: -Infinity };
  // Each term from the one before: their ratios are below one, and nothing overflows.
  let [sum, term] = [0, 1];
  for (let seen = lastOccasion; seen < occasions; seen += 1) {
    sum += term;
    term *= ((beta + seen - purchases) / (alpha + beta + seen)) * ((delta + seen) / (gamma + delta + seen + 1));
  }
  const first = buyingOf(parameters, purchases, lastOccasion) + logBeta(gamma + 1, delta + lastOccasion) - leaving;
  return { active, gone: first + Math.log(sum) };
}

/** ln B(alpha+x, beta+n-x) - ln B(alpha, beta): the chance of these purchases among n occasions, all active. */
function buyingOf([alpha = NaN, beta = NaN]: readonly number[], purchases: number, occasions: number): number {
  const rest =
    logGamma(alpha + purchases) + logGamma(beta + occasions - purchases) - logGamma(alpha + beta + occasions);
  return rest - logBeta(alpha, beta);
}

function faultOfOccasions(histories: readonly OccasionHistory[]): NoAnswer | null {
  let [customers, buyers] = [0, 0];
  for (const [index, history] of histories.entries()) {
    const { purchases, lastOccasion, occasions } = history;
    const isCount = Object.values(history).every((value) => Number.isInteger(value) && value >= 0 && value < 1e12);
    const isSound = purchases <= lastOccasion && lastOccasion <= occasions && occasions <= occasionsMax;
    if (!isCount || !isSound || purchases > 0 !== lastOccasion > 0) {
      const reason = `history ${index}: ${purchases} purchases, the last at occasion ${lastOccasion} of ${occasions}, ${history.customers} customers`;
      return noAnswer(
        'malformed',
        reason,
        'whole numbers; no more purchases than occasions up to the last',
        'purchases',
      );
    }
    customers += history.customers;
    if (purchases > 0) buyers += history.customers;
  }
  if (customers >= customersMin && buyers >= buyersMin) return null;
  const reason = `${customers} customers of whom ${buyers} bought; ${customersMin} and ${buyersMin} are the least`;
  return noAnswer('too few', reason, 'more customers who bought, or more occasions');
}
