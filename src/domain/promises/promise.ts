/** What a promise is at a time: a pure fold of how it was made, what moved it, and the clock. */
import type { EventId, PersonId, PromiseId } from '../ids.ts';
import { daysLater, type Instant, justAfter } from '../instants.ts';
import { type Outcome, type Severity, severities } from '../trust/outcome.ts';
import type { PromiseAssessedEvent, PromiseMadeEvent, PromiseMovedEvent, PromiseReassignedEvent } from './events.ts';
import { type EvidenceDraft, noteEvidence, outcomesOf } from './evidence.ts';
import { type HandOver, holderOf } from './hand-over.ts';
import { type MoveActor, type MoveName, type PromiseStateName, type Transition, transitionFor } from './machine.ts';
import { changedTerms, isLate, type Terms, termsOf } from './terms.ts';

export type { Terms } from './terms.ts';
export { deadlineOf } from './terms.ts';

/** A move that took place, by a party or by the clock. */
export interface Step {
  readonly at: Instant;
  readonly move: MoveName;
  readonly actor: MoveActor;
  readonly from: PromiseStateName;
  readonly to: PromiseStateName;
  /** The event that made it, or null where the clock did. */
  readonly eventId: EventId | null;
}

/** An event that the state machine does not allow where it stands: kept, left out of the state, shown. */
export interface Irregularity {
  readonly eventId: EventId;
  readonly at: Instant;
  readonly why: string;
}

export interface PromiseState {
  readonly promiseId: PromiseId;
  readonly made: PromiseMadeEvent;
  /** Whose it is in its area: who gave it, or who took it over; null where nobody is named. */
  readonly person: PersonId | null;
  readonly handOvers: readonly HandOver[];
  /** As first promised; as asked for or offered while nothing was promised. */
  readonly firstTerms: Terms;
  /** As last agreed. */
  readonly terms: Terms;
  readonly state: PromiseStateName;
  /** When it came into this state. */
  readonly since: Instant;
  /** When it became a promise, or null where it never did. */
  readonly promisedAt: Instant | null;
  /** When it was last declared done. */
  readonly completedAt: Instant | null;
  /** Whether it was declared done after the agreed due time. */
  readonly completedLate: boolean;
  readonly brokenAt: Instant | null;
  readonly severity: Severity | null;
  readonly cause: string | null;
  readonly topic: string | null;
  readonly proof: string | null;
  readonly steps: readonly Step[];
  readonly irregularities: readonly Irregularity[];
  /** What it leaves as evidence on the edge from promisee to promisor. */
  readonly outcomes: readonly Outcome[];
  /** Who made the proposal that is on the table, while a change is discussed. */
  readonly proposedBy: MoveActor | null;
  /** When the clock will move it next, or null. */
  readonly nextClockAt: Instant | null;
}

export interface PromiseHistory {
  readonly made: PromiseMadeEvent;
  /** In fold order. */
  readonly moves: readonly PromiseMovedEvent[];
  readonly assessments: readonly PromiseAssessedEvent[];
  readonly reassigned: readonly PromiseReassignedEvent[];
  /** When the promise that repairs this one was broken, where it was. */
  readonly repairBrokenAt: Instant | null;
  /** When the promise that repairs this one was kept by silence, where it was. */
  readonly repairSilentAt: Instant | null;
}

/** The parts of a promise while it is being folded. */
interface Draft {
  state: PromiseStateName;
  since: Instant;
  firstTerms: Terms;
  terms: Terms;
  pending: Terms | null;
  proposedBy: MoveActor | null;
  promisedAt: Instant | null;
  completedAt: Instant | null;
  completedLate: boolean;
  brokenAt: Instant | null;
  cause: string | null;
  proof: string | null;
}

