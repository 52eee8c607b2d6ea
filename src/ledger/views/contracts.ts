/** Contracts: since when, for how long, how often renewed, and which ran out. Equal ones counted together, in one pass. */
import type { Day } from '../../domain/instants.ts';
import type { ContractCell } from '../../domain/lifetime/contracts.ts';
import type { Queryable } from '../queryable.ts';
import { identified, type Watched } from './purchase-histories.ts';

/** Cells are combinations of small numbers; more of them than this are no table of contracts. */
const cellsMax = 20_000;

/** How contracts are looked at: as of `cut`, and now. One that ran out before its day of grace was not renewed. */
export interface ContractDays {
  readonly cut: Day;
  readonly goneAtCut: Day;
  readonly gone: Day;
}

/**
 * Contracts by term (months, of what was paid for first), year of their start and renewals, now and as of an earlier day. A
 * purchase that moves the last day on is a renewal, however many there are for the same day. `amount` is what was paid for
 * the last term, less what was given back.
 */
export function readContracts(
  tables: Queryable,
  { currency, zone, end }: Pick<Watched, 'currency' | 'zone' | 'end'>,
  { cut, goneAtCut, gone }: ContractDays,
): Promise<ContractCell[]> {
  return tables.query<ContractCell>(
    `select k.term, k.year, k.renewals, k.is_lost as "isLost", k.renewals_then as "renewalsThen", k.was_lost as "wasLost",
       case when k.renewals_then is null or k.was_lost then null when k.is_renewed then 'renewed' when k.is_lost then 'lost' else 'open' end as next,
       count(*) as contracts, sum(k.amount)::bigint as amount
     from (select c.customer_id, c.contract_id, extract(year from min(c.day))::int as year,
         greatest(1, round((min(c.until) + 1 - min(c.day))::numeric / 30.4375))::int as term,
         count(*) - 1 as renewals, max(c.until) < $6::date as is_lost,
         nullif(count(*) filter (where c.day <= $4::date), 0) - 1 as renewals_then,
         coalesce(max(c.until) filter (where c.day <= $4::date) < $5::date, false) as was_lost,
         coalesce(max(c.until) > max(c.until) filter (where c.day <= $4::date), false) as is_renewed,
         sum(c.amount) filter (where c.until = c.last_until) as amount
       from (select p.customer_id, p.contract_id, p.contract_until as until, min((p.at at time zone $1)::date) as day,
           sum(p.amount - p.refunded) as amount,
           max(p.contract_until) over (partition by p.customer_id, p.contract_id) as last_until
         from purchase p where p.contract_id is not null and p.contract_until is not null and p.currency = $2 and p.at < $3::timestamptz and ${identified('p')}
         group by p.customer_id, p.contract_id, p.contract_until) c
       group by c.customer_id, c.contract_id) k
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7 limit ${cellsMax}`,
    [zone, currency, end, cut, goneAtCut, gone],
  );
}
