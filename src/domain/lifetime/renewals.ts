/** sBG and BdW: contracts that are renewed or not, where leaving is seen. */
import { type Answer, type MonthSpan, type NoAnswer, noAnswer } from '../statistics/answer.ts';
import { logBeta } from '../statistics/incomplete-beta.ts';
import { withSlopes } from '../statistics/maximise.ts';
import { fitModel, type LikelihoodProblem, type ModelFit } from './model-fit.ts';

/** How many of a cohort were still there after 0, 1, 2, ... renewals. */
export type Cohort = readonly number[];

/** sBG: chances to leave differ between customers. BdW: and each customer's chance moves with time, too. */
export type RenewalKind = 'sBG' | 'BdW';

const customersMin = 30;
const leaversMin = 10;
const yearsMax = 100_000;

/**
 * Fits sBG or BdW to one or more cohorts by maximum likelihood.
 *
 * Question answered: "of those with a contract, how many will still be there in five years, and what are they worth?"
 *
 * In words: each customer has a chance of their own to leave at each renewal; chances are Beta(alpha, beta) among
 * customers. Retention rises with time because those likely to leave have left, not because anybody grew loyal. BdW lets
 * the chance of each customer move with time: survival is B(gamma, delta + t^c)/B(gamma, delta), and c = 1 is sBG.
 *
 * Reference: P. S. Fader and B. G. S. Hardie, J. Interactive Marketing 21 (2007) 76-90; P. S. Fader, B. G. S. Hardie, Y.
 * Liu, J. Davin and T. Steenburgh, "How to Project Customer Retention Revisited", J. Interactive Marketing 43 (2018) 1-16.
 *
 * Not where leaving is not seen (beta-geometric, pareto-nbd). Refuses fewer than thirty customers, fewer than ten leavers,
 * and too few renewals for the number of parameters.
 *
 * @example fitRenewals('sBG', [[1000, 869, 743, 653, 593]]) // alpha 1.281, beta 7.790
 */
export function fitRenewals(
  kind: RenewalKind,
  cohorts: readonly Cohort[],
  period: MonthSpan | null = null,
  counted = 'customers',
): Answer<ModelFit> {
  return faultOfCohorts(kind, cohorts, counted) ?? fitModel({ ...renewalProblem(kind, cohorts, period), counted });
}

/** The likelihood of sBG or BdW as a problem to solve; for the bootstrap, which solves it again and again. */
export function renewalProblem(
  kind: RenewalKind,
  cohorts: readonly Cohort[],
  period: MonthSpan | null = null,
): LikelihoodProblem {
  const isWeibull = kind === 'BdW';
  return {
    model: kind,
    n: cohorts.reduce((sum, [begun = 0]) => sum + begun, 0),
    counted: 'customers',
    period,
    assumptions: [
      'chances to leave differ between customers as a beta curve',
      isWeibull
        ? 'the chance of each customer moves with the number of renewals, for all in the same way'
        : 'the chance of each customer stays the same at every renewal',
    ],
    names: isWeibull ? ['gamma', 'delta', 'c'] : ['alpha', 'beta'],
    positive: isWeibull ? 3 : 2,
    objective: withSlopes((place) => renewalLikelihood(Array.from(place, Math.exp), cohorts)),
    starts: [
      [0, 0, 0],
      [-0.5, 1, 0.3],
      [0.5, 2, 0],
      [-1, -1, 0.5],
    ].map((start) => start.slice(0, isWeibull ? 3 : 2)),
  };
}

/**
 * Share of a cohort that is still there after so many renewals, S(t).
 *
 * @param parameters alpha and beta of sBG, or gamma, delta and c of BdW
 *
 * @example renewalSurvival([0.704, 1.182], 12) // .170
 */
export function renewalSurvival(parameters: readonly number[], renewals: number): number {
  return Math.exp(logSurvival(parameters, renewals));
}

