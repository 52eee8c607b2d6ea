/** One row per purchase: what was paid, delivered and given back, and what is at risk now because of which area. */
import { riskOf } from '../../domain/customers/money.ts';
import { riskHolderOf } from '../../domain/purchases/purchase.ts';
import { pitchBefore, sellerOf } from '../../domain/purchases/seller.ts';
import type { View } from './view.ts';

export interface PurchaseRow {
  readonly customer_id: string;
  readonly purchase_id: string;
  readonly at: string;
  readonly amount: number;
  readonly currency: string;
  readonly repurchase: boolean;
  readonly segment: string | null;
  readonly offer_id: string | null;
  /** The pitch that it came of, as an event, and whose deal it is; null where nobody said. */
  readonly pitch_event_id: string | null;
  readonly seller_area: string | null;
  readonly seller_person: string | null;
  readonly discount: number | null;
  readonly benefit_hoped: string | null;
  /** The contract that it begins or renews, and the last day paid for; null for most. */
  readonly contract_id: string | null;
  readonly contract_until: string | null;
  readonly delivered_at: string | null;
  readonly benefit: 'realised' | 'partly' | 'not' | null;
  readonly refunded: number;
  readonly risk_holder: 'seller' | 'buyer' | 'nobody';
  readonly at_risk: number;
  readonly risk_area: string | null;
}

export const purchases: View<Omit<PurchaseRow, 'customer_id'>> = {
  table: 'purchase',
  key: ['purchase_id'],
  shows: ['purchase.made', 'delivery.made', 'benefit.reported'],
  rows: (state) => {
    const promises = byPurchase(state.promises.values(), ({ made }) => made.data.purchaseId);
    const cases = byPurchase(state.cases.values(), ({ opened }) => opened.data.purchaseId);
    return [...state.purchases.values()].map((purchase) => {
      const { purchaseId } = purchase;
      const pitch = pitchBefore(purchase.made, state.pitches);
      const seller = sellerOf(purchase.made.data, pitch);
      const risk = riskOf(purchase, promises.get(purchaseId) ?? [], cases.get(purchaseId) ?? []);
      return {
        purchase_id: purchase.purchaseId,
        at: purchase.made.occurredAt,
        amount: purchase.made.data.amount,
        currency: purchase.made.data.currency,
        repurchase: purchase.repurchase,
        segment: purchase.made.data.segment ?? null,
        offer_id: purchase.made.data.offerId ?? null,
        pitch_event_id: pitch?.eventId ?? null,
        seller_area: seller.area,
        seller_person: seller.person,
        discount: purchase.made.data.discount ?? null,
        benefit_hoped: purchase.made.text?.benefit ?? null,
        contract_id: purchase.made.data.contractId ?? null,
        contract_until: purchase.made.data.contractUntil ?? null,
        delivered_at: purchase.deliveredAt,
        benefit: purchase.benefit,
        refunded: purchase.refunded,
        risk_holder: riskHolderOf(purchase),
        at_risk: risk.amount,
        risk_area: risk.area,
      };
    });
  },
};

/** Things by the purchase that they name; what names none is left out. */
function byPurchase<Thing>(
  things: Iterable<Thing>,
  purchaseOf: (thing: Thing) => string | undefined,
): ReadonlyMap<string, readonly Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const purchaseId = purchaseOf(thing);
    if (purchaseId === undefined) continue;
    const group = groups.get(purchaseId);
    if (group === undefined) groups.set(purchaseId, [thing]);
    else group.push(thing);
  }
  return groups;
}
