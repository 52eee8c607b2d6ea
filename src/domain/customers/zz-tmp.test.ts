/** What must be true of every customer's history, whatever happened and in whatever order we learnt it. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type History, history, withoutText } from '../../../test/given.ts';
import { views } from '../../ledger/views/views.ts';
import type { LedgerEvent } from '../catalogue.ts';
import { defaultPolicy } from '../company/policy.ts';
import { daysLater, type Instant } from '../instants.ts';
import { balancePartOf, balanceParts, moveNames, movesFrom, transitionFor, transitions } from '../promises/machine.ts';
import { foldCustomer } from './customer.ts';
import type { CustomerState } from './state.ts';

const runs = { numRuns: 2000, seed: 1 };
const epoch = '2026-03-25T00:00:00.000Z';
/** After everything that a history of these lengths can hold. */
const farFuture = '2031-01-01T00:00:00.000Z';

/** One thing to tell; the numbers choose among what is possible then. */
const telling = fc.record({
  what: fc.nat(),
  which: fc.nat(3),
  other: fc.nat(3),
  choice: fc.nat(),
  lawful: fc.nat(9).map((digit) => digit < 8),
  hours: fc.constantFrom(0, 0, 0, 1, 1, 7, 7, 24, 24, 60, -30, -200),
  withTheClock: fc.constantFrom(null, null, null, null, null, 0, -1),
});
type Telling = typeof telling extends fc.Arbitrary<infer Value> ? Value : never;

const histories = fc.array(telling, { minLength: 1, maxLength: 40, size: 'max' }).map(tell);

interface Told {
  readonly so: History;
  readonly now: Instant;
}

function tell(tellings: readonly Telling[]): readonly LedgerEvent[] {
  const policy = { graceDays: 2, silenceDays: 3, recoveryDays: 4, zone: 'Europe/Berlin' };
  const so = history().under(policy).at(epoch).fact('customer.described', { name: 'Acme' });
  return tellings.reduce<Told>(
    ({ so, now }, one) => {
      const next = one.withTheClock === null ? null : so.customerAt(now).nextClockAt;
      const moved = daysLater(now, one.hours / 24);
      const at = one.withTheClock === null || next === null ? moved : daysLater(next, one.withTheClock / 86_400_000);
      return { so: tellOne(so.at(at), at, one), now: at > now ? at : now };
    },
    { so, now: epoch },
  ).so.events;
}

/** Promises and their moves are told most often. */
const kinds: readonly ((so: History, at: Instant, one: Telling) => History)[] = [
  made,
  made,
  ...Array.from({ length: 8 }, () => moved),
  (so, _, { which, choice }) =>
    so.assessed({ promiseId: `prm_${which}`, severity: pick(['minor', 'major', 'critical'], choice), keptShare: 0.7 }),
  (so, _, { which, choice }) =>
    so.fact('purchase.made', { purchaseId: `pur_${which}`, amount: choice % 5000, currency: 'EUR' }),
  (so, _, { which }) => so.fact('delivery.made', { deliveryId: 'del_1', purchaseId: `pur_${which}` }),
  (so, _, { which }) => so.fact('benefit.reported', { purchaseId: `pur_${which}`, benefit: 'realised' }),
  (so, _, { which, other, choice }) =>
    so.fact('refund.paid', { refundId: 'ref_1', amount: choice % 900, currency: 'EUR', ...refundOf(which, other) }),
  (so, _, { which, other, choice }) =>
    so.fact('case.opened', { caseId: `cas_${which}`, purchaseId: `pur_${other}`, nature: pick(natures, choice) }),
  (so, _, { which, choice }) =>
    so.fact('case.attempted', { caseId: `cas_${which}`, attempt: pick(['try', 'hand-off', 'reopening'], choice) }),
  (so, _, { which, choice }) =>
    so.fact('case.closed', { caseId: `cas_${which}`, verdict: pick(['satisfied', 'dissatisfied'], choice) }),
  (so, _, { choice }) => so.fact('customer.described', { kind: pick(['business', 'person'], choice), name: 'Acme' }),
  (so, _, { choice }) => so.fact('feedback.given', { feedbackId: 'fbk_1', measure: 'effort', value: 1 + (choice % 5) }),
  (so, _, { choice }) => so.retracted(1 + (choice % so.events.length)),
  (so, _, { choice }) => so.restored(1 + (choice % so.events.length)),
];
const natures = Object.keys(defaultPolicy.caseShares);

