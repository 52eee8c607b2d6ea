/** What a promise is, told again from the table of states and moves: replayed from its beginning each time it is asked. */
import { daysLater, endOfDay, justAfter } from '../../src/domain/instants.ts';
import {
  type BalancePart,
  balancePartOf,
  type PromiseStateName,
  transitions,
} from '../../src/domain/promises/machine.ts';
import { type Fields, type Recorded, textOf } from './recorded.ts';

export interface PromiseModel {
  readonly id: string;
  readonly made: Recorded;
  readonly state: PromiseStateName;
  readonly part: BalancePart | null;
  readonly since: string;
  readonly promisedAt: string | null;
  readonly deadline: string | null;
  readonly completedAt: string | null;
  readonly completedLate: boolean;
  readonly brokenAt: string | null;
  /** When silence kept it. */
  readonly silentAt: string | null;
  /** Who proposed the change that is on the table. */
  readonly proposedBy: string | null;
  readonly irregular: readonly string[];
  readonly nextAt: string | null;
}

interface Terms {
  readonly zone: string | null;
  readonly deadline: string | null;
}

interface Replay {
  state: PromiseStateName;
  since: string;
  terms: Terms;
  onTheTable: Terms | null;
  proposedBy: string | null;
  promisedAt: string | null;
  completedAt: string | null;
  completedLate: boolean;
  brokenAt: string | null;
  silentAt: string | null;
}

/** The promise of an id among what counts of a customer, or null where it was not made. */
export function promiseAt(id: string, ordered: readonly Recorded[], asOf: string): PromiseModel | null {
  const start = ordered.findIndex((one) => one.type === 'promise.made' && one.fields['promiseId'] === id);
  const made = ordered[start];
  if (made === undefined) return null;
  const replay = begin(made);
  const irregular: string[] = [];
  const moves = ordered
    .slice(start + 1)
    .filter((one) => one.type === 'promise.moved' && one.fields['promiseId'] === id);
  const next = () => nextMove(replay, made, () => repairEnd(id, ordered, asOf, replay.since));
  const runClock = (until: string) => {
    for (let due = next(); due !== null && due.at <= until; due = next()) make(replay, due.move, due.at, {});
  };
  for (const moved of moves) {
    runClock(moved.at);
    const move = textOf(moved.fields, 'move') ?? '';
    const foretold = move === 'duePassed' && replay.terms.deadline !== null;
    if (rowFor(replay.state, move) === undefined || foretold) irregular.push(moved.id);
    else make(replay, move, moved.at, moved.fields);
  }
  runClock(asOf);
  const { state, since, terms, promisedAt, completedAt, completedLate, brokenAt, silentAt, proposedBy } = replay;
  const rest = { since, promisedAt, completedAt, completedLate, brokenAt, silentAt, proposedBy, irregular };
  return { id, made, state, part: balancePartOf(state), deadline: terms.deadline, ...rest, nextAt: next()?.at ?? null };
}

/** The row of the table, found by looking through it. */
export function rowFor(state: PromiseStateName, move: string) {
  return transitions.find((row) => row.from === state && row.move === move);
}

function begin({ at, fields }: Recorded): Replay {
  const state = rowFor('none', textOf(fields, 'opening') ?? 'promise')?.to ?? 'promised';
  return {
    state,
    since: at,
    terms: termsOf(fields, null),
    onTheTable: null,
    proposedBy: null,
    promisedAt: state === 'promised' ? at : null,
    completedAt: null,
    completedLate: false,
    brokenAt: null,
    silentAt: null,
  };
}

/** The terms that fields set; where they name no due time, those before stay. */
function termsOf(fields: Fields, before: Terms | null): Terms {
  const day = textOf(fields, 'dueDay');
  const at = textOf(fields, 'dueAt');
  if (before !== null && day === undefined && at === undefined) return before;
  const zone = textOf(fields, 'zone') ?? before?.zone ?? null;
  return { zone, deadline: at ?? (day === undefined ? null : endOfDay(day, zone ?? 'UTC')) };
}

