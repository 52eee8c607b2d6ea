/** The proofs that are owed in all accounts, from open promises and open cases: one statement, late ones first. */
import type { Instant } from '../../domain/instants.ts';
import type { Queryable } from '../queryable.ts';
import { noDeadline } from './promises.ts';

export interface BurdenRow {
  readonly customer_id: string;
  readonly kind: 'promise' | 'case' | 'share';
  readonly id: string;
  readonly bearer: string;
  readonly to_convince: string;
  /** The words of the promise, or the issue of the case; null where nothing was said or it was erased. */
  readonly text: string | null;
  readonly due: string | null;
  readonly late: boolean;
  /** Of a case, the part of the burden that the bearer has in it. */
  readonly share: number | null;
  /** Whether it has a deadline, as its place in the order. */
  readonly due_order: string;
}

export interface BurdenFilter {
  /** The time as of which the tables stand. */
  readonly at: Instant;
  /** By the name of an area that was merged, the one it stands for today. */
  readonly mergers: Readonly<Record<string, string>>;
  readonly bearer: string | null;
  readonly toConvince: string | null;
  readonly late: boolean;
}

export interface BurdenPlace {
  readonly isLate: boolean;
  readonly due: string;
  readonly customerId: string;
  readonly id: string;
  readonly bearer: string;
  readonly toConvince: string;
}

const today = (column: string): string => `coalesce($2::jsonb ->> ${column}, ${column})`;

/** The same burdens as those of each account: who promised owes the proof; an open case is owed by those who bear it. */
const burdens = `(select b.*, coalesce(b.due, '${noDeadline}'::timestamptz) as due_order from (
    select p.customer_id, 'promise' as kind, p.promise_id as id, ${today('p.by_party')} as bearer, ${today('p.to_party')} as to_convince,
      p.words as text, p.deadline as due, null::float8 as share,
      coalesce(p.deadline < $1::timestamptz and (p.completed_at is null or p.completed_late), false) as late
    from promise p where p.balance_part = 'open'
    union all
    select c.customer_id, 'case', c.case_id, ${today(`'customer-service'`)}, 'customer', c.issue, null, null, false
    from service_case c where c.state = 'open'
    union all
    select c.customer_id, 'share', c.case_id, ${today('s.key')},
      ${today(`case when s.key = 'customer-service' then 'operations' else 'customer-service' end`)}, c.issue, null, s.value::float8, false
    from service_case c cross join lateral jsonb_each_text(c.shares) as s where c.state = 'open' and s.value::float8 > 0) b
  where b.bearer <> b.to_convince and ($3::text is null or b.bearer = $3) and ($4::text is null or b.to_convince = $4)
    and ($5::boolean is not true or b.late)) b`;

function valuesOf({ at, mergers, bearer, toConvince, late }: BurdenFilter): unknown[] {
  return [at, JSON.stringify(mergers), bearer, toConvince, late];
}

/** Burdens after a place, late ones first, then by due time; what has no due time comes last. */
export function listBurdens(
  tables: Queryable,
  filter: BurdenFilter,
  page: { readonly after: BurdenPlace | null; readonly limit: number },
): Promise<BurdenRow[]> {
  const { after } = page;
  return tables.query<BurdenRow>(
    `select b.* from ${burdens}
     where $6::boolean is null or (not b.late, b.due_order, b.customer_id, b.id, b.bearer, b.to_convince)
       > ($6::boolean, $7::timestamptz, $8, $9, $10, $11)
     order by not b.late, b.due_order, b.customer_id, b.id, b.bearer, b.to_convince limit $12`,
    [
      ...valuesOf(filter),
      after === null ? null : !after.isLate,
      after?.due ?? null,
      after?.customerId ?? null,
      after?.id ?? null,
      after?.bearer ?? null,
      after?.toConvince ?? null,
      page.limit,
    ],
  );
}

/** How many burdens there are, and how many of them are late. */
export async function countBurdens(
  tables: Queryable,
  filter: BurdenFilter,
): Promise<{ readonly count: number; readonly late: number }> {
  const [row] = await tables.query<{ count: number; late: number }>(
    `select count(*) as count, count(*) filter (where b.late) as late from ${burdens}`,
    valuesOf(filter),
  );
  return row ?? { count: 0, late: 0 };
}
