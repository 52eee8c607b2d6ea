/** One row per movement of money, and one per deal that was lost. */
import { pitchBefore, sellerOf } from '../../domain/purchases/seller.ts';
import type { View } from './view.ts';

export interface MoneyRow {
  readonly customer_id: string;
  readonly entry_id: string;
  readonly at: string;
  readonly movement: 'in' | 'out' | 'stays';
  readonly step: string;
  readonly amount: number;
  readonly currency: string;
  readonly purchase_id: string | null;
  readonly area: string | null;
  readonly reason: string | null;
}

export const money: View<Omit<MoneyRow, 'customer_id'>> = {
  table: 'money_entry',
  key: ['entry_id'],
  shows: ['purchase.made', 'refund.paid', 'case.closed'],
  rows: (state) =>
    state.money.map((entry) => ({
      entry_id: entry.entryId,
      at: entry.at,
      movement: entry.movement,
      step: entry.step,
      amount: entry.amount,
      currency: entry.currency,
      purchase_id: entry.purchaseId,
      area: entry.area,
      reason: entry.reason,
    })),
};

export interface LostDealRow {
  readonly customer_id: string;
  readonly event_id: string;
  readonly at: string;
  readonly step: string;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly reason: string | null;
  readonly offer_id: string | null;
  readonly pitch_event_id: string | null;
  readonly seller_area: string | null;
  readonly seller_person: string | null;
}

export const lostDeals: View<Omit<LostDealRow, 'customer_id'>> = {
  table: 'lost_deal',
  key: ['event_id'],
  shows: ['deal.lost'],
  rows: (state) =>
    state.lostDeals.map((lost) => {
      const { eventId, occurredAt, data } = lost;
      const pitch = pitchBefore(lost, state.pitches);
      const seller = sellerOf(data, pitch);
      return {
        event_id: eventId,
        at: occurredAt,
        step: data.step,
        amount: data.amount ?? null,
        currency: data.currency ?? null,
        reason: data.reason ?? null,
        offer_id: data.offerId ?? null,
        pitch_event_id: pitch?.eventId ?? null,
        seller_area: seller.area,
        seller_person: seller.person,
      };
    }),
};
