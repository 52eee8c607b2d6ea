/** What went wrong, as a plain value: every way in turns it into its own words, in one place. */
import type { RefusalCode } from '../domain/decision.ts';
import { type FaultCode, LedgerFault } from '../ledger/faults.ts';
import { Refused } from './refused.ts';

export type Failure =
  | {
      readonly kind: 'refusal';
      readonly code: RefusalCode;
      readonly reason: string;
      readonly remedy: string;
      readonly field: string | null;
      readonly value: unknown;
      readonly problems: readonly { readonly field: string; readonly value: unknown; readonly reason: string }[];
    }
  | { readonly kind: 'fault'; readonly code: FaultCode; readonly reason: string; readonly remedy: string };

/** A refusal or a fault as a value; null for anything else, which is a bug. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof Refused) {
    const { code, reason, remedy, field, value } = error.refusal;
    return {
      kind: 'refusal',
      code,
      reason,
      remedy,
      field: field ?? null,
      value: value ?? null,
      problems: error.problems,
    };
  }
  if (error instanceof LedgerFault) {
    return { kind: 'fault', code: error.code, reason: error.message, remedy: error.remedy };
  }
  return null;
}
