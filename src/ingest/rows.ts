/** Reads a source over a data folder into facts, each customer's together and in the order in which they are folded. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { IncomingFact } from '../operations/incoming.ts';
import { describeSelect, openDuckdb } from './duckdb.ts';
import { factSelect, isoInstant } from './fact-select.ts';
import { faultOf, ImportFault } from './fault.ts';
import { findFiles, openFolder } from './find-files.ts';
import { batchFacts, batchFactsMax, rowsMax } from './limits.ts';
import { checkPacked } from './packed-files.ts';
import { chooseOptions, type Source } from './source.ts';
import { makeTables } from './tables.ts';

export interface Rows {
  /** How many facts there are to come. */
  readonly total: number;
  /** Files of the folder that no table of the source reads. */
  readonly unreadFiles: readonly string[];
  /** The facts in batches of about 5,000 that end with a customer. Can be read once; closes what was opened when it ends. */
  readonly batches: () => AsyncGenerator<readonly IncomingFact[], void, undefined>;
  /** For a reader who never starts on the batches. */
  readonly close: () => void;
}

/**
 * Opens a source over a folder. All files are read and all SELECTs run here, so that a broken file stops an import
 * before its first fact. Throws an ImportFault.
 */
export async function openRows(
  source: Source,
  folder: string,
  options: Readonly<Record<string, string>>,
): Promise<Rows> {
  const path = openFolder(folder);
  const files = findFiles(source, path);
  const { connection, close } = await openDuckdb(path, chooseOptions(source, options));
  try {
    await checkPacked([...files.byTable.values()].flat());
    await makeTables(connection, source, files.byTable);
    const total = await gatherFacts(connection, source);
    return { total, unreadFiles: files.unread, batches: () => batchesOf(connection, close), close };
  } catch (error) {
    close();
    throw faultOf(error, source.name);
  }
}

async function gatherFacts(connection: DuckDBConnection, source: Source): Promise<number> {
  await connection.run(
    `create temp table facts (customer_id varchar, occurred_at timestamptz, rank utinyint, type varchar, source_id varchar,
      refused varchar, fields varchar)`,
  );
  let total = 0;
  for (const { kind, place, sql } of source.kindSelects) {
    try {
      const columns = await describeSelect(connection, sql, place);
      await connection.run(`create or replace temp view kind_rows as ${sql}`);
      const facts = factSelect(kind, place, 'kind_rows', columns);
      total += (await connection.run(`insert into facts ${facts}`)).rowsChanged;
    } catch (error) {
      throw faultOf(error, place);
    }
    if (total > rowsMax)
      throw new ImportFault(`There are more than ${rowsMax} rows`, 'Import the files in several parts.');
  }
  return total;
}

async function* batchesOf(
  connection: DuckDBConnection,
  close: () => void,
): AsyncGenerator<readonly IncomingFact[], void, undefined> {
  try {
    // One text for a whole row crosses from DuckDB nearly twice as fast as six.
    const row = `json_array(customer_id, ${isoInstant('occurred_at')}, type, source_id, refused, fields::json)::varchar`;
    const result = await connection.stream(
      `select ${row} from facts order by customer_id, occurred_at, rank, source_id, type`,
    );
    let batch: IncomingFact[] = [];
    for await (const rows of result.yieldRowsJs()) {
      for (const [text] of rows) {
        const fact = factOf(text as string);
        const ends = batch.length >= batchFacts && batch.at(-1)?.customerId !== fact.customerId;
        if (ends || batch.length >= batchFactsMax) {
          yield batch;
          batch = [];
        }
        batch.push(fact);
      }
    }
    if (batch.length > 0) yield batch;
  } finally {
    close();
  }
}

type Row = [string, string | null, string, string, string | null, Record<string, unknown>];

function factOf(text: string): IncomingFact {
  const [customerId, occurredAt, type, sourceId, refused, fields] = JSON.parse(text) as Row;
  return { customerId, occurredAt: occurredAt ?? '', type, sourceId, fields, ...(refused === null ? {} : { refused }) };
}
