/** Trust as a running fold over outcomes: the form that is stored and brought up to date. */
import { betaQuantile } from '../statistics/incomplete-beta.ts';
import type { Interval } from '../statistics/wilson-interval.ts';
import type { Outcome } from './outcome.ts';
import type { TrustParameters } from './parameters.ts';
import { type Recurrence, severityThatCounts } from './recurrence.ts';

/** All that a trust score needs to know of a relation's past; plain JSON, kept in a table. */
export interface Evidence {
  /** R: good evidence as it stood at `lastKeptAt`, before any later silence but after all later breaches. */
  readonly good: number;
  /** S: bad evidence. It never fades. */
  readonly bad: number;
  /** When a promise was last kept, wholly or in part; in days. Silence is counted from here. */
  readonly lastKeptAt: number | null;
  /** Outcomes with something kept. One kept in part is counted here and among the broken. */
  readonly keptCount: number;
  /** Outcomes with something broken. */
  readonly brokenCount: number;
  /** True when nothing at all was kept of the first promise: trust was never established, which is not "eroded". */
  readonly firstWasBroken: boolean;
  /** The time of the latest outcome, in days. */
  readonly lastAt: number | null;
}

/** A trust opinion at one moment: earned + distrust + unknown = 1. */
export interface Trust {
  /** r: good evidence that is left. */
  readonly good: number;
  /** s: bad evidence. */
  readonly bad: number;
  /** b = r/(r+s+W): trust earned by kept promises. */
  readonly earned: number;
  /** d = s/(r+s+W): distrust from broken ones. */
  readonly distrust: number;
  /** u = W/(r+s+W): what is not known yet. */
  readonly unknown: number;
  /** P = b + a u, the trust score. An index, not the chance that the next promise is kept. */
  readonly score: number;
}

/** A fold under way: evidence that may be changed, and what only the fold itself needs to remember. */
export interface EvidenceFold {
  readonly evidence: { -readonly [Field in keyof Evidence]: Evidence[Field] };
  readonly recurrence: Recurrence;
  /** Share of good evidence that the breaches at the instant `evidence.lastAt` have left. */
  leftAtInstant: number;
}

/** The evidence of a relation in which nothing was promised yet. */
export function startEvidence(): Evidence {
  return { good: 0, bad: 0, lastKeptAt: null, keptCount: 0, brokenCount: 0, firstWasBroken: false, lastAt: null };
}

/**
 * The evidence that a list of outcomes leaves. They must be in the order of `compareOutcomes` and be those of one
 * relation up to the moment of interest; a late arrival is inserted at its own time and the fold run again.
 *
 * In words: a kept promise first lets the good evidence fade for the silence before it, then adds weight × kept part ×
 * acceptance. A breach leaves (1 - forfeiture × broken part) of the good, and adds loss aversion × severity weight ×
 * weight × broken part × (1 - repair credit × repaired) to the bad.
 *
 * Throws a RangeError when an outcome is earlier than the one before it. Linear in the number of outcomes, no quantiles:
 * millions a second.
 */
export function foldEvidence(outcomes: readonly Outcome[], parameters: TrustParameters): Evidence {
  const fold = startFold();
  for (const outcome of outcomes) addOutcome(fold, outcome, parameters);
  return fold.evidence;
}

/** A fold that has seen nothing yet. */
export function startFold(): EvidenceFold {
  return { evidence: startEvidence(), recurrence: new Map(), leftAtInstant: 1 };
}

/**
 * Adds one outcome to a fold, changing it. For those who must look between two outcomes; others take foldEvidence.
 * Throws a RangeError when the outcome is earlier than the one before it.
 */
