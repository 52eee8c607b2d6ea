/** The events and the read tables as Parquet files, written by DuckDB, for other tools. */
import { createWriteStream } from 'node:fs';
import { access, constants, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LedgerFault } from './faults.ts';
import type { Queryable } from './queryable.ts';
import { readCustomerIds } from './streams.ts';
import { views } from './views/views.ts';
import { walkEvents } from './walk.ts';

const eventsTable = 'events';

/** What there is a Parquet file of: the events, and every read table. */
export const exportedTables: readonly string[] = [eventsTable, ...views.map((view) => view.table)];

/** What goes into one file. */
interface Table {
  /** DuckDB's types by column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: AsyncIterable<readonly object[]>;
}

const customersPerPage = 1_000;

/**
 * Writes one Parquet file for each table (some of `exportedTables`) into a folder, which is made where it is missing;
 * files of the same names are replaced. Returns their names. Salts stay behind. Fault: `folder_unusable`.
 */
export async function exportParquet(
  database: Queryable,
  folder: string,
  tables: readonly string[] = exportedTables,
): Promise<readonly string[]> {
  const target = resolve(folder);
  await prepare(target);
  const temporary = await mkdtemp(join(tmpdir(), 'troth-export-'));
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const setting of confinedTo([temporary, target])) await connection.run(setting);
    const lines = join(temporary, 'rows.jsonl');
    for (const name of tables) {
      const { columns, rows } = await tableOf(database, name);
      await pipeline(Readable.from(linesOf(rows)), createWriteStream(lines));
      await connection.run(copying(lines, columns, join(target, `${name}.parquet`)));
    }
    return tables.map((name) => `${name}.parquet`);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(temporary, { recursive: true, force: true });
  }
}

async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new LedgerFault({
      code: 'folder_unusable',
      message: `The export cannot be written to ${folder}: ${(cause as Error).message}.`,
      remedy: 'Give the user that runs Troth the right to write there, or choose another folder.',
      cause,
    });
  }
}

const memoryLimit = '1GB';

/** DuckDB without network, without extensions from elsewhere, and with nothing to read or write but these folders. */
function confinedTo(folders: readonly string[]): readonly string[] {
  return [
    `set memory_limit = '${memoryLimit}'`,
    `set temp_directory = ${quoted(folders[0] ?? '')}`,
    `set TimeZone = 'UTC'`,
    'set autoinstall_known_extensions = false',
    'set autoload_known_extensions = false',
    `set allowed_directories = [${folders.map(quoted).join(', ')}]`,
    'set enable_external_access = false',
    'set lock_configuration = true',
  ];
}

function copying(lines: string, columns: Table['columns'], file: string): string {
  const types = Object.entries(columns).map(([column, type]) => `${quoted(column)}: ${quoted(type)}`);
  return `copy (
    select * from read_json(${quoted(lines)}, format = 'newline_delimited', columns = {${types.join(', ')}})
  ) to ${quoted(file)} (format parquet, compression zstd)`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function* linesOf(pages: Table['rows']): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function tableOf(database: Queryable, name: string): Promise<Table> {
  if (name !== eventsTable) return { columns: await columnsOf(database, name), rows: readTable(database, name) };
  return { columns: { ...(await columnsOf(database, 'event')), text: 'JSON' }, rows: readEvents(database) };
}

/** DuckDB's names of the types that our tables use. */
const typesByPostgres: Readonly<Record<string, string>> = {
  text: 'VARCHAR',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  'double precision': 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  'timestamp with time zone': 'TIMESTAMPTZ',
  jsonb: 'JSON',
};

async function columnsOf(database: Queryable, table: string): Promise<Readonly<Record<string, string>>> {
  const columns = await database.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema() and table_name = $1 order by ordinal_position`,
    [table],
  );
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const known = typesByPostgres[type];
      if (known === undefined) throw new Error(`${table}.${name} is ${type}, for which no Parquet type is set`);
      return [name, known];
    }),
  );
}

async function* readEvents(database: Queryable): AsyncGenerator<readonly object[]> {
  for await (const page of walkEvents(database)) {
    yield page.map((event) => ({
      customer_id: event.customerId,
      revision: event.revision,
      event_id: event.eventId,
      type: event.type,
      version: event.version,
      occurred_at: event.occurredAt,
      recorded_at: event.recordedAt,
      actor: event.actor,
      source: event.source,
      source_id: event.sourceId,
      data: event.data,
      text_digest: event.textDigest,
      hash: event.hash,
      text: event.text,
    }));
  }
}

async function* readTable(database: Queryable, table: string): AsyncGenerator<readonly object[]> {
  for await (const customerIds of readCustomerIds(database, customersPerPage)) {
    yield await database.query<object>(`select * from ${table} where customer_id = any($1::text[])`, [customerIds]);
  }
}
