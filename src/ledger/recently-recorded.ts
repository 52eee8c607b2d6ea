/** Customers with events that other processes recorded: asked now and then where several share one database. */
import type { Instant } from '../domain/instants.ts';
import type { Queryable } from './queryable.ts';

const customersMax = 500;

export interface Recorded {
  readonly customerId: string;
  /** When the last of its events was recorded. */
  readonly at: Instant;
}

/** Customers with events recorded from an instant on, the latest first; the index of recorded times answers it. */
export function recentlyRecorded(database: Queryable, from: Instant): Promise<readonly Recorded[]> {
  return database.query<Recorded>(
    `select customer_id as "customerId", max(recorded_at) as at from event where recorded_at >= $1
     group by customer_id order by max(recorded_at) desc, customer_id limit ${customersMax}`,
    [from],
  );
}
