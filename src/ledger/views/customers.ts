/** One row per customer: who they are, where they stand, when the clock will next change something. */
import type { CustomerState } from '../../domain/customers/state.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Irregularity } from '../../domain/promises/promise.ts';
import type { Contact } from '../../domain/customers/state.ts';
import { riskHolderOf } from '../../domain/purchases/purchase.ts';
import type { Queryable } from '../queryable.ts';
import type { View } from './view.ts';

export interface CustomerRow {
  readonly customer_id: string;
  readonly kind: 'business' | 'person' | 'unidentified';
  readonly segment: string | null;
  readonly name: string | null;
  readonly contacts: readonly Contact[];
  readonly first_at: string | null;
  readonly last_at: string | null;
  readonly purchases: number;
  readonly last_purchase_at: string | null;
  readonly risk_holder: 'seller' | 'buyer' | 'nobody';
  readonly promises: number;
  readonly pitches: number;
  readonly irregularities: readonly Irregularity[];
  readonly erased_at: string | null;
  readonly next_clock_at: string | null;
}

export const customers: View<Omit<CustomerRow, 'customer_id'>> = {
  table: 'customer',
  key: [],
  shows: [
    'customer.described',
    'contact.described',
    'customer.erased',
    'link.issued',
    'link.revoked',
    'pitch.made',
    'event.retracted',
    'event.restored',
  ],
  rows: (state) => [
    {
      kind: state.kind,
      segment: state.segment,
      name: state.name,
      contacts: state.contacts,
      first_at: state.firstAt,
      last_at: state.lastAt,
      purchases: state.purchases.size,
      last_purchase_at: lastPurchase(state)?.made.occurredAt ?? null,
      risk_holder: riskHolderOf(lastPurchase(state)),
      promises: state.promises.size,
      pitches: state.pitches.length,
      irregularities: state.irregularities,
      erased_at: state.erasedAt,
      next_clock_at: state.nextClockAt,
    },
  ],
};

function lastPurchase(state: CustomerState) {
  return [...state.purchases.values()].at(-1);
}

/** Names by customer id, in one query for any number; a customer whose name is unknown or was erased has null. */
export async function readNames(
  database: Queryable,
  customerIds: Iterable<string>,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await database.query<{ customer_id: string; name: string | null }>(
    'select customer_id, name from customer where customer_id = any($1::text[])',
    [[...new Set(customerIds)]],
  );
  return new Map(rows.map((row) => [row.customer_id, row.name]));
}

const namedMax = 5;

/** Customers whose whole name stands in a line, or begins like one of the starts; the longest match first. */
export function namedIn(database: Queryable, line: string, starts: readonly string[]): Promise<CustomerRow[]> {
  return database.query<CustomerRow>(
    `select * from customer
     where name is not null and length(name) >= 3
       and (strpos(lower($1), lower(name)) > 0
         or exists (select from unnest($2::text[]) as start where starts_with(lower(name), lower(start))))
     order by (strpos(lower($1), lower(name)) > 0) desc,
       (select max(length(start)) from unnest($2::text[]) as start where starts_with(lower(name), lower(start))) desc nulls last,
       length(name), customer_id
     limit ${namedMax}`,
    [line, starts],
  );
}

/** When the clock will move a customer. */
export interface ClockMove {
  readonly customerId: string;
  readonly at: Instant;
}

const movesAheadMax = 500;

/** The customers that the clock will move after an instant and until another, the soonest first. */
export function movedSoon(tables: Queryable, after: Instant, until: Instant): Promise<readonly ClockMove[]> {
  return tables.query<ClockMove>(
    `select customer_id as "customerId", next_clock_at as at from customer
     where next_clock_at > $1 and next_clock_at <= $2 order by next_clock_at, customer_id limit ${movesAheadMax}`,
    [after, until],
  );
}

/** When the clock will next move any customer, or null. */
export async function nextClockMove(tables: Queryable): Promise<Instant | null> {
  const [row] = await tables.query<{ at: Instant | null }>('select min(next_clock_at) as at from customer', []);
  return row?.at ?? null;
}
