/** The path of every live command: read the customer, ask the domain, record what it says, once per idempotency key. */
import { randomUUID } from 'node:crypto';
import type { Written } from '../api/endpoint.ts';
import { type Fact, kindOf, type LedgerEvent, type NewFact, sentenceOf, withPolicy } from '../domain/catalogue.ts';
import { canonicalJson } from '../domain/chain.ts';
import type { Company } from '../domain/company/company.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import type { CustomerState } from '../domain/customers/state.ts';
import { checkFacts } from '../domain/check.ts';
import type { Decision, Refusal } from '../domain/decision.ts';
import { companyStream, type CustomerId, type StreamId } from '../domain/ids.ts';
import { type Instant, justAfter } from '../domain/instants.ts';
import { change, companyNow, type Decided } from '../ledger/ledger.ts';
import { sha256 } from '../ledger/sha256.ts';
import type { Stream } from '../ledger/streams.ts';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';

/** What a command sees when it is decided. */
export interface Asked {
  readonly state: CustomerState;
  readonly stream: Stream;
  readonly company: Company;
  readonly now: Instant;
  /** A new id that is the same whenever this request is decided again. */
  readonly newId: <const Prefix extends string>(prefix: Prefix) => `${Prefix}_${string}`;
}

export interface Command {
  readonly customerId: StreamId;
  readonly idempotencyKey?: string | undefined;
  readonly occurredAt?: Instant | undefined;
  /** A customer that has no events yet is unknown, unless this command introduces it. */
  readonly introduces?: boolean;
  /** Pure, so that a repeated request can be decided again and compared with what was recorded. */
  readonly decide: (asked: Asked) => Decision<Fact>;
}

/** Longest stretch by which a clock may run ahead before a fact counts as one from the future. */
const clockSkewMilliseconds = 60_000;

/** Writes what a command decides. Throws `Refused` when the domain says no, a `LedgerFault` when the world does. */
export async function write(context: Context, command: Command): Promise<Written> {
  const key = command.idempotencyKey ?? randomUUID();
  const now = context.now();
  if (command.occurredAt !== undefined && isFromTheFuture(command.occurredAt, now)) {
    throw new Refused(fromTheFuture(command.occurredAt));
  }
  const { result, appended } = await change<readonly LedgerEvent[]>(context.database, {
    ids: [command.customerId],
    recordedAt: now,
    decide: (streams, company) => {
      const stream = streams.get(command.customerId);
      if (stream === undefined) throw new Error(`${command.customerId} was not read`);
      const companyEvents = streams.get(companyStream)?.events ?? [];
      return decideOnce(context, command, { stream, company, companyEvents, key, now });
    },
  });
  const events = appended.length > 0 ? appended : result;
  return writtenOf(command.customerId, events, appended.length === 0);
}

interface Situation {
  readonly stream: Stream;
  readonly company: Company;
  readonly companyEvents: readonly LedgerEvent[];
  readonly key: string;
  readonly now: Instant;
}

function decideOnce(context: Context, command: Command, situation: Situation): Decided<readonly LedgerEvent[]> {
  const { stream, company, key, now } = situation;
  const earlier = stream.events.filter(
    (event) => event.source === context.source && (event.sourceId === key || event.sourceId.startsWith(`${key}#`)),
  );
  const [first] = earlier;
  if (first !== undefined) {
    refuseOtherContent(context, command, asItWas(situation, first), earlier);
    return { events: new Map(), result: earlier };
  }
  if (stream.revision === 0 && command.introduces !== true && command.customerId !== companyStream) {
    throw new Refused(unknownCustomer(command.customerId));
  }
  const facts = factsOf(context, command, situation);
  const occurredAt = command.occurredAt ?? afterLast(stream, now);
  const candidates = facts.map(
    (fact, index): NewFact => ({
      fact,
      occurredAt,
      actor: context.actor,
      source: context.source,
      sourceId: index === 0 ? key : `${key}#${String(index + 1).padStart(3, '0')}`,
    }),
  );
  const refusal = checkFacts(stream, company, candidates, now);
  if (refusal !== null) throw new Refused(refusal);
  return { events: new Map([[command.customerId, candidates]]), result: [] };
}

/** The situation in which an event was recorded: what was written before it counts, ids made later sort later. */
function asItWas(situation: Situation, first: LedgerEvent): Situation {
  const { stream } = situation;
  const now = first.recordedAt;
  const companyEvents = situation.companyEvents.filter((event) => event.eventId < first.eventId);
  return {
    ...situation,
    stream: { ...stream, events: stream.events.filter((event) => event.revision < first.revision) },
    company: companyNow(companyEvents, now),
    companyEvents,
    now,
  };
}

