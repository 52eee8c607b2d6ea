/** Signed audits, and the promise in each: to run the next one by a day. Kept by the next signature, nothing else. */
import { dayOf, type Instant, type Zone } from '../instants.ts';
import type { Company, SignedAudit } from './company.ts';

export interface SignOff extends SignedAudit {
  /** What became of the next audit that it promised. */
  readonly next: 'open' | 'late' | 'kept' | 'keptLate';
  /** When the next one was signed, or null. */
  readonly nextAt: Instant | null;
}

/** Every signed audit, the newest first, each with what became of the next one. */
export function signOffsOf({ audits, policy }: Pick<Company, 'audits' | 'policy'>, now: Instant): readonly SignOff[] {
  const ordered = [...audits].sort((left, right) => (left.at < right.at ? -1 : 1));
  return ordered
    .map((signed, index) => {
      const nextAt = ordered[index + 1]?.at ?? null;
      return { ...signed, nextAt, next: fate(signed.nextBy, nextAt, now, policy.zone) };
    })
    .toReversed();
}

/** A day lasts until its end in the company's zone. */
function fate(nextBy: string, nextAt: Instant | null, now: Instant, zone: Zone): SignOff['next'] {
  const isInTime = dayOf(nextAt ?? now, zone) <= nextBy;
  if (nextAt === null) return isInTime ? 'open' : 'late';
  return isInTime ? 'kept' : 'keptLate';
}
