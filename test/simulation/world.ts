/** The ledger and its naive model side by side: what is done to one is done to the other, and both have to answer alike. */
import { generateKeyPairSync } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Written } from '../../src/api/endpoint.ts';
import { defaultPolicy } from '../../src/domain/company/policy.ts';
import type { RefusalCode } from '../../src/domain/decision.ts';
import type { Dice } from '../../src/ingest/demo/dice.ts';
import type { Database } from '../../src/ledger/database.ts';
import { tick } from '../../src/ledger/rebuild.ts';
import type { PromiseRow } from '../../src/ledger/views/promises.ts';
import type { MoneyRow } from '../../src/ledger/views/money.ts';
import { ask, endpoints } from '../../src/operations/ask.ts';
import type { Context } from '../../src/operations/context.ts';
import { Refused } from '../../src/operations/refused.ts';
import { isAhead, type Plan, type Planned, type Seen, whyRefused } from './decide.ts';
import {
  type CompanyModel,
  companyModel,
  type CustomerModel,
  customerModel,
  filled,
  later,
  momentAfter,
} from './model.ts';
import { rowOf } from './model.ts';
import { type Fields, type Recorded, textFields } from './recorded.ts';

export interface World {
  readonly database: Database;
  readonly dice: Dice;
  /** By stream, in the order in which it was recorded. */
  readonly streams: Map<string, Recorded[]>;
  readonly counts: Record<string, number>;
  /** Requests that were accepted, for sending them again. */
  readonly sent: {
    readonly stream: string;
    readonly what: string;
    readonly again: () => Promise<unknown>;
  }[];
  now: string;
  made: number;
}

/** Something that the ledger and its model do not agree on. */
export class Disagreement extends Error {}

/** Stands for the id that the ledger gives to a promise. */
export const newPromise = 'prm_new';

const signingKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

export function contextOf(world: World, actor = 'person:per_kim', source = 'simulation'): Context {
  return { database: world.database, now: () => world.now, actor, source, folder: '', signingKey };
}

/** A name that was not used before. */
export function fresh(world: World, prefix: string): string {
  world.made += 1;
  return `${prefix}_${world.made}`;
}

export function streamOf(world: World, stream: string): Recorded[] {
  const known = world.streams.get(stream) ?? [];
  world.streams.set(stream, known);
  return known;
}

export function customersOf(world: World): readonly string[] {
  return [...world.streams.keys()].filter((stream) => stream !== 'company' && streamOf(world, stream).length > 0);
}

export function companyOf(world: World): CompanyModel {
  const recorded = streamOf(world, 'company');
  return companyModel(recorded, latestOf(recorded, world.now), defaultPolicy);
}

/** The customer as it stands now, with what lies a moment ahead. */
export function standing(world: World, stream: string): CustomerModel {
  const recorded = streamOf(world, stream);
  return customerModel(recorded, latestOf(recorded, world.now));
}

/** Now, or the time of the last thing known where it lies a moment ahead. */
export function latestOf(recorded: readonly Recorded[], now: string): string {
  return recorded.reduce((last, { at }) => later(last, at), now);
}

/** Counts something that was done. */
export function count(world: World, what: string): void {
  world.counts[what] = (world.counts[what] ?? 0) + 1;
}

/** Runs an operation by its name in the contract. */
export function run(world: World, group: string, name: string, input: Fields): Promise<unknown> {
  const named = endpoints.find((one) => one.group === group && one.name === name);
  if (named === undefined) throw new Error(`There is no ${group}.${name}`);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return ask(contextOf(world), named, given);
}

/** What an operation answered, or the code with which it refused. */
export async function answerOf(work: () => Promise<unknown>): Promise<{ answer?: unknown; code: RefusalCode | null }> {
  try {
    return { answer: await work(), code: null };
  } catch (error) {
    if (error instanceof Refused) return { code: error.code };
    throw error;
  }
}

export interface Live {
  readonly what: string;
  readonly stream: string;
  readonly operation: readonly [group: string, name: string];
  readonly input: Fields;
  readonly occurredAt?: string | undefined;
  readonly introduces?: boolean;
  /** Where the operation refuses before it looks at the customer. */
  readonly before?: RefusalCode | null;
  readonly plan: (seen: Seen) => Plan;
}

/** Does a live command, and holds the answer against what the model says. */
export async function live(world: World, command: Live): Promise<void> {
  const { stream, occurredAt } = command;
  const recorded = streamOf(world, stream);
  const key = fresh(world, 'key');
  const at = occurredAt ?? momentAfter(recorded, world.now);
  const company = companyOf(world);
  const planned = planOf(world, command, { recorded, company, at, key });
  const expected = typeof planned === 'string' ? planned : null;
  const [group, name] = command.operation;
  const again = () => run(world, group, name, { ...command.input, occurredAt, idempotencyKey: key });
  const { answer, code } = await answerOf(again);
  count(world, code === null ? command.what : 'refused');
  if (code !== expected) {
    throw new Disagreement(
      `${command.what} of ${stream} at ${at}: the ledger says ${code ?? 'yes'}, the model ${expected ?? 'yes'}; ${JSON.stringify(command.input)}`,
    );
  }
  if (code !== null || typeof planned === 'string') return;
  remember(world, stream, planned, { at, key, written: answer as Written });
  world.sent.push({
    stream,
    what: `${command.what} ${JSON.stringify(command.input)} at ${at}`,
    again,
  });
}

