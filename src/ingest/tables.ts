/** Makes one view for each table of a source over the files that hold it. Every cell arrives as trimmed text or NULL, whatever the file. */
import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readCsvHeader } from './csv-header.ts';
import { describeSelect, named, quoted } from './duckdb.ts';
import { faultOf, ImportFault } from './fault.ts';
import { lineBytesMax } from './limits.ts';
import type { Source, Table } from './source.ts';

/** What surrounds a cell and is not part of it; the last is the space that does not break. */
const blanks = ' \t\r\n\u00a0';

/** Makes the views of a source's tables, then those of its own `views`. Throws an ImportFault that names the file at fault. */
export async function makeTables(
  connection: DuckDBConnection,
  source: Source,
  filesByTable: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const [name, table] of Object.entries(source.tables)) {
    const files = filesByTable.get(name) ?? [];
    const selects = await Promise.all(files.map((file) => selectOfFile(connection, table, file)));
    const sql = selects.length > 0 ? selects.join('\nunion all by name\n') : emptySelect(table);
    await connection.run(`create view ${named(name)} as ${sql}`);
  }
  for (const { name, place, sql } of source.viewSelects) {
    try {
      await describeSelect(connection, sql, place);
      // A view of a source is read by several SELECTs; as a table it is worked out once.
      await connection.run(`create temp table ${named(name)} as ${sql}`);
    } catch (error) {
      throw faultOf(error, place);
    }
  }
}

function emptySelect(table: Table): string {
  return `select ${table.columns.map((column) => `null::varchar as ${named(column)}`).join(', ')} where false`;
}

async function selectOfFile(connection: DuckDBConnection, table: Table, file: string): Promise<string> {
  try {
    const { reader, columns } = await readerOfTable(connection, table, file);
    // Spreadsheets leave rows of empty cells behind.
    const anyCell = `coalesce(${columns.map(cell).join(', ')}) is not null`;
    return `select ${columnsAsDeclared(table, file, columns).join(', ')} from ${reader} where ${anyCell}`;
  } catch (error) {
    throw faultOf(error, basename(file));
  }
}

/** How DuckDB reads a file of a table, whatever its layout. */
export async function readerOfTable(
  connection: DuckDBConnection,
  table: Table,
  file: string,
): ReturnType<typeof readerOf> {
  return table.layout === 'words' ? wordsOf(table, file) : readerOf(connection, file);
}

/** Lines without a heading: the words of each, between blanks, are the columns as declared. */
function wordsOf(table: Table, file: string): { reader: string; columns: readonly string[] } {
  const lines = `read_csv(${quoted(file)}, auto_detect = false, header = false, delim = '\u001f', quote = '', escape = '',
    max_line_size = ${lineBytesMax}, columns = {'line': 'VARCHAR'})`;
  const words = table.columns.map((column, index) => `words[${index + 1}] as ${named(column)}`).join(', ');
  const split = `select string_split_regex(trim(line, ${quoted(blanks)}), '\\s+') as words from ${lines}`;
  return { reader: `(select ${words} from (${split}))`, columns: table.columns };
}

/** How DuckDB reads a file, and the names of its columns in the order of the file. */
export async function readerOf(
  connection: DuckDBConnection,
  file: string,
): Promise<{ reader: string; columns: readonly string[] }> {
  if (/\.(parquet|json)$/.test(file)) {
    const reader = `${file.endsWith('.json') ? 'read_json' : 'read_parquet'}(${quoted(file)})`;
    const described = await describeSelect(connection, `from ${reader}`, basename(file));
    return { reader, columns: described.map((column) => column.name) };
  }
  const { separator, columns } = readCsvHeader(file);
  const types = columns.map((column) => `${quoted(column)}: 'VARCHAR'`).join(', ');
  const strict = `auto_detect = false, header = true, quote = '"', escape = '"', strict_mode = true`;
  return {
    reader: `read_csv(${quoted(file)}, ${strict}, delim = ${quoted(separator)}, max_line_size = ${lineBytesMax}, columns = {${types}})`,
    columns,
  };
}

/** Declared columns under their declared names, NULL where the file lacks them, then whatever else the file has. */
function columnsAsDeclared(table: Table, file: string, columns: readonly string[]): string[] {
  const left = new Map(columns.map((column) => [column, plain(column)]));
  const declared = table.columns.map((name) => {
    const matching = columns.filter((column) => plain(column) === plain(name));
    if (matching.length > 1) {
      throw new ImportFault(`${basename(file)} has the column ${name} ${matching.length} times`, 'Keep one of them.');
    }
    const [column] = matching;
    if (column !== undefined) left.delete(column);
    return `${column === undefined ? 'null::varchar' : cell(column)} as ${named(name)}`;
  });
  const known = table.columns.join(', ');
  if (table.columns.length > 0 && left.size === columns.length) {
    throw new ImportFault(`${basename(file)} has none of the columns that are read from it`, `They are: ${known}.`);
  }
  const unknown = [...left.keys()].filter((column) => !/^column_\d+$/.test(column));
  if (table.onlyThese && unknown.length > 0) {
    throw new ImportFault(
      `${basename(file)} has the column “${unknown[0]}”, which is not read`,
      `Its columns are: ${known}.`,
    );
  }
  return [...declared, ...[...left.keys()].map((column) => `${cell(column)} as ${named(column)}`)];
}

/** A cell as text without blanks around it; an empty one is NULL. */
export function cell(column: string): string {
  return `nullif(trim(${named(column)}::varchar, ${quoted(blanks)}), '')`;
}

/** `Done on` and `done-on` are the column `done_on`. */
export function plain(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}
