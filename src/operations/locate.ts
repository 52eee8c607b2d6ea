/** Finds whose promise an id names. */
import type { CustomerId, PromiseId } from '../domain/ids.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { findPromises } from '../ledger/views/promises.ts';
import { Refused } from './refused.ts';

/** The customer on whose account a promise is. Refuses an id that nobody has, and one that two customers' sources chose alike. */
export async function locate(tables: Queryable, promiseId: PromiseId): Promise<CustomerId> {
  const [found, second] = await findPromises(tables, promiseId);
  if (found === undefined) {
    throw new Refused({
      code: 'unknown_promise',
      reason: `There is no promise ${promiseId}`,
      remedy: 'Look it up with `troth promises`',
      field: 'promiseId',
      value: promiseId,
    });
  }
  if (second !== undefined) {
    throw new Refused({
      code: 'ambiguous',
      reason: `Several customers have a promise ${promiseId}: ${found.customer_id}, ${second.customer_id}`,
      remedy: 'Retract all but one; ids of promises have to be unique within the company',
      field: 'promiseId',
      value: promiseId,
    });
  }
  return found.customer_id as CustomerId;
}