function tellOne(so: History, at: Instant, one: Telling): History {
  return pick(kinds, one.what)(so, at, one);
}

function made(so: History, at: Instant, { which, other, choice }: Telling): History {
  const dueDay = daysLater(at, choice % 9).slice(0, 10);
  return so.made({
    promiseId: `prm_${which}`,
    opening: pick(['promise', 'promise', 'request', 'offer'], choice),
    by: pick(['sales', 'operations', 'customer'], choice),
    ...pick([{ dueDay }, { dueDay }, { dueAt: daysLater(at, 1) }, {}], choice >> 2),
    purchaseId: `pur_${other}`,
    ...pick([{}, { repairs: `prm_${other}` }, { backs: [`prm_${other}`] }, { needs: ['operations'] }], choice >> 4),
  });
}

function moved(so: History, at: Instant, { which, lawful, choice }: Telling): History {
  const movable = [...so.customerAt(at).promises.values()].filter(({ state }) => movesFrom(state).length > 0);
  const promise = lawful && movable.length > 0 ? pick(movable, which) : undefined;
  const possible = promise === undefined ? moveNames : movesFrom(promise.state).map(({ move }) => move);
  const terms = pick([{}, { dueDay: daysLater(at, 3).slice(0, 10) }, { words: 'Other words' }], choice >> 4);
  return so.moved(pick(possible, choice), { promiseId: promise?.promiseId ?? `prm_${which}`, ...terms });
}

function refundOf(which: number, other: number) {
  return pick([{ purchaseId: `pur_${which}` }, { caseId: `cas_${which}` }, {}], other);
}

function pick<Value>(values: readonly Value[], choice: number): Value {
  const value = values[choice % values.length];
  if (value === undefined) throw new Error('There is nothing to pick from');
  return value;
}

function always(holds: (events: readonly LedgerEvent[], choice: number) => void): void {
  fc.assert(fc.property(histories, fc.nat(), holds), runs);
}

function fold(events: readonly LedgerEvent[], asOf: Instant): CustomerState {
  return foldCustomer('cus_acme', events, asOf);
}

/** An instant of the history or near one. */
function instantIn(events: readonly LedgerEvent[], choice: number): Instant {
  const { occurredAt } = pick(events, choice);
  return daysLater(occurredAt, pick([0, 0, -1 / 86_400_000, 2.5], choice >> 3));
}

/** A state without what only tells when and in which place we learnt it. */
function known(state: CustomerState): unknown {
  return JSON.parse(
    JSON.stringify(state, (key, value: unknown) => {
      if (key === 'revision' || key === 'recordedAt') return undefined;
      return value instanceof Map ? [...value] : value;
    }),
  );
}

function rowsOf(state: CustomerState): unknown {
  return JSON.parse(JSON.stringify(views.map((view) => [view.table, view.rows(state, defaultPolicy.trust)])));
}

function isCorrection({ type }: LedgerEvent): boolean {
  return type === 'event.retracted' || type === 'event.restored';
}

test('any order of arrival, in any number of pieces, ends in the same state, balance and evidence', () => {
  const arrivals = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });
  const holds = (events: readonly LedgerEvent[], keys: readonly number[]) => {
    expect(known(fold(arrivedBy(events, keys), farFuture))).toEqual(known(fold(events, farFuture)));
  };
  fc.assert(fc.property(histories, arrivals, holds), runs);
});

