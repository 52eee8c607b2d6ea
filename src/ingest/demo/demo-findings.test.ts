/** What a promise audit has to find in the demo company, counted in the folded state of its customers. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import type { EventType } from '../../domain/catalogue.ts';
import type { CustomerState } from '../../domain/customers/state.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { dayOf, daysBetween } from '../../domain/instants.ts';
import { steps } from '../../domain/process.ts';
import { isOpen } from '../../domain/promises/backing.ts';
import { balancePartOf } from '../../domain/promises/machine.ts';
import type { PromiseState } from '../../domain/promises/promise.ts';
import type { IncomingFact } from '../../operations/incoming.ts';
import { demoFacts } from './demo.ts';

const until = '2026-11-20T15:30:00.000Z';
const today = dayOf(until, 'Europe/Berlin');
const facts = demoFacts({ seed: 4747, until });
const customers = foldAll(facts);
const promises = customers.flatMap((customer) => [...customer.promises.values()]);
const cases = customers.flatMap((customer) => [...customer.cases.values()]);
const toCustomers = promises.filter(({ made }) => made.data.to === 'customer');

function foldAll(all: readonly IncomingFact[]): readonly CustomerState[] {
  const byCustomer = new Map<string, IncomingFact[]>();
  for (const fact of all) byCustomer.set(fact.customerId, [...(byCustomer.get(fact.customerId) ?? []), fact]);
  return [...byCustomer].map(([customerId, own]) =>
    own
      .reduce(
        (told, { type, occurredAt, fields }) => told.at(occurredAt).fact(type as EventType, fields),
        history(customerId as CustomerId).under({ zone: 'Europe/Berlin' }),
      )
      .customerAt(until),
  );
}

function daysAgo(instant: string): number {
  return daysBetween(instant, until);
}

function isOnTime({ state }: PromiseState): boolean {
  return state === 'kept' || state === 'keptBySilence';
}

/** Share of promises on time among those settled between some days ago, whoever they were made to. */
function onTimeShare(area: string, fromDaysAgo = 549, toDaysAgo = 0): number {
  const settled = promises.filter(({ made, state, brokenAt, since }) => {
    const age = daysAgo(brokenAt ?? since);
    const part = balancePartOf(state);
    return (
      made.data.by === area &&
      part !== null &&
      !['open', 'released'].includes(part) &&
      age <= fromDaysAgo &&
      age > toDaysAgo
    );
  });
  return settled.filter(isOnTime).length / settled.length;
}

function breachesOf(topic: string, fromDaysAgo: number, toDaysAgo: number): number {
  return promises.filter(
    (promise) =>
      promise.topic === topic &&
      promise.brokenAt !== null &&
      daysAgo(promise.brokenAt) <= fromDaysAgo &&
      daysAgo(promise.brokenAt) > toDaysAgo,
  ).length;
}

function countOf(matches: (promise: PromiseState) => boolean): number {
  return promises.filter(matches).length;
}

test('promises end in every way there is', () => {
  const states = new Set(promises.map(({ state }) => state));
  for (const state of [
    'requested',
    'offered',
    'promised',
    'renegotiating',
    'completed',
    'overdue',
    'completedLate',
    'disputed',
    'kept',
    'keptLate',
    'keptBySilence',
    'broken',
    'repairing',
    'repaired',
    'unrepaired',
    'forgiven',
    'released',
    'declined',
    'withdrawn',
  ])
    expect(states, state).toContain(state);
  const broken = countOf(({ brokenAt }) => brokenAt !== null);
  expect(broken / promises.length).toBeGreaterThan(0.08);
  expect(broken / promises.length).toBeLessThan(0.2);
});

test('only a handful of moves is irregular, each on purpose', () => {
  const irregular = customers.flatMap(({ irregularities }) => irregularities);
  expect(irregular.length).toBeGreaterThanOrEqual(5);
  expect(irregular.length).toBeLessThanOrEqual(12);
});

test('money comes in, a little goes out, and more stays than goes', () => {
  const sum = (movement: string) =>
    customers
      .flatMap(({ money }) => money)
      .reduce((all, entry) => all + (entry.movement === movement ? entry.amount / 100 : 0), 0);
  expect(sum('in')).toBeGreaterThan(5_500_000);
  expect(sum('in')).toBeLessThan(9_500_000);
  expect(sum('out') / sum('in')).toBeGreaterThan(0.025);
  expect(sum('out') / sum('in')).toBeLessThan(0.06);
  expect(sum('stays')).toBeGreaterThan(sum('out'));
  const repurchases = customers
    .flatMap(({ purchases }) => [...purchases.values()])
    .filter(({ repurchase }) => repurchase);
  expect(repurchases.length).toBeGreaterThan(200);
});

