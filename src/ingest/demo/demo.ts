/**
 * The demo company, a maker and installer of cold rooms and their monitoring, and eighteen months with its customers: facts
 * that go the way of every import. Nothing here reads a clock or rolls unseeded dice.
 */
import type { Instant } from '../../domain/instants.ts';
import type { IncomingFact } from '../../operations/incoming.ts';
import { type Calendar, calendarUntil, dayText, demoZone } from './calendar.ts';
import { type Customer, customersOf } from './customers.ts';
import { diceOf } from './dice.ts';
import { planExceptions, tellException } from './exceptions.ts';
import { tellJourney } from './journeys.ts';
import { offers } from './offers.ts';
import { people, peopleOf } from './people.ts';
import { planPresent } from './present.ts';
import { foreshadow, planRecurring, tellPlanned } from './recurring.ts';
import { tellSelling } from './selling.ts';
import { beginStory, toldFacts } from './story.ts';

export interface DemoOptions {
  /** Any whole number; another number is another company. */
  readonly seed: number;
  /** When the demo ends. The same day in Berlin gives the same history, told further or less far. */
  readonly until: Instant;
}

/** Far enough apart that the dice of two customers, or of two seeds, never start alike. */
const seedStride = 1_000_003;
const planSeed = 7;
/** Beyond the numbers of all customers. */
const sellingSeed = 500_000;

/** Facts of 400 customers over the 18 months up to `until`, sorted by customer, then by time. The company's own come first. */
export function demoFacts({ seed, until }: DemoOptions): readonly IncomingFact[] {
  const calendar = calendarUntil(until);
  const customers = customersOf(seed, calendar);
  const plans = plansFor(seed, customers, calendar);
  return customers.flatMap((customer) => {
    const story = beginStory(customer, calendar, diceOf(seed * seedStride + customer.number));
    const planned = plans.recurring.get(customer.number) ?? [];
    const exception = plans.exceptions.get(customer.number);
    foreshadow(story, planned);
    tellJourney(story);
    tellPlanned(story, planned);
    if (exception !== undefined) tellException(story, exception.kind, exception.turn);
    plans.present.get(customer.number)?.(story);
    tellSelling(story, diceOf(seed * seedStride + sellingSeed + customer.number));
    return story.facts();
  });
}

function plansFor(seed: number, customers: readonly Customer[], calendar: Calendar) {
  const dice = diceOf(seed * seedStride + planSeed);
  return {
    recurring: planRecurring(dice, customers, calendar),
    exceptions: planExceptions(dice, customers, calendar),
    present: planPresent(dice, customers, calendar),
  };
}

/** The company's own stream: the policy of the house, who works there, what is offered with which claims. To be recorded first. */
export function demoCompanyFacts({ until }: DemoOptions): readonly IncomingFact[] {
  const calendar = calendarUntil(until);
  const at = Date.parse(`${dayText(calendar.start)}T06:00:00Z`);
  const policy = {
    type: 'policy.set' as const,
    at,
    fields: { zone: demoZone, currency: 'EUR', graceDays: 14, silenceDays: 14, recoveryDays: 30 },
  };
  const described = people.map(({ personId, area, name }) => {
    const leader = peopleOf(area)[0];
    const mail = `${personId.slice('per_'.length)}@coldroom.example`;
    const manager = leader === personId ? undefined : leader;
    return { type: 'person.described' as const, at, fields: { personId, area, manager, name, mail } };
  });
  const published = offers.map(({ offerId, name, claims, benefits, limits, fits }) => ({
    type: 'offer.published' as const,
    at,
    fields: {
      offerId,
      name,
      claims: claims.map(({ claimId, area, words }) => ({ claimId, area, words })),
      benefits,
      limits,
      fits,
    },
  }));
  return toldFacts('company', [policy, ...described, ...published], calendar);
}