/** The same facts in another order of arrival: only corrections keep their order among themselves. */
function arrivedBy(events: readonly LedgerEvent[], keys: readonly number[]): readonly LedgerEvent[] {
  const shuffled = events.map((event, index) => ({ event, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
  const corrections = events.filter(isCorrection).values();
  return shuffled.map(({ event }, index) => ({
    ...(isCorrection(event) ? (corrections.next().value ?? event) : event),
    revision: index + 1,
    recordedAt: daysLater(farFuture, index),
  }));
}

test('the past is not changed by what happens later, but for corrections', () => {
  always((events, choice) => {
    const asOf = instantIn(events, choice);
    const upTo = events.filter((event) => event.occurredAt <= asOf || isCorrection(event));
    expect(known(fold(events, asOf))).toEqual(known(fold(upTo, asOf)));
  });
});

test('every step of a promise that was once taken stays taken: time only adds', () => {
  always((events, choice) => {
    const asOf = instantIn(events, choice);
    const later = fold(events, farFuture);
    for (const promise of fold(events, asOf).promises.values()) {
      const steps = later.promises.get(promise.promiseId)?.steps.filter(({ at }) => at <= asOf);
      expect(promise.steps).toEqual(steps);
    }
  });
});

test('the balance reconciles: made = kept + kept late + kept by silence + broken + released + open', () => {
  always((events, choice) => {
    const promises = [...fold(events, instantIn(events, choice)).promises.values()];
    const counts = balanceParts.map((part) => promises.filter(({ state }) => balancePartOf(state) === part).length);
    const given = promises.filter(({ promisedAt }) => promisedAt !== null);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(given.length);
  });
});

test('the next time of the clock is exactly when something next changes of itself', () => {
  always((events, choice) => {
    const asOf = instantIn(events, choice);
    const upTo = events.filter((event) => event.occurredAt <= asOf);
    const now = fold(upTo, asOf);
    if (now.nextClockAt === null) {
      expect(rowsOf(fold(upTo, farFuture))).toEqual(rowsOf(now));
      return;
    }
    expect(now.nextClockAt > asOf).toBe(true);
    expect(rowsOf(fold(upTo, daysLater(now.nextClockAt, -1 / 86_400_000)))).toEqual(rowsOf(now));
    expect(rowsOf(fold(upTo, now.nextClockAt))).not.toEqual(rowsOf(now));
  });
});

test('a step follows the law and the time, and all steps of the law were tried here', () => {
  const tried = new Set<string>();
  always((events) => {
    for (const { steps, state, outcomes, completedLate } of fold(events, farFuture).promises.values()) {
      expect(steps.at(-1)?.to).toBe(state);
      for (const [index, step] of steps.entries()) {
        expect(transitionFor(step.from, step.move)?.to).toBe(step.to);
        tried.add(`${step.from} ${step.move}`);
        const before = steps[index - 1];
        if (before !== undefined) expect([before.to, before.at <= step.at]).toEqual([step.from, true]);
      }
      if (completedLate) expect(steps.some(({ move }) => move === 'duePassed')).toBe(true);
      expect(new Set(outcomes.map(({ key }) => key)).size).toBe(outcomes.length);
    }
  });
  expect(tried.size).toBe(transitions.length);
});

test('what is retracted leaves no trace but itself, and comes back whole when it is restored', () => {
  always((events, choice) => {
    const untouched = events.filter((event) => !isCorrection(event));
    const place = choice % Math.max(1, untouched.length);
    const one = untouched[place];
    if (one === undefined) return;
    const correction = (type: 'event.retracted' | 'event.restored'): LedgerEvent => ({
      ...one,
      eventId: `evt_${type}`,
      occurredAt: farFuture,
      type,
      data: { eventIds: [one.eventId] },
      text: { why: 'It was not so' },
    });
    const without = untouched.filter((event) => event !== one);
    const retracted = [...untouched, correction('event.retracted')];
    expect(known(fold(retracted, farFuture))).toEqual(known(fold(without, farFuture)));
    expect(known(fold([...retracted, correction('event.restored')], farFuture))).toEqual(
      known(fold(untouched, farFuture)),
    );
  });
});

test('erasing every text changes nothing but the texts', () => {
  const silent = (state: CustomerState): unknown =>
    JSON.parse(JSON.stringify(known(state), (key, value: unknown) => (textFields.has(key) ? null : value)));
  always((events, choice) => {
    const asOf = instantIn(events, choice);
    expect(silent(fold(events.map(withoutText), asOf))).toEqual(silent(fold(events, asOf)));
  });
});
const textFields = new Set(['text', 'words', 'name']);

test('money is never made of nothing: what stays of a purchase is at most what it had left then', () => {
  always((events) => {
    const { money, purchases } = fold(events, farFuture);
    for (const { movement, amount, purchaseId, at } of money) {
      expect(amount).toBeGreaterThanOrEqual(0);
      const purchase = purchases.get(purchaseId ?? '');
      if (movement !== 'stays' || purchase === undefined) continue;
      const out = money.filter(
        (entry) => entry.movement === 'out' && entry.purchaseId === purchaseId && entry.at <= at,
      );
      const left = purchase.made.data.amount - out.reduce((sum, entry) => sum + entry.amount, 0);
      expect(amount).toBeLessThanOrEqual(Math.max(0, left));
    }
  });
});
