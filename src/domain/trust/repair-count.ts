/** The way back: how many promises must be kept until trust is where it was. */
import type { Trust } from './evidence.ts';
import type { Severity } from './outcome.ts';
import type { TrustParameters } from './parameters.ts';

export interface FearedBreach {
  readonly severity: Severity;
  /** Materiality of the promise that is broken; 1 is ordinary. */
  readonly weight: number;
}

/**
 * How many further kept promises (weight 1, accepted explicitly, no silence) undo one wholly broken promise, exactly and
 * as a fraction: m = φ r + λ w_sev w P/(1-P), "re-do what was forfeited, then outweigh what will not be forgotten".
 *
 * Question answered: "what would it cost us to break this one?" The higher the trust, the more.
 *
 * @param before trust just before the breach
 * @example repairCount(afterTenKept, { severity: 'major', weight: 1 }, defaultTrustParameters) // 52
 */
export function repairCount(
  before: Pick<Trust, 'good' | 'score'>,
  breach: FearedBreach,
  parameters: TrustParameters,
): number {
  const { weight, forfeiture } = parameters.severities[breach.severity];
  const outweigh = (parameters.lossAversion * weight * breach.weight * before.score) / (1 - before.score);
  return forfeiture * before.good + outweigh;
}

/**
 * How many further kept promises (weight 1, accepted explicitly, no silence) bring the score from where it is to a target
 * or above: the smallest whole number, 0 when it is there already, and null for a target of 1, which no number reaches.
 *
 * In words: n more make the score (r + n + aW)/(r + s + n + W); solved for n and rounded up. Throws a RangeError for a
 * target outside 0 to 1.
 *
 * @param now trust now, with the silence until now already taken off
 * @example keptPromisesToReach(trustAt(evidence, today, parameters), 0.9, parameters) // 12
 */
export function keptPromisesToReach(
  now: Pick<Trust, 'good' | 'bad' | 'score'>,
  target: number,
  parameters: TrustParameters,
): number | null {
  if (!(target >= 0 && target <= 1)) throw new RangeError(`a score lies between 0 and 1, got ${target}`);
  if (now.score >= target) return 0;
  if (target === 1) return null;
  const all = now.good + now.bad + parameters.priorWeight;
  const exact = ((target - now.score) * all) / (1 - target);
  // A target that was itself computed may miss the whole number by its last digits.
  return Math.ceil(exact - 1e-9);
}