test('deals are lost at many steps, and customers have left', () => {
  const lostAt = new Set(customers.flatMap(({ lostDeals }) => lostDeals.map(({ data }) => data.step)));
  expect(lostAt.size).toBeGreaterThanOrEqual(7);
  expect(steps).toEqual(expect.arrayContaining([...lostAt]));
  const former = customers.filter(
    ({ purchases, lostDeals, lastAt }) => purchases.size > 0 && lostDeals.length > 0 && daysAgo(lastAt ?? until) > 90,
  );
  expect(former.length).toBeGreaterThanOrEqual(25);
});

test('Accounting is the weakest link, and gets the same customers wrong again and again', () => {
  const shares = ['sales', 'operations', 'distribution', 'accounting', 'customer-service', 'marketing'].map(
    (area) => [area, onTimeShare(area)] as const,
  );
  const worst = [...shares].sort(([, left], [, right]) => left - right)[0];
  expect(worst?.[0]).toBe('accounting');
  expect(onTimeShare('sales')).toBeGreaterThan(0.8);
  expect(onTimeShare('customer-service')).toBeGreaterThan(0.85);
  const hit = customers.filter(({ promises: own }) => {
    const breaches = [...own.values()].filter(({ topic, brokenAt }) => topic === 'late-bill' && brokenAt !== null);
    return breaches.length >= 3;
  });
  expect(hit.length).toBeGreaterThanOrEqual(5);
});

test('Operations had one bad quarter, and Distribution got better', () => {
  expect(onTimeShare('operations', 358, 255)).toBeLessThan(onTimeShare('operations', 200) - 0.12);
  expect(onTimeShare('distribution', 91)).toBeGreaterThan(onTimeShare('distribution', 549, 300) + 0.08);
});

test('some of what Marketing claims is not true', () => {
  const claimed = toCustomers.filter(
    ({ made, state }) => made.data.claimId !== undefined && balancePartOf(state) !== 'open',
  );
  const broken = claimed.filter(({ made, brokenAt }) => made.data.by === 'marketing' && brokenAt !== null);
  expect(broken.length).toBeGreaterThanOrEqual(10);
  expect(claimed.filter(isOnTime).length).toBeGreaterThan(broken.length);
});

test('a date breaks far more often when the promise behind it was late', () => {
  const shareMissed = (isBehindOnTime: boolean) => {
    const fronts = customers.flatMap(({ promises: own }) =>
      [...own.values()].filter((front) => {
        if (front.made.data.to !== 'customer' || balancePartOf(front.state) === 'open') return false;
        const behind = [...own.values()].filter(
          ({ made, state }) => made.data.backs.includes(front.promiseId) && balancePartOf(state) !== null,
        );
        return behind.length > 0 && behind.every(isOnTime) === isBehindOnTime;
      }),
    );
    expect(fronts.length).toBeGreaterThan(40);
    return fronts.filter(({ state, brokenAt }) => brokenAt !== null || state === 'keptLate').length / fronts.length;
  };
  expect(shareMissed(false)).toBeGreaterThan(2 * shareMissed(true));
});

test('dates are promised today that nobody stands behind, or that others gave in their name', () => {
  const unbacked = customers.flatMap((customer) =>
    [...customer.missingBackers.keys()].filter((id) => {
      const promise = customer.promises.get(id);
      return promise !== undefined && isOpen(promise);
    }),
  );
  expect(unbacked.length).toBeGreaterThanOrEqual(20);
  expect(countOf((promise) => isOpen(promise) && !promise.made.data.voluntary)).toBeGreaterThanOrEqual(5);
  const waiting = countOf(({ state, made }) => state === 'requested' && made.data.to !== 'customer');
  expect(waiting).toBeGreaterThanOrEqual(5);
});

test('today there is something to do: due, overdue, soon, asked, in dispute', () => {
  const dueOn = (from: number, to: number) =>
    countOf(({ state, terms }) => {
      if (state !== 'promised' || terms.deadline === null) return false;
      const away = Math.round(daysBetween(`${today}T12:00:00Z`, `${dayOf(terms.deadline, 'Europe/Berlin')}T12:00:00Z`));
      return away >= from && away <= to;
    });
  expect(dueOn(0, 0)).toBeGreaterThanOrEqual(8);
  expect(dueOn(1, 5)).toBeGreaterThanOrEqual(15);
  expect(countOf(({ state }) => state === 'overdue')).toBeGreaterThanOrEqual(8);
  expect(countOf(({ state }) => state === 'requested' || state === 'offered')).toBeGreaterThanOrEqual(10);
  expect(countOf(({ state }) => state === 'disputed')).toBeGreaterThanOrEqual(4);
  expect(countOf(({ state }) => state === 'repairing')).toBeGreaterThanOrEqual(4);
});

