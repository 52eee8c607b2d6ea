/** Deals of one currency, won, lost and still open, and the purchases and refunds from which their worth is told. */
import type { Instant, Zone } from '../../domain/instants.ts';
import type { Queryable } from '../queryable.ts';
import { identified, uncontracted } from './purchase-histories.ts';

export interface DealRow {
  readonly customer_id: string;
  readonly name: string | null;
  readonly deal_id: string;
  readonly kind: 'won' | 'lost' | 'open';
  readonly at: Instant;
  /** Days since 1970, in the zone of the company. */
  readonly day: number;
  readonly amount: number | null;
  readonly discount: number | null;
  readonly refunded: number;
  readonly offer_id: string | null;
  readonly area: string | null;
  readonly person: string | null;
  /** Promises of this purchase, and those of them that were broken. */
  readonly promises: number;
  readonly broken: number;
  /** Paid under a contract, whose worth is told by its renewals. */
  readonly is_contract: boolean;
}

/** What is looked at: one currency, up to an instant that no longer counts. */
export interface DealsWatched {
  readonly currency: string;
  readonly zone: Zone;
  readonly end: Instant;
}

const sinceEpoch = (at: string) => `(((${at}) at time zone $1)::date - date '1970-01-01')`;

/**
 * Deals, the newest first: purchases, deals that were lost, and pitches that nothing came of so far. Those without an
 * amount have no currency and are in every one.
 */
export function readDeals(tables: Queryable, { currency, zone, end }: DealsWatched, limit: number): Promise<DealRow[]> {
  return tables.query<DealRow>(
    `select d.*, c.name, ${sinceEpoch('d.at')} as day from (
       select u.customer_id, u.purchase_id as deal_id, 'won' as kind, u.at, u.amount, u.discount, u.refunded, u.offer_id,
         u.seller_area as area, u.seller_person as person, coalesce(b.promises, 0) as promises,
         coalesce(b.broken, 0) as broken, u.contract_id is not null as is_contract
       from purchase u left join (select p.customer_id, p.purchase_id, count(*) as promises, count(p.broken_at) as broken
         from promise p where p.purchase_id is not null group by p.customer_id, p.purchase_id) b
         on b.customer_id = u.customer_id and b.purchase_id = u.purchase_id
       where u.currency = $2 and u.at < $3::timestamptz and ${identified('u')}
       union all
       select l.customer_id, l.event_id, 'lost', l.at, l.amount, null, 0, l.offer_id, l.seller_area, l.seller_person, 0, 0, false
       from lost_deal l where (l.currency is null or l.currency = $2) and l.at < $3::timestamptz and ${identified('l')}
       union all
       select a.customer_id, a.event_id, 'open', a.at, a.amount, a.discount, 0, a.offer_id, a.area, a.person, 0, 0, false
       from ask a where a.ask = 'pitch' and (a.currency is null or a.currency = $2) and a.at < $3::timestamptz
         and ${identified('a')}
         and not exists (select from purchase u where u.customer_id = a.customer_id and u.pitch_event_id = a.event_id)
         and not exists (select from lost_deal l where l.customer_id = a.customer_id and l.pitch_event_id = a.event_id)
     ) d join customer c on c.customer_id = d.customer_id
     order by d.at desc, d.customer_id, d.deal_id limit ${limit}`,
    [zone, currency, end],
  );
}

export interface DealEntryRow {
  readonly customer_id: string;
  readonly day: number;
  readonly amount: number;
  /** Paid to us; else given back. */
  readonly paid: boolean;
  /** The day of the purchase that money was given back of; null where none is named. */
  readonly of_day: number | null;
}

/** What was paid and given back, customer after customer, in order of time: as it became known. Contracts are left out. */
export function readDealEntries(
  tables: Queryable,
  { currency, zone, end }: DealsWatched,
  limit: number,
): Promise<DealEntryRow[]> {
  return tables.query<DealEntryRow>(
    `select e.* from (
       select u.customer_id, ${sinceEpoch('u.at')} as day, u.amount, true as paid, null::integer as of_day
       from purchase u where u.currency = $2 and u.at < $3::timestamptz and ${uncontracted('u')} and ${identified('u')}
       union all
       select o.customer_id, ${sinceEpoch('o.at')}, o.amount, false, ${sinceEpoch('u.at')}
       from money_entry o left join purchase u on u.customer_id = o.customer_id and u.purchase_id = o.purchase_id
       where o.movement = 'out' and o.currency = $2 and o.at < $3::timestamptz and ${uncontracted('u')} and ${identified('o')}
     ) e order by e.customer_id, e.day, e.paid desc limit ${limit}`,
    [zone, currency, end],
  );
}
