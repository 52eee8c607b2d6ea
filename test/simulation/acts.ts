/** What people do to promises: make them, move them, keep and break them, lawfully or not. */
import { daysLater } from '../../src/domain/instants.ts';
import { moveNames, transitions } from '../../src/domain/promises/machine.ts';
import { deadlineOf } from '../../src/domain/promises/terms.ts';
import type { Plan, Planned, Seen } from './decide.ts';
import { type PromiseModel, rowFor } from './promise-model.ts';
import { type Fields, textOf } from './recorded.ts';
import { companyOf, customersOf, live, newPromise, standing, type World } from './world.ts';

export type Act = (world: World) => Promise<string | null>;

/** Usually now; often in the past, at times a moment ahead, seldom in the future. */
export function sometime({ dice, now }: World): string | undefined {
  const kind = dice.weighted({ now: 12, past: 6, moment: 1, future: 1 });
  if (kind === 'now') return undefined;
  if (kind === 'moment') return daysLater(now, dice.whole(1, 60_000) / 86_400_000);
  return daysLater(now, kind === 'future' ? dice.whole(1, 5) : -dice.whole(0, 240) / 24);
}

/** A customer of those known, seldom one that nobody knows. */
export function someCustomer(world: World): string {
  const known = customersOf(world);
  return known.length === 0 || world.dice.chance(0.03) ? 'cus_nobody' : world.dice.pick(known);
}

export function someArea(world: World): string {
  return world.dice.chance(0.05) ? 'nowhere' : world.dice.pick(companyOf(world).areas);
}

/** One of the names that a customer has, or a wrong one, or none. */
export function someOf(world: World, names: readonly string[], prefix: string): string | undefined {
  const kind = world.dice.weighted({ none: 5, one: 6, wrong: 1 });
  if (kind === 'wrong') return `${prefix}_unheard-of`;
  return kind === 'none' || names.length === 0 ? undefined : world.dice.pick(names);
}

/** What the last word on a due time means, and whether it still lies ahead. */
export function dueIn(due: string, from: string, zone: string): Fields | 'invalid' {
  const terms = due.length === 10 ? { dueDay: due, zone } : { dueAt: new Date(due).toISOString() };
  return (deadlineOf(terms) ?? '') < from ? 'invalid' : terms;
}

export function someDue({ dice, now }: World, from: string | undefined): string {
  const at = daysLater(from ?? now, dice.whole(-24, 24 * 12) / 24);
  return dice.chance(0.7) ? at.slice(0, 10) : at;
}

function zoneOf({ company }: Seen): string {
  return textOf(company.policy, 'zone') ?? 'UTC';
}

function promiseIds(world: World, stream: string): readonly string[] {
  return standing(world, stream).promises.map(({ id }) => id);
}

export const makePromise: Act = async (world) => {
  const { dice } = world;
  const stream = someCustomer(world);
  const { promises, purchases, cases } = standing(world, stream);
  const occurredAt = sometime(world);
  const due = someDue(world, occurredAt);
  const ids = promises.map(({ id }) => id);
  const backed = someOf(world, ids, 'prm');
  const given = {
    words: `Words ${world.made}`,
    by: dice.chance(0.1) ? 'customer' : someArea(world),
    opening: dice.weighted({ promise: 4, request: 1, offer: 1 }),
    needs: dice.chance(0.3) ? [someArea(world)] : [],
    backs: backed === undefined ? [] : [backed],
    repairs: dice.chance(0.2) ? someOf(world, ids, 'prm') : undefined,
    purchaseId: someOf(
      world,
      purchases.map(({ fields }) => textOf(fields, 'purchaseId') ?? ''),
      'pur',
    ),
    caseId: someOf(
      world,
      cases.map(({ id }) => id),
      'cas',
    ),
  };
  const toParty = dice.chance(0.8) ? 'customer' : someArea(world);
  const plan = (seen: Seen): Plan => {
    const terms = dueIn(due, seen.from, zoneOf(seen));
    if (terms === 'invalid') return 'invalid';
    const fields = withoutUndefined({ ...given, ...terms, to: toParty, promiseId: newPromise });
    return [{ type: 'promise.made', fields }];
  };
  const input = { ...given, to: stream, toParty, due };
  await live(world, { what: 'promise', stream, operation: ['promises', 'make'], input, occurredAt, plan });
  return stream;
};

/** What `locate` says of an id: known once, of nobody, or of several customers. */
function located(
  world: World,
  id: string,
): { readonly stream: string; readonly before: null | 'unknown_promise' | 'ambiguous' } {
  const streams = customersOf(world).filter((stream) => promiseIds(world, stream).includes(id));
  const [stream = 'cus_nobody'] = streams;
  return { stream, before: streams.length === 0 ? 'unknown_promise' : streams.length > 1 ? 'ambiguous' : null };
}