/**
 * Expected discounted renewals still to come of a customer who has renewed `renewals` times, the next one counted in full
 * (DERL). Times the margin of a period it is the residual lifetime value.
 *
 * In words: Σ over k = 0, 1, ... of S(renewals + 1 + k)/S(renewals) / (1 + discount)^k.
 *
 * Reference: P. S. Fader and B. G. S. Hardie, "Customer-Base Valuation in a Contractual Setting", Marketing Science 29
 * (2010) 85-93.
 *
 * Infinite without discount: some customers never leave. Discount is a rate a period, 0.1 for 10 %.
 *
 * @example discountedRenewals([0.704077, 1.182043], 0, 0.1) // 2.9647
 */
export function discountedRenewals(parameters: readonly number[], renewals: number, discount: number): number {
  if (!(discount > 0)) return Infinity;
  const before = logSurvival(parameters, renewals);
  let [sum, weight] = [0, 1];
  for (let k = 0; k < yearsMax; k += 1) {
    const survival = Math.exp(logSurvival(parameters, renewals + 1 + k) - before);
    sum += weight * survival;
    weight /= 1 + discount;
    // What is left is at most this survival for ever.
    if (weight * survival * (1 + 1 / discount) < 1e-12 * sum) break;
  }
  return sum;
}

/** Expected discounted periods of a new customer, the first counted in full (DEL). */
export function discountedLifetime(parameters: readonly number[], discount: number): number {
  return 1 + discountedRenewals(parameters, 0, discount) / (1 + discount);
}

function logSurvival([alpha = NaN, beta = NaN, c = 1]: readonly number[], renewals: number): number {
  return renewals === 0 ? 0 : logBeta(alpha, beta + renewals ** c) - logBeta(alpha, beta);
}

function renewalLikelihood(parameters: readonly number[], cohorts: readonly Cohort[]): number {
  const longest = cohorts.reduce((most, cohort) => Math.max(most, cohort.length), 0);
  const survivals = Array.from({ length: longest }, (_, renewals) => logSurvival(parameters, renewals));
  let value = 0;
  for (const cohort of cohorts) {
    for (let renewal = 1; renewal < cohort.length; renewal += 1) {
      const lost = (cohort[renewal - 1] ?? 0) - (cohort[renewal] ?? 0);
      const before = survivals[renewal - 1] ?? 0;
      if (lost > 0) value += lost * (before + Math.log(-Math.expm1((survivals[renewal] ?? 0) - before)));
    }
    value += (cohort.at(-1) ?? 0) * (survivals[cohort.length - 1] ?? 0);
  }
  return value;
}

function faultOfCohorts(kind: RenewalKind, cohorts: readonly Cohort[], counted: string): NoAnswer | null {
  const needed = kind === 'BdW' ? 3 : 2;
  let [begun, lost, longest] = [0, 0, 0];
  for (const [index, cohort] of cohorts.entries()) {
    for (const [renewals, alive] of cohort.entries()) {
      const before = cohort[renewals - 1] ?? Infinity;
      if (Number.isInteger(alive) && alive >= 0 && alive <= before && alive < 1e12) continue;
      const reason = `cohort ${index}: ${alive} ${counted} after ${renewals} renewals, ${before} before`;
      return noAnswer('malformed', reason, 'whole numbers that never rise', 'alive');
    }
    begun += cohort[0] ?? 0;
    lost += (cohort[0] ?? 0) - (cohort.at(-1) ?? 0);
    longest = Math.max(longest, cohort.length - 1);
  }
  if (begun < customersMin || lost < leaversMin) {
    const reason = `${begun} ${counted} of whom ${lost} left; ${customersMin} and ${leaversMin} are the least`;
    return noAnswer('too few', reason, 'larger cohorts, or a longer time');
  }
  if (longest >= needed) return null;
  const reason = `${longest} renewals seen; ${kind} needs ${needed}`;
  return noAnswer('too few', reason, `${needed - longest} more renewals of the oldest cohort`);
}
