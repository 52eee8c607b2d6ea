/** The life of a promise as data: 21 states, 49 moves, who may make each, and what evidence each leaves. The law of the product. */

export const promiseStates = [
  'none',
  'requested',
  'offered',
  'countered',
  'promised',
  'renegotiating',
  'completed',
  'overdue',
  'completedLate',
  'disputed',
  'kept',
  'keptLate',
  'keptBySilence',
  'broken',
  'repairing',
  'repaired',
  'unrepaired',
  'forgiven',
  'released',
  'declined',
  'withdrawn',
] as const;
export type PromiseStateName = (typeof promiseStates)[number];

/** Who may make a move. `other` is the party that did not propose the change; `system` is the clock. */
export type MoveActor = 'promisee' | 'promisor' | 'other' | 'adjudicator' | 'system';

/** What a move leaves as evidence on the edge from promisee to promisor. */
export type Evidence =
  | 'none'
  /** An honest no, a release: counted, weighs nothing. */
  | 'neutral'
  /** Agreed before the due time: nothing; after it: a minor breach. */
  | 'neutral unless late'
  | 'kept'
  | 'kept by silence'
  | 'kept late'
  | 'kept late by silence'
  | 'broken'
  | 'minor breach'
  | 'takes kept back'
  | 'repaired'
  | 'half repaired'
  | 'not repaired'
  | 'repair failed';

export interface Transition {
  readonly from: PromiseStateName;
  readonly move: string;
  readonly actor: MoveActor;
  readonly to: PromiseStateName;
  readonly evidence: Evidence;
}

const rows = [
  ['none', 'request', 'promisee', 'requested', 'none'],
  ['none', 'offer', 'promisor', 'offered', 'none'],
  ['none', 'promise', 'promisor', 'promised', 'none'],
  ['requested', 'promise', 'promisor', 'promised', 'none'],
  ['requested', 'counter', 'promisor', 'countered', 'none'],
  ['requested', 'decline', 'promisor', 'declined', 'neutral'],
  ['requested', 'withdraw', 'promisee', 'withdrawn', 'neutral'],
  ['offered', 'accept', 'promisee', 'promised', 'none'],
  ['offered', 'counter', 'promisee', 'requested', 'none'],
  ['offered', 'decline', 'promisee', 'declined', 'neutral'],
  ['offered', 'withdraw', 'promisor', 'withdrawn', 'neutral'],
  ['countered', 'accept', 'promisee', 'promised', 'none'],
  ['countered', 'counter', 'promisee', 'requested', 'none'],
  ['countered', 'decline', 'promisee', 'declined', 'neutral'],
  ['countered', 'withdraw', 'promisor', 'withdrawn', 'neutral'],
  ['promised', 'proposeChange', 'promisor', 'renegotiating', 'none'],
  ['promised', 'askChange', 'promisee', 'renegotiating', 'none'],
  ['renegotiating', 'agreeChange', 'other', 'promised', 'neutral unless late'],
  ['renegotiating', 'refuseChange', 'other', 'promised', 'none'],
  ['promised', 'declareComplete', 'promisor', 'completed', 'none'],
  ['renegotiating', 'declareComplete', 'promisor', 'completed', 'none'],
  ['promised', 'release', 'promisee', 'released', 'neutral'],
  ['renegotiating', 'release', 'promisee', 'released', 'neutral'],
  ['promised', 'renege', 'promisor', 'broken', 'broken'],
  ['renegotiating', 'renege', 'promisor', 'broken', 'broken'],
  ['promised', 'duePassed', 'system', 'overdue', 'none'],
  ['renegotiating', 'duePassed', 'system', 'overdue', 'none'],
  ['overdue', 'declareComplete', 'promisor', 'completedLate', 'none'],
  ['overdue', 'agreeChange', 'other', 'promised', 'minor breach'],
  ['overdue', 'release', 'promisee', 'released', 'neutral'],
  ['overdue', 'renege', 'promisor', 'broken', 'broken'],
  ['overdue', 'graceExpired', 'system', 'broken', 'broken'],
  ['completed', 'declareSatisfied', 'promisee', 'kept', 'kept'],
  ['completed', 'silenceExpired', 'system', 'keptBySilence', 'kept by silence'],
  ['completed', 'reject', 'promisee', 'disputed', 'none'],
  ['completedLate', 'declareSatisfied', 'promisee', 'keptLate', 'kept late'],
  ['completedLate', 'silenceExpired', 'system', 'keptLate', 'kept late by silence'],
  ['completedLate', 'reject', 'promisee', 'broken', 'broken'],
  ['keptBySilence', 'reject', 'promisee', 'disputed', 'takes kept back'],
  ['disputed', 'rework', 'promisor', 'promised', 'minor breach'],
  ['disputed', 'uphold', 'adjudicator', 'kept', 'kept'],
  ['disputed', 'concede', 'promisor', 'broken', 'broken'],
  ['disputed', 'overturn', 'adjudicator', 'broken', 'broken'],
  ['broken', 'promiseRepair', 'promisor', 'repairing', 'none'],
  ['broken', 'release', 'promisee', 'forgiven', 'half repaired'],
  ['broken', 'recoveryExpired', 'system', 'unrepaired', 'not repaired'],
  ['repairing', 'declareSatisfied', 'promisee', 'repaired', 'repaired'],
  ['repairing', 'reject', 'promisee', 'broken', 'repair failed'],
  ['repairing', 'repairFailed', 'system', 'unrepaired', 'repair failed'],
] as const satisfies readonly (readonly [PromiseStateName, string, MoveActor, PromiseStateName, Evidence])[];

