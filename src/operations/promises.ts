/** What each endpoint for promises does. */
import type { InputOf } from '../api/endpoint.ts';
import type { promises as contract } from '../api/promises.ts';
import type { Fact } from '../domain/catalogue.ts';
import { accept, refuse } from '../domain/decision.ts';
import type { PromiseId } from '../domain/ids.ts';
import { type MoveName, movesFrom, transitionFor } from '../domain/promises/machine.ts';
import type { PromiseState } from '../domain/promises/promise.ts';
import type { Context, Handlers } from './context.ts';
import { conversation } from './conversation.ts';
import { dueOf } from './due.ts';
import { locateToWrite } from './locate.ts';
import { listPromisesOf, promiseCounts } from './promise-list.ts';
import { type Asked, write } from './write.ts';

type MoveInput = InputOf<(typeof contract)['keep']>;

export const promises: Handlers<typeof contract> = {
  make: (context, { words, doneWhen, despite, to, toParty, due, idempotencyKey, occurredAt, ...rest }) =>
    write(context, {
      customerId: to,
      idempotencyKey,
      occurredAt,
      decide: ({ company, now, newId }) => {
        const deadline = dueOf(due, occurredAt ?? now, company.policy.zone);
        if (!deadline.ok) return refuse(deadline.refusal);
        return accept<Fact>({
          type: 'promise.made',
          data: { ...rest, promiseId: newId('prm'), to: toParty, public: toParty === 'customer', ...deadline.due },
          text: { words, ...(doneWhen !== undefined && { doneWhen }), ...(despite !== undefined && { despite }) },
        });
      },
    }),

  list: listPromisesOf,

  counts: promiseCounts,

  show: conversation,

  move: (context, input) => makeMoves(context, input, () => [input.move]),

  keep: (context, input) =>
    makeMoves(context, input, ({ state }) =>
      transitionFor(state, 'declareComplete') === undefined
        ? ['declareSatisfied']
        : ['declareComplete', 'declareSatisfied'],
    ),

  break: (context, input) =>
    makeMoves(context, input, ({ state }) => [
      (['renege', 'reject', 'concede'] as const).find((move) => transitionFor(state, move)) ?? 'renege',
    ]),

  assess: async (context, { promiseId, note, idempotencyKey, occurredAt, ...assessed }) =>
    write(context, {
      customerId: await locateToWrite(context, { promiseId, idempotencyKey }),
      idempotencyKey,
      occurredAt,
      decide: () =>
        accept<Fact>({
          type: 'promise.assessed',
          data: { promiseId, ...assessed },
          text: { ...(note !== undefined && { note }) },
        }),
    }),
};

/** Makes one or several moves at once, chosen by the state the promise is in. */
async function makeMoves(context: Context, input: MoveInput, choose: (promise: PromiseState) => readonly MoveName[]) {
  const { promiseId } = input;
  return write(context, {
    customerId: await locateToWrite(context, input),
    idempotencyKey: input.idempotencyKey,
    occurredAt: input.occurredAt,
    decide: (asked) => {
      const promise = asked.state.promises.get(promiseId);
      if (promise === undefined) return refuse(unknownPromise(promiseId));
      return decideMoves(asked, promise, choose(promise), input);
    },
  });
}

