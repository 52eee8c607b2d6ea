/** What the moves of one promise leave as evidence: the outcomes that trust is made of. */
import { epochDays, type Instant } from '../instants.ts';
import { type Outcome, type Severity, severities } from '../trust/outcome.ts';
import type { Evidence } from './machine.ts';

/** A promise kept late counts half as kept unless somebody assesses it otherwise (method E.3). */
const keptShareWhenLate = 0.5;
const silentAcceptance = 0.5;

/** One piece of evidence while its promise is still being folded. */
export interface EvidenceDraft {
  readonly at: number;
  readonly kind: 'kept' | 'kept late' | 'breach' | 'minor';
  readonly accepted: number;
  readonly severity: Severity;
  /** Levels added by a repair that failed. */
  raised: number;
  repaired: number;
}

interface Assessment {
  readonly severity: Severity | undefined;
  readonly keptShare: number | undefined;
  readonly cause: string | null;
}

/** Adds to `drafts` what a move leaves. `severity` is that of a break, as stated; `late`: the due time had passed. */
export function noteEvidence(
  drafts: EvidenceDraft[],
  evidence: Evidence,
  at: Instant,
  severity: Severity,
  late: boolean,
): void {
  const add = (kind: EvidenceDraft['kind'], accepted: number, stated: Severity): void => {
    drafts.push({ at: epochDays(at), kind, accepted, severity: stated, raised: 0, repaired: 0 });
  };
  const breach = (): EvidenceDraft | undefined => drafts.findLast((draft) => draft.kind === 'breach');
  switch (evidence) {
    case 'none':
    case 'neutral':
    case 'not repaired':
      return;
    case 'neutral unless late':
      if (late) add('minor', 1, 'minor');
      return;
    case 'minor breach':
      add('minor', 1, 'minor');
      return;
    case 'kept':
      add('kept', 1, 'minor');
      return;
    case 'kept by silence':
      add('kept', silentAcceptance, 'minor');
      return;
    case 'kept late':
      add('kept late', 1, 'minor');
      return;
    case 'kept late by silence':
      add('kept late', silentAcceptance, 'minor');
      return;
    case 'broken':
      add('breach', 1, severity);
      return;
    case 'takes kept back': {
      const index = drafts.findLastIndex((draft) => draft.kind === 'kept');
      if (index >= 0) drafts.splice(index, 1);
      return;
    }
    case 'repaired':
      setRepair(breach(), 1);
      return;
    case 'half repaired':
      setRepair(breach(), 0.5);
      return;
    case 'repair failed':
      setRepair(breach(), 0, 1);
      return;
  }
}

function setRepair(breach: EvidenceDraft | undefined, degree: number, levels = 0): void {
  if (breach === undefined) return;
  breach.repaired = degree;
  breach.raised += levels;
}

/** The outcomes, with what was assessed later: severity of the break, share kept of what was late, cause. */
export function outcomesOf(
  drafts: readonly EvidenceDraft[],
  promise: { readonly key: string; readonly weight: number },
  assessment: Assessment,
): readonly Outcome[] {
  return drafts.map((draft, index) => {
    const stated = draft.kind === 'breach' ? (assessment.severity ?? draft.severity) : draft.severity;
    return {
      key: index === 0 ? promise.key : `${promise.key}#${index + 1}`,
      at: draft.at,
      weight: promise.weight,
      kept: draft.kind === 'kept' ? 1 : draft.kind === 'kept late' ? (assessment.keptShare ?? keptShareWhenLate) : 0,
      accepted: draft.accepted,
      severity: raised(stated, draft.raised),
      cause: draft.kind === 'kept' ? null : assessment.cause,
      repaired: draft.repaired,
    };
  });
}

/** A severity some levels up, at most critical: betrayal is always a human judgement. */
export function raised(severity: Severity, levels: number): Severity {
  if (severity === 'betrayal') return severity;
  const index = Math.min(severities.indexOf('critical'), severities.indexOf(severity) + levels);
  return severities[index] ?? severity;
}
