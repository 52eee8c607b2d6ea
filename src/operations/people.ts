/** What each endpoint for people who leave does. */
import { randomUUID } from 'node:crypto';
import type { InputOf } from '../api/endpoint.ts';
import type { Leaving, people as contract, StillTheirs } from '../api/people.ts';
import { type Company, currentArea, type Person } from '../domain/company/company.ts';
import { handedOverMax } from '../domain/company/events.ts';
import { canCarryOn } from '../domain/company/leaving.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { companyStream, type PersonId, type StreamId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { change } from '../ledger/ledger.ts';
import { readCompany } from '../ledger/read.ts';
import { readStream } from '../ledger/streams.ts';
import { readNames } from '../ledger/views/customers.ts';
import { casesOfPerson, customersStillTheirs, unsettledPromises } from '../ledger/views/still-theirs.ts';
import type { Context, Handlers } from './context.ts';
import { type Asked, decideLeaving, leavingOf, takenBack } from './leaving.ts';
import { reading } from './reading.ts';
import { Refused } from './refused.ts';
import { fromTheFuture, isFromTheFuture } from './write.ts';

export const people: Handlers<typeof contract> = {
  stillTheirs: (context, { personId }) =>
    reading(context, undefined, null, async (tables, at) => {
      const company = await readCompany(tables, at);
      return { ...(await thingsOf(tables, company, personOf(company, personId), at)), asOf: at };
    }),

  left: (context, input) => leave(context, input),

  returned: async (context, { personId }) => {
    const { events } = await readStream(context.database, companyStream);
    const out = retractedIds(events);
    const left = events.findLast(
      (event) => event.type === 'person.left' && event.data.personId === personId && !out.has(event.eventId),
    );
    if (left?.type !== 'person.left') throw new Refused(neverLeft(personId));
    const { promises, cases } = left.data;
    const customers = [...new Set([...promises, ...cases].map(({ customerId }) => customerId))].sort();
    const { result } = await change(context.database, {
      ids: [companyStream, ...customers],
      recordedAt: context.now(),
      decide: (streams) => takenBack(context, streams, left),
    });
    return { personId, retracted: result };
  },
};

/** In one transaction: they left, and everything that was theirs is another's, or nothing of it is. */
async function leave(context: Context, input: InputOf<(typeof contract)['left']>): Promise<Leaving> {
  const now = context.now();
  if (input.occurredAt !== undefined && isFromTheFuture(input.occurredAt, now)) {
    throw new Refused(fromTheFuture(input.occurredAt));
  }
  const ids = await reading(context, undefined, null, (tables) => customersStillTheirs(tables, input.personId));
  const asked: Asked = {
    personId: input.personId,
    takers: { to: input.to ?? null, each: new Map(input.each.map(({ id, to }) => [id, to ?? null])) },
    key: input.idempotencyKey ?? randomUUID(),
    at: input.occurredAt ?? now,
    now,
    preview: input.preview,
  };
  // What was answered before is found in the company's stream, whatever has become of it since.
  const streamIds: readonly StreamId[] = [companyStream, ...ids];
  const { result, appended } = await change(context.database, {
    ids: streamIds,
    recordedAt: now,
    decide: (streams, company) => decideLeaving(context, asked, streams, company),
  });
  return leavingOf(asked, result, appended.length === 0 && !input.preview);
}

function personOf(company: Company, personId: PersonId): Person {
  const person = company.people.get(personId);
  if (person !== undefined) return person;
  throw new Refused({
    code: 'invalid',
    reason: `There is no person ${personId}`,
    remedy: 'Look people up with `troth company`',
    field: 'personId',
    value: personId,
  });
}

async function thingsOf(
  tables: Queryable,
  company: Company,
  { personId, name, leftAt, area: ownArea }: Person,
  at: Instant,
): Promise<Omit<StillTheirs, 'asOf'>> {
  const promises = await unsettledPromises(tables, personId, handedOverMax);
  const cases = await casesOfPerson(tables, personId, handedOverMax);
  const names = await readNames(
    tables,
    [...promises, ...cases].map((row) => row.customer_id),
  );
  const others = [...company.people.values()].filter((one) => one.leftAt === null && one.personId !== personId);
  const inArea = (area: string) =>
    others.filter((one) => canCarryOn(company, one.personId, area)).map((one) => one.personId);
  const takersOf = new Map([...new Set(promises.map((row) => row.by_party))].map((area) => [area, inArea(area)]));
  return {
    personId,
    name,
    leftAt,
    things: [
      ...promises.map((row) => ({
        kind: 'promise' as const,
        id: row.promise_id,
        customerId: row.customer_id,
        customerName: names.get(row.customer_id) ?? null,
        words: row.words,
        area: currentArea(company, row.by_party),
        state: row.state,
        due: row.deadline,
        late: row.completed_at === null && row.balance_part === 'open' && row.deadline !== null && row.deadline <= at,
        takers: takersOf.get(row.by_party) ?? [],
      })),
      ...cases.map((row) => ({
        kind: 'case' as const,
        id: row.case_id,
        customerId: row.customer_id,
        customerName: names.get(row.customer_id) ?? null,
        words: row.issue,
        area: currentArea(company, ownArea),
        state: 'open',
        due: null,
        late: false,
        takers: others.map((one) => one.personId),
      })),
    ],
    promises: promises.length,
    cases: cases.length,
    repairs: promises.filter(({ state }) => state === 'broken').length,
    reports: others.filter(({ manager }) => manager === personId).map((one) => one.personId),
  };
}

function neverLeft(personId: string) {
  return {
    code: 'nothing_to_do' as const,
    reason: `Nobody said that ${personId} left, or it was taken back`,
    remedy: 'Nothing is to be done',
    field: 'personId',
    value: personId,
  };
}
