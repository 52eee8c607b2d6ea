/** What customers bought, and when, in columns: one pass over all of them, for the models of lifetime value. */
import type { Day, Instant, Zone } from '../../domain/instants.ts';
import type { Queryable } from '../queryable.ts';

/** What is watched: the purchases in one currency, until the end of a day. Those under a contract are looked at apart. */
export interface Watched {
  readonly currency: string;
  readonly zone: Zone;
  /** The last day of which histories tell. */
  readonly until: Day;
  /** The first instant that is no longer looked at: the end of `until`, or later to see what came after. */
  readonly end: Instant;
}

/** One place a customer in each column, in the order of ids. Days are days since 1970; amounts minor units. */
export interface HistoryColumns {
  readonly customerIds: readonly string[];
  readonly segments: readonly (string | null)[];
  readonly firstDay: Float64Array;
  readonly lastDay: Float64Array;
  /** Days with a purchase after the first one, until `until`. */
  readonly repeats: Float64Array;
  /** Days with a purchase between `until` and `end`. */
  readonly later: Float64Array;
  /** What was paid for the repeat purchases, less what was given back. */
  readonly repeatSpend: Float64Array;
  /** The same for all purchases. */
  readonly spend: Float64Array;
}

interface Packed {
  readonly ids: string;
  readonly segments: string;
  readonly firsts: string;
  readonly lasts: string;
  readonly repeats: string;
  readonly later: string;
  readonly repeat_spend: string;
  readonly spend: string;
}

/** What is paid under a contract is no purchase at one's own pace: its worth is told by renewals, and counted only there. */
export const uncontracted = (alias: string) => `${alias}.contract_id is null`;

/** Customers of one currency and the days of the first and the last purchase. */
export interface CurrencyOfPurchases {
  readonly currency: string;
  readonly customers: number;
  readonly purchases: number;
  readonly first_at: Instant;
  readonly last_at: Instant;
  /** Of these customers, those who bought under a contract. */
  readonly contracted: number;
}

export const identified = (alias: string) =>
  `not exists (select from customer k where k.customer_id = ${alias}.customer_id and k.kind = 'unidentified')`;

/** The currencies in which customers who are known bought something, the one with most customers first. */
export function readCurrencies(tables: Queryable, end: Instant): Promise<CurrencyOfPurchases[]> {
  return tables.query<CurrencyOfPurchases>(
    `select x.currency, count(*) as customers, sum(x.purchases)::bigint as purchases, min(x.first_at) as first_at,
       max(x.last_at) as last_at, count(*) filter (where x.contracts > 0) as contracted
     from (select u.customer_id, u.currency, count(*) as purchases, count(u.contract_id) as contracts, min(u.at) as first_at, max(u.at) as last_at
       from purchase u where u.at < $1::timestamptz and ${identified('u')} group by u.customer_id, u.currency) x
     group by x.currency order by count(*) desc, x.currency`,
    [end],
  );
}

/**
 * Days with a purchase, each with what was paid less what was given back. Several purchases of a day are one. Money given
 * back is taken from the purchase that it names; where it names none, from the customer's last purchase before it. Contracts
 * are left out.
 */
const purchaseDays = `(select m.customer_id, m.of_day as day, sum(m.amount) as net, min(m.of_day) over (partition by m.customer_id) as first_day
  from (
    select e.customer_id, e.amount,
      max(case when e.paid then e.day end) over (partition by e.customer_id order by e.day) as of_day
    from (
      select u.customer_id, (u.at at time zone $1)::date as day, u.amount, true as paid
      from purchase u where u.currency = $2 and u.at < $3::timestamptz and ${uncontracted('u')} and ${identified('u')}
      union all
      select o.customer_id, (coalesce(u.at, o.at) at time zone $1)::date, -o.amount, false
      from money_entry o left join purchase u on u.customer_id = o.customer_id and u.purchase_id = o.purchase_id
      where o.movement = 'out' and o.currency = $2 and o.at < $3::timestamptz and ${uncontracted('u')} and ${identified('o')}) e) m
  where m.of_day is not null group by m.customer_id, m.of_day)`;

const sinceEpoch = (day: string) => `(${day} - date '1970-01-01')`;

/** How often, when last, since when and for how much each customer bought. */
export async function readHistories(tables: Queryable, watched: Watched): Promise<HistoryColumns> {
  const [packed] = await tables.query<{ readonly [Name in keyof Packed]: string | null }>(
    `select string_agg(h.customer_id, ' ') as ids, string_agg(coalesce(c.segment, ''), e'\\x1f') as segments,
       string_agg(${sinceEpoch('h.first_day')}::text, ' ') as firsts, string_agg(${sinceEpoch('h.last_day')}::text, ' ') as lasts,
       string_agg(h.repeats::text, ' ') as repeats, string_agg(h.later::text, ' ') as later,
       string_agg(h.repeat_spend::text, ' ') as repeat_spend, string_agg(h.spend::text, ' ') as spend
     from (select d.customer_id, d.first_day, max(d.day) filter (where d.day <= $4::date) as last_day,
         count(*) filter (where d.day > d.first_day and d.day <= $4::date) as repeats,
         count(*) filter (where d.day > $4::date) as later,
         coalesce(sum(d.net) filter (where d.day > d.first_day and d.day <= $4::date), 0) as repeat_spend,
         sum(d.net) filter (where d.day <= $4::date) as spend
       from ${purchaseDays} d where d.first_day <= $4::date group by d.customer_id, d.first_day) h
     left join customer c on c.customer_id = h.customer_id`,
    [watched.zone, watched.currency, watched.end, watched.until],
  );
  return unpack(packed);
}

/** The repeat purchases of each day, of customers who first bought until `until`. */
export function readRepeatsByDay(
  tables: Queryable,
  watched: Watched,
): Promise<{ readonly day: number; readonly purchases: number }[]> {
  return tables.query(
    `select ${sinceEpoch('d.day')} as day, count(*) as purchases from ${purchaseDays} d
     where d.day > d.first_day and d.first_day <= $4::date group by d.day order by d.day`,
    [watched.zone, watched.currency, watched.end, watched.until],
  );
}

// Ids of customers hold no spaces, and no segment holds the sign that divides units.
function unpack(packed: { readonly [Name in keyof Packed]: string | null } | undefined): HistoryColumns {
  const list = (name: keyof Packed, between = ' ') => {
    const text = packed?.[name] ?? null;
    return text === null ? [] : text.split(between);
  };
  const ids = list('ids');
  // Equal on every engine and every day, so that what is drawn by chance is too.
  const order = [...ids.keys()].sort((one, other) => ((ids[one] ?? '') < (ids[other] ?? '') ? -1 : 1));
  const ordered = (name: keyof Packed, between?: string) => {
    const texts = list(name, between);
    return order.map((place) => texts[place] ?? '');
  };
  const column = (name: keyof Packed) => Float64Array.from(ordered(name), Number);
  return {
    customerIds: ordered('ids'),
    segments: ordered('segments', '\u001f').map((segment) => (segment === '' ? null : segment)),
    firstDay: column('firsts'),
    lastDay: column('lasts'),
    repeats: column('repeats'),
    later: column('later'),
    repeatSpend: column('repeat_spend'),
    spend: column('spend'),
  };
}
