/** Nobody can promise for somebody else: what a promise needs from other areas, those areas promise themselves. */
import { type PromiseStateName, balancePartOf } from './machine.ts';
import type { PromiseState } from './promise.ts';

/** A promise stands behind another from the moment it is agreed until it is broken or released. */
function stands(state: PromiseStateName): boolean {
  const part = balancePartOf(state);
  return part !== null && part !== 'broken' && part !== 'released';
}

/** Areas that a promise needs and whose word it lacks: given by themselves, of their own will, due no later, and still standing. */
export function missingBackers(promise: PromiseState, others: Iterable<PromiseState>): readonly string[] {
  const { needs, promiseId, by } = promise.made.data;
  if (needs.length === 0) return [];
  const backers = new Set<string>([by]);
  for (const other of others) {
    if (!other.made.data.backs.includes(promiseId) || !other.made.data.voluntary) continue;
    if (!stands(other.state) || !isInTimeFor(other, promise)) continue;
    backers.add(other.made.data.by);
  }
  return needs.filter((area) => !backers.has(area));
}

/** Whether the promise behind is due no later than the one in front; an unknown time does not speak against it. */
function isInTimeFor(behind: PromiseState, front: PromiseState): boolean {
  const { deadline } = behind.terms;
  return deadline === null || front.terms.deadline === null || deadline <= front.terms.deadline;
}

/** A promise's score on the four qualities that are shown and never enforced: public, active, voluntary, mission-based. */
export function qualityOf(promise: PromiseState): number {
  const { public: isPublic, voluntary, missionBased } = promise.made.data;
  const isActive = promise.steps.some(
    ({ actor, move }) => actor !== 'system' && ['accept', 'counter', 'agreeChange', 'declareSatisfied'].includes(move),
  );
  return [isPublic, isActive, voluntary, missionBased].filter(Boolean).length;
}

/** Whether the promise says by when. What, who and to whom no promise is recorded without, and erased words were words. */
export function isExplicit(promise: PromiseState): boolean {
  return promise.terms.deadline !== null;
}

/** Whether it still counts as open. */
export function isOpen(promise: PromiseState): boolean {
  return balancePartOf(promise.state) === 'open';
}