function make(replay: Replay, move: string, at: string, fields: Fields): void {
  const row = rowFor(replay.state, move);
  if (row === undefined) throw new Error(`The model cannot ${move} a promise that is ${replay.state}`);
  settleTerms(replay, row.move, row.actor, fields);
  if (!['proposeChange', 'askChange'].includes(move) && row.to !== 'overdue') {
    replay.onTheTable = null;
    replay.proposedBy = null;
  }
  if (row.to === 'promised') replay.promisedAt ??= at;
  if (row.to === 'broken') replay.brokenAt ??= at;
  if (move === 'silenceExpired') replay.silentAt ??= at;
  if (move === 'declareComplete') {
    replay.completedAt = at;
    replay.completedLate = row.to === 'completedLate';
  }
  if (move === 'rework') replay.completedAt = null;
  replay.state = row.to;
  replay.since = at;
}

function settleTerms(replay: Replay, move: string, actor: string, fields: Fields): void {
  const changed = termsOf(fields, replay.terms);
  if (move === 'proposeChange' || move === 'askChange') {
    replay.onTheTable = changed;
    replay.proposedBy = actor;
  }
  if (move === 'agreeChange') replay.terms = termsOf(fields, replay.onTheTable ?? replay.terms);
  if (['counter', 'promise', 'rework'].includes(move)) replay.terms = changed;
}

interface ClockMove {
  readonly move: string;
  readonly at: string;
}

/** The move that time will make next by itself. */
function nextMove(replay: Replay, made: Recorded, repairEnds: () => ClockMove | null): ClockMove | null {
  if (replay.state === 'repairing') return repairEnds();
  const after = (name: string) => {
    const days = made.fields[name];
    return typeof days === 'number' ? daysLater(replay.since, days) : null;
  };
  const deadline = replay.terms.deadline;
  const ends: Partial<Record<PromiseStateName, readonly [string, () => string | null]>> = {
    promised: ['duePassed', () => (deadline === null ? null : justAfter(deadline))],
    renegotiating: ['duePassed', () => (deadline === null ? null : justAfter(deadline))],
    overdue: ['graceExpired', () => after('graceDays')],
    completed: ['silenceExpired', () => after('silenceDays')],
    completedLate: ['silenceExpired', () => after('silenceDays')],
    broken: ['recoveryExpired', () => after('recoveryDays')],
  };
  const [move, when] = ends[replay.state] ?? ['', () => null];
  const at = when();
  return at === null ? null : { move, at: at < replay.since ? replay.since : at };
}

/** What the promises that repair this one, made in turn, make of it: the first of them that silence kept or that broke. */
function repairEnd(id: string, ordered: readonly Recorded[], asOf: string, since: string): ClockMove | null {
  const firsts = ordered.filter(
    (one, index) =>
      one.type === 'promise.made' &&
      ordered.findIndex((other) => other.type === one.type && other.fields['promiseId'] === one.fields['promiseId']) ===
        index,
  );
  const repairs = firsts.filter((one) => one.fields['repairs'] === id);
  const ends = repairs.flatMap((repair, index) => {
    const promise = promiseAt(textOf(repair.fields, 'promiseId') ?? '', ordered, asOf);
    const successor = repairs[index + 1]?.at;
    return [
      { move: 'repairFailed', began: promise?.brokenAt ?? null },
      { move: 'declareSatisfied', began: promise?.silentAt ?? null },
    ].flatMap(({ move, began }) => {
      const at = began === null || began > since ? began : since;
      return at === null || (successor !== undefined && at >= successor) ? [] : [{ move, at }];
    });
  });
  // Of two at the same time the breach counts: its name comes last.
  return ends.toSorted((left, right) => compare(left.at, right.at) || compare(right.move, left.move))[0] ?? null;
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
