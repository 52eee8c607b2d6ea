/** One row per word of the customer about us. */
import type { View } from './view.ts';

export interface FeedbackRow {
  readonly customer_id: string;
  readonly event_id: string;
  readonly at: string;
  readonly measure: string;
  readonly value: number;
  readonly scale_min: number;
  readonly scale_max: number;
  readonly area: string | null;
  readonly step: string | null;
  readonly purchase_id: string | null;
  readonly promise_id: string | null;
}

export const feedback: View<Omit<FeedbackRow, 'customer_id'>> = {
  table: 'feedback',
  key: ['event_id'],
  shows: ['feedback.given'],
  rows: (state) =>
    state.feedback.map(({ eventId, occurredAt, data }) => ({
      event_id: eventId,
      at: occurredAt,
      measure: data.measure,
      value: data.value,
      scale_min: data.scaleMin,
      scale_max: data.scaleMax,
      area: data.area ?? null,
      step: data.step ?? null,
      purchase_id: data.purchaseId ?? null,
      promise_id: data.promiseId ?? null,
    })),
};
