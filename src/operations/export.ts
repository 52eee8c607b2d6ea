/** Everything out of the ledger: as lines of JSON, which anybody can verify, and as Parquet files for other tools. */
import { exportLines } from '../ledger/export.ts';
import { exportedTables as allTables, exportParquet as writeParquet } from '../ledger/parquet.ts';
import type { Context } from './context.ts';

/** What there is a Parquet file of: the events, and every read table. */
export const exportedTables: readonly string[] = allTables;

/** The whole ledger as lines of JSON, each with its line end. */
export async function* exportJsonLines(context: Context): AsyncGenerator<string> {
  for await (const line of exportLines(context.database)) yield `${line}\n`;
}

/** Writes Parquet files of these tables into a folder; returns their names. Fault: `folder_unusable`. */
export function exportParquet(
  context: Context,
  folder: string,
  tables: readonly string[] = exportedTables,
): Promise<readonly string[]> {
  return writeParquet(context.database, folder, tables);
}
