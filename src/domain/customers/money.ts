/** Where money moved, from a customer's purchases, refunds and cases. */
import type { CaseState } from '../cases/case.ts';
import type { LedgerEvent } from '../catalogue.ts';
import type { PurchaseId } from '../ids.ts';
import { balancePartOf, type PromiseStateName } from '../promises/machine.ts';
import type { PromiseState } from '../promises/promise.ts';
import { leftOf, type PurchaseState } from '../purchases/purchase.ts';
import type { MoneyEntry } from './state.ts';

type Refund = Extract<LedgerEvent, { type: 'refund.paid' }>;

interface Sources {
  readonly purchases: ReadonlyMap<string, PurchaseState>;
  readonly cases: ReadonlyMap<string, CaseState>;
  readonly refunds: readonly Refund[];
}

/** Revenue In at a purchase, Out at a refund, Stays where a satisfied client left money that was at risk. */
export function moneyOf(sources: Sources, promises: ReadonlyMap<string, PromiseState>): readonly MoneyEntry[] {
  const brokenBy = areasThatBroke(promises.values());
  const paidIn: MoneyEntry[] = [...sources.purchases.values()].map(({ made, purchaseId, repurchase }) => ({
    entryId: made.eventId,
    at: made.occurredAt,
    movement: 'in',
    step: repurchase ? 'benefit' : 'purchase',
    amount: made.data.amount,
    currency: made.data.currency,
    purchaseId,
    area: null,
    reason: null,
  }));
  const paidOut: MoneyEntry[] = sources.refunds.map((refund) => {
    const purchaseId = purchaseOf(refund.data, sources.cases);
    return {
      entryId: refund.eventId,
      at: refund.occurredAt,
      movement: 'out',
      step: 'dissatisfied',
      amount: refund.data.amount,
      currency: refund.data.currency,
      purchaseId,
      area: brokenBy.get(purchaseId ?? '') ?? areaOfCase(sources.cases.get(refund.data.caseId ?? '')),
      reason: refund.data.reason ?? null,
    };
  });
  const stays = [...sources.cases.values()].flatMap((known) => stayed(known, sources, brokenBy));
  return [...paidIn, ...paidOut, ...stays];
}

/** The purchase that a refund gives back from: the one it names, or the one its case is about. */
export function purchaseOf(refund: Refund['data'], cases: Sources['cases']): PurchaseId | null {
  return refund.purchaseId ?? cases.get(refund.caseId ?? '')?.opened.data.purchaseId ?? null;
}

/** The purchases with what was given back of each, in its own currency. */
export function withRefunds({ purchases, cases, refunds }: Sources): ReadonlyMap<string, PurchaseState> {
  const refunded = new Map(purchases);
  for (const refund of refunds) {
    const known = refunded.get(purchaseOf(refund.data, cases) ?? '');
    if (known === undefined || known.made.data.currency !== refund.data.currency) continue;
    const { amount } = refund.data;
    refunded.set(known.purchaseId, {
      ...known,
      refunded: known.refunded + amount,
      refunds: [...known.refunds, { at: refund.occurredAt, amount }],
    });
  }
  return refunded;
}

function stayed(known: CaseState, sources: Sources, brokenBy: ReadonlyMap<string, string>): MoneyEntry[] {
  const { closedAt } = known;
  if (known.verdict !== 'satisfied' || closedAt === null) return [];
  const risk = moneyAtRisk(known, sources.purchases);
  if (risk === null) return [];
  const refunded = sources.refunds
    .filter(
      ({ data, occurredAt }) =>
        (data.caseId === known.caseId || (data.caseId === undefined && data.purchaseId === risk.purchaseId)) &&
        data.currency === risk.currency &&
        occurredAt >= known.opened.occurredAt,
    )
    .reduce((sum, { data }) => sum + data.amount, 0);
  const purchase = sources.purchases.get(risk.purchaseId ?? '');
  const left = purchase?.made.data.currency === risk.currency ? leftOf(purchase, (at) => at <= closedAt) : Infinity;
  const amount = Math.min(risk.amount - refunded, left);
  if (amount <= 0) return [];
  return [
    {
      entryId: `${known.caseId}/stays`,
      at: closedAt,
      movement: 'stays',
      step: 'satisfied',
      amount,
      currency: risk.currency,
      purchaseId: risk.purchaseId,
      area: brokenBy.get(risk.purchaseId ?? '') ?? areaOfCase(known),
      reason: known.opened.data.nature,
    },
  ];
}

