/** What an audit reads of trust: the scores of every customer by area, the relationships, first contacts. */
import type { Queryable } from '../queryable.ts';
import { ask, type AuditScope } from './audit-scope.ts';
import { customers, money, openedCases, ourPromises } from './audit-sources.ts';
import { areaTrust, edgeTrust, firstContacts } from './audit-trust-sources.ts';

/** One column of numbers by customer: a row for each of hundreds of thousands would take longer to send than to count. */
export interface Packed {
  readonly name: string;
  readonly customerIds: readonly string[];
  readonly values: Float64Array;
}

interface PackedRow {
  readonly name: string;
  readonly ids: string;
  readonly numbers: string;
}

// Ids of customers hold no spaces.
function unpack({ name, ids, numbers }: PackedRow): Packed {
  return { name, customerIds: ids.split(' '), values: Float64Array.from(numbers.split(' '), Number) };
}

/** Trust scores by area. */
export async function readAreaScores(tables: Queryable, scope: AuditScope): Promise<readonly Packed[]> {
  const rows = await ask<PackedRow>(
    tables,
    scope,
    `select e.area as name, string_agg(e.customer_id, ' ') as ids, string_agg(e.score::text, ' ') as numbers
     from ${areaTrust(scope)} group by e.area`,
  );
  return rows.map(unpack);
}

/** What each customer paid, by currency. */
export async function readRevenueByCustomer(tables: Queryable, scope: AuditScope): Promise<readonly Packed[]> {
  const rows = await ask<PackedRow>(
    tables,
    scope,
    `select x.currency as name, string_agg(x.customer_id, ' ') as ids, string_agg(x.amount::text, ' ') as numbers
     from (select m.currency, m.customer_id, sum(m.amount) as amount from ${money(scope)} where m.movement = 'in'
       group by m.currency, m.customer_id) x group by x.currency`,
  );
  return rows.map(unpack);
}

/** How customers are counted by what they bought, and by how the first promise to them came out. */
export const contactMeasures = {
  bought: 'c.purchases >= 1',
  boughtAgain: 'c.purchases >= 2',
  promised: 'c.first_part is not null',
  firstKept: `c.purchases >= 1 and c.first_part in ('kept', 'keptBySilence')`,
  againAfterKept: `c.first_part in ('kept', 'keptBySilence') and c.last_at > c.known_at`,
  firstFailed: `c.purchases >= 1 and c.first_part in ('keptLate', 'broken')`,
  againAfterFailed: `c.first_part in ('keptLate', 'broken') and c.last_at > c.known_at`,
} as const;

export interface FirstContacts extends Readonly<Record<keyof typeof contactMeasures, number>> {
  /** Customers to whom the very first promise was broken. */
  readonly firstBroken: ReadonlySet<string>;
}

/** Who bought, who bought again, and to whom the first promise was broken. */
export async function readFirstContacts(tables: Queryable, scope: AuditScope): Promise<FirstContacts> {
  const counts = Object.entries(contactMeasures).map(
    ([name, where]) => `count(*) filter (where ${where}) as "${name}"`,
  );
  const [row] = await ask<Omit<FirstContacts, 'firstBroken'> & { readonly ids: string | null }>(
    tables,
    scope,
    `select ${counts.join(', ')}, string_agg(c.customer_id, ' ') filter (where c.first_part = 'broken') as ids
     from ${firstContacts(scope)}`,
  );
  if (row === undefined) throw new Error('A count without groups has one row');
  const { ids, ...counted } = row;
  return { ...counted, firstBroken: new Set(ids?.split(' ') ?? []) };
}

/** How many customers the audit is about. */
export async function readCustomerCount(tables: Queryable, scope: AuditScope): Promise<number> {
  const [row] = await ask<{ count: number }>(tables, scope, `select count(*) as count from ${customers(scope)}`);
  return row?.count ?? 0;
}

export interface EdgeCounts {
  readonly truster: string;
  readonly trustee: string;
  readonly customers: number;
  readonly quartiles: readonly number[];
  readonly below_half: number;
  readonly kept: number;
  readonly broken: number;
}

/** Relationships over all customers. */
export function readEdges(tables: Queryable, scope: AuditScope): Promise<EdgeCounts[]> {
  return ask(
    tables,
    scope,
    `select e.truster, e.trustee, count(*) as customers,
       percentile_cont(array[0.25, 0.5, 0.75]) within group (order by e.score) as quartiles,
       count(*) filter (where e.score < {belowHalf}::float8) as below_half,
       sum(e.kept_count)::bigint as kept, sum(e.broken_count)::bigint as broken
     from ${edgeTrust(scope)} group by e.truster, e.trustee`,
  );
}

export interface EdgeBurdens {
  readonly truster: string;
  readonly trustee: string;
  readonly count: number;
}

/** Open promises by relationship. */
export function readOpenPromises(tables: Queryable, scope: AuditScope): Promise<EdgeBurdens[]> {
  return ask(
    tables,
    scope,
    `select p.to_area as truster, p.area as trustee, count(*) as count
     from ${ourPromises(scope)} where p.balance_part = 'open' group by p.to_area, p.area`,
  );
}

/**
 * Relationships on which an open case leaves a burden: the client must be convinced by Customer Service, Customer Service
 * by each area that bears a share, Operations by Customer Service for its own.
 */
export function caseEdges(scope: AuditScope): string {
  return `(select c.customer_id, c.case_id, c.opened_at, c.issue, c.state, c.area, x.truster, x.trustee
    from ${openedCases(scope)} cross join lateral (
      select 'customer' as truster, 'customer-service' as trustee
      union all
      select case when s.key = 'customer-service' then 'operations' else 'customer-service' end, s.key
      from jsonb_each_text(c.shares) as s where s.value::float8 > 0) x
    where c.state = 'open') c`;
}

/** Open cases by the relationships on which they leave a burden. */
export function readOpenCases(tables: Queryable, scope: AuditScope): Promise<EdgeBurdens[]> {
  return ask(
    tables,
    scope,
    `select c.truster, c.trustee, count(*) as count from ${caseEdges(scope)} group by c.truster, c.trustee`,
  );
}
