/** Customers by what was recorded of them: lately, by other processes that share the database; or by one request. */
import type { CustomerId, PromiseId } from '../domain/ids.ts';
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

export interface RequestOfPromise {
  readonly source: string;
  readonly sourceId: string;
  readonly promiseId: PromiseId;
}

/** Customers of whom a live request about a promise was recorded: one, but for keys that were used for several customers. */
export async function customersOfRequest(
  database: Queryable,
  request: RequestOfPromise,
): Promise<readonly CustomerId[]> {
  const rows = await database.query<{ customer_id: CustomerId }>(
    `select distinct customer_id from event
     where source_id = any($1::text[]) and source = $2 and data ->> 'promiseId' = $3 and actor not like 'import:%'
     order by customer_id limit 2`,
    // A repair is made first, and the promise that it mends moved after it.
    [[request.sourceId, `${request.sourceId}#002`], request.source, request.promiseId],
  );
  return rows.map((row) => row.customer_id);
}
