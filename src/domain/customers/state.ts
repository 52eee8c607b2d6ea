/** Everything that is known of one customer as of an instant. */
import type { CaseState } from '../cases/case.ts';
import type { FeedbackEvent } from '../feedback/events.ts';
import type { CustomerId } from '../ids.ts';
import type { Instant } from '../instants.ts';
import type { LinkState } from '../links/link.ts';
import type { Movement, Step } from '../process.ts';
import type { Irregularity, PromiseState } from '../promises/promise.ts';
import type { PurchaseEvent } from '../purchases/events.ts';
import type { PurchaseState } from '../purchases/purchase.ts';
import type { SellingState } from '../selling/selling.ts';
import type { Outcome } from '../trust/outcome.ts';

export interface Contact {
  readonly contactId: string;
  readonly role: string | null;
  readonly name: string | null;
  readonly mail: string | null;
  readonly phone: string | null;
}

/** One movement of money. */
export interface MoneyEntry {
  readonly entryId: string;
  readonly at: Instant;
  readonly movement: Movement;
  readonly step: Step;
  /** Minor units, never negative. */
  readonly amount: number;
  readonly currency: string;
  readonly purchaseId: string | null;
  /** The area whose promise on this purchase was broken or late, for money that went out or was kept. */
  readonly area: string | null;
  readonly reason: string | null;
}

/** The evidence of one relationship: the truster must be convinced, the trustee bears the burden. */
export interface Edge {
  readonly truster: string;
  readonly trustee: string;
  readonly outcomes: readonly Outcome[];
}

export type LostDeal = Extract<PurchaseEvent, { type: 'deal.lost' }>;
export type Pitch = Extract<PurchaseEvent, { type: 'pitch.made' }>;

export interface CustomerState {
  readonly customerId: CustomerId;
  readonly kind: 'business' | 'person' | 'unidentified';
  readonly segment: string | null;
  readonly name: string | null;
  readonly contacts: readonly Contact[];
  /** Links to the customer's own page, by id. */
  readonly links: ReadonlyMap<string, LinkState>;
  readonly promises: ReadonlyMap<string, PromiseState>;
  /** By promise, the areas it needs that never promised their part. Only promises that lack some are listed. */
  readonly missingBackers: ReadonlyMap<string, readonly string[]>;
  readonly purchases: ReadonlyMap<string, PurchaseState>;
  readonly cases: ReadonlyMap<string, CaseState>;
  readonly feedback: readonly FeedbackEvent[];
  readonly pitches: readonly Pitch[];
  readonly lostDeals: readonly LostDeal[];
  readonly selling: SellingState;
  readonly money: readonly MoneyEntry[];
  /** Each relationship with its evidence, as the method's edges. */
  readonly edges: readonly Edge[];
  /** Evidence of each area's promises in this account, whoever they were made to: what the journey is made of. */
  readonly areas: readonly { readonly area: string; readonly outcomes: readonly Outcome[] }[];
  readonly irregularities: readonly Irregularity[];
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly erasedAt: Instant | null;
  /** When the clock will next change something here. */
  readonly nextClockAt: Instant | null;
}
