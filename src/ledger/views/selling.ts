/** One row per ask, gift, recommendation, counsel, decision and lot. A pitch is an ask, too: it asks for a purchase. */
import type { CustomerState } from '../../domain/customers/state.ts';
import type { View } from './view.ts';

export interface AskRow {
  readonly customer_id: string;
  readonly event_id: string;
  readonly at: string;
  readonly ask: string;
  readonly contact_id: string | null;
  readonly offer_id: string | null;
  readonly area: string;
  readonly person: string | null;
  readonly despite: string | null;
  /** What a quote came to, and what was taken off for it. */
  readonly amount: number | null;
  readonly discount: number | null;
  readonly currency: string | null;
}

export const asks: View<Omit<AskRow, 'customer_id'>> = {
  table: 'ask',
  key: ['event_id'],
  shows: ['ask.made', 'pitch.made'],
  rows: ({ pitches, selling }) =>
    [...pitches, ...selling.asks].map((event) => ({
      event_id: event.eventId,
      at: event.occurredAt,
      ask: event.type === 'pitch.made' ? 'pitch' : event.data.ask,
      contact_id: event.data.contactId ?? null,
      offer_id: event.data.offerId ?? null,
      area: event.data.by,
      person: event.data.byPerson ?? null,
      despite: event.text?.despite ?? null,
      ...quoteOf(event),
    })),
};

function quoteOf(event: CustomerState['pitches'][number] | CustomerState['selling']['asks'][number]) {
  if (event.type === 'ask.made') return { amount: null, discount: null, currency: null };
  const { amount = null, discount = null, currency = null } = event.data;
  return { amount, discount, currency };
}

export const gifts: View = {
  table: 'gift',
  key: ['event_id'],
  shows: ['gift.given'],
  rows: ({ selling }) =>
    selling.gifts.map(({ eventId, occurredAt, data, text }) => ({
      event_id: eventId,
      at: occurredAt,
      gift: data.gift,
      contact_id: data.contactId ?? null,
      area: data.by,
      person: data.byPerson ?? null,
      amount: data.amount ?? null,
      currency: data.currency ?? null,
      what: text?.what ?? null,
    })),
};

export const referrals: View = {
  table: 'referral',
  key: ['event_id'],
  shows: ['referral.given'],
  rows: ({ selling }) =>
    selling.referrals.map(({ eventId, occurredAt, data }) => ({
      event_id: eventId,
      at: occurredAt,
      brought_id: data.broughtId ?? null,
    })),
};

export interface CounselRow {
  readonly customer_id: string;
  readonly event_id: string;
  readonly counsel_id: string;
  readonly at: string;
  readonly advised: 'less' | 'other' | 'later' | 'nothing';
  readonly offer_id: string | null;
  readonly advised_offer_id: string | null;
  readonly area: string;
  readonly person: string | null;
  readonly forgone: number | null;
  readonly currency: string | null;
  readonly why: string | null;
}

export const counsels: View<Omit<CounselRow, 'customer_id'>> = {
  table: 'counsel',
  key: ['event_id'],
  shows: ['counsel.given'],
  rows: ({ selling }) =>
    selling.counsels.map(({ eventId, occurredAt, data, text }) => ({
      event_id: eventId,
      counsel_id: data.counselId,
      at: occurredAt,
      advised: data.advised,
      offer_id: data.offerId ?? null,
      advised_offer_id: data.advisedOfferId ?? null,
      area: data.by,
      person: data.byPerson ?? null,
      forgone: data.forgone ?? null,
      currency: data.currency ?? null,
      why: text?.why ?? null,
    })),
};

export interface DecisionRow {
  readonly customer_id: string;
  readonly decision_id: string;
  readonly at: string;
  readonly trigger: 'quote' | 'discount' | 'refund' | 'complaint' | 'dilemma';
  readonly was_right: boolean;
  readonly area: string;
  readonly person: string | null;
  readonly purchase_id: string | null;
  readonly case_id: string | null;
  readonly right_words: string | null;
  readonly choice: string | null;
  readonly options: string | null;
  readonly judged_at: string | null;
  readonly best: 'both' | 'customer' | 'us' | 'neither' | null;
  readonly judged_words: string | null;
}

export const decisions: View<Omit<DecisionRow, 'customer_id'>> = {
  table: 'decision',
  key: ['decision_id'],
  shows: ['decision.made', 'decision.judged'],
  rows: ({ selling }) =>
    [...selling.decisions.values()].map(({ made, judged }) => ({
      decision_id: made.data.decisionId,
      at: made.occurredAt,
      trigger: made.data.trigger,
      was_right: made.data.chosen === 'right',
      area: made.data.by,
      person: made.data.byPerson ?? null,
      purchase_id: made.data.purchaseId ?? null,
      case_id: made.data.caseId ?? null,
      right_words: made.text?.right ?? null,
      choice: made.text?.choice ?? null,
      options: made.text?.options ?? null,
      judged_at: judged?.occurredAt ?? null,
      best: judged?.data.best ?? null,
      judged_words: judged?.text?.words ?? null,
    })),
};

export const lots: View = {
  table: 'lot',
  key: ['trial'],
  shows: ['lot.drawn'],
  rows: ({ selling }) =>
    selling.lots.map(({ eventId, occurredAt, data }) => ({
      trial: data.trial,
      event_id: eventId,
      at: occurredAt,
      drew_offer: data.drew === 'offer',
    })),
};
