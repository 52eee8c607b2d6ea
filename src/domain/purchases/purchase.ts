/** What a purchase is at a time: what was paid, delivered, given back, and who holds the risk now. */
import type { PurchaseId } from '../ids.ts';
import type { Instant } from '../instants.ts';
import type { PurchaseEvent } from './events.ts';

type PurchaseMadeEvent = Extract<PurchaseEvent, { type: 'purchase.made' }>;

export interface PurchaseState {
  readonly purchaseId: PurchaseId;
  readonly made: PurchaseMadeEvent;
  /** Whether the customer had bought before. */
  readonly repurchase: boolean;
  readonly deliveredAt: Instant | null;
  readonly benefit: 'realised' | 'partly' | 'not' | null;
  /** Minor units given back so far, in the currency of the purchase. */
  readonly refunded: number;
  /** What was given back and when. Minor units. */
  readonly refunds: readonly { readonly at: Instant; readonly amount: number }[];
}

/** Who holds the risk of a purchase: the buyer from the moment of buying until the benefit is there. */
export function riskHolderOf(purchase: PurchaseState | undefined): 'seller' | 'buyer' | 'nobody' {
  if (purchase === undefined) return 'seller';
  return purchase.benefit === 'realised' || purchase.refunded >= purchase.made.data.amount ? 'nobody' : 'buyer';
}

/** A purchase as it is made. */
export function startPurchase(made: PurchaseMadeEvent, repurchase: boolean): PurchaseState {
  return {
    purchaseId: made.data.purchaseId,
    made,
    repurchase,
    deliveredAt: null,
    benefit: null,
    refunded: 0,
    refunds: [],
  };
}

/** What a purchase has left of its price after the refunds that `counts` picks. Minor units, never negative. */
export function leftOf(purchase: PurchaseState, counts: (at: Instant) => boolean): number {
  const refunded = purchase.refunds.filter(({ at }) => counts(at)).reduce((sum, { amount }) => sum + amount, 0);
  return Math.max(0, purchase.made.data.amount - refunded);
}
