/** Why a trust score is what it is, and why it changed: exact sums of terms that a person can check. */
import { evidenceTerms } from './closed-form.ts';
import { addOutcome, type Evidence, startFold, type Trust, trustAt, trustFrom } from './evidence.ts';
import { compareOutcomes, type Outcome, type Severity } from './outcome.ts';
import type { TrustParameters } from './parameters.ts';

/** What one promise, kept wholly or in part, does for the score. All amounts are parts of the score, 0 to 1. */
export interface KeptTerm {
  readonly key: string;
  /** What it adds to the score: r_e/N. */
  readonly amount: number;
  /** What silence since then has taken of it. */
  readonly takenBySilence: number;
  /** What breaches since then have taken of it. The three add up to w k acc/N, what it earned. */
  readonly takenByBreaches: number;
}

/** What one breach does to the score. */
export interface BrokenTerm {
  readonly key: string;
  /** What it takes from the score: s_f/N. */
  readonly amount: number;
  readonly stated: Severity;
  /** The severity that counts: graver than stated when the same cause came back. */
  readonly effective: Severity;
  readonly repaired: number;
}

export interface TrustExplanation {
  readonly trust: Trust;
  /** aW/N: the part of the score that is willingness to trust, not earned. */
  readonly benefitOfDoubt: number;
  /** (1-a)W/N: the part missing from the score because it is not known, not because something was broken. */
  readonly stillUnknown: number;
  /** score = benefitOfDoubt + Σ kept amounts, oldest first. */
  readonly kept: readonly KeptTerm[];
  /** 1 - score = stillUnknown + Σ broken amounts, oldest first. */
  readonly broken: readonly BrokenTerm[];
  /** When good evidence begins to fade unless a promise is kept before, in days; null when none was ever kept. */
  readonly silenceStartsFadingAt: number | null;
}

/**
 * The score at a moment in days as a sum with one term for each promise; outcomes may come in any order, those after the
 * moment are left out.
 *
 *     P     = aW/N     + Σ r_e/N
 *     1 - P = (1-a)W/N + Σ s_f/N          with N = Σ r_e + Σ s_f + W
 *
 * Where silence and breaches both took from one promise, what either would have taken alone is shared half and half,
 * so that neither is blamed for coming first.
 */
export function explainTrust(outcomes: readonly Outcome[], at: number, parameters: TrustParameters): TrustExplanation {
  const terms = evidenceTerms(outcomes, at, parameters);
  const good = terms.good.reduce((sum, term) => sum + term.good, 0);
  const bad = terms.bad.reduce((sum, term) => sum + term.bad, 0);
  const { priorWeight, willingness } = parameters;
  const all = good + bad + priorWeight;
  const lastKeptAt = terms.good.at(-1)?.outcome.at ?? null;
  return {
    trust: trustFrom(good, bad, parameters),
    benefitOfDoubt: (willingness * priorWeight) / all,
    stillUnknown: ((1 - willingness) * priorWeight) / all,
    kept: terms.good.map(({ outcome, earned, leftBySilence, leftByBreaches, good: left }) => ({
      key: outcome.key,
      amount: left / all,
      takenBySilence: (earned * (1 - leftBySilence) * (1 + leftByBreaches)) / 2 / all,
      takenByBreaches: (earned * (1 - leftByBreaches) * (1 + leftBySilence)) / 2 / all,
    })),
    broken: terms.bad.map(({ outcome, severity, bad: left }) => ({
      key: outcome.key,
      amount: left / all,
      stated: outcome.severity,
      effective: severity,
      repaired: outcome.repaired,
    })),
    silenceStartsFadingAt: silenceStartsFadingAt({ lastKeptAt }, parameters),
  };
}

/** One step of a change; `amount` is what it added to the score, negative when it took. */
export type ChangeTerm =
  | { readonly kind: 'outcome'; readonly key: string; readonly at: number; readonly amount: number }
  | { readonly kind: 'silence'; readonly from: number; readonly to: number; readonly amount: number };

export interface ChangeExplanation {
  readonly scoreFrom: number;
  readonly scoreTo: number;
  /** scoreTo - scoreFrom = Σ amounts, in the order of time. Stretches in which nothing faded have no term. */
  readonly terms: readonly ChangeTerm[];
}

/**
 * Why the score changed between two moments in days: one term for each outcome after `from` and up to `to`, and one for
 * each stretch of silence between them. Outcomes may come in any order.
 *
 * A repair counts from the time of the breach it repairs, so both scores are those that are right in the light of all
 * that is known now. Throws a RangeError when `to` is before `from`.
 */
export function explainChange(
  outcomes: readonly Outcome[],
  from: number,
  to: number,
  parameters: TrustParameters,
): ChangeExplanation {
  if (!(to >= from)) throw new RangeError(`a change runs forward in time, not from day ${from} to day ${to}`);
  const past = outcomes.filter((outcome) => outcome.at <= to).sort(compareOutcomes);
  const firstLater = past.findIndex((outcome) => outcome.at > from);
  const known = firstLater === -1 ? past.length : firstLater;
  const fold = startFold();
  for (const outcome of past.slice(0, known)) addOutcome(fold, outcome, parameters);

  const scoreFrom = trustAt(fold.evidence, from, parameters).score;
  const terms: ChangeTerm[] = [];
  let now = from;
  let score = scoreFrom;

  /** Reads the score again at a moment and returns by how much it moved. */
  function scoreMoved(moment: number): number {
    const before = score;
    score = trustAt(fold.evidence, moment, parameters).score;
    return score - before;
  }
  function waitUntil(moment: number): void {
    const amount = scoreMoved(moment);
    if (amount !== 0) terms.push({ kind: 'silence', from: now, to: moment, amount });
    now = moment;
  }

  for (const outcome of past.slice(known)) {
    waitUntil(outcome.at);
    addOutcome(fold, outcome, parameters);
    terms.push({ kind: 'outcome', key: outcome.key, at: outcome.at, amount: scoreMoved(outcome.at) });
  }
  waitUntil(to);
  return { scoreFrom, scoreTo: score, terms };
}

/** When good evidence begins to fade unless a promise is kept before, in days; null when none was ever kept. */
export function silenceStartsFadingAt(
  evidence: Pick<Evidence, 'lastKeptAt'>,
  parameters: TrustParameters,
): number | null {
  return evidence.lastKeptAt === null ? null : evidence.lastKeptAt + parameters.graceDays;
}
