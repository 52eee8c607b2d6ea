/** The decision that somebody left: who takes what over, written to every stream it concerns, or why it is refused. */
import type { Leaving } from '../api/people.ts';
import type { LedgerEvent, NewFact } from '../domain/catalogue.ts';
import { checkFacts } from '../domain/check.ts';
import type { Company } from '../domain/company/company.ts';
import { handedOverMax } from '../domain/company/events.ts';
import {
  canCarryOn,
  handedOn,
  reassigned,
  stillTheirs,
  takerOf,
  takerOfCase,
  type Takers,
} from '../domain/company/leaving.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import type { Refusal } from '../domain/decision.ts';
import { companyStream, type PersonId, type StreamId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import type { Decided, Streams } from '../ledger/ledger.ts';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';

export interface Asked {
  readonly personId: PersonId;
  readonly takers: Takers;
  readonly key: string;
  readonly at: Instant;
  readonly now: Instant;
  readonly preview: boolean;
}

type Left = Extract<LedgerEvent, { type: 'person.left' }>;
type LeftData = Left['data'];

interface Result {
  readonly data: LeftData;
  readonly at: Instant;
}

/** Decides it for all streams that were read. Throws `Refused` when it cannot be. */
export function decideLeaving(context: Context, asked: Asked, streams: Streams, company: Company): Decided<Result> {
  const known = streams.get(companyStream)?.events ?? [];
  const before = known.find((event) => event.source === context.source && event.sourceId === asked.key);
  if (before !== undefined) {
    refuseOtherContent(asked, before);
    return { events: new Map(), result: { data: before.data, at: before.occurredAt } };
  }
  refuseUnknown(asked, company);
  const data = { personId: asked.personId, promises: [], cases: [] } as {
    personId: PersonId;
    promises: LeftData['promises'];
    cases: LeftData['cases'];
  };
  const events = new Map<StreamId, readonly NewFact[]>();
  for (const [customerId, stream] of streams) {
    if (customerId === companyStream) continue;
    const theirs = stillTheirs(foldCustomer(customerId, stream.events, asked.now), asked.personId);
    const facts: NewFact[] = [];
    const add = (name: string, fact: NewFact['fact']) =>
      facts.push(factOf(context, asked, `${asked.key}#${name}`, fact));
    for (const promise of theirs.promises) {
      const to = takerOf(company, asked.takers, promise);
      const { promiseId } = promise;
      refuseTaker(company, { to, id: promiseId, area: promise.made.data.by });
      data.promises.push({ customerId, promiseId, ...(to !== null && { toPerson: to }) });
      add(promiseId, reassigned(promise, to));
    }
    for (const one of theirs.cases) {
      const to = takerOfCase(asked.takers, one);
      refuseTaker(company, { to, id: one.caseId, area: null });
      data.cases.push({ customerId, caseId: one.caseId, ...(to !== null && { toPerson: to }) });
      add(one.caseId, handedOn(one, asked.personId, to));
    }
    const refusal = checkFacts(stream, company, facts, asked.now);
    if (refusal !== null) throw new Refused(refusal);
    if (facts.length > 0) events.set(customerId, facts);
  }
  refuseTooMuchOrUnknown(asked, data);
  events.set(companyStream, [factOf(context, asked, asked.key, { type: 'person.left', data, text: {} })]);
  return { events: asked.preview ? new Map() : events, result: { data, at: asked.at } };
}

/** Takes it back: every hand-over that still counts, and that they left. The result is how many events. */
export function takenBack(context: Context, streams: Streams, left: Left): Decided<number> {
  const events = new Map<StreamId, readonly NewFact[]>();
  let count = 0;
  for (const [id, stream] of streams) {
    const out = retractedIds(stream.events);
    const own = stream.events.filter(
      (event) =>
        event.source === left.source &&
        (event.eventId === left.eventId || event.sourceId.startsWith(`${left.sourceId}#`)) &&
        !out.has(event.eventId),
    );
    if (own.length === 0) continue;
    count += own.length;
    const eventIds = own.map(({ eventId }) => eventId);
    const why = 'They did not leave';
    events.set(id, [
      {
        fact: { type: 'event.retracted', data: { eventIds }, text: { why } },
        occurredAt: context.now(),
        actor: context.actor,
        source: 'troth',
        sourceId: `return of ${left.eventId}`,
      },
    ]);
  }
  return { events, result: count };
}

/** What is answered of a leaving. */
export function leavingOf(asked: Asked, { data, at }: Result, replayed: boolean): Leaving {
  return {
    personId: asked.personId,
    preview: asked.preview,
    replayed,
    leftAt: at,
    handed: [
      ...data.promises.map(({ promiseId, customerId, toPerson }) => {
        return { kind: 'promise' as const, id: promiseId, customerId, toPerson: toPerson ?? null };
      }),
      ...data.cases.map(({ caseId, customerId, toPerson }) => {
        return { kind: 'case' as const, id: caseId, customerId, toPerson: toPerson ?? null };
      }),
    ],
  };
}

function factOf({ actor, source }: Context, { at }: Asked, sourceId: string, fact: NewFact['fact']): NewFact {
  return { fact, occurredAt: at, actor, source, sourceId };
}

function refuseUnknown({ personId, takers }: Asked, { people }: Company): void {
  const named = [personId, takers.to, ...takers.each.values()].filter((one) => one !== null);
  const unknown = named.find((one) => !people.has(one));
  if (unknown !== undefined) {
    throw refused(unknown === personId ? 'personId' : 'to', unknown, `There is no person ${unknown}`, {
      remedy: 'Look people up with `troth company`',
    });
  }
  const person = people.get(personId);
  if (person?.leftAt != null) {
    throw refused('personId', personId, `${person.name ?? personId} left on ${person.leftAt.slice(0, 10)} already`, {
      code: 'nothing_to_do',
      remedy: 'Nothing is to be done; `troth returned` takes it back',
    });
  }
  const gone = named.slice(1).find((one) => one === personId || people.get(one)?.leftAt !== null);
  if (gone === undefined) return;
  throw refused('to', gone, gone === personId ? 'They cannot hand over to themselves' : `${gone} left as well`, {
    remedy: 'Name somebody who is there',
  });
}

/** Nobody can promise for another area, so nobody takes over from one. */
function refuseTaker(
  company: Company,
  { to, id, area }: { readonly to: PersonId | null; readonly id: string; readonly area: string | null },
): void {
  if (to === null || area === null || canCarryOn(company, to, area)) return;
  throw refused('each', id, `${company.people.get(to)?.name ?? to} does not work in ${area}, which promised ${id}`, {
    remedy: `Name somebody of ${area}, or leave it to the area`,
  });
}

function refuseTooMuchOrUnknown({ takers }: Asked, { promises, cases }: LeftData): void {
  if (promises.length > handedOverMax || cases.length > handedOverMax) {
    throw refused('personId', null, `More than ${handedOverMax} promises or cases are still theirs`, {
      remedy: 'Settle or release some of them first',
    });
  }
  const theirs = new Set<string>([...promises.map(({ promiseId }) => promiseId), ...cases.map(({ caseId }) => caseId)]);
  const unknown = [...takers.each.keys()].find((id) => !theirs.has(id));
  if (unknown === undefined) return;
  throw refused('each', unknown, `${unknown} is not theirs, or is settled`, {
    remedy: 'Look at what is still theirs with `troth still-theirs`',
  });
}

/** The same key again is the same request: the same person, and everything to whom it went. */
function refuseOtherContent({ personId, takers, key }: Asked, before: LedgerEvent): asserts before is Left {
  if (before.type === 'person.left' && before.data.personId === personId) {
    const went = new Map<string, PersonId | null>([
      ...before.data.promises.map(({ promiseId, toPerson }) => [promiseId, toPerson ?? null] as const),
      ...before.data.cases.map(({ caseId, toPerson }) => [caseId, toPerson ?? null] as const),
    ]);
    const isSame = [...went].every(([id, to]) => {
      const chosen = takers.each.get(id);
      return chosen === undefined ? to === null || to === takers.to : chosen === to;
    });
    if (isSame && [...takers.each.keys()].every((id) => went.has(id))) return;
  }
  throw refused('idempotencyKey', key, 'The idempotency key was used before for another request', {
    code: 'different_content',
    remedy: 'Send the first request unchanged, or take a new key for a new request',
  });
}

function refused(
  field: string,
  value: unknown,
  reason: string,
  { remedy, code = 'invalid' }: { readonly remedy: string; readonly code?: Refusal['code'] },
): Refused {
  return new Refused({ code, reason, remedy, field, value });
}
