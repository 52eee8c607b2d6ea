/** Names of customers for rows that only hold their ids: one query for any number of them. */
import type { Queryable } from '../ledger/queryable.ts';

/** Names by customer id; a customer without a name, or whose name was erased, is null. */
export async function namesOf(
  tables: Queryable,
  customerIds: Iterable<string>,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tables.query<{ customer_id: string; name: string | null }>(
    'select customer_id, name from customer where customer_id = any($1::text[])',
    [[...new Set(customerIds)]],
  );
  return new Map(rows.map((row) => [row.customer_id, row.name]));
}
