/** The demo company as data: repeatable, well formed, within its bounds. What an audit finds in it is tested beside. */
import { expect, test } from 'vitest';
import { parseFact } from '../../domain/catalogue.ts';
import { transitions } from '../../domain/promises/machine.ts';
import { shippedAreas } from '../../domain/process.ts';
import type { IncomingFact } from '../../operations/incoming.ts';
import { demoCompanyFacts, demoFacts } from './demo.ts';

const options = { seed: 4747, until: '2026-11-20T15:30:00.000Z' };
const facts = demoFacts(options);
const companyFacts = demoCompanyFacts(options);
const monthsMilliseconds = 549 * 86_400_000;

function countBy<Key>(all: readonly IncomingFact[], keyOf: (fact: IncomingFact) => Key): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const fact of all) counts.set(keyOf(fact), (counts.get(keyOf(fact)) ?? 0) + 1);
  return counts;
}

/** All values of a field, in facts of a type or of any. */
function valuesOf(field: string, type?: string): readonly string[] {
  return facts.flatMap((fact) => {
    const value = type === undefined || fact.type === type ? fact.fields[field] : undefined;
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    return all.filter((one) => typeof one === 'string');
  });
}

test('the same seed and the same end give the same company', () => {
  expect(JSON.stringify(demoFacts(options))).toBe(JSON.stringify(facts));
  expect(demoCompanyFacts(options)).toEqual(companyFacts);
});

test('another seed gives another company', () => {
  const others = demoFacts({ ...options, seed: 4748 });
  expect(JSON.stringify(others.slice(0, 200))).not.toBe(JSON.stringify(facts.slice(0, 200)));
});

test('later on the same day the story only goes on, so that an interrupted load can be repeated', () => {
  const later = new Map(
    demoFacts({ ...options, until: '2026-11-20T19:00:00.000Z' }).map((fact) => [
      `${fact.customerId} ${fact.sourceId}`,
      JSON.stringify(fact),
    ]),
  );
  const changed = facts.filter((fact) => later.get(`${fact.customerId} ${fact.sourceId}`) !== JSON.stringify(fact));
  expect(changed).toEqual([]);
  expect(later.size).toBeGreaterThanOrEqual(facts.length);
});

test('every fact is one that an import would take', () => {
  const problems = [...companyFacts, ...facts].flatMap((fact) => {
    const parsed = parseFact(fact.type, fact.fields);
    return parsed.ok ? [] : [{ fact, problems: parsed.problems }];
  });
  expect(problems).toEqual([]);
});

test('facts are sorted by customer, then by time, and lie within the eighteen months', () => {
  const keys = facts.map(({ customerId, occurredAt }) => `${customerId} ${occurredAt}`);
  expect(keys).toEqual([...keys].sort());
  const times = [...companyFacts, ...facts].map(({ occurredAt }) => Date.parse(occurredAt));
  const until = Date.parse(options.until);
  expect(times.every((time) => time <= until && time >= until - monthsMilliseconds)).toBe(true);
});

test('source ids are unique in each stream, and things have ids of their own', () => {
  const all = [...companyFacts, ...facts];
  expect(new Set(all.map(({ customerId, sourceId }) => `${customerId} ${sourceId}`)).size).toBe(all.length);
  const named = [
    ['promise.made', 'promiseId'],
    ['purchase.made', 'purchaseId'],
    ['case.opened', 'caseId'],
    ['refund.paid', 'refundId'],
    ['feedback.given', 'feedbackId'],
    ['delivery.made', 'deliveryId'],
    ['pitch.made', 'pitchId'],
    ['deal.lost', 'dealId'],
    ['contact.described', 'contactId'],
    ['ask.made', 'askId'],
    ['gift.given', 'giftId'],
    ['counsel.given', 'counselId'],
    ['decision.made', 'decisionId'],
  ] as const;
  for (const [type, field] of named) {
    const ids = valuesOf(field, type);
    expect(new Set(ids).size, field).toBe(ids.length);
    expect(ids.length, field).toBe(facts.filter((fact) => fact.type === type).length);
  }
});

