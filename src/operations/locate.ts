/** Finds whose promise an id names. */
import type { CustomerId, PromiseId } from '../domain/ids.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { customersOfRequest } from '../ledger/recently-recorded.ts';
import { findPromises } from '../ledger/views/promises.ts';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';

/**
 * The same for a request that writes. One that was made before is answered as it was then, also where its promise has been
 * retracted since: its key tells whose it was.
 */
export async function locateToWrite(
  { database, source }: Context,
  { promiseId, idempotencyKey }: { readonly promiseId: PromiseId; readonly idempotencyKey?: string | undefined },
): Promise<CustomerId> {
  try {
    return await locate(database, promiseId);
  } catch (error) {
    if (!(error instanceof Refused) || idempotencyKey === undefined) throw error;
    const [customerId] = await customersOfRequest(database, { source, sourceId: idempotencyKey, promiseId });
    if (customerId === undefined) throw error;
    return customerId;
  }
}

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