export type MoveName = (typeof rows)[number][1];

export const transitions: readonly (Transition & { readonly move: MoveName })[] = rows.map(
  ([from, move, actor, to, evidence]) => ({ from, move, actor, to, evidence }),
);

/** Moves that open a promise; all the others change one. */
export const openings = ['request', 'offer', 'promise'] as const satisfies readonly MoveName[];

/** Every move by name, in the order of the table. */
export const moveNames: readonly MoveName[] = [...new Set(rows.map(([, move]) => move))];

const byStateAndMove = new Map(transitions.map((row) => [`${row.from} ${row.move}`, row]));

/** The row of the table for a move made in a state, or undefined where the table does not allow it. */
export function transitionFor(state: PromiseStateName, move: MoveName): (typeof transitions)[number] | undefined {
  return byStateAndMove.get(`${state} ${move}`);
}

/** The moves that a state allows, in the order of the table. */
export function movesFrom(state: PromiseStateName): readonly (typeof transitions)[number][] {
  return transitions.filter((row) => row.from === state);
}

/** States that nothing leaves by itself. A promise kept by silence may still be rejected. */
export const finalStates: ReadonlySet<PromiseStateName> = new Set<PromiseStateName>([
  'declined',
  'withdrawn',
  'released',
  'kept',
  'keptLate',
  'keptBySilence',
  'repaired',
  'unrepaired',
  'forgiven',
]);

/** What the balance of promises is made of. Every state of a promise that was made belongs to exactly one part. */
export const balanceParts = ['kept', 'keptLate', 'keptBySilence', 'broken', 'released', 'open'] as const;
export type BalancePart = (typeof balanceParts)[number];

const partOfState: Readonly<Record<PromiseStateName, BalancePart | null>> = {
  none: null,
  requested: null,
  offered: null,
  countered: null,
  declined: null,
  withdrawn: null,
  promised: 'open',
  renegotiating: 'open',
  overdue: 'open',
  completed: 'open',
  completedLate: 'open',
  disputed: 'open',
  kept: 'kept',
  keptLate: 'keptLate',
  keptBySilence: 'keptBySilence',
  broken: 'broken',
  repairing: 'broken',
  repaired: 'broken',
  unrepaired: 'broken',
  forgiven: 'broken',
  released: 'released',
};

/** The part of the balance that a state counts in, or null where nothing was promised yet, or ever. */
export function balancePartOf(state: PromiseStateName): BalancePart | null {
  return partOfState[state];
}