test('what a fact refers to is there', () => {
  const promises = new Set(valuesOf('promiseId', 'promise.made'));
  const purchases = new Set(valuesOf('purchaseId', 'purchase.made'));
  for (const field of ['promiseId', 'repairedBy', 'repairs', 'backs']) {
    expect(
      valuesOf(field).filter((id) => !promises.has(id)),
      field,
    ).toEqual([]);
  }
  expect(valuesOf('purchaseId').filter((id) => !purchases.has(id))).toEqual([]);
  const people = new Set(companyFacts.map(({ fields }) => fields['personId']));
  expect(valuesOf('byPerson').filter((id) => !people.has(id))).toEqual([]);
  const offers = new Set(companyFacts.map(({ fields }) => fields['offerId']));
  expect(valuesOf('offerId').filter((id) => !offers.has(id))).toEqual([]);
  const parties = new Set<string>(['customer', ...shippedAreas.map(({ area }) => area)]);
  expect([...valuesOf('by'), ...valuesOf('to'), ...valuesOf('needs')].filter((party) => !parties.has(party))).toEqual(
    [],
  );
});

test('some promises were made at the purchase: the customer bought on them', () => {
  const boughtAt = new Map(
    facts.flatMap(({ type, occurredAt, fields }) =>
      type === 'purchase.made' ? [[fields['purchaseId'], occurredAt] as const] : [],
    ),
  );
  const boughtOn = facts.filter(({ type, occurredAt, fields }) => {
    const bought = boughtAt.get(fields['purchaseId']);
    return type === 'promise.made' && fields['to'] === 'customer' && bought !== undefined && occurredAt <= bought;
  });
  expect(boughtOn.length).toBeGreaterThan(80);
  expect(new Set(boughtOn.map(({ fields }) => fields['by'])).size).toBeGreaterThanOrEqual(3);
});

test('there are 400 customers, 22,000 to 27,000 facts, and enough of every kind', () => {
  expect(new Set(facts.map(({ customerId }) => customerId)).size).toBe(400);
  expect(facts.length).toBeGreaterThan(22_000);
  expect(facts.length).toBeLessThan(27_000);
  const atLeast = {
    'customer.described': 400,
    'contact.described': 400,
    'pitch.made': 500,
    'promise.made': 5_000,
    'promise.moved': 10_000,
    'promise.assessed': 200,
    'purchase.made': 600,
    'delivery.made': 700,
    'benefit.reported': 250,
    'case.opened': 180,
    'case.attempted': 300,
    'case.attributed': 30,
    'case.closed': 160,
    'refund.paid': 40,
    'deal.lost': 120,
    'feedback.given': 1_200,
    'gift.given': 300,
    'ask.made': 300,
    'counsel.given': 20,
    'referral.given': 3,
    'decision.made': 30,
    'decision.judged': 15,
  };
  const counts = countBy(facts, ({ type }) => type);
  for (const [type, count] of Object.entries(atLeast)) expect(counts.get(type), type).toBeGreaterThanOrEqual(count);
  expect([...counts.keys()].filter((type) => !(type in atLeast))).toEqual([]);
});

test('every move that people can make is made; the moves of the clock are left to the clock', () => {
  const counts = countBy(
    facts.filter(({ type }) => type === 'promise.moved'),
    ({ fields }) => String(fields['move']),
  );
  const opening = new Set(valuesOf('opening', 'promise.made'));
  for (const { move, actor } of transitions) {
    if (actor === 'system') expect(counts.get(move), move).toBeUndefined();
    else if (!opening.has(move)) expect(counts.get(move), move).toBeGreaterThanOrEqual(8);
  }
  expect(opening).toEqual(new Set(['promise', 'request', 'offer']));
});

test('the company comes first: its policy, its people with their leaders, its offers with claims', () => {
  const counts = countBy(companyFacts, ({ type }) => type);
  expect(companyFacts.every(({ customerId }) => customerId === 'company')).toBe(true);
  expect(companyFacts[0]?.fields).toMatchObject({ zone: 'Europe/Berlin', currency: 'EUR', graceDays: 14 });
  expect(counts.get('person.described')).toBeGreaterThanOrEqual(20);
  expect(counts.get('offer.published')).toBe(6);
  const firstFact = facts.map(({ occurredAt }) => occurredAt).sort()[0] ?? '';
  expect(companyFacts.every(({ occurredAt }) => occurredAt < firstFact)).toBe(true);
});
