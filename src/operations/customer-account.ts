/** One account as of an instant: what every page about a customer is read from. */
import type { CustomerView } from '../api/customer-views.ts';
import { PromiseView } from '../api/promise-views.ts';
import type { LedgerEvent } from '../domain/catalogue.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import type { Policy } from '../domain/company/policy.ts';
import type { CustomerState } from '../domain/customers/state.ts';
import type { CustomerId } from '../domain/ids.ts';
import { daysBetween, type Instant } from '../domain/instants.ts';
import { readCompany, readCustomer } from '../ledger/read.ts';
import { type CustomerRow, customers as customerView } from '../ledger/views/customers.ts';
import { noDeadline, promises as promiseView } from '../ledger/views/promises.ts';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';
import { camelRow } from './rows.ts';
import { unknownCustomer } from './write.ts';

export interface Account {
  readonly state: CustomerState;
  /** The whole stream in record order, what happened after `at` included. */
  readonly events: readonly LedgerEvent[];
  readonly company: Company;
  readonly at: Instant;
}

/** Folds one customer as of `asOf`, or now. Throws `Refused` for a customer of whom nothing was recorded by then. */
export async function readAccount(
  context: Context,
  customerId: CustomerId,
  asOf: Instant | undefined,
): Promise<Account> {
  const at = asOf ?? context.now();
  const { state, stream } = await readCustomer(context.database, customerId, at);
  if (!stream.events.some((event) => event.occurredAt <= at)) throw new Refused(unknownCustomer(customerId));
  return { state, events: stream.events, company: await readCompany(context.database, at), at };
}

/** The area that a party is today, after mergers; the customer stays the customer. */
export function partyOf({ company }: Account, party: string): string {
  return currentArea(company, party);
}

/** The name of a party for people. */
export function nameOf({ company }: Account, party: string): string {
  return areaName(company, currentArea(company, party));
}

/** The customer as of the account's time, as the contract shows it. */
export function customerOf({ state, company, at }: Account): CustomerView {
  const [row] = customerView.rows(state, company.policy.trust);
  if (row === undefined) throw new Error(`${state.customerId} has no row`);
  return customerFrom({ customer_id: state.customerId, ...row }, company.policy, at);
}

/** A row of the table of customers as the contract shows it. */
export function customerFrom(row: CustomerRow, policy: Leaving, at: Instant): CustomerView {
  return {
    customerId: row.customer_id,
    name: row.name,
    kind: row.kind,
    segment: row.segment,
    lifecycle: lifecycleOf(row, policy, at),
    contacts: [...row.contacts],
    firstAt: row.first_at,
    lastAt: row.last_at,
    purchases: row.purchases,
    promises: row.promises,
    riskHolder: row.risk_holder,
    erasedAt: row.erased_at,
  };
}

/** When silence counts as leaving: one setting, for the word on a page as for all that is said of who left. */
type Leaving = Pick<Policy, 'leftAfterDays'>;

function lifecycleOf(
  row: Pick<CustomerRow, 'purchases' | 'last_purchase_at'>,
  { leftAfterDays }: Leaving,
  at: Instant,
): CustomerView['lifecycle'] {
  if (row.purchases === 0 || row.last_purchase_at === null) return 'prospect';
  if (daysBetween(row.last_purchase_at, at) > leftAfterDays) return 'former';
  return row.purchases === 1 ? 'first-time' : 'repeat';
}

/** Every promise of the account as the contract shows it, in the order in which they were made. */
export function promisesOf({ state, company }: Pick<Account, 'state' | 'company'>): readonly PromiseView[] {
  return promiseView
    .rows(state, company.policy.trust)
    .map((row) => PromiseView.parse({ ...camelRow(row), customerId: state.customerId, customerName: state.name }));
}

/** Whether a promise still counts as open. */
export function isOpen(promise: PromiseView): boolean {
  return promise.balancePart === 'open';
}

type Due = Pick<PromiseView, 'deadline' | 'promiseId'>;

/** Soonest due first; what has no due time comes last. */
export function byDeadline(left: Due, right: Due): number {
  return dueKey(left) < dueKey(right) ? -1 : 1;
}

function dueKey({ deadline, promiseId }: Due): string {
  return `${deadline ?? noDeadline} ${promiseId}`;
}