/** The state of one promise as of an instant. Clock moves fall at their own times, before any event of the same time. */
export function foldPromise(history: PromiseHistory, asOf: Instant): PromiseState {
  const { made } = history;
  const { draft, opened } = open(made);
  const steps: Step[] = [opened];
  const irregularities: Irregularity[] = [];
  const evidence: EvidenceDraft[] = [];

  const runClock = (until: Instant): void => {
    for (let tick = nextTick(draft, history); tick !== null && tick.at <= until; tick = nextTick(draft, history)) {
      step(draft, evidence, steps, tick.move, tick.at, null, made);
    }
  };

  for (const moved of history.moves) {
    runClock(moved.occurredAt);
    const why = whyNot(draft, moved);
    if (why === null) step(draft, evidence, steps, moved.data.move, moved.occurredAt, moved, made);
    else irregularities.push({ eventId: moved.eventId, at: moved.occurredAt, why });
  }
  runClock(asOf);

  const topic = lastOf(history.assessments, (assessed) => assessed.data.topic) ?? made.data.topic ?? null;
  const severity = lastOf(history.assessments, (assessed) => assessed.data.severity);
  const keptShare = lastOf(history.assessments, (assessed) => assessed.data.keptShare);
  const promise = { key: made.data.promiseId, weight: made.data.weight };
  const outcomes = outcomesOf(evidence, promise, { severity, keptShare, cause: topic });
  return {
    promiseId: made.data.promiseId,
    made,
    ...holderOf(history, steps),
    firstTerms: draft.firstTerms,
    terms: draft.terms,
    state: draft.state,
    since: draft.since,
    promisedAt: draft.promisedAt,
    completedAt: draft.completedAt,
    completedLate: draft.completedLate,
    brokenAt: draft.brokenAt,
    severity: gravest(outcomes),
    cause: lastOf(history.assessments, (assessed) => assessed.data.cause) ?? draft.cause,
    topic,
    proof: draft.proof,
    steps,
    irregularities,
    outcomes,
    proposedBy: draft.proposedBy,
    nextClockAt: nextTick(draft, history)?.at ?? null,
  };
}

/** A promise as it begins, and the step that began it. */
function open(made: PromiseMadeEvent): { readonly draft: Draft; readonly opened: Step } {
  const opening = transitionFor('none', made.data.opening);
  if (opening === undefined) throw new Error(`No promise opens with ${made.data.opening}`);
  const { move, actor, from, to } = opening;
  const terms = termsOf(made.data, made.text?.words ?? null);
  return {
    draft: {
      state: to,
      since: made.occurredAt,
      firstTerms: terms,
      terms,
      pending: null,
      proposedBy: null,
      promisedAt: to === 'promised' ? made.occurredAt : null,
      completedAt: null,
      completedLate: false,
      brokenAt: null,
      cause: null,
      proof: null,
    },
    opened: { at: made.occurredAt, move, actor, from, to, eventId: made.eventId },
  };
}

/** Why an event cannot move the promise as it stands, or null where it can. */
function whyNot(draft: Draft, moved: PromiseMovedEvent): string | null {
  const { move } = moved.data;
  if (transitionFor(draft.state, move) === undefined)
    return `${move} is not possible while the promise is ${draft.state}`;
  // Where the due time is known the clock has its say: an observer who is ahead of it contradicts the promise.
  return move === 'duePassed' && draft.terms.deadline !== null ? 'duePassed is not possible before the due time' : null;
}

/** The severity of the gravest breach, or null where there was none. */
function gravest(outcomes: readonly Outcome[]): Severity | null {
  const levels = outcomes.filter(({ kept }) => kept < 1).map(({ severity }) => severities.indexOf(severity));
  return severities[Math.max(...levels)] ?? null;
}

