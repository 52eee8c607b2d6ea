/** Where money moved, from a customer's purchases, refunds and cases. */
import type { CaseState } from '../cases/case.ts';
import type { LedgerEvent } from '../catalogue.ts';
import { balancePartOf } from '../promises/machine.ts';
import type { PromiseState } from '../promises/promise.ts';
import type { PurchaseState } from '../purchases/purchase.ts';
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
    const purchaseId =
      refund.data.purchaseId ?? sources.cases.get(refund.data.caseId ?? '')?.opened.data.purchaseId ?? null;
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

function stayed(known: CaseState, sources: Sources, brokenBy: ReadonlyMap<string, string>): MoneyEntry[] {
  if (known.verdict !== 'satisfied' || known.closedAt === null) return [];
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
  const amount = risk.amount - refunded;
  if (amount <= 0) return [];
  return [
    {
      entryId: `${known.caseId}/stays`,
      at: known.closedAt,
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

/** The money that an open case puts at risk: what the case says, or else what the purchase has left; null where unknown. */
export function moneyAtRisk(
  known: CaseState,
  purchases: ReadonlyMap<string, PurchaseState>,
): { readonly amount: number; readonly currency: string; readonly purchaseId: string | null } | null {
  const { amount, currency, purchaseId } = known.opened.data;
  const purchase = purchases.get(purchaseId ?? '');
  if (amount !== undefined && (currency ?? purchase) !== undefined) {
    return { amount, currency: currency ?? purchase?.made.data.currency ?? '', purchaseId: purchaseId ?? null };
  }
  if (purchase === undefined) return null;
  return { amount: purchase.made.data.amount, currency: purchase.made.data.currency, purchaseId: purchase.purchaseId };
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
    const rank = `${part === 'broken' ? '0' : '1'}${toCustomer}${promise.since}${promise.promiseId}`;
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