/** The money that a case put at risk: what the case says, or else what the purchase had left then; null where unknown. */
export function moneyAtRisk(
  known: CaseState,
  purchases: ReadonlyMap<string, PurchaseState>,
): { readonly amount: number; readonly currency: string; readonly purchaseId: string | null } | null {
  const { amount, currency, purchaseId } = known.opened.data;
  const purchase = purchases.get(purchaseId ?? '');
  const paidIn = currency ?? purchase?.made.data.currency;
  if (amount !== undefined && paidIn !== undefined) {
    return { amount, currency: paidIn, purchaseId: purchaseId ?? null };
  }
  if (purchase === undefined) return null;
  return {
    amount: leftOf(purchase, (at) => at < known.opened.occurredAt),
    currency: purchase.made.data.currency,
    purchaseId: purchase.purchaseId,
  };
}

/** While a promise to the customer is in one of these, the money of its purchase is at risk. */
const riskyStates: ReadonlySet<PromiseStateName> = new Set<PromiseStateName>([
  'overdue',
  'disputed',
  'broken',
  'repairing',
]);

/**
 * What of a purchase is at risk now, and because of which area: all that was not given back while a promise about it to
 * the customer is late or broken (the first to be so), or what its open cases put at risk in its own currency.
 */
export function riskOf(
  purchase: PurchaseState,
  promises: readonly PromiseState[],
  cases: readonly CaseState[],
): { readonly amount: number; readonly area: string | null } {
  const { amount, currency } = purchase.made.data;
  const left = Math.max(0, amount - purchase.refunded);
  const [promise] = promises
    .filter(({ state, made }) => made.data.to === 'customer' && riskyStates.has(state))
    .sort((one, other) => ((one.brokenAt ?? one.since) < (other.brokenAt ?? other.since) ? -1 : 1));
  if (left === 0) return { amount: 0, area: null };
  if (promise !== undefined) return { amount: left, area: promise.made.data.by };
  const risks = cases
    .filter(({ state, opened }) => state === 'open' && (opened.data.currency ?? currency) === currency)
    .map((known) => ({ area: areaOfCase(known), amount: known.opened.data.amount ?? left }))
    .sort((one, other) => other.amount - one.amount);
  const sum = risks.reduce((total, risk) => total + risk.amount, 0);
  return { amount: Math.min(left, sum), area: risks[0]?.area ?? null };
}

/** By purchase, the area whose promise to the customer was the first to be broken, or else the first to be kept late. */
function areasThatBroke(promises: Iterable<PromiseState>): ReadonlyMap<string, string> {
  const worst = new Map<string, { area: string; rank: string }>();
  for (const promise of promises) {
    const { purchaseId, by } = promise.made.data;
    if (purchaseId === undefined || by === 'customer') continue;
    const part = balancePartOf(promise.state);
    if (part !== 'broken' && part !== 'keptLate') continue;
    const toCustomer = promise.made.data.to === 'customer' ? '0' : '1';
    const rank = `${part === 'broken' ? '0' : '1'}${toCustomer}${promise.brokenAt ?? promise.since}${promise.promiseId}`;
    const known = worst.get(purchaseId);
    if (known === undefined || rank < known.rank) worst.set(purchaseId, { area: by, rank });
  }
  return new Map([...worst].map(([purchaseId, { area }]) => [purchaseId, area]));
}

/** The area with the largest share of a case's burden. */
function areaOfCase(known: CaseState | undefined): string | null {
  if (known === undefined) return null;
  const [largest] = Object.entries(known.shares).sort(
    (left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1),
  );
  return largest?.[0] ?? null;
}
