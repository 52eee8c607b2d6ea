/** What is still somebody's when they leave, and the facts by which others take it over. */
import type { CaseState } from '../cases/case.ts';
import type { Fact } from '../catalogue.ts';
import type { CustomerState } from '../customers/state.ts';
import type { PersonId } from '../ids.ts';
import type { PromiseStateName } from '../promises/machine.ts';
import type { PromiseState } from '../promises/promise.ts';
import { type Company, currentArea } from './company.ts';

/** States in which somebody still has to do, answer or mend something. */
export const unsettledStates = [
  'requested',
  'offered',
  'countered',
  'promised',
  'renegotiating',
  'overdue',
  'completed',
  'completedLate',
  'disputed',
  'broken',
  'repairing',
] as const satisfies readonly PromiseStateName[];
const unsettled: ReadonlySet<PromiseStateName> = new Set(unsettledStates);

export interface StillTheirs {
  readonly promises: readonly PromiseState[];
  readonly cases: readonly CaseState[];
}

/** What of one customer is a person's and not settled. */
export function stillTheirs({ promises, cases }: CustomerState, personId: string): StillTheirs {
  return {
    promises: [...promises.values()].filter(({ person, state }) => person === personId && unsettled.has(state)),
    cases: [...cases.values()].filter(({ person, state }) => person === personId && state === 'open'),
  };
}

/** Who takes over: by promise or case where that is said, or else one person for everything that they can carry on. */
export interface Takers {
  readonly to: PersonId | null;
  /** By id of a promise or case; null: it stays with its area. */
  readonly each: ReadonlyMap<string, PersonId | null>;
}

/** Whether somebody may carry on what an area promised: only who works there, for nobody can promise for another area. */
export function canCarryOn(company: Company, personId: string, area: string): boolean {
  const person = company.people.get(personId);
  return person?.leftAt === null && currentArea(company, person.area) === currentArea(company, area);
}

/** Who takes a promise over: null where it stays with its area. */
export function takerOf(company: Company, { to, each }: Takers, promise: PromiseState): PersonId | null {
  const { promiseId, by } = promise.made.data;
  const chosen = each.get(promiseId);
  if (chosen !== undefined) return chosen;
  return to !== null && canCarryOn(company, to, by) ? to : null;
}

/** Who takes a case over: cases go from area to area, so anybody who is there. */
export function takerOfCase({ to, each }: Takers, { caseId }: CaseState): PersonId | null {
  const chosen = each.get(caseId);
  return chosen === undefined ? to : chosen;
}

/** The fact by which a promise is another's. */
export function reassigned(promise: PromiseState, to: PersonId | null): Fact {
  return {
    type: 'promise.reassigned',
    data: { promiseId: promise.promiseId, ...(to !== null && { toPerson: to }) },
    text: {},
  };
}

/** The fact by which a case is another's. */
export function handedOn(known: CaseState, from: PersonId, to: PersonId | null): Fact {
  return {
    type: 'case.attempted',
    data: {
      caseId: known.caseId,
      by: known.lastBy,
      byPerson: from,
      attempt: 'hand-off',
      ...(to !== null && { toPerson: to }),
    },
    text: {},
  };
}
