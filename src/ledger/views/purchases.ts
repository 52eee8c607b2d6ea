/** One row per purchase: what was paid, delivered and given back, and what is at risk now because of which area. */
import type { CustomerState } from '../../domain/customers/state.ts';
import type { PromiseStateName } from '../../domain/promises/machine.ts';
import type { PromiseState } from '../../domain/promises/promise.ts';
import { type PurchaseState, riskHolderOf } from '../../domain/purchases/purchase.ts';
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
  readonly benefit_hoped: string | null;
  readonly delivered_at: string | null;
  readonly benefit: 'realised' | 'partly' | 'not' | null;
  readonly refunded: number;
  readonly risk_holder: 'seller' | 'buyer' | 'nobody';
  readonly at_risk: number;
  readonly risk_area: string | null;
}

/** While a promise to the customer is in one of these, the money of its purchase is at risk. */
const riskyStates: ReadonlySet<PromiseStateName> = new Set<PromiseStateName>([
  'overdue',
  'disputed',
  'broken',
  'repairing',
]);

export const purchases: View<Omit<PurchaseRow, 'customer_id'>> = {
  table: 'purchase',
  shows: ['purchase.made', 'delivery.made', 'benefit.reported'],
  rows: (state) => {
    const promisesByPurchase = groupByPurchase(state.promises.values());
    return [...state.purchases.values()].map((purchase) => {
      const promises = promisesByPurchase.get(purchase.purchaseId) ?? [];
      const risk = riskOf(state, purchase, promises);
      return {
        purchase_id: purchase.purchaseId,
        at: purchase.made.occurredAt,
        amount: purchase.made.data.amount,
        currency: purchase.made.data.currency,
        repurchase: purchase.repurchase,
        segment: purchase.made.data.segment ?? null,
        offer_id: purchase.made.data.offerId ?? null,
        benefit_hoped: purchase.made.text?.benefit ?? null,
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

/** What of a purchase is at risk now: all that was not given back, while a promise about it is late or broken, or a case is open. */
function riskOf(
  state: CustomerState,
  purchase: PurchaseState,
  promises: readonly PromiseState[],
): { readonly amount: number; readonly area: string | null } {
  const left = Math.max(0, purchase.made.data.amount - purchase.refunded);
  const promise = promises.find(({ state: name, made }) => made.data.to === 'customer' && riskyStates.has(name));
  if (promise !== undefined) return { amount: left, area: left > 0 ? promise.made.data.by : null };
  for (const known of state.cases.values()) {
    if (known.state === 'open' && known.opened.data.purchaseId === purchase.purchaseId) {
      const [area] = Object.entries(known.shares).sort((one, other) => other[1] - one[1])[0] ?? [null];
      return { amount: Math.min(left, known.opened.data.amount ?? left), area };
    }
  }
  return { amount: 0, area: null };
}

function groupByPurchase(promises: Iterable<PromiseState>): ReadonlyMap<string, readonly PromiseState[]> {
  const groups = new Map<string, PromiseState[]>();
  for (const promise of promises) {
    const { purchaseId } = promise.made.data;
    if (purchaseId === undefined) continue;
    const group = groups.get(purchaseId);
    if (group === undefined) groups.set(purchaseId, [promise]);
    else group.push(promise);
  }
  return groups;
}
