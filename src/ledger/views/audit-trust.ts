/** What an audit reads of trust: the scores of every customer by area, the relationships, first contacts. */
import type { Queryable } from '../queryable.ts';
import { ask, type AuditScope } from './audit-scope.ts';
import { packNumbers, unpackNumbers } from './audit-packed.ts';
import { customers, money, openedCases } from './audit-sources.ts';
import { outcomesMin } from './audit-steps.ts';
import { areaTrust, edgeTrust, firstContacts } from './audit-trust-sources.ts';

/** One column of numbers by customer. */
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
  return { name, customerIds: ids.split(' '), values: unpackNumbers(numbers) };
}

export interface AreaScores extends Packed {
  /** By customer, how many outcomes the score rests on. */
  readonly outcomes: Float64Array;
}

/** Trust scores by area. */
export async function readAreaScores(tables: Queryable, scope: AuditScope): Promise<readonly AreaScores[]> {
  const rows = await ask<PackedRow & { readonly outcomes: string }>(
    tables,
    scope,
    `select e.area as name, string_agg(e.customer_id, ' ') as ids, ${packNumbers('e.score')} as numbers,
       ${packNumbers('e.outcomes')} as outcomes
     from ${areaTrust(scope)} group by e.area`,
  );
  return rows.map((row) => ({ ...unpack(row), outcomes: unpackNumbers(row.outcomes) }));
}

/** What each customer paid, by currency. */
export async function readRevenueByCustomer(tables: Queryable, scope: AuditScope): Promise<readonly Packed[]> {
  const rows = await ask<PackedRow>(
    tables,
    scope,
    `select x.currency as name, string_agg(x.customer_id, ' ') as ids, ${packNumbers('x.amount::float8')} as numbers
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

/** A relationship over all customers. */
export interface EdgeScores {
  readonly truster: string;
  readonly trustee: string;
  readonly scores: Float64Array;
  /** Where the truster is the customer, those that rest on fewer than `outcomesMin` outcomes. */
  readonly thin: Float64Array;
  readonly kept: number;
  readonly broken: number;
}

type EdgeRow = Omit<EdgeScores, 'scores' | 'thin'> & Readonly<Record<'scores' | 'thin', string | null>>;

/** Relationships over all customers. */
export async function readEdges(tables: Queryable, scope: AuditScope): Promise<EdgeScores[]> {
  const rows = await ask<EdgeRow>(
    tables,
    scope,
    `select e.truster, e.trustee, ${packNumbers('e.score')} as scores,
       ${packNumbers('e.score', `e.truster = 'customer' and e.kept_count + e.broken_count < ${outcomesMin}`)} as thin,
       sum(e.kept_count)::bigint as kept, sum(e.broken_count)::bigint as broken
     from ${edgeTrust(scope)} group by e.truster, e.trustee`,
  );
  return rows.map((row) => ({ ...row, scores: unpackNumbers(row.scores), thin: unpackNumbers(row.thin) }));
}

export interface EdgeBurdens {
  readonly truster: string;
  readonly trustee: string;
  readonly count: number;
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
