/** Nobody can promise for somebody else: what a promise needs from other areas, those areas promise themselves. */
import { type PromiseStateName, balancePartOf } from './machine.ts';
import type { PromiseState } from './promise.ts';

const neverAgreed: ReadonlySet<PromiseStateName> = new Set<PromiseStateName>([
  'requested',
  'offered',
  'countered',
  'declined',
  'withdrawn',
]);

/** Areas that a promise needs and that never promised their part: due no later, by themselves, of their own will. */
export function missingBackers(promise: PromiseState, others: Iterable<PromiseState>): readonly string[] {
  const { needs, promiseId, by } = promise.made.data;
  if (needs.length === 0) return [];
  const backers = new Set<string>([by]);
  for (const other of others) {
    if (!other.made.data.backs.includes(promiseId) || !other.made.data.voluntary) continue;
    if (neverAgreed.has(other.state) || !isInTimeFor(other, promise)) continue;
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
