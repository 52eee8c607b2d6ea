/** In which years, quarters or months customers bought: one pass over all of them, equal histories counted together. */
import { type OccasionCell, type OccasionUnit, monthsOf } from '../../domain/lifetime/occasions.ts';
import type { Queryable } from '../queryable.ts';
import { identified, uncontracted, type Watched } from './purchase-histories.ts';

/** Cells are combinations of three small numbers; more of them than this are no table of occasions. */
const cellsMax = 50_000;

/**
 * How many customers bought at so many of how many occasions after their first, the last when, and at how many between
 * `cut` and `last`. Occasions are numbered (see domain/lifetime/occasions.ts); whoever came after the cut is left out.
 */
export function readOccasions(
  tables: Queryable,
  { currency, zone, end }: Pick<Watched, 'currency' | 'zone' | 'end'>,
  { unit, cut, last }: { readonly unit: OccasionUnit; readonly cut: number; readonly last: number },
): Promise<OccasionCell[]> {
  return tables.query<OccasionCell>(
    `select h.purchases, h.last_occasion as "lastOccasion", h.occasions, h.later, count(*) as customers
     from (select p.customer_id, $5::int - p.first as occasions,
         count(*) filter (where p.occasion > p.first and p.occasion <= $5::int) as purchases,
         coalesce(max(p.occasion) filter (where p.occasion > p.first and p.occasion <= $5::int) - p.first, 0) as last_occasion,
         count(*) filter (where p.occasion > $5::int and p.occasion <= $6::int) as later
       from (select o.customer_id, o.occasion, min(o.occasion) over (partition by o.customer_id) as first
         from (select u.customer_id, (extract(year from u.at at time zone $1)::int * 12 + extract(month from u.at at time zone $1)::int - 1) / $4::int as occasion
           from purchase u where u.currency = $2 and u.at < $3::timestamptz and ${uncontracted('u')} and ${identified('u')}) o
         group by o.customer_id, o.occasion) p
       where p.first < $5::int group by p.customer_id, p.first) h
     group by h.purchases, h.last_occasion, h.occasions, h.later
     order by h.occasions, h.purchases, h.last_occasion, h.later limit ${cellsMax}`,
    [zone, currency, end, monthsOf[unit], cut, last],
  );
}