function planOf(
  world: World,
  command: Live,
  situation: { recorded: Recorded[]; company: CompanyModel; at: string; key: string },
): Plan {
  const { recorded, company, at, key } = situation;
  const { now } = world;
  if (command.before != null) return command.before;
  if (command.occurredAt !== undefined && isAhead(at, now)) return 'in_the_future';
  const isKnown = recorded.length > 0 || command.introduces === true || command.stream === 'company';
  if (!isKnown) return 'unknown_customer';
  const plan = command.plan({ customer: customerModel(recorded, at), company, at, from: command.occurredAt ?? now });
  if (typeof plan === 'string') return plan;
  const facts = plan.map(({ type, fields }): Planned => ({ type, fields: filled(type, fields, company.policy) }));
  if (command.stream === 'company') return facts;
  return whyRefused(facts, { recorded, company, now, at, key, source: 'simulation' }) ?? facts;
}

interface Answered {
  readonly at: string;
  readonly key: string;
  readonly written: Written;
}

function remember(world: World, stream: string, planned: readonly Planned[], { at, key, written }: Answered): void {
  const types = written.events.map(({ type }) => type);
  if (
    !isDeepStrictEqual(
      types,
      planned.map(({ type }) => type),
    )
  ) {
    throw new Disagreement(`The ledger recorded ${types.join()}, the model ${planned.map(({ type }) => type).join()}`);
  }
  const named = written.events[0]?.names['promiseId'] ?? newPromise;
  for (const [index, { type, fields: given }] of planned.entries()) {
    const fields = Object.fromEntries(
      Object.entries(given).map(([field, value]) => [field, value === newPromise ? named : value]),
    );
    const id = written.events[index]?.eventId ?? '';
    const sourceId = index === 0 ? key : `${key}#${String(index + 1).padStart(3, '0')}`;
    const origin = { actor: 'person:per_kim', source: 'simulation', sourceId };
    streamOf(world, stream).push({
      id,
      stream,
      type,
      at,
      ...origin,
      fields,
      given: fields,
      hasText: holdsText(fields),
    });
  }
}

export function holdsText(fields: Fields): boolean {
  return Object.keys(fields).some((field) => textFields.has(field));
}

/** Holds the rows of one customer against the model, as a read would find them: brought up to date by the clock. */
export async function compareCustomer(world: World, stream: string): Promise<void> {
  const recorded = streamOf(world, stream);
  const model = standing(world, stream);
  await tick(world.database, world.now);
  const rows = await world.database.query<PromiseRow>('select * from promise where customer_id = $1', [stream]);
  const money = await world.database.query<MoneyRow>('select * from money_entry where customer_id = $1', [stream]);
  const [customer] = await world.database.query<{ next_clock_at: string | null; pitches: number }>(
    'select next_clock_at, pitches from customer where customer_id = $1',
    [stream],
  );
  agree(`selling to ${stream}`, await sellingOf(world, stream), modelledSelling(model));
  agree(`promises of ${stream}`, rows.map(shownPromise).toSorted(byId), model.promises.map(rowOf).toSorted(byId));
  agree(
    `money of ${stream}`,
    money.map(shownMoney).toSorted(byId),
    model.money.map((one) => ({ ...one, id: one.entry })).toSorted(byId),
  );
  if (recorded.length === 0) return;
  agree(`clock of ${stream}`, customer?.next_clock_at ?? null, model.nextAt);
  agree(`pitches to ${stream}`, customer?.pitches ?? 0, model.pitches.length);
}

const namedSelling = `select kind || ' ' || name as what, at from (
    select customer_id, 'ask' as kind, event_id as name, at from ask
    union all select customer_id, 'gift', event_id, at from gift
    union all select customer_id, 'lot', trial, at from lot
    union all select customer_id, 'decision', decision_id, at from decision) s
  where customer_id = $1 order by kind, name collate "C"`;

interface Sold {
  readonly what: string;
  readonly at: string;
}

function sellingOf({ database }: World, stream: string): Promise<Sold[]> {
  return database.query<Sold>(namedSelling, [stream]);
}

function modelledSelling({ asks, pitches, gifts, lots, decisions }: CustomerModel): Sold[] {
  const told = (kind: string, some: readonly Recorded[], name: (one: Recorded) => unknown) =>
    some
      .map((one) => ({ what: `${kind} ${String(name(one))}`, at: one.at }))
      .toSorted((left, right) => (left.what < right.what ? -1 : 1));
  return [
    // A pitch asks for something too.
    ...told('ask', [...pitches, ...asks], ({ id }) => id),
    ...told('decision', decisions, ({ fields }) => fields['decisionId']),
    ...told('gift', gifts, ({ id }) => id),
    ...told('lot', lots, ({ fields }) => fields['trial']),
  ];
}

/** Throws where two answers differ. */
export function agree(what: string, ledger: unknown, model: unknown): void {
  if (isDeepStrictEqual(ledger, model)) return;
  throw new Disagreement(
    `${what}: the ledger says\n${JSON.stringify(ledger)}\nthe model says\n${JSON.stringify(model)}`,
  );
}

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : 1;
}

function shownPromise(row: PromiseRow): ReturnType<typeof rowOf> {
  return {
    id: row.promise_id,
    state: row.state,
    part: row.balance_part,
    since: row.since,
    promisedAt: row.promised_at,
    deadline: row.deadline,
    completedAt: row.completed_at,
    completedLate: row.completed_late,
    brokenAt: row.broken_at,
    irregular: row.irregular,
  };
}

function shownMoney(row: MoneyRow) {
  const { entry_id: entry, at, movement, amount, currency, purchase_id: purchase, area } = row;
  return { entry, at, movement, amount, currency, purchase, area, id: entry };
}
