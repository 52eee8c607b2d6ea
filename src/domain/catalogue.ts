/** Every kind of event the ledger can hold, how a stored row becomes one, and how a flat row of facts becomes one. */
import * as z from 'zod';
import { caseEvents } from './cases/events.ts';
import { companyEvents } from './company/events.ts';
import type { Policy } from './company/policy.ts';
import { correctionEvents } from './corrections/events.ts';
import { customerEvents } from './customers/events.ts';
import type { Envelope, EventKind, EventOf, FactOf } from './event.ts';
import type { Instant } from './instants.ts';
import { feedbackEvents } from './feedback/events.ts';
import { linkEvents } from './links/events.ts';
import { promiseEvents } from './promises/events.ts';
import { purchaseEvents } from './purchases/events.ts';
import { sellingEvents } from './selling/events.ts';
import { erased } from './words.ts';

export const eventKinds = [
  ...customerEvents,
  ...promiseEvents,
  ...purchaseEvents,
  ...caseEvents,
  ...feedbackEvents,
  ...sellingEvents,
  ...linkEvents,
  ...correctionEvents,
  ...companyEvents,
] as const;

type Kind = (typeof eventKinds)[number];
export type LedgerEvent = EventOf<Kind>;
export type Fact = FactOf<Kind>;
export type EventType = LedgerEvent['type'];

/** A fact with all that the ledger has to be told about it. */
export interface NewFact {
  readonly fact: Fact;
  readonly occurredAt: Instant;
  readonly actor: string;
  readonly source: string;
  readonly sourceId: string;
}

/** What any kind offers, for code that treats all kinds alike. */
export type AnyKind = EventKind<EventType, z.ZodObject, z.ZodObject>;

// Each kind's functions take that kind's own data; the catalogue only ever hands them data of their own kind.
const kindsByType = new Map(eventKinds.map((kind) => [kind.type as string, kind as unknown as AnyKind]));

/** The kind of a type, or undefined where the catalogue has none. */
export function findKind(type: string): AnyKind | undefined {
  return kindsByType.get(type);
}

/** The kind of a type that is known to exist. */
export function kindOf(type: EventType): AnyKind {
  const kind = kindsByType.get(type);
  if (kind === undefined) throw new Error(`The catalogue has no event type ${type}`);
  return kind;
}

export interface StoredEvent extends Envelope {
  readonly type: string;
  readonly data: unknown;
  readonly text: unknown;
}

/** Lifts a stored event to today's version of its kind. Throws where the catalogue cannot: that is a bug or a newer ledger. */
export function readEvent(stored: StoredEvent): LedgerEvent {
  const kind = kindsByType.get(stored.type);
  if (kind === undefined) throw new Error(`The catalogue has no event type ${stored.type}`);
  if (stored.version > kind.version)
    throw new Error(`${kind.type} version ${stored.version} is newer than this program`);
  let data = stored.data as Record<string, unknown>;
  for (let version = stored.version; version < kind.version; version++) {
    const upcast = kind.upcast[version];
    if (!upcast) throw new Error(`${kind.type} cannot be lifted from version ${version}`);
    data = upcast(data);
  }
  // What was appended passed its schema; parsing millions of rows again would cost more than reading them.
  return { ...stored, data } as LedgerEvent;
}

export interface Problem {
  readonly field: string;
  readonly value: unknown;
  readonly reason: string;
}

export type ParsedFact =
  | { readonly ok: true; readonly fact: Fact }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Turns named fields into a fact of a type: sorts them into data and text, fills defaults, names every field at fault. */
export function parseFact(type: string, fields: Readonly<Record<string, unknown>>): ParsedFact {
  const kind = kindsByType.get(type);
  if (kind === undefined) {
    return {
      ok: false,
      problems: [
        { field: 'type', value: type, reason: 'is no kind of event; see the list of kinds in the documentation' },
      ],
    };
  }
  const given: { data: Record<string, unknown>; text: Record<string, unknown> } = { data: {}, text: {} };
  const problems: Problem[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (value === null || value === undefined) continue;
    if (Object.hasOwn(kind.data.shape, field)) given.data[field] = value;
    else if (Object.hasOwn(kind.text.shape, field)) given.text[field] = value;
    else problems.push({ field, value, reason: `is no field of ${type}; its fields are ${fieldsOf(kind).join(', ')}` });
  }
  const data = kind.data.safeParse(given.data);
  const text = kind.text.safeParse(given.text);
  if (!data.success) problems.push(...problemsOf(data.error, given.data));
  if (!text.success) problems.push(...problemsOf(text.error, given.text));
  if (problems.length > 0 || !data.success || !text.success) return { ok: false, problems };
  return {
    ok: true,
    fact: { type: kind.type, data: withoutUndefined(data.data), text: withoutUndefined(text.data) } as Fact,
  };
}

/** Fills what the policy of the day decides where the fact leaves it open. */
export function withPolicy<Any extends Fact>(fact: Any, policy: Policy): Any {
  const filled = kindOf(fact.type).fromPolicy(fact.data, policy);
  if (Object.keys(filled).length === 0) return fact;
  // Not by spreading: V8 takes ten times as long to add keys to a spread object.
  return { ...fact, data: Object.assign({}, fact.data, withoutUndefined(filled)) };
}

/** One sentence for an event; erased text reads `[erased]`. */
export function sentenceOf(event: LedgerEvent | Fact): string {
  const kind = kindOf(event.type);
  return kind.sentence(event.data, event.text ?? erasedText(kind));
}

/** All fields of a kind, data first. */
export function fieldsOf(kind: AnyKind): readonly string[] {
  return [...Object.keys(kind.data.shape), ...Object.keys(kind.text.shape)];
}

function erasedText(kind: AnyKind): Record<string, string> {
  return Object.fromEntries(Object.keys(kind.text.shape).map((field) => [field, erased]));
}

/** What zod found, in our words: the field, the value given, and what it should be. */
export function problemsOf(error: z.ZodError, given: unknown): Problem[] {
  return error.issues.map((issue) => {
    const value = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      given,
    );
    const missing = value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
    return { field: issue.path.join('.'), value: value ?? null, reason: missing ? 'is missing' : issue.message };
  });
}

function withoutUndefined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(record)) if (record[key] !== undefined) kept[key] = record[key];
  return kept;
}