function decideMoves(asked: Asked, promise: PromiseState, moves: readonly MoveName[], input: MoveInput) {
  const [first] = moves;
  const transition = first === undefined ? undefined : transitionFor(promise.state, first);
  if (transition?.actor === 'system') return refuse(clockMove(transition.move));
  const actor = transition?.actor === 'other' ? otherThan(promise) : transition?.actor;
  if (moves.length === 1 && input.as !== undefined && actor !== undefined && input.as !== actor) {
    return refuse({
      code: 'not_your_move',
      reason: `Only the ${actor} can ${first} this promise now`,
      remedy: possibleFor(promise, input.as),
      field: 'as',
      value: input.as,
    });
  }
  const terms =
    input.due === undefined ? null : dueOf(input.due, input.occurredAt ?? asked.now, asked.company.policy.zone);
  if (terms !== null && !terms.ok) return refuse(terms.refusal);
  if (first !== undefined && proposals.has(first) && terms === null && input.words === undefined) {
    return refuse({
      code: 'not_explicit',
      reason: `To ${first} says what is to change`,
      remedy: 'Give a new due time (due), new words (words), or both',
      field: 'due',
      value: null,
    });
  }
  if (first === 'promiseRepair') return repair(asked, promise, input, terms?.due);
  const { severity, cause, proof, byPerson, words, note } = input;
  const facts = moves.map((move): Fact => {
    const satisfied = move === 'declareSatisfied';
    return {
      type: 'promise.moved',
      data: without({
        promiseId: input.promiseId,
        move,
        byPerson,
        severity,
        cause,
        proof: satisfied && moves.length > 1 ? undefined : proof,
        ...terms?.due,
      }),
      text: without({ words, note: move === moves.at(-1) ? note : undefined }),
    };
  });
  return accept(...facts, ...repairConfirmed(promise, moves, asked));
}

const proposals: ReadonlySet<MoveName> = new Set<MoveName>(['counter', 'proposeChange', 'askChange']);

/** A repair is a promise of its own, linked to the one it mends. */
function repair(asked: Asked, promise: PromiseState, input: MoveInput, due: object | undefined) {
  if (due === undefined || input.words === undefined) {
    return refuse({
      code: 'not_explicit',
      reason: 'A repair is a promise: it says what, and by when',
      remedy: 'Give the words of the repair (words) and its due time (due)',
      field: due === undefined ? 'due' : 'words',
      value: null,
    });
  }
  const { by, to, purchaseId, caseId, topic } = promise.made.data;
  const repairId: PromiseId = asked.newId('prm');
  return accept<Fact>(
    {
      type: 'promise.made',
      data: without({
        promiseId: repairId,
        opening: 'promise' as const,
        by,
        byPerson: input.byPerson,
        to,
        purchaseId,
        caseId,
        topic,
        repairs: promise.promiseId,
        backs: [],
        needs: [],
        weight: 1,
        severityIfBroken: 'major' as const,
        public: to === 'customer',
        voluntary: true,
        missionBased: false,
        ...due,
      }),
      text: { words: input.words },
    },
    {
      type: 'promise.moved',
      data: { promiseId: promise.promiseId, move: 'promiseRepair', repairedBy: repairId },
      text: without({ note: input.note }),
    },
  );
}

/** When the promise that repairs another is confirmed, the other is repaired. */
function repairConfirmed(promise: PromiseState, moves: readonly MoveName[], { state }: Asked): readonly Fact[] {
  const { repairs } = promise.made.data;
  if (repairs === undefined || !moves.includes('declareSatisfied')) return [];
  if (state.promises.get(repairs)?.state !== 'repairing') return [];
  return [{ type: 'promise.moved', data: { promiseId: repairs, move: 'declareSatisfied' }, text: {} }];
}

function otherThan(promise: PromiseState): 'promisor' | 'promisee' {
  return promise.proposedBy === 'promisor' ? 'promisee' : 'promisor';
}

function possibleFor(promise: PromiseState, party: string): string {
  const moves = movesFrom(promise.state).filter(
    (row) => row.actor === party || (row.actor === 'other' && otherThan(promise) === party),
  );
  return moves.length === 0
    ? `The ${party} can do nothing about it while it is ${promise.state}`
    : `The ${party} can now ${moves.map((row) => row.move).join(' or ')}`;
}

function clockMove(move: MoveName) {
  return {
    code: 'not_your_move' as const,
    reason: `Nobody makes the move ${move}: the clock does, at its time`,
    remedy: 'Leave it out',
    field: 'move',
    value: move,
  };
}

function unknownPromise(promiseId: PromiseId) {
  return {
    code: 'unknown_promise' as const,
    reason: `There is no promise ${promiseId} at that time`,
    remedy: 'Look it up with `troth promises`',
    field: 'promiseId',
    value: promiseId,
  };
}

function without<Fields extends object>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>;
  };
}
