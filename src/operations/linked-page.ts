/** The promises of an account as the customer reads them: no areas, no people, nothing that was promised behind the scenes. */
import type { LinkedPage, LinkedPromise } from '../api/linked-page.ts';
import { erased } from '../domain/words.ts';
import { customerParty } from '../domain/ids.ts';
import { dayOf } from '../domain/instants.ts';
import { movesFrom, type PromiseStateName } from '../domain/promises/machine.ts';
import type { PromiseState } from '../domain/promises/promise.ts';
import type { Account } from './customer-account.ts';

const promisesMax = 200;

/** How each state reads to the one it was promised to. */
const reading: Readonly<Record<PromiseStateName, readonly [LinkedPromise['group'], string]>> = {
  none: ['open', ''],
  requested: ['asked', 'You told us about this. We have to answer.'],
  offered: ['asked', 'We offered this. It is a promise once you accept it.'],
  countered: ['asked', 'We answered with other terms. It is a promise once you accept them.'],
  promised: ['open', 'We owe you this.'],
  renegotiating: ['open', 'We owe you this; a change is being discussed.'],
  overdue: ['late', 'We are late with this. We still owe it to you.'],
  completed: ['waiting', 'We say that it is done.'],
  completedLate: ['waiting', 'We say that it is done, later than we promised.'],
  disputed: ['open', 'You said that it was not so. We have to answer.'],
  kept: ['kept', 'It was kept, as you confirmed.'],
  keptLate: ['kept', 'It was done later than we promised.'],
  keptBySilence: ['kept', 'We said that it is done and heard nothing else from you.'],
  broken: ['broken', 'We did not keep this. We are sorry.'],
  repairing: ['broken', 'We did not keep this. We are sorry, and have promised to put it right.'],
  repaired: ['broken', 'We did not keep this, and put it right afterwards.'],
  unrepaired: ['broken', 'We did not keep this, and did not put it right. We are sorry.'],
  forgiven: ['broken', 'We did not keep this. You let it go.'],
  released: ['dropped', 'You released us from this.'],
  declined: ['dropped', 'This was declined.'],
  withdrawn: ['dropped', 'This was taken back before it became a promise.'],
};

/** What the page of a contact says. */
export function linkedPageOf({ state, at }: Account, token: string): LinkedPage {
  const theirs = [...state.promises.values()]
    .filter(({ made }) => made.data.to === customerParty && made.data.by !== customerParty)
    .toReversed();
  return {
    token,
    customerName: state.name,
    asOf: at,
    promises: theirs.slice(0, promisesMax).map(linkedPromise),
    left: Math.max(0, theirs.length - promisesMax),
  };
}

function linkedPromise(promise: PromiseState): LinkedPromise {
  const [group, sentence] = reading[promise.state];
  const moves = movesFrom(promise.state).filter(({ actor }) => actor === 'promisee');
  const { deadline } = promise.terms;
  return {
    promiseId: promise.promiseId,
    group,
    words: promise.terms.words ?? erased,
    dueDay: deadline === null ? null : dayOf(deadline, promise.made.data.zone ?? 'UTC'),
    sentence,
    since: promise.since,
    canConfirm: moves.some(({ move }) => move === 'declareSatisfied'),
    canReject: moves.some(({ move }) => move === 'reject'),
  };
}
