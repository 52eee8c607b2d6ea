/** A customer's past as plain data with days: what the customer-month table and the back-test are made of. */
import type { LedgerEvent } from '../catalogue.ts';
import { eventsInFoldOrder, foldCustomer } from '../customers/customer.ts';
import type { measures } from '../feedback/events.ts';
import type { CustomerId } from '../ids.ts';
import { type Day, dayOf, type Instant, millisecondsPerDay, type Zone } from '../instants.ts';
import type { DatedNumber } from '../statistics/customer-months.ts';
import { type Moment, type Standing, standingsAt, type StandingRules } from './standing.ts';

export interface Payment extends DatedNumber {
  readonly currency: string;
}

/** An answer with the scale it was given on. */
export interface ScaledAnswer extends DatedNumber {
  readonly measure: (typeof measures)[number];
  readonly lowest: number;
  readonly highest: number;
}

/** Plain data, so that it can be handed to another thread. Lists are in order of time. */
export interface CustomerPast {
  readonly customerId: string;
  readonly segments: readonly { readonly day: Day; readonly segment: string }[];
  readonly purchases: readonly Payment[];
  readonly refunds: readonly Payment[];
  readonly lostDeals: readonly Day[];
  /** Last days that were paid for under contracts, where that was known before the month they lie in. */
  readonly contractEnds: readonly Day[];
  readonly promises: readonly Day[];
  readonly cases: readonly Day[];
  /** Days on which something of a promise was not kept, late ones included. What was mended later is still here. */
  readonly broken: readonly Day[];
  /** The kept part of every promise that was settled, by the area that gave it. */
  readonly settled: readonly (DatedNumber & { readonly area: string })[];
  readonly answers: readonly ScaledAnswer[];
  /** Month by month from the first in which something was known; as of the first instant of each. */
  readonly standings: readonly Standing[];
}

export interface PastRules extends StandingRules {
  readonly zone: Zone;
  /** Up to when things count. */
  readonly until: Instant;
  /** The first instants of the months that are asked about. */
  readonly moments: readonly Moment[];
}

/** The past of one customer; null for those who are no customer in any count, or of whom nothing was known by then. */
export function pastOf(
  customerId: CustomerId,
  events: readonly LedgerEvent[],
  { zone, until, moments, ...rules }: PastRules,
): CustomerPast | null {
  const state = foldCustomer(customerId, events, until);
  if (state.firstAt === null || state.kind === 'unidentified') return null;
  const { firstAt } = state;
  const on = (at: Instant) => dayOf(at, zone);
  const days = (instants: Iterable<Instant>) => [...instants].map(on).sort();
  const settled = state.areas.flatMap(({ area, outcomes }) =>
    outcomes.map(({ at, kept }) => ({
      day: on(new Date(Math.round(at * millisecondsPerDay)).toISOString()),
      value: kept,
      area: rules.areaNow(area),
    })),
  );
  const asked = moments.filter(({ at }) => at > firstAt && at <= until);
  return {
    customerId,
    segments: eventsInFoldOrder(events, until).flatMap((event) =>
      event.type === 'customer.described' && event.data.segment !== undefined
        ? [{ day: on(event.occurredAt), segment: event.data.segment }]
        : [],
    ),
    purchases: [...state.purchases.values()]
      .map(({ made }) => ({ day: on(made.occurredAt), value: made.data.amount, currency: made.data.currency }))
      .sort(byDay),
    refunds: state.money
      .filter(({ movement }) => movement === 'out')
      .map(({ at, amount, currency }) => ({ day: on(at), value: amount, currency }))
      .sort(byDay),
    contractEnds: [...state.purchases.values()]
      .flatMap(({ made }) => {
        const { contractUntil } = made.data;
        const isKnown = contractUntil !== undefined && on(made.occurredAt).slice(0, 7) < contractUntil.slice(0, 7);
        return isKnown ? [contractUntil] : [];
      })
      .sort(),
    lostDeals: days(state.lostDeals.map(({ occurredAt }) => occurredAt)),
    promises: days([...state.promises.values()].map(({ made }) => made.occurredAt)),
    cases: days([...state.cases.values()].map(({ opened }) => opened.occurredAt)),
    broken: settled
      .filter(({ value }) => value < 1)
      .map(({ day }) => day)
      .sort(),
    settled,
    answers: state.feedback
      .map(({ occurredAt, data }) => ({
        day: on(occurredAt),
        value: data.value,
        measure: data.measure,
        lowest: data.scaleMin,
        highest: data.scaleMax,
      }))
      .sort(byDay),
    standings: standingsAt(customerId, events, asked, rules),
  };
}

function byDay(left: { readonly day: Day }, right: { readonly day: Day }): number {
  return left.day < right.day ? -1 : Number(left.day > right.day);
}
