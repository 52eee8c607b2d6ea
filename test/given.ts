/** Histories for tests: facts told in the order in which we learnt them, each true at its own time, without a database. */
import { type EventType, type LedgerEvent, kindOf, parseFact, withPolicy } from '../src/domain/catalogue.ts';
import { type Company, foldCompany } from '../src/domain/company/company.ts';
import { defaultPolicy, type Policy } from '../src/domain/company/policy.ts';
import { foldCustomer } from '../src/domain/customers/customer.ts';
import type { CustomerState } from '../src/domain/customers/state.ts';
import type { CustomerId, StreamId } from '../src/domain/ids.ts';
import { Instant } from '../src/domain/instants.ts';
import type { MoveName } from '../src/domain/promises/machine.ts';
import type { PromiseState } from '../src/domain/promises/promise.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A stream being told. Every method gives a new history, so that several tests can go on from one beginning. */
export interface History {
  /** In the order in which they were told, which is the order of the ledger. */
  readonly events: readonly LedgerEvent[];
  /** What is told next was true at this instant. It may lie before what was told already. */
  at(instant: string): History;
  /** What is told next is recorded under this policy; settings left out stay. */
  under(policy: Partial<Policy>): History;
  /** A fact of any kind, by the fields that a source would give. */
  fact(type: EventType, fields?: Fields): History;
  /** A promise: `prm_1` of Operations to the customer, unless told otherwise. */
  made(fields?: Fields): History;
  /** A move of the promise that was made last, unless another is named. */
  moved(move: MoveName, fields?: Fields): History;
  /** An assessment of the promise that was made last, unless another is named. */
  assessed(fields: Fields): History;
  /** Takes facts out again, by their place in the telling, from 1. */
  retracted(...places: number[]): History;
  /** Puts facts back that were taken out. */
  restored(...places: number[]): History;
  /** The same history after every personal text was destroyed. */
  erased(): History;
  /** What is known of the customer as of an instant. */
  customerAt(instant: string): CustomerState;
  /** What a promise is as of an instant: the one made last, unless another is named. */
  promiseAt(instant: string, promiseId?: string): PromiseState;
  /** What is known of the company as of an instant. */
  companyAt(instant: string): Company;
}

interface Telling {
  readonly streamId: StreamId;
  readonly events: readonly LedgerEvent[];
  readonly instant: Instant;
  readonly policy: Policy;
}

/** Begins a history: of a customer, or of the company. */
export function history(streamId: StreamId = 'cus_acme'): History {
  return historyOf({ streamId, events: [], instant: Instant.parse('2026-01-01T00:00:00Z'), policy: defaultPolicy });
}

function historyOf(telling: Telling): History {
  const { events } = telling;
  const fact = (type: EventType, fields: Fields = {}): History =>
    historyOf({ ...telling, events: [...events, eventOf(telling, type, fields)] });
  const idOf = (place: number) => events[place - 1]?.eventId;
  return {
    events,
    at: (instant) => historyOf({ ...telling, instant: Instant.parse(instant) }),
    under: (policy) => historyOf({ ...telling, policy: { ...telling.policy, ...policy } }),
    fact,
    made: (fields) => fact('promise.made', { promiseId: 'prm_1', by: 'operations', words: 'Delivered', ...fields }),
    moved: (move, fields) => fact('promise.moved', { promiseId: lastPromise(events), move, ...fields }),
    assessed: (fields) => fact('promise.assessed', { promiseId: lastPromise(events), ...fields }),
    retracted: (...places) => fact('event.retracted', { eventIds: places.map(idOf), why: 'It was not so' }),
    restored: (...places) => fact('event.restored', { eventIds: places.map(idOf), why: 'It was so' }),
    erased: () => historyOf({ ...telling, events: events.map(withoutText) }),
    customerAt: (instant) => foldCustomer(telling.streamId as CustomerId, events, Instant.parse(instant)),
    promiseAt: (instant, promiseId = lastPromise(events)) => {
      const { promises } = foldCustomer(telling.streamId as CustomerId, events, Instant.parse(instant));
      const promise = promises.get(promiseId);
      if (promise === undefined) throw new Error(`At ${instant} there is no promise ${promiseId}`);
      return promise;
    },
    companyAt: (instant) => foldCompany(events, Instant.parse(instant)),
  };
}

/** The event that the ledger would make of a fact, without its hash. Throws where the fact cannot be read. */
function eventOf({ streamId, events, instant, policy }: Telling, type: EventType, fields: Fields): LedgerEvent {
  const parsed = parseFact(type, fields);
  if (!parsed.ok) throw new Error(`${type}: ${JSON.stringify(parsed.problems)}`);
  const fact = withPolicy(parsed.fact, policy);
  const revision = events.length + 1;
  const latest = events.at(-1)?.recordedAt ?? instant;
  return {
    eventId: `evt_${revision}`,
    customerId: streamId,
    revision,
    version: kindOf(type).version,
    occurredAt: instant,
    recordedAt: latest > instant ? latest : instant,
    actor: 'person:per_kim',
    source: 'test',
    sourceId: String(revision).padStart(4, '0'),
    textDigest: Object.keys(fact.text).length === 0 ? null : 'digest',
    hash: '',
    ...fact,
  };
}

/** An event as the ledger reads it once its text was destroyed; one that never had any stays as it is. */
export function withoutText(event: LedgerEvent): LedgerEvent {
  return event.textDigest === null ? event : { ...event, text: null };
}

function lastPromise(events: readonly LedgerEvent[]): string {
  const made = events.findLast((event) => event.type === 'promise.made');
  return made?.type === 'promise.made' ? made.data.promiseId : 'prm_1';
}
