/** The step of the process that each promise belongs to: where the customer stood when it was made. */
import type { CaseState } from '../cases/case.ts';
import { customerParty } from '../ids.ts';
import type { Instant } from '../instants.ts';
import type { Step } from '../process.ts';
import type { PromiseState } from '../promises/promise.ts';
import type { PurchaseState } from '../purchases/purchase.ts';
import type { CustomerState } from './state.ts';

type Account = Pick<CustomerState, 'promises' | 'purchases' | 'cases'>;

/**
 * The step of every promise, by its id. A promise belongs where the customer stood, on what it hangs on, when it was made:
 *
 * - on a case: `issue` until the first try, then `rectify`, and once it was closed the step of the customer's verdict;
 * - on a broken promise that it repairs: `rectify`;
 * - on a claim of an offer: `offer`;
 * - on a purchase: `purchase` where it was given to the customer no later than that, for they bought on it; `delivery` until
 *   all was delivered; then `benefit`;
 * - on nothing of its own: on what the promise hangs that it stands behind; else on the customer's latest purchase; and
 *   before the first one `pitch`.
 */
export function promiseSteps(account: Account): ReadonlyMap<string, Step> {
  const purchases = [...account.purchases.values()].sort((one, other) =>
    one.made.occurredAt < other.made.occurredAt ? -1 : 1,
  );
  return new Map(
    [...account.promises.values()].map((promise) => {
      const at = promise.made.occurredAt;
      const hanging = [promise, ...inFrontOf(promise, account)];
      const step = hanging.map((one) => ownStep(one, at, account)).find((one) => one !== null);
      return [promise.promiseId, step ?? stepOfPurchase(latestBy(purchases, at), at, false)];
    }),
  );
}

/** The promises that one stands behind, as far as they are known. */
function inFrontOf({ made }: PromiseState, { promises }: Account): readonly PromiseState[] {
  return made.data.backs.flatMap((promiseId) => promises.get(promiseId) ?? []);
}

/** The step of what a promise itself hangs on, as that stood at a time; null where it hangs on nothing. */
function ownStep({ made: { data } }: PromiseState, at: Instant, { cases, purchases }: Account): Step | null {
  const known = cases.get(data.caseId ?? '');
  if (known !== undefined) return stepOfCase(known, at);
  if (data.repairs !== undefined) return 'rectify';
  if (data.claimId !== undefined) return 'offer';
  const purchase = purchases.get(data.purchaseId ?? '');
  return purchase === undefined ? null : stepOfPurchase(purchase, at, data.to === customerParty);
}

function stepOfCase({ firstTriedAt, closedAt, verdict }: CaseState, at: Instant): Step {
  if (closedAt !== null && closedAt <= at && verdict !== null && verdict !== 'unknown') return verdict;
  return firstTriedAt !== null && firstTriedAt <= at ? 'rectify' : 'issue';
}

function stepOfPurchase(purchase: PurchaseState | undefined, at: Instant, isToCustomer: boolean): Step {
  if (purchase === undefined) return 'pitch';
  if (isToCustomer && at <= purchase.made.occurredAt) return 'purchase';
  return purchase.deliveredAt !== null && purchase.deliveredAt <= at ? 'benefit' : 'delivery';
}

/** The last of some purchases, in the order of their times, that was made by a time. */
function latestBy(purchases: readonly PurchaseState[], at: Instant): PurchaseState | undefined {
  let [low, high] = [0, purchases.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const purchase = purchases[middle];
    if (purchase !== undefined && purchase.made.occurredAt <= at) low = middle + 1;
    else high = middle;
  }
  return purchases[low - 1];
}
