/** Brings read tables in line with the state of some customers: one delete and one insert per table, whatever their number. */
import type { CustomerState } from '../domain/customers/state.ts';
import type { TrustParameters } from '../domain/trust/parameters.ts';
import type { Queryable } from './queryable.ts';
import { views } from './views/views.ts';

/** Replaces the rows of these customers. `fresh`: none of them has rows yet, so nothing needs to be removed. */
export async function show(
  tx: Queryable,
  states: readonly CustomerState[],
  parameters: TrustParameters,
  fresh: boolean,
): Promise<void> {
  if (states.length === 0) return;
  const customerIds = states.map((state) => state.customerId);
  for (const view of views) {
    if (!fresh) await tx.query(`delete from ${view.table} where customer_id = any($1::text[])`, [customerIds]);
    const rows = states.flatMap((state) =>
      view.rows(state, parameters).map((row) => Object.assign({ customer_id: state.customerId }, row)),
    );
    await tx.insert(view.table, rows);
  }
}
