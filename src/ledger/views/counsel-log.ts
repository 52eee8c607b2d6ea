/** What became of counsel, and the decisions by the golden rule. */
import type { Queryable } from '../queryable.ts';
import type { CounselRow, DecisionRow } from './selling.ts';

export interface CounselCameBack extends CounselRow {
  readonly name: string | null;
  /** The first purchase after it. */
  readonly returned_at: string | null;
  readonly purchases: number;
  readonly referrals: number;
}

/** Counsel, the newest first, with what came back since. */
export function readCounsels(tables: Queryable, limit: number): Promise<CounselCameBack[]> {
  return tables.query(
    `select c.*, u.name, back.returned_at, back.purchases,
       (select count(*) from referral r where r.customer_id = c.customer_id and r.at > c.at) as referrals
     from counsel c join customer u on u.customer_id = c.customer_id
     left join lateral (select min(p.at) as returned_at, count(*) as purchases from purchase p
       where p.customer_id = c.customer_id and p.at > c.at) back on true
     order by c.at desc, c.event_id limit ${limit}`,
  );
}

export interface CounselSums {
  readonly currency: string | null;
  readonly count: number;
  readonly forgone: number;
}

/** Counsel and what it cost, by currency. */
export function sumCounsels(tables: Queryable): Promise<CounselSums[]> {
  return tables.query(
    'select currency, count(*) as count, coalesce(sum(forgone), 0)::bigint as forgone from counsel group by currency order by currency',
  );
}

export interface ComparedRow {
  readonly customer_id: string;
  readonly quarter: string;
  readonly treated: boolean;
  readonly purchases: number;
  readonly days_since: number;
  readonly bought: boolean;
}

/**
 * Customers with counsel and, for each quarter in which there was some, all without: what was known before, and whether
 * they bought within so many days after. Those without are looked at from the middle of the quarter.
 */
export function readCompared(tables: Queryable, at: string, days: number): Promise<ComparedRow[]> {
  return tables.query(
    `with first_counsel as (select customer_id, min(at) as at from counsel group by customer_id),
     looked as (
       select customer_id, at, date_trunc('quarter', at) as quarter, true as treated from first_counsel
       union all
       select c.customer_id, q.quarter + interval '45 days', q.quarter, false from customer c
       cross join (select distinct date_trunc('quarter', at) as quarter from first_counsel) q
       where c.kind <> 'unidentified' and not exists (select from first_counsel f where f.customer_id = c.customer_id))
     select l.customer_id, to_char(l.quarter, 'YYYY-MM') as quarter, l.treated,
       count(p.at) filter (where p.at <= l.at) as purchases,
       coalesce(extract(epoch from l.at - max(p.at) filter (where p.at <= l.at)) / 86400, 0)::float8 as days_since,
       coalesce(bool_or(p.at > l.at and p.at <= l.at + make_interval(days => $2)), false) as bought
     from looked l join purchase p on p.customer_id = l.customer_id
     where l.at + make_interval(days => $2) <= $1
     group by l.customer_id, l.quarter, l.treated, l.at
     having count(p.at) filter (where p.at <= l.at) > 0`,
    [at, days],
  );
}

/** How many customers got counsel long enough ago to be looked at. */
export async function countCounselled(tables: Queryable, until: string): Promise<number> {
  const [row] = await tables.query<{ count: number }>(
    'select count(distinct customer_id) as count from counsel where at <= $1',
    [until],
  );
  return row?.count ?? 0;
}

/** Decisions, the newest first. */
export function readDecisions(
  tables: Queryable,
  limit: number,
): Promise<(DecisionRow & { readonly name: string | null })[]> {
  return tables.query(
    `select d.*, u.name from decision d join customer u on u.customer_id = d.customer_id
     order by d.at desc, d.customer_id, d.decision_id limit ${limit}`,
  );
}

const choicesMax = 100_000;

/** Every choice, for the test of nine times out of ten. */
export function readChoices(tables: Queryable): Promise<Pick<DecisionRow, 'at' | 'was_right' | 'best'>[]> {
  return tables.query(`select at, was_right, best from decision order by at limit ${choicesMax}`);
}
