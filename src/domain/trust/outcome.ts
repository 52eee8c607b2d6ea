/** The only evidence that trust is made of: how a recorded promise turned out, and when. */

/** How grave the broken part of a promise is, mildest first. */
export const severities = ['minor', 'major', 'critical', 'betrayal'] as const;
export type Severity = (typeof severities)[number];

export interface Outcome {
  /** Identifies the outcome within its relation; orders outcomes that happened at the same instant. */
  readonly key: string;
  /** Days since 1970-01-01T00:00Z, fractional. */
  readonly at: number;
  /** Materiality of the promise; 1 is ordinary. */
  readonly weight: number;
  /** Kept fraction, 0 (broken) to 1 (kept). */
  readonly kept: number;
  /** 1 when the promisee accepted explicitly, 0.5 when only by silence. */
  readonly accepted: number;
  /** Severity of the broken part; without meaning when kept is 1. */
  readonly severity: Severity;
  /** Why it was broken. Equal causes escalate when they recur; null never does. */
  readonly cause: string | null;
  /** Degree to which the breach was repaired, 0 to 1. */
  readonly repaired: number;
}

/**
 * Compares two outcomes for sorting into the order in which they count: by time, wholly kept ones before others at the
 * same instant, then by key (by code unit, the same in every language).
 *
 * The order at one instant never changes a score: it only fixes in which order an explanation tells it.
 */
export function compareOutcomes(left: Outcome, right: Outcome): number {
  if (left.at !== right.at) return left.at - right.at;
  const leftBroken = left.kept < 1 ? 1 : 0;
  const rightBroken = right.kept < 1 ? 1 : 0;
  if (leftBroken !== rightBroken) return leftBroken - rightBroken;
  if (left.key === right.key) return 0;
  return left.key < right.key ? -1 : 1;
}
