/** Destroys personal text. The events keep their salted digests, so every link still verifies. */
import type { CustomerId } from '../domain/ids.ts';
import type { Queryable } from './queryable.ts';

/**
 * Deletes the personal text of all events of a customer and returns how many had some. The reason that an earlier
 * erasure gave stays: it is about us. Read tables still show the words until they are made again.
 */
export async function eraseTexts(tx: Queryable, customerId: CustomerId): Promise<number> {
  const erased = await tx.query(
    `delete from event_text t using event e
     where t.customer_id = $1 and e.customer_id = t.customer_id and e.revision = t.revision and e.type <> 'customer.erased'
     returning t.revision`,
    [customerId],
  );
  return erased.length;
}
