/** Cases of one account as episodes of Customer Service & Client: what trust was before each, and what it was after. */
import type { CustomerPage } from '../api/customer-views.ts';
import type { LedgerEvent } from '../domain/catalogue.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import { customerParty } from '../domain/ids.ts';
import { epochDays, type Instant } from '../domain/instants.ts';
import { foldEvidence, trustAt } from '../domain/trust/evidence.ts';
import { type Account, partyOf } from './customer-account.ts';
import { edgeOf } from './customer-trust.ts';

const trustee = 'customer-service';

/** The newest cases, newest first, at most `limit`. Trust is that of the client in Customer Service, as it was then. */
export function casesOf(account: Account, limit: number): CustomerPage['cases'] {
  const events = eventsOfEdge(account);
  const trustThen = new Map<Instant, number>();
  const trustAsOf = (at: Instant): number => {
    const known =
      trustThen.get(at) ?? trustIn({ ...account, at, state: foldCustomer(account.state.customerId, events, at) });
    trustThen.set(at, known);
    return known;
  };
  return [...account.state.cases.values()]
    .sort((left, right) => (left.opened.occurredAt < right.opened.occurredAt ? 1 : -1))
    .slice(0, limit)
    .map((known) => ({
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

function trustIn(account: Account): number {
  const parameters = account.company.policy.trust;
  const { outcomes } = edgeOf(account, customerParty, trustee);
  return trustAt(foldEvidence(outcomes, parameters), epochDays(account.at), parameters).score;
}

/** All that the edge is made of: without the rest, folding it once per case stays cheap in large accounts. */
function eventsOfEdge(account: Account): readonly LedgerEvent[] {
  const own = [...account.state.promises.values()].filter(
    ({ made }) => made.data.to === customerParty && partyOf(account, made.data.by) === partyOf(account, trustee),
  );
  const ownIds = new Set<string>(own.map(({ promiseId }) => promiseId));
  const repairs = [...account.state.promises.values()].filter(({ made }) => ownIds.has(made.data.repairs ?? ''));
  const ids = new Set<string>([...ownIds, ...repairs.map(({ promiseId }) => promiseId)]);
  return account.events.filter((event) => {
    switch (event.type) {
      case 'promise.made':
      case 'promise.moved':
      case 'promise.assessed':
        return ids.has(event.data.promiseId);
      case 'event.retracted':
      case 'event.restored':
        return true;
      default:
        return false;
    }
  });
}
