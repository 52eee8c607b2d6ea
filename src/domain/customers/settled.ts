/** What is settled cannot be settled again live: a case that is closed, money that was given back or never paid. */
import type { NewFact } from '../catalogue.ts';
import type { Refusal } from '../decision.ts';
import { decimalAmount } from '../money.ts';
import { purchaseOf } from './money.ts';
import type { CustomerState } from './state.ts';

/** Refuses to close a case that is closed. `before` is what was known at the time of the fact, without it. */
export function reclosed({ fact }: NewFact, before: CustomerState): Refusal | null {
  if (fact.type !== 'case.closed') return null;
  const known = before.cases.get(fact.data.caseId);
  if (known?.state !== 'closed') return null;
  return {
    code: 'move_not_allowed',
    reason: `The case ${known.caseId} was closed on ${known.closedAt?.slice(0, 10) ?? 'an unknown day'} (${known.verdict ?? 'unknown'})`,
    remedy: 'Reopen it first, with an attempt of the kind reopening',
    field: 'caseId',
    value: known.caseId,
  };
}

/** Refuses a refund of more than was paid, or in a currency in which nothing was. `after` is what is known with it. */
export function overpaid({ fact }: NewFact, after: CustomerState): Refusal | null {
  // Where no purchase is recorded nobody can say what was paid.
  if (fact.type !== 'refund.paid' || after.purchases.size === 0) return null;
  const { amount, currency } = fact.data;
  const purchase = after.purchases.get(purchaseOf(fact.data, after.cases) ?? '');
  const paidIn = purchase === undefined ? currenciesOf(after) : [purchase.made.data.currency];
  if (!paidIn.includes(currency)) {
    return {
      code: 'invalid',
      reason: `Nothing was paid in ${currency} that could be given back`,
      remedy: `Give the refund in the currency of the purchase: ${paidIn.join(' or ')}`,
      field: 'currency',
      value: currency,
    };
  }
  const paid = purchase?.made.data.amount ?? sumOf(after, 'in', currency);
  const refunded = purchase?.refunded ?? sumOf(after, 'out', currency);
  if (refunded <= paid) return null;
  const left = Math.max(0, paid - (refunded - amount));
  return {
    code: 'invalid',
    reason: `Of ${decimalAmount(paid, currency)} ${currency} that was paid, ${decimalAmount(left, currency)} ${currency} is left to give back`,
    remedy: `Give back at most ${left} minor units; record what goes beyond the price as a promise of its own`,
    field: 'amount',
    value: amount,
  };
}

function currenciesOf({ purchases }: CustomerState): readonly string[] {
  return [...new Set([...purchases.values()].map(({ made }) => made.data.currency))];
}

function sumOf({ money }: CustomerState, movement: 'in' | 'out', currency: string): number {
  return money
    .filter((entry) => entry.movement === movement && entry.currency === currency)
    .reduce((sum, entry) => sum + entry.amount, 0);
}
