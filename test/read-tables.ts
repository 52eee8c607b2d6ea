/** All read tables as they stand, for comparing one ledger with another or with its own rebuild. */
import type { Queryable } from '../src/ledger/queryable.ts';
import { views } from '../src/ledger/views/views.ts';

/** Every row of every read table, in an order of its own. Columns that name events by their random id can be left out. */
export async function readTables(
  database: Queryable,
  leftOut: readonly string[] = [],
): Promise<Readonly<Record<string, readonly object[]>>> {
  const tables: Record<string, readonly object[]> = {};
  for (const { table } of views) {
    const rows = await database.query<Record<string, unknown>>(`select * from ${table}`);
    tables[table] = rows
      .map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !leftOut.includes(column))))
      .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  }
  return tables;
}

/** Columns that hold ids made at random when an event is recorded. */
export const randomColumns = ['event_id', 'made_event_id', 'pitch_event_id', 'entry_id', 'irregularities'];
