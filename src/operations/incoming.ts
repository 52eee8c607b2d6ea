/** A fact as it arrives from a file, another system or the demo: not yet checked, not yet in the ledger. */
import type { Refusal } from '../domain/decision.ts';

export interface IncomingFact {
  readonly type: string;
  readonly customerId: string;
  /** An ISO instant with an offset. */
  readonly occurredAt: string;
  /** The same pair of source and sourceId is one event, however often it arrives. */
  readonly sourceId: string;
  /** The fields of the event kind, data and text together. Null means left out. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where the source itself refuses the row: why. */
  readonly refused?: string | null;
}

/** What became of one incoming fact. */
export type RecordOutcome =
  | { readonly status: 'recorded' | 'known' | 'restored'; readonly eventId: string }
  | { readonly status: 'refused'; readonly refusal: Refusal };