/** Some promise of some customer, by its id. */
function somePromise(world: World): PromiseModel | undefined {
  const all = customersOf(world).flatMap((stream) => standing(world, stream).promises);
  return all.length === 0 ? undefined : world.dice.pick(all);
}

export const movePromise: Act = async (world) => {
  const { dice } = world;
  const promise = somePromise(world);
  if (promise === undefined) return null;
  const lawful = transitions.filter((row) => row.from === promise.state && row.actor !== 'system');
  const move = dice.chance(0.8) && lawful.length > 0 ? dice.pick(lawful).move : dice.pick(moveNames);
  return moveBy(world, promise.id, ['promises', 'move'], () => [move], { move });
};

export const keepPromise: Act = async (world) => {
  const promise = somePromise(world);
  if (promise === undefined) return null;
  return moveBy(world, promise.id, ['promises', 'keep'], ({ state }) =>
    rowFor(state, 'declareComplete') === undefined ? ['declareSatisfied'] : ['declareComplete', 'declareSatisfied'],
  );
};

export const breakPromise: Act = async (world) => {
  const promise = somePromise(world);
  if (promise === undefined) return null;
  return moveBy(world, promise.id, ['promises', 'break'], ({ state }) => [
    ['renege', 'reject', 'concede'].find((move) => rowFor(state, move)) ?? 'renege',
  ]);
};

async function moveBy(
  world: World,
  promiseId: string,
  operation: readonly [string, string],
  choose: (promise: PromiseModel) => readonly string[],
  fixed: Fields = {},
): Promise<string> {
  const { dice } = world;
  const occurredAt = sometime(world);
  const terms = dice.chance(0.5) || fixed['move'] === 'promiseRepair';
  const given = withoutUndefined({
    as: dice.chance(0.3) ? dice.pick(['promisor', 'promisee', 'adjudicator']) : undefined,
    due: terms && dice.chance(0.9) ? someDue(world, occurredAt) : undefined,
    words: terms && dice.chance(0.9) ? `Other words ${world.made}` : undefined,
    severity: dice.chance(0.2) ? dice.pick(['minor', 'major', 'critical', 'betrayal']) : undefined,
  });
  const { stream, before } = located(world, promiseId);
  const plan = (seen: Seen): Plan => {
    const promise = seen.customer.promises.find(({ id }) => id === promiseId);
    return promise === undefined ? 'unknown_promise' : planMoves(seen, promise, choose(promise), given);
  };
  const what = `move ${textOf(fixed, 'move') ?? operation[1]}`;
  await live(world, { what, stream, operation, input: { promiseId, ...fixed, ...given }, occurredAt, before, plan });
  return stream;
}

function planMoves(seen: Seen, promise: PromiseModel, moves: readonly string[], given: Fields): Plan {
  const [first = ''] = moves;
  const row = rowFor(promise.state, first);
  if (row?.actor === 'system') return 'not_your_move';
  const opposite = promise.proposedBy === 'promisor' ? 'promisee' : 'promisor';
  const actor = row?.actor === 'other' ? opposite : row?.actor;
  const as = textOf(given, 'as');
  if (moves.length === 1 && as !== undefined && actor !== undefined && as !== actor) return 'not_your_move';
  const said = textOf(given, 'due');
  const words = textOf(given, 'words');
  const due = said === undefined ? null : dueIn(said, seen.from, zoneOf(seen));
  if (due === 'invalid') return 'invalid';
  const proposes = ['counter', 'proposeChange', 'askChange'].includes(first);
  if (proposes && due === null && words === undefined) return 'not_explicit';
  if (first === 'promiseRepair')
    return due === null || words === undefined ? 'not_explicit' : repair(promise, words, due);
  const fields = withoutUndefined({ severity: given['severity'], words, ...due });
  const planned = moves.map(
    (move): Planned => ({
      type: 'promise.moved',
      fields: { promiseId: promise.id, move, ...fields },
    }),
  );
  const repaired = textOf(promise.made.fields, 'repairs');
  const mended = seen.customer.promises.find(({ id, state }) => id === repaired && state === 'repairing');
  if (mended === undefined || !moves.includes('declareSatisfied')) return planned;
  return [...planned, { type: 'promise.moved', fields: { promiseId: mended.id, move: 'declareSatisfied' } }];
}

function repair(promise: PromiseModel, words: string, due: Fields): Plan {
  const { by, to, purchaseId, caseId } = promise.made.fields;
  const fields = withoutUndefined({
    promiseId: newPromise,
    by,
    to,
    purchaseId,
    caseId,
    repairs: promise.id,
    words,
    ...due,
  });
  const moved = { promiseId: promise.id, move: 'promiseRepair', repairedBy: newPromise };
  return [
    { type: 'promise.made', fields },
    { type: 'promise.moved', fields: moved },
  ];
}

export function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
