/** One customer's story while it is told: facts are noted in any order, and come out sorted and cut at the end of the demo. */
import type { EventType } from '../../domain/catalogue.ts';
import type { IncomingFact } from '../../operations/incoming.ts';
import type { Calendar } from './calendar.ts';
import type { Customer } from './customers.ts';
import type { Dice } from './dice.ts';
import type { Offer } from './offers.ts';

export interface Purchase {
  readonly purchaseId: string;
  readonly offer: Offer;
  readonly thing: string;
  readonly at: number;
  /** Cents. */
  readonly amount: number;
}

export interface Story {
  readonly customer: Customer;
  readonly calendar: Calendar;
  readonly dice: Dice;
  /** Notes a fact. A time after the end is allowed: that part of the story has not happened yet. */
  readonly record: (type: EventType, at: number, fields: Readonly<Record<string, unknown>>) => void;
  readonly newId: (prefix: string) => string;
  /** Notes what an experience did to the customer, from -1 to 1. */
  readonly feel: (at: number, change: number) => void;
  /** How the customer feels about us at a moment, from 0 to 1. */
  readonly moodAt: (at: number) => number;
  readonly buy: (purchase: Purchase) => void;
  /** The last purchase before a moment, where there was one. */
  readonly lastPurchase: (before: number) => Purchase | undefined;
  readonly facts: () => readonly IncomingFact[];
}

interface Noted {
  readonly type: EventType;
  readonly at: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

const moodAtFirst = 0.66;
const sourceIdDigits = 5;

/** A story with nothing in it yet. */
export function beginStory(customer: Customer, calendar: Calendar, dice: Dice): Story {
  const noted: Noted[] = [];
  const feelings: { readonly at: number; readonly change: number }[] = [];
  const purchases: Purchase[] = [];
  let ids = 0;
  return {
    customer,
    calendar,
    dice,
    record: (type, at, fields) => {
      noted.push({ type, at, fields });
    },
    newId: (prefix) => {
      ids += 1;
      return `${prefix}_${customer.number}-${ids}`;
    },
    feel: (at, change) => {
      feelings.push({ at, change });
    },
    moodAt: (at) => {
      const changes = feelings.filter((feeling) => feeling.at <= at);
      return Math.min(
        1,
        Math.max(
          0,
          changes.reduce((mood, { change }) => mood + change, moodAtFirst),
        ),
      );
    },
    buy: (purchase) => {
      purchases.push(purchase);
    },
    lastPurchase: (before) => purchases.findLast(({ at }) => at < before),
    facts: () => toldFacts(customer.customerId, noted, calendar),
  };
}

/** What has happened by the end, oldest first. Its place in the story is its id at the source. */
export function toldFacts(customerId: string, noted: readonly Noted[], calendar: Calendar): readonly IncomingFact[] {
  return noted
    .filter(({ at }) => at <= calendar.until)
    .sort((left, right) => left.at - right.at)
    .map(({ type, at, fields }, index) => ({
      type,
      customerId,
      occurredAt: new Date(at).toISOString(),
      sourceId: String(index + 1).padStart(sourceIdDigits, '0'),
      fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    }));
}
