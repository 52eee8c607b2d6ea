/** The same thing going wrong again: how a repeated cause makes a mild breach count as a graver one. */
import type { Outcome, Severity } from './outcome.ts';
import type { TrustParameters } from './parameters.ts';

/**
 * The severity that counts, given how many earlier breaches with the same cause lie within the window: each lifts a minor
 * or major breach by one level, up to critical. Betrayal is always a human judgement and is never reached by counting.
 *
 * Reference: two failures alike and close together undo what one well handled failure may repair (J. G. Maxham and R. G.
 * Netemeyer, "A longitudinal study of complaining customers' evaluations of multiple service failures and recovery
 * efforts", Journal of Marketing 66 (2002) 57-71).
 *
 * @example escalate('minor', 1) // 'major'
 */
export function escalate(stated: Severity, earlierBreaches: number): Severity {
  if (earlierBreaches === 0 || stated === 'critical' || stated === 'betrayal') return stated;
  return stated === 'minor' && earlierBreaches === 1 ? 'major' : 'critical';
}

/** What is remembered of one cause. Two breaches are enough: two levels are the most that anything can be lifted. */
interface CauseMemory {
  /** The latest two breaches strictly before `at`, in days; minus infinity when there were none. */
  latest: number;
  second: number;
  /** The instant of the latest breach, and how many breaches happened at it. */
  at: number;
  countAt: number;
}

/** The breaches of one relation so far, by cause. Changed by `severityThatCounts`. */
export type Recurrence = Map<string, CauseMemory>;

/**
 * The severity that counts for a breach, remembering the breach for later ones. Breaches must come in the order of time.
 * Breaches at the same instant do not escalate each other, since none of them was earlier. Constant time per breach.
 */
export function severityThatCounts(
  breach: Pick<Outcome, 'at' | 'cause' | 'severity'>,
  recurrence: Recurrence,
  parameters: TrustParameters,
): Severity {
  if (breach.cause === null) return breach.severity;
  const memory = recurrence.get(breach.cause);
  if (memory === undefined) {
    recurrence.set(breach.cause, { latest: -Infinity, second: -Infinity, at: breach.at, countAt: 1 });
    return breach.severity;
  }
  if (breach.at > memory.at) {
    memory.second = memory.countAt > 1 ? memory.at : memory.latest;
    memory.latest = memory.at;
    memory.at = breach.at;
    memory.countAt = 1;
  } else {
    memory.countAt += 1;
  }
  const window = parameters.recurrenceDays;
  const earlier = (breach.at - memory.latest <= window ? 1 : 0) + (breach.at - memory.second <= window ? 1 : 0);
  return escalate(breach.severity, earlier);
}
