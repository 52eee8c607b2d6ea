/** Customers found by part of their id or name, in an order of one's choice, and how many there are. */
import type { Queryable } from '../queryable.ts';
import { ask, type AuditScope } from './audit-scope.ts';
import { journeys } from './audit-trust-sources.ts';
import type { CustomerRow } from './customers.ts';

/** An order: what customers are compared by, as SQL, and its type; equal ones stand in the order of their ids. */
interface Order {
  readonly key: string;
  readonly type: 'text' | 'float8';
}

const orders = {
  id: { key: `''`, type: 'text' },
  /** By what a page calls them: the id of a customer without a name. */
  name: { key: 'lower(coalesce(c.name, c.customer_id))', type: 'text' },
  /** The least trusting first; those of whom nothing is known yet come last. A score is never above 1. */
  trust: { key: 'coalesce(j.score, 2)', type: 'float8' },
  heard: { key: `-extract(epoch from coalesce(c.last_at, 'epoch'))`, type: 'float8' },
  promises: { key: '-c.promises', type: 'float8' },
  purchases: { key: '-c.purchases', type: 'float8' },
} satisfies Record<string, Order>;

export type CustomerOrder = keyof typeof orders;

/** Whether customers in that order stand at numbers, or at words. */
export function standsAtNumbers(order: CustomerOrder): boolean {
  return orders[order].type === 'float8';
}

/** A page of customers whose id or name contains the text. */
export interface CustomerSearch {
  readonly text: string;
  readonly order: CustomerOrder;
  /** Where the page before ended: the key of its last customer, and their id. Null: from the first. */
  readonly after: readonly [key: string, customerId: string] | null;
  readonly limit: number;
  readonly skip: number;
}

/** Customers as searched for, each with the key it stands at. */
export function searchCustomers(
  tables: Queryable,
  scope: AuditScope,
  { text, order, after, limit, skip }: CustomerSearch,
): Promise<(CustomerRow & { readonly place: string })[]> {
  const { key, type }: Order = orders[order];
  const journey = order === 'trust' ? `left join ${journeys(scope)} on j.customer_id = c.customer_id` : '';
  const later = after === null ? '' : `where (k.stands_at, k.customer_id) > ({key}::${type}, {after}::text)`;
  return ask(
    tables,
    scope,
    `select k.*, k.stands_at::text as place
     from (select c.*, (${key})::${type} as stands_at from customer c ${journey} where ${contains('c')}) k ${later}
     order by k.stands_at, k.customer_id limit {limit}::int offset {skip}::int`,
    { text, limit, skip, ...(after !== null && { key: after[0], after: after[1] }) },
  );
}

/** How many customers there are whose id or name contains the text. */
export async function countCustomers(tables: Queryable, scope: AuditScope, text: string): Promise<number> {
  const [row] = await ask<{ count: number }>(
    tables,
    scope,
    `select count(*) as count from customer c where ${contains('c')}`,
    { text },
  );
  return row?.count ?? 0;
}

function contains(alias: string): string {
  return `({text}::text = '' or strpos(lower(${alias}.customer_id), lower({text}::text)) > 0
    or strpos(lower(coalesce(${alias}.name, '')), lower({text}::text)) > 0)`;
}
