/** Cases of one account as episodes of Customer Service & Client: what trust was before each, and what it was after. */
import type { CustomerPage } from '../api/customer-views.ts';
import type { LedgerEvent } from '../domain/catalogue.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import { customerParty } from '../domain/ids.ts';
import { epochDays, type Instant } from '../domain/instants.ts';
import type { PromiseState } from '../domain/promises/promise.ts';
import { foldEvidence, trustAt } from '../domain/trust/evidence.ts';
import { compareOutcomes } from '../domain/trust/outcome.ts';
import { type Account, partyOf } from './customer-account.ts';

/** The newest cases, newest first, at most `limit`. Trust is that of the client in Customer Service, as it was then. */
export function casesOf(account: Account, limit: number): CustomerPage['cases'] {
  const newest = [...account.state.cases.values()]
    .sort((left, right) => (left.opened.occurredAt < right.opened.occurredAt ? 1 : -1))
    .slice(0, limit);
  if (newest.length === 0) return [];
  const trustAsOf = trustOverTime(account);
  return newest.map((known) => ({
    caseId: known.caseId,
    openedAt: known.opened.occurredAt,
    issue: known.opened.text?.issue ?? null,
    nature: known.opened.data.nature,
    state: known.state,
    verdict: known.verdict,
    closedAt: known.closedAt,
    attempts: known.tries,
    shares: known.shares,
    trustBefore: trustAsOf(justBefore(known.opened.occurredAt)),
    trustAfter: trustAsOf(known.closedAt ?? account.at),
  }));
}

function justBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString();
}

/**
 * The trust of the client in Customer Service as of any earlier instant. Only promises that something happened to since
 * are folded again; folding the whole account once per case would take seconds where there are hundreds of cases.
 */
function trustOverTime(account: Account): (at: Instant) => number {
  const { state, company } = account;
  const promises = [...state.promises.values()];
  const own = promises.filter(
    ({ made }) =>
      made.data.to === customerParty && partyOf(account, made.data.by) === partyOf(account, 'customer-service'),
  );
  const events = eventsByPromise(account.events);
  const repairs = promises.filter(({ made }) => made.data.repairs !== undefined);
  const lastChanges = new Map(own.map((promise) => [promise.promiseId, lastChangeOf(promise, events)]));
  return (at) => {
    const begun = own.filter(({ made }) => made.occurredAt <= at);
    const changedSince = begun.filter(({ promiseId }) => (lastChanges.get(promiseId) ?? '') > at);
    const changedIds = new Set<string>(changedSince.map(({ promiseId }) => promiseId));
    const theirRepairs = repairs.filter(({ made }) => changedIds.has(made.data.repairs ?? ''));
    const concerned = new Set<string>([...changedIds, ...theirRepairs.map(({ promiseId }) => promiseId)]);
    const then = foldCustomer(
      state.customerId,
      [...concerned].flatMap((promiseId) => events.get(promiseId) ?? []),
      at,
    );
    const outcomes = begun
      .flatMap(({ promiseId, outcomes: now }) => then.promises.get(promiseId)?.outcomes ?? now)
      .sort(compareOutcomes);
    return trustAt(foldEvidence(outcomes, company.policy.trust), epochDays(at), company.policy.trust).score;
  };
}

/** The events that count, by the promise that they are about. */
function eventsByPromise(events: readonly LedgerEvent[]): ReadonlyMap<string, readonly LedgerEvent[]> {
  const retracted = retractedIds(events);
  const grouped = new Map<string, LedgerEvent[]>();
  for (const event of events) {
    if (event.type !== 'promise.made' && event.type !== 'promise.moved' && event.type !== 'promise.assessed') continue;
    if (retracted.has(event.eventId)) continue;
    const group = grouped.get(event.data.promiseId);
    if (group === undefined) grouped.set(event.data.promiseId, [event]);
    else group.push(event);
  }
  return grouped;
}

/** When something last happened to a promise, the clock's moves included. */
function lastChangeOf(promise: PromiseState, events: ReadonlyMap<string, readonly LedgerEvent[]>): Instant {
  const moments = [
    ...promise.steps.map(({ at }) => at),
    ...(events.get(promise.promiseId) ?? []).map(({ occurredAt }) => occurredAt),
  ];
  return moments.reduce((last, moment) => (moment > last ? moment : last), '');
}