/** Makes one move that the table allows. */
function step(
  draft: Draft,
  evidence: EvidenceDraft[],
  steps: Step[],
  move: MoveName,
  at: Instant,
  moved: PromiseMovedEvent | null,
  made: PromiseMadeEvent,
): void {
  const transition = transitionFor(draft.state, move);
  if (transition === undefined) throw new Error(`The clock cannot ${move} a promise that is ${draft.state}`);
  steps.push({
    at,
    move,
    actor: transition.actor,
    from: transition.from,
    to: transition.to,
    eventId: moved?.eventId ?? null,
  });
  noteEvidence(
    evidence,
    // Silence is half a yes, for a repair as for any promise: only the promisee's own word repairs in full.
    moved === null && transition.evidence === 'repaired' ? 'half repaired' : transition.evidence,
    at,
    moved?.data.severity ?? made.data.severityIfBroken,
    isLate(draft.terms, at),
  );
  changeTerms(draft, transition, moved);
  if (transition.to === 'promised' && draft.promisedAt === null) {
    draft.promisedAt = at;
    draft.firstTerms = draft.terms;
  }
  if (move === 'declareComplete') {
    draft.completedAt = at;
    draft.completedLate = transition.to === 'completedLate';
  }
  if (move === 'rework') draft.completedAt = null;
  if (transition.to === 'broken' && draft.brokenAt === null) draft.brokenAt = at;
  if (moved?.data.cause !== undefined) draft.cause = moved.data.cause;
  if (moved?.data.proof !== undefined) draft.proof = moved.data.proof;
  else if (move === 'declareSatisfied' && moved !== null) draft.proof = 'promisee';
  draft.state = transition.to;
  draft.since = at;
}

/** New terms wait on the table until they are agreed; a counter, an answer to a request and a rework take theirs at once. */
function changeTerms(draft: Draft, transition: Transition, moved: PromiseMovedEvent | null): void {
  const { move, actor, to } = transition;
  const proposed = moved === null ? null : changedTerms(draft.terms, moved);
  switch (move) {
    case 'proposeChange':
    case 'askChange':
      draft.pending = proposed;
      draft.proposedBy = actor;
      return;
    case 'agreeChange':
      if (moved !== null) draft.terms = changedTerms(draft.pending ?? draft.terms, moved);
      break;
    case 'counter':
    case 'promise':
    case 'rework':
      if (proposed !== null) draft.terms = proposed;
      break;
    default:
      break;
  }
  // A change proposed in time may still be agreed once the promise is overdue; everything else takes it off the table.
  if (to === 'overdue') return;
  draft.pending = null;
  draft.proposedBy = null;
}

/** The move that the clock will make next on a promise in this state, if any. */
function nextTick(draft: Draft, history: PromiseHistory): { readonly move: MoveName; readonly at: Instant } | null {
  const { graceDays, silenceDays, recoveryDays } = history.made.data;
  const after = (days: number | undefined) => (days === undefined ? null : daysLater(draft.since, days));
  const tick = (move: MoveName, at: Instant | null) =>
    at === null ? null : { move, at: at < draft.since ? draft.since : at };
  switch (draft.state) {
    case 'promised':
    case 'renegotiating':
      return tick('duePassed', draft.terms.deadline === null ? null : justAfter(draft.terms.deadline));
    case 'overdue':
      return tick('graceExpired', after(graceDays));
    case 'completed':
    case 'completedLate':
      return tick('silenceExpired', after(silenceDays));
    case 'broken':
      return tick('recoveryExpired', after(recoveryDays));
    case 'repairing':
      return isBefore(history.repairSilentAt, history.repairBrokenAt)
        ? tick('declareSatisfied', history.repairSilentAt)
        : tick('repairFailed', history.repairBrokenAt);
    default:
      return null;
  }
}

function isBefore(one: Instant | null, other: Instant | null): boolean {
  return one !== null && (other === null || one < other);
}

function lastOf<Value>(
  events: readonly PromiseAssessedEvent[],
  pick: (event: PromiseAssessedEvent) => Value | undefined,
): Value | undefined {
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    const value = event === undefined ? undefined : pick(event);
    if (value !== undefined) return value;
  }
  return undefined;
}
