/** Live facts are decided: what would not be allowed, or would name what does not exist, is refused before it is recorded. */
import { type EventType, kindOf, type LedgerEvent, type NewFact } from './catalogue.ts';
import type { Company } from './company/company.ts';
import { foldCustomer } from './customers/customer.ts';
import { overpaid, reclosed } from './customers/settled.ts';
import type { CustomerState } from './customers/state.ts';
import type { Refusal, RefusalCode } from './decision.ts';
import { companyStream, customerParty, type CustomerId, type StreamId } from './ids.ts';
import type { Instant } from './instants.ts';
import { movesFrom } from './promises/machine.ts';

/** Fields that name something of the same customer, with what they name. */
const references = {
  promiseId: { of: 'promises', code: 'unknown_promise' },
  repairs: { of: 'promises', code: 'unknown_promise' },
  repairedBy: { of: 'promises', code: 'unknown_promise' },
  purchaseId: { of: 'purchases', code: 'unknown_purchase' },
  caseId: { of: 'cases', code: 'unknown_case' },
} as const satisfies Record<string, { readonly of: 'promises' | 'purchases' | 'cases'; readonly code: RefusalCode }>;

/** The kinds of event that bring a name into being, which can be done once. */
const introducing: ReadonlySet<EventType> = new Set<EventType>([
  'promise.made',
  'purchase.made',
  'case.opened',
  'ask.made',
  'gift.given',
  'referral.given',
  'counsel.given',
  'decision.made',
  'lot.drawn',
]);

/**
 * Checks facts that are about to be recorded live: areas and names they refer to exist, and the state machine allows
 * them where they fall in time, without making anything recorded later irregular. Null: nothing speaks against them.
 */
export function checkFacts(
  stream: { readonly customerId: StreamId; readonly events: readonly LedgerEvent[] },
  company: Company,
  candidates: readonly NewFact[],
  now: Instant,
): Refusal | null {
  if (stream.customerId === companyStream) return null;
  const customerId = stream.customerId;
  // A fact of the same millisecond as the one before stands a moment after now, and is checked all the same.
  const asOf = candidates.reduce((latest, { occurredAt }) => (occurredAt > latest ? occurredAt : latest), now);
  const before = foldCustomer(customerId, stream.events, asOf);
  const added = candidates.map((candidate, index) => asEvent(customerId, candidate, stream.events.length + index + 1));
  const events = [...stream.events, ...added];
  const after = foldCustomer(customerId, events, asOf);
  for (const [index, candidate] of candidates.entries()) {
    const refusal =
      toThemselves(candidate) ??
      unknownArea(candidate, company) ??
      whoLeft(candidate, company) ??
      unknownReference(candidate, after) ??
      overpaid(candidate, after);
    if (refusal !== null) return refusal;
    if (candidate.fact.type !== 'case.closed') continue;
    const so = foldCustomer(customerId, events.slice(0, stream.events.length + index), candidate.occurredAt);
    const again = reclosed(candidate, so);
    if (again !== null) return again;
  }
  const known = new Set(before.irregularities.map((irregularity) => irregularity.eventId));
  const irregular = after.irregularities.find((irregularity) => !known.has(irregularity.eventId));
  if (irregular === undefined) return null;
  const own = candidates[added.findIndex((event) => event.eventId === irregular.eventId)];
  return own === undefined
    ? {
        code: 'move_not_allowed',
        reason: `That would contradict what was recorded later: ${irregular.why}`,
        remedy: 'Record it with the time at which it happened, or retract the later event first',
        field: 'occurredAt',
        value: candidates[0]?.occurredAt,
      }
    : notAllowed(own, irregular.why, foldCustomer(customerId, events, own.occurredAt));
}

/** Why a candidate is refused. `then` is what was known at its time, with the candidate itself left out as irregular. */
function notAllowed({ fact, occurredAt }: NewFact, why: string, then: CustomerState): Refusal {
  if (introducing.has(fact.type)) {
    return {
      code: 'already_exists',
      reason: `This cannot be recorded: ${why}`,
      remedy: 'Take another id, or look at what is recorded',
    };
  }
  const promise = fact.type === 'promise.moved' ? then.promises.get(fact.data.promiseId) : undefined;
  if (fact.type !== 'promise.moved' || promise === undefined) {
    return {
      code: 'move_not_allowed',
      reason: `At that time ${why}`,
      remedy: 'Record it with the time at which it happened',
      field: 'occurredAt',
      value: occurredAt,
    };
  }
  const moves = movesFrom(promise.state).filter((row) => row.actor !== 'system');
  const possible = moves.map((row) => `${row.move} (by the ${row.actor})`).join(', ');
  return {
    code: 'move_not_allowed',
    reason: `The promise is ${promise.state}; ${fact.data.move} is not possible from there`,
    remedy: possible === '' ? 'Nothing moves it any more; promise something new' : `Possible now: ${possible}`,
    field: 'move',
    value: fact.data.move,
  };
}