export function addOutcome(fold: EvidenceFold, outcome: Outcome, parameters: TrustParameters): void {
  const { evidence } = fold;
  if (evidence.lastAt === null) {
    evidence.firstWasBroken = outcome.kept === 0;
    evidence.lastAt = outcome.at;
  } else if (outcome.at !== evidence.lastAt) {
    if (!(outcome.at > evidence.lastAt))
      throw new RangeError(`outcome ${outcome.key} is earlier than the one before it`);
    evidence.lastAt = outcome.at;
    fold.leftAtInstant = 1;
  }
  let earnedNow = 0;
  if (outcome.kept > 0) {
    if (evidence.lastKeptAt !== null) evidence.good *= fading(outcome.at - evidence.lastKeptAt, parameters);
    evidence.lastKeptAt = outcome.at;
    evidence.keptCount += 1;
    // All that is broken at an instant forfeits all that is kept at it, in whatever order the two are read.
    earnedNow = outcome.weight * outcome.kept * outcome.accepted * fold.leftAtInstant;
  }
  if (outcome.kept < 1) {
    const broken = 1 - outcome.kept;
    const cost = parameters.severities[severityThatCounts(outcome, fold.recurrence, parameters)];
    const left = 1 - cost.forfeiture * broken;
    evidence.good *= left;
    fold.leftAtInstant *= left;
    evidence.bad += badEvidence(outcome, cost.weight, parameters);
    evidence.brokenCount += 1;
  }
  // Added after the breach: a promise kept in part does not forfeit its own kept part.
  evidence.good += earnedNow;
}

/**
 * Trust at a moment in days, given the evidence up to then. Throws a RangeError for a moment before the last outcome:
 * what came later cannot be taken out of the evidence again.
 *
 * @example trustAt(foldEvidence(tenKept, defaultTrustParameters), today, defaultTrustParameters).score // 0.9167
 */
export function trustAt(evidence: Evidence, at: number, parameters: TrustParameters): Trust {
  if (evidence.lastAt !== null && at < evidence.lastAt) {
    throw new RangeError(`trust was asked for day ${at}, but the evidence runs to day ${evidence.lastAt}`);
  }
  const silence = evidence.lastKeptAt === null ? 0 : at - evidence.lastKeptAt;
  return trustFrom(evidence.good * fading(silence, parameters), evidence.bad, parameters);
}

/** The opinion that so much good and bad evidence supports (A. Jøsang, "Subjective Logic", 2016). */
export function trustFrom(good: number, bad: number, parameters: TrustParameters): Trust {
  const { priorWeight, willingness } = parameters;
  const all = good + bad + priorWeight;
  return {
    good,
    bad,
    earned: good / all,
    distrust: bad / all,
    unknown: priorWeight / all,
    score: (good + willingness * priorWeight) / all,
  };
}

/**
 * The range that a trust score leaves open: the 5 % and 95 % quantiles of Beta(r + aW, s + (1-a)W). Apart from trustAt
 * because it costs a thousand times more; for what a person looks at, not for millions of relations.
 */
export function trustInterval(trust: Pick<Trust, 'good' | 'bad'>, parameters: TrustParameters): Interval {
  const keptShape = trust.good + parameters.willingness * parameters.priorWeight;
  const brokenShape = trust.bad + (1 - parameters.willingness) * parameters.priorWeight;
  return { low: betaQuantile(0.05, keptShape, brokenShape), high: betaQuantile(0.95, keptShape, brokenShape) };
}

/** Share of good evidence that is left after so many days without a kept promise: 2^(-(days beyond the grace)/half-life). */
export function fading(silenceDays: number, parameters: TrustParameters): number {
  const beyond = silenceDays - parameters.graceDays;
  return beyond > 0 ? 2 ** (-beyond / parameters.halfLifeDays) : 1;
}

/** What a breach adds to the bad evidence: λ · w_sev · w · q · (1 - ρ rec). */
export function badEvidence(breach: Outcome, severityWeight: number, parameters: TrustParameters): number {
  const broken = 1 - breach.kept;
  const unrepaired = 1 - parameters.repairCredit * breach.repaired;
  return parameters.lossAversion * severityWeight * breach.weight * broken * unrepaired;
}
