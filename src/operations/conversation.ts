/** One promise as the conversation it is: its steps, the moves that are possible now, what stands behind it. */
import type { InputOf } from '../api/endpoint.ts';
import { capitalised } from '../api/promise-phrases.ts';
import type { promises as contract } from '../api/promises.ts';
import type { PromiseConversation, PromiseView } from '../api/promise-views.ts';
import { learnedLate } from '../domain/customers/late-facts.ts';
import { sentenceOfClock } from '../domain/promises/events.ts';
import { type MoveActor, type MoveName, movesFrom } from '../domain/promises/machine.ts';
import type { PromiseState } from '../domain/promises/promise.ts';
import { readCompany, readCustomer } from '../ledger/read.ts';
import type { Context } from './context.ts';
import { type Account, promisesOf } from './customer-account.ts';
import { moveSentenceIn } from './customer-sentences.ts';
import { locate } from './locate.ts';
import { Refused } from './refused.ts';

/** A promise as of `asOf`, or now. Throws `Refused` where there is none of that id, or none yet. */
export async function conversation(
  context: Context,
  { promiseId, asOf }: InputOf<(typeof contract)['show']>,
): Promise<PromiseConversation> {
  const at = asOf ?? context.now();
  const customerId = await locate(context.database, promiseId);
  const { state, stream } = await readCustomer(context.database, customerId, at);
  const company = await readCompany(context.database, at);
  const promise = state.promises.get(promiseId);
  const views = new Map(promisesOf({ state, company }).map((view) => [view.promiseId, view]));
  const view = views.get(promiseId);
  if (promise === undefined || view === undefined) {
    throw new Refused({
      code: 'unknown_promise',
      reason: `There is no promise ${promiseId} at that time`,
      remedy: 'Ask for a later time, or look it up with `troth promises`',
      field: 'promiseId',
      value: promiseId,
    });
  }
  return {
    promise: view,
    asOf: at,
    zone: company.policy.zone,
    steps: stepsOf(promise, { state, events: stream.events, company, at }),
    irregularities: [...promise.irregularities],
    possible: movesFrom(promise.state)
      .filter(({ actor, move }) => actor !== 'system' && (move !== 'agreeChange' || promise.proposedBy !== null))
      .map(({ move, actor, to }) => ({ move, by: partyOf(actor, promise), to })),
    nextClockAt: promise.nextClockAt,
    behind: [...views.values()].filter(({ backs }) => backs.includes(promiseId)),
    inFront: view.backs.map((id) => views.get(id)).filter((known): known is PromiseView => known !== undefined),
    mending: [...views.values()].filter(({ repairs }) => repairs === promiseId),
    mended: [...views.values()].filter((known) => known.promiseId === view.repairs),
    erased: promise.made.text === null,
  };
}

/** Who may answer a change: the party that did not propose it. */
function partyOf(actor: MoveActor, { proposedBy }: PromiseState): MoveActor {
  if (actor !== 'other') return actor;
  return proposedBy === 'promisor' ? 'promisee' : 'promisor';
}

function stepsOf({ steps, handOvers }: PromiseState, account: Account): PromiseConversation['steps'] {
  const { events } = account;
  const eventsById = new Map(events.map((event) => [event.eventId, event]));
  const late = learnedLate(events);
  const handed = handOvers.map(({ at, state, eventId }) => {
    return { at, move: 'handOver', actor: 'promisor', from: state, to: state, eventId } as const;
  });
  const all = [...steps, ...handed].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return all.map((step) => {
    const event = step.eventId === null ? undefined : eventsById.get(step.eventId);
    return {
      at: step.at,
      move: step.move,
      sentence:
        event === undefined ? capitalised(sentenceOfClock(step.move as MoveName)) : moveSentenceIn(account, event),
      actor: step.actor,
      from: step.from,
      to: step.to,
      eventId: step.eventId,
      recordedBy: event?.actor ?? null,
      learnedAt: event === undefined ? null : (late.get(event.eventId) ?? null),
    };
  });
}
