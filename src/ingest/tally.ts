/** Counts what became of the facts of an import. */
import type { IncomingFact, RecordOutcome } from '../operations/incoming.ts';
import { reasonsMax } from './limits.ts';

export interface ImportSummary {
  /** Facts that the source made of its files. Each is recorded, known, restored or refused. */
  readonly rows: number;
  readonly recorded: number;
  readonly known: number;
  readonly restored: number;
  readonly refused: number;
  /** Customers of whom at least one fact was not refused. */
  readonly customers: number;
  /** Most frequent first. Values in quotation marks are left out, so that equal reasons count together. */
  readonly refusedByReason: readonly { readonly reason: string; readonly count: number }[];
  /** Files of the folder that no table of the source reads: a slip of the pen in a name loses a whole file. */
  readonly unreadFiles: readonly string[];
  readonly seconds: number;
}

export interface Tally {
  readonly add: (fact: IncomingFact, outcome: RecordOutcome) => void;
  readonly rows: () => number;
  readonly summary: (seconds: number, unreadFiles: readonly string[]) => ImportSummary;
}

const otherReasons = 'other reasons; the file of refused rows has them all';

/** A tally at zero. Facts have to be added with each customer's together. */
export function startTally(): Tally {
  const counts = { recorded: 0, known: 0, restored: 0, refused: 0 };
  const reasons = new Map<string, number>();
  let customers = 0;
  let lastCustomer: string | undefined;
  const rows = () => counts.recorded + counts.known + counts.restored + counts.refused;
  return {
    rows,
    add: ({ customerId }, outcome) => {
      counts[outcome.status]++;
      if (outcome.status === 'refused') {
        const reason = outcome.refusal.reason.replaceAll(/ ?'[^']*'(?= (?:is|lies|contradicts)\b)/g, '');
        const counted = reasons.has(reason) || reasons.size < reasonsMax ? reason : otherReasons;
        reasons.set(counted, (reasons.get(counted) ?? 0) + 1);
      } else if (customerId !== lastCustomer) {
        customers++;
        lastCustomer = customerId;
      }
    },
    summary: (seconds, unreadFiles) => ({
      rows: rows(),
      ...counts,
      customers,
      refusedByReason: [...reasons].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count),
      unreadFiles,
      seconds,
    }),
  };
}