/** What customers promise each other or themselves is none of our business. */
function toThemselves({ fact }: NewFact): Refusal | null {
  if (fact.type !== 'promise.made' || fact.data.by !== customerParty || fact.data.to !== customerParty) return null;
  return {
    code: 'invalid',
    reason: 'The customer would promise it to the customer',
    remedy: 'Name the area that it was promised to (toParty)',
    field: 'to',
    value: customerParty,
  };
}

function unknownArea({ fact }: NewFact, company: Company): Refusal | null {
  const data = fact.data as Readonly<Record<string, unknown>>;
  const named: readonly (readonly [string, unknown])[] = [
    ['by', data['by']],
    ['to', data['to']],
    ['area', data['area']],
    ...(Array.isArray(data['needs']) ? data['needs'].map((area: unknown) => ['needs', area] as const) : []),
    ...Object.keys((data['shares'] as object | undefined) ?? {}).map((area) => ['shares', area] as const),
  ];
  for (const [field, area] of named) {
    if (typeof area !== 'string' || company.areas.has(area)) continue;
    if (area === customerParty && (field === 'by' || field === 'to')) continue;
    return {
      code: 'unknown_area',
      reason: `There is no area ${area}`,
      remedy: `Areas are ${[...company.areas.keys()].join(', ')}; add one with \`troth add-area\``,
      field,
      value: area,
    };
  }
  return null;
}

/** Who left takes nothing on any more; what they did before stays theirs. */
function whoLeft({ fact, occurredAt }: NewFact, { people }: Company): Refusal | null {
  const data = fact.data as Readonly<Record<string, unknown>>;
  const isTaken = fact.type === 'promise.made' || (fact.type === 'case.attempted' && fact.data.attempt !== 'hand-off');
  for (const field of ['toPerson', ...(isTaken ? ['byPerson'] : [])]) {
    const person = people.get(String(data[field]));
    if (person === undefined || person.leftAt === null || person.leftAt > occurredAt) continue;
    return {
      code: 'invalid',
      reason: `${person.name ?? person.personId} left the company on ${person.leftAt.slice(0, 10)}`,
      remedy: 'Name somebody who is there, or nobody',
      field,
      value: person.personId,
    };
  }
  return null;
}

function unknownReference({ fact }: NewFact, after: CustomerState): Refusal | null {
  const data = fact.data as Readonly<Record<string, unknown>>;
  for (const [field, { of, code }] of Object.entries(references)) {
    const value = data[field];
    if (typeof value !== 'string' || after[of].has(value)) continue;
    return {
      code,
      reason: `This customer has no ${of.slice(0, -1)} ${value}`,
      remedy: `Give the id of one of this customer's ${of}, or record it first`,
      field,
      value,
    };
  }
  const backs = (data['backs'] as readonly string[] | undefined) ?? [];
  const missing = backs.find((promiseId) => !after.promises.has(promiseId));
  if (missing === undefined) return null;
  return {
    code: 'unknown_promise',
    reason: `This customer has no promise ${missing} to stand behind`,
    remedy: "Give the id of one of this customer's promises",
    field: 'backs',
    value: missing,
  };
}

/** A candidate as the fold will see it. Its id only tells it apart from the others. */
function asEvent(customerId: CustomerId, candidate: NewFact, revision: number): LedgerEvent {
  return {
    eventId: `evt_candidate-${revision}`,
    customerId,
    revision,
    version: kindOf(candidate.fact.type).version,
    occurredAt: candidate.occurredAt,
    recordedAt: candidate.occurredAt,
    actor: candidate.actor,
    source: candidate.source,
    sourceId: candidate.sourceId,
    textDigest: null,
    hash: '',
    ...candidate.fact,
  };
}