test('cases are open with money at risk; some customers wait, some were handed on', () => {
  const open = cases.filter(({ state }) => state === 'open');
  expect(open.length).toBeGreaterThanOrEqual(12);
  expect(open.every(({ opened }) => (opened.data.amount ?? 0) > 0)).toBe(true);
  expect(open.filter(({ opened }) => daysAgo(opened.occurredAt) > 7).length).toBeGreaterThanOrEqual(6);
  expect(open.filter(({ handOffs }) => handOffs >= 2).length).toBeGreaterThanOrEqual(3);
  expect(cases.filter(({ reopenings }) => reopenings > 0).length).toBeGreaterThanOrEqual(3);
  for (const verdict of ['satisfied', 'dissatisfied', 'unknown']) {
    expect(cases.filter((known) => known.verdict === verdict).length, verdict).toBeGreaterThanOrEqual(8);
  }
});

test('whack-a-mole: wrong addresses go down by 14 while late bills and missing call-backs come up by 12', () => {
  const change = (topic: string) => breachesOf(topic, 91, 0) - breachesOf(topic, 182, 91);
  expect(change('wrong-address')).toBe(-14);
  expect(change('late-bill') + change('no-call-back')).toBe(12);
});

test('of eleven causes that were fixed three came back', () => {
  const fixedForGood = [
    'door-seal',
    'missing-manual',
    'old-price-list',
    'lost-return-label',
    'unsigned-handover',
    'wrong-contact',
    'password-reset',
    'brochure-photo',
  ];
  for (const topic of fixedForGood) {
    expect(breachesOf(topic, 549, 300), topic).toBeGreaterThanOrEqual(3);
    expect(breachesOf(topic, 300, 0), topic).toBe(0);
  }
  for (const topic of ['double-booking', 'dunning-in-error', 'noisy-fan']) {
    const days = promises
      .flatMap(({ topic: own, brokenAt }) => (own === topic && brokenAt !== null ? [daysAgo(brokenAt)] : []))
      .sort((left, right) => right - left);
    const gaps = days.map((day, index) => day - (days[index + 1] ?? day));
    expect(Math.max(...gaps), topic).toBeGreaterThan(90);
  }
});

test('one month of Distribution is a surprise', () => {
  expect(breachesOf('cold-chain-gap', 270, 230)).toBeGreaterThanOrEqual(10);
  expect(breachesOf('cold-chain-gap', 549, 270) + breachesOf('cold-chain-gap', 230, 0)).toBeLessThanOrEqual(3);
});

test('some customers met us with a broken promise, some we hardly know', () => {
  const outcomesOf = (customer: CustomerState) =>
    customer.areas.flatMap(({ outcomes }) => outcomes).sort((left, right) => left.at - right.at);
  expect(customers.filter((customer) => outcomesOf(customer)[0]?.kept === 0).length).toBeGreaterThanOrEqual(15);
  const known = customers.map((customer) => outcomesOf(customer).length);
  expect(known.filter((count) => count > 0 && count < 5).length).toBeGreaterThanOrEqual(25);
  expect(
    customers.filter(
      ({ promises: own, purchases, pitches }) => own.size === 0 && purchases.size === 0 && pitches.length > 0,
    ).length,
  ).toBe(30);
});

test('a few breaches are betrayals, some are critical, and what customers promise us is kept or not', () => {
  expect(countOf(({ severity }) => severity === 'betrayal')).toBe(4);
  expect(countOf(({ severity }) => severity === 'critical')).toBeGreaterThanOrEqual(8);
  const theirs = promises.filter(({ made }) => made.data.by === 'customer');
  expect(theirs.filter(isOnTime).length).toBeGreaterThan(150);
  expect(theirs.filter(({ brokenAt }) => brokenAt !== null).length).toBeGreaterThan(10);
});

test('what customers say follows what they went through', () => {
  const answers = customers.flatMap(({ feedback }) => feedback.map(({ data }) => data));
  for (const measure of ['satisfaction', 'effort', 'recommendation', 'advocacy', 'trust']) {
    expect(answers.filter((answer) => answer.measure === measure).length, measure).toBeGreaterThanOrEqual(80);
  }
  const satisfactionWhere = (matches: (customer: CustomerState) => boolean) => {
    const values = customers
      .filter(matches)
      .flatMap(({ feedback }) => feedback.flatMap(({ data }) => (data.measure === 'satisfaction' ? [data.value] : [])));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const brokenCount = ({ promises: own }: CustomerState) =>
    [...own.values()].filter(({ brokenAt }) => brokenAt !== null).length;
  expect(satisfactionWhere((customer) => brokenCount(customer) <= 1)).toBeGreaterThan(
    satisfactionWhere((customer) => brokenCount(customer) >= 5) + 0.5,
  );
});
