/** Brings read tables in line with the state of some customers: a handful of statements, whatever their number. */
import type { CustomerState } from '../domain/customers/state.ts';
import type { TrustParameters } from '../domain/trust/parameters.ts';
import type { Queryable } from './queryable.ts';
import type { View } from './views/view.ts';
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
    await tx.insert(
      view.table,
      states.flatMap((state) => rowsOf(view, state, parameters)),
    );
  }
}

/** A customer whose rows are those of `before`, and should be those of `after`. */
export interface StateChange {
  readonly before: CustomerState;
  readonly after: CustomerState;
}

/** Replaces only the rows in which the two states differ: one event of thousands changes a few. */
export async function showChanges(
  tx: Queryable,
  changes: readonly StateChange[],
  parameters: TrustParameters,
): Promise<void> {
  for (const view of views) {
    const stale: Row[] = [];
    const added: Row[] = [];
    for (const { before, after } of changes) {
      const shown = new Map(rowsOf(view, before, parameters).map((row) => [JSON.stringify(row), row]));
      for (const row of rowsOf(view, after, parameters)) if (!shown.delete(JSON.stringify(row))) added.push(row);
      stale.push(...shown.values());
    }
    await remove(tx, view, stale);
    await tx.insert(view.table, added);
  }
}

type Row = Readonly<Record<string, unknown>> & { readonly customer_id: string };

function rowsOf(view: View, state: CustomerState, parameters: TrustParameters): readonly Row[] {
  const ofCustomer = { customer_id: state.customerId };
  // Added to the row itself, which the view made a moment ago: copying forty columns costs more than all else that is done to a row.
  return view.rows(state, parameters).map((row) => Object.assign(row, ofCustomer));
}

/** Stands between the parts of a key; no id holds it. */
const unitSeparator = '\u001f';

/** The customer's own column stands by itself, so that only its rows are looked at, and only on its shard. */
async function remove(tx: Queryable, view: View, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = ['customer_id', ...view.key];
  const keys = rows.map((row) => columns.map((column) => String(row[column])).join(unitSeparator));
  await tx.query(
    `delete from ${view.table} where customer_id = any($1::text[]) and concat_ws($3, ${columns.join(', ')}) = any($2::text[])`,
    [[...new Set(rows.map((row) => row.customer_id))], keys, unitSeparator],
  );
}
