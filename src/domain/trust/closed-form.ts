/**
 * Trust as a formula over the set of outcomes, one term for each, with no running state: what a score means, what its
 * explanation is made of, and what the fold is tested against.
 */
import { badEvidence, fading } from './evidence.ts';
import { compareOutcomes, type Outcome, type Severity } from './outcome.ts';
import type { TrustParameters } from './parameters.ts';
import { escalate } from './recurrence.ts';

export interface GoodTerm {
  readonly outcome: Outcome;
  /** What it earned when it was kept: w k acc. */
  readonly earned: number;
  /** Share that silence since then has left: 2^(-σ/H). */
  readonly leftBySilence: number;
  /** Share that breaches since then have left: Π (1 - φ q). */
  readonly leftByBreaches: number;
  /** r_e, the product of the three. */
  readonly good: number;
}

export interface BadTerm {
  readonly outcome: Outcome;
  /** The severity that counts, after escalation. */
  readonly severity: Severity;
  /** s_f. */
  readonly bad: number;
}

export interface EvidenceTerms {
  /** One term for each outcome with something kept, in the order of compareOutcomes. */
  readonly good: readonly GoodTerm[];
  /** One term for each outcome with something broken, in the same order. */
  readonly bad: readonly BadTerm[];
}

/**
 * The evidence at a moment in days, term by term, from outcomes in any order; those after the moment are left out.
 *
 *     σ(e)  = Σ over the gaps between successive kept times after t_e, and the last gap up to the moment, of max(0, gap - G)
 *     r_e   = w k acc · 2^(-σ(e)/H) · Π over breaches f with t_f >= t_e and f ≠ e of (1 - φ_f q_f)
 *     s_f   = λ w_sev w q (1 - ρ rec)
 *     level = min(critical, stated + number of breaches with the same cause earlier than f by at most the window)
 *
 * Costs outcomes × breaches: for one relation, not for millions (foldEvidence gives their sums in linear time).
 */
export function evidenceTerms(outcomes: readonly Outcome[], at: number, parameters: TrustParameters): EvidenceTerms {
  const past = outcomes.filter((outcome) => outcome.at <= at).sort(compareOutcomes);
  const breaches = past.filter(({ kept }) => kept < 1);
  const costs = breaches.map((outcome) => {
    const severity = escalate(outcome.severity, countEarlier(outcome, breaches, parameters));
    return { outcome, severity, ...parameters.severities[severity] };
  });
  const kept = past.filter((outcome) => outcome.kept > 0);
  const leftSince = leftBySilence(kept, at, parameters);
  return {
    good: kept.map((outcome) => {
      const earned = outcome.weight * outcome.kept * outcome.accepted;
      const leftBySilence = leftSince.get(outcome.at) ?? 1;
      let leftByBreaches = 1;
      for (const { outcome: breach, forfeiture } of costs) {
        if (breach.at >= outcome.at && breach !== outcome) leftByBreaches *= 1 - forfeiture * (1 - breach.kept);
      }
      return { outcome, earned, leftBySilence, leftByBreaches, good: earned * leftBySilence * leftByBreaches };
    }),
    bad: costs.map(({ outcome, severity, weight }) => ({
      outcome,
      severity,
      bad: badEvidence(outcome, weight, parameters),
    })),
  };
}

function countEarlier(breach: Outcome, breaches: readonly Outcome[], parameters: TrustParameters): number {
  if (breach.cause === null) return 0;
  return breaches.filter(
    (other) =>
      other.cause === breach.cause && other.at < breach.at && breach.at - other.at <= parameters.recurrenceDays,
  ).length;
}

/** For each time at which something was kept, the share that the silences between then and `at` have left. */
function leftBySilence(kept: readonly Outcome[], at: number, parameters: TrustParameters): Map<number, number> {
  const left = new Map<number, number>();
  let next = at;
  let share = 1;
  for (const outcome of kept.toReversed()) {
    share *= fading(next - outcome.at, parameters);
    left.set(outcome.at, share);
    next = outcome.at;
  }
  return left;
}