function factsOf(context: Context, command: Command, situation: Situation): readonly Fact[] {
  const { stream, company, key, now } = situation;
  let made = 0;
  const decision = command.decide({
    state: foldCustomer(stream.customerId as CustomerId, stream.events, command.occurredAt ?? afterLast(stream, now)),
    stream,
    company,
    now,
    newId: (prefix) => {
      made += 1;
      return `${prefix}_${shortHash(`${context.source} ${key} ${made}`)}`;
    },
  });
  if (!decision.ok) throw new Refused(decision.refusal);
  return decision.facts.map((fact) => withPolicy(fact, company.policy));
}

/** A key that was used before stands for the request that was made then: the same request decided again says the same. */
function refuseOtherContent(
  context: Context,
  command: Command,
  situation: Situation,
  earlier: readonly LedgerEvent[],
): void {
  const again = factsOf(context, command, situation);
  const same =
    again.length === earlier.length &&
    (command.occurredAt === undefined || command.occurredAt === earlier[0]?.occurredAt) &&
    again.every((fact, index) => isSameFact(fact, earlier[index]));
  if (!same) {
    throw new Refused({
      code: 'different_content',
      reason: `The idempotency key was used before for another request to ${command.customerId}`,
      remedy: 'Send the first request unchanged, or take a new key for a new request',
      field: 'idempotencyKey',
      value: situation.key,
    });
  }
}

/** Whether a fact says what an event recorded; erased text cannot be compared and does not count. */
export function isSameFact(fact: Fact, event: LedgerEvent | undefined): boolean {
  return (
    event !== undefined &&
    fact.type === event.type &&
    canonicalJson(fact.data) === canonicalJson(event.data) &&
    (event.text === null || canonicalJson(fact.text) === canonicalJson(event.text))
  );
}

/** Now, or just after the last event where both fall on one millisecond, so that moves keep the order they were made in. */
function afterLast(stream: Stream, now: Instant): Instant {
  const last = stream.events.reduce((latest, event) => (event.occurredAt > latest ? event.occurredAt : latest), '');
  return last >= now && Date.parse(last) - Date.parse(now) < clockSkewMilliseconds ? justAfter(last) : now;
}

function writtenOf(customerId: StreamId, events: readonly LedgerEvent[], replayed: boolean): Written {
  return {
    customerId,
    revision: events.at(-1)?.revision ?? 0,
    replayed,
    events: events.map((event) => ({
      eventId: event.eventId,
      type: event.type,
      occurredAt: event.occurredAt,
      recordedAt: event.recordedAt,
      sentence: sentenceOf(event),
      names: namesIn(event),
    })),
  };
}

/** The ids that an event names, by field. */
function namesIn(event: LedgerEvent): Record<string, string> {
  const fields = Object.keys(kindOf(event.type).data.shape).filter((field) => field.endsWith('Id'));
  const data = event.data as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.flatMap((field) => (typeof data[field] === 'string' ? [[field, data[field]]] : [])));
}

const shortAlphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** Ten signs from a hash: an id for people to type that a repeated request makes again. */
function shortHash(text: string): string {
  const digest = Buffer.from(sha256(text), 'hex').subarray(0, 10);
  return [...digest].map((byte) => shortAlphabet[byte % shortAlphabet.length]).join('');
}

export function unknownCustomer(customerId: string): Refusal {
  return {
    code: 'unknown_customer',
    reason: `There is no customer ${customerId}`,
    remedy: 'Look it up with `troth customers <part of the name>`, or add it with `troth add-customer`',
    field: 'customerId',
    value: customerId,
  };
}

/** Whether an instant lies further ahead than another clock may run. */
export function isFromTheFuture(occurredAt: Instant, now: Instant): boolean {
  // Text order is time order, and nearly everything lies behind.
  return occurredAt > now && Date.parse(occurredAt) > Date.parse(now) + clockSkewMilliseconds;
}

/** The refusal of a fact that has not happened yet. */
export function fromTheFuture(occurredAt: string): Refusal {
  return {
    code: 'in_the_future',
    reason: 'What is recorded has happened; this lies in the future',
    remedy: 'Give the time at which it was true, with its offset, like 2026-11-21T09:30:00+01:00',
    field: 'occurredAt',
    value: occurredAt,
  };
}
