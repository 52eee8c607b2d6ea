/** What the land is read from: who bought and trusts, what was asked of them, what was broken, and income by quarter. */
import type { Queryable } from '../queryable.ts';
import { ask, type AuditScope } from './audit-scope.ts';
import { areaTrust } from './audit-trust-sources.ts';

export interface BaseRow {
  readonly customer_id: string;
  readonly currency: string;
  /** What was paid in the year, less what was given back of it. */
  readonly spent: number;
  /** Whether anything was bought in the year. */
  readonly active: boolean;
  /** Trust of the journey; null where no promise has come to an end. */
  readonly journey: number | null;
}

/** Everybody with a name who ever bought, by currency. */
export function readBase(tables: Queryable, scope: AuditScope, yearAgo: string): Promise<BaseRow[]> {
  const journey =
    scope.trust.journeyPower === 0
      ? 'exp(avg(ln(e.score)))'
      : 'power(avg(power(e.score, {power}::float8)), 1 / {power}::float8)';
  return ask(
    tables,
    scope,
    `select u.customer_id, u.currency, u.spent, u.active, t.journey
     from (select p.customer_id, p.currency,
         coalesce(sum(p.amount - p.refunded) filter (where p.at > {yearAgo}::timestamptz), 0)::bigint as spent,
         bool_or(p.at > {yearAgo}::timestamptz) as active
       from purchase p join customer c on c.customer_id = p.customer_id and c.kind <> 'unidentified'
       group by p.customer_id, p.currency) u
     left join (select e.customer_id, ${journey} as journey from ${areaTrust(scope)} group by e.customer_id) t
       on t.customer_id = u.customer_id`,
    { yearAgo },
  );
}

/** Asks since an instant, of everybody. */
export function readAsks(
  tables: Queryable,
  since: string,
): Promise<{ customer_id: string; at: string; contact_id: string | null; offer_id: string | null }[]> {
  return tables.query('select customer_id, at, contact_id, offer_id from ask where at > $1', [since]);
}

/** The last breach since an instant, and promises to the customer that wait to be put right. */
export function readBreaches(
  tables: Queryable,
  since: string,
): Promise<{ customer_id: string; broken_at: string | null; waiting: number }[]> {
  const waits = `state in ('overdue', 'disputed', 'broken', 'repairing')`;
  return tables.query(
    `select customer_id, max(broken_at) as broken_at, count(*) filter (where ${waits}) as waiting from promise
     where to_party = 'customer' and (broken_at > $1 or ${waits}) group by customer_id`,
    [since],
  );
}

export interface QuarterRow {
  readonly currency: string;
  /** First day of the quarter. */
  readonly quarter: string;
  readonly customers: number;
  readonly income: number;
  readonly earlier: number;
  readonly exhausted: number;
  readonly grown: number;
  readonly from_new: number;
  readonly new_customers: number;
}

/** Income of every full quarter held against the one before it, customer by customer. */
export function readQuarters(tables: Queryable, scope: AuditScope, since: string): Promise<QuarterRow[]> {
  const quarterOf = (instant: string) => `date_trunc('quarter', ${instant}::timestamptz at time zone {zone})`;
  return ask(
    tables,
    scope,
    `with paid as (
       select m.customer_id, m.currency, ${quarterOf('m.at')} as quarter,
         sum(case m.movement when 'in' then m.amount else -m.amount end) as amount, bool_or(m.movement = 'in') as bought
       from money_entry m join customer c on c.customer_id = m.customer_id and c.kind <> 'unidentified'
       where m.movement in ('in', 'out') group by 1, 2, 3),
     quarters as (
       select p.customer_id, p.currency, p.quarter, p.amount, p.quarter + interval '3 months' as next_quarter,
         p.quarter = min(p.quarter) filter (where p.bought) over (partition by p.customer_id, p.currency) as is_first
       from paid p),
     pairs as (
       select coalesce(n.currency, b.currency) as currency, coalesce(n.quarter, b.next_quarter) as quarter,
         coalesce(b.amount, 0) as before, coalesce(n.amount, 0) as now, coalesce(n.is_first, false) as is_new
       from quarters n full join quarters b
         on b.customer_id = n.customer_id and b.currency = n.currency and b.next_quarter = n.quarter)
     select currency, to_char(quarter, 'YYYY-MM-DD') as quarter, count(*) as customers, sum(now)::bigint as income,
       coalesce(sum(before) filter (where not is_new), 0)::bigint as earlier,
       coalesce(sum(greatest(0, before - now)) filter (where not is_new), 0)::bigint as exhausted,
       coalesce(sum(greatest(0, now - before)) filter (where not is_new), 0)::bigint as grown,
       coalesce(sum(now) filter (where is_new), 0)::bigint as from_new, count(*) filter (where is_new) as new_customers
     from pairs where quarter < ${quarterOf('{at}')} and quarter >= ${quarterOf('{quartersSince}')}
     group by currency, quarter order by currency, quarter`,
    { quartersSince: since },
  );
}

export interface AskCount {
  readonly what: string;
  readonly count: number;
  readonly customers: number;
  /** Of how many of them a reason for going on all the same is kept. */
  readonly despite: number;
}

/** What was asked since an instant, by kind. */
export function countAsks(tables: Queryable, since: string): Promise<AskCount[]> {
  return tables.query(
    `select ask as what, count(*) as count, count(distinct customer_id) as customers, count(despite) as despite
     from ask where at > $1 group by ask order by count(*) desc, ask`,
    [since],
  );
}

/** What was given unasked since an instant, by kind; counsel is one. */
export function countGifts(tables: Queryable, since: string): Promise<Omit<AskCount, 'despite'>[]> {
  return tables.query(
    `select what, count(*) as count, count(distinct customer_id) as customers
     from (select customer_id, gift as what from gift where at > $1
       union all select customer_id, 'counsel' from counsel where at > $1) given
     group by what order by count(*) desc, what`,
    [since],
  );
}
