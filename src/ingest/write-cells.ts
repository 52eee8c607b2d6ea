/** Writes other cells into rows of the files of an upload. Nothing else of it changes. */
import { renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { named, openDuckdb, quoted } from './duckdb.ts';
import { ImportFault } from './fault.ts';
import { findFiles, openFolder } from './find-files.ts';
import { numbered, rawCell } from './numbered.ts';
import type { Origin } from './origins.ts';
import type { Source, Table } from './source.ts';
import { readerOfTable } from './tables.ts';

export interface CellsOfRow {
  readonly origin: Origin;
  readonly cells: Readonly<Record<string, string>>;
}

/** Each file is replaced as a whole, or left as it is. Throws an ImportFault where a file cannot hold such a cell. */
export async function writeCells(source: Source, folder: string, changes: readonly CellsOfRow[]): Promise<void> {
  const path = openFolder(folder);
  const { byTable } = findFiles(source, path);
  // Rewritten files are laid beside the folder first.
  const { connection, close } = await openDuckdb(dirname(path), {});
  try {
    for (const [name, files] of byTable) {
      const table = source.tables[name];
      for (const file of table === undefined ? [] : files) {
        const own = changes.filter(({ origin }) => origin.file === basename(file));
        if (table !== undefined && own.length > 0) await rewriteFile(connection, table, file, merged(own));
      }
    }
  } finally {
    close();
  }
}

/** One set of cells a line: several refused facts may come from one row. */
function merged(changes: readonly CellsOfRow[]): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const byLine = new Map<number, Readonly<Record<string, string>>>();
  for (const { origin, cells } of changes) byLine.set(origin.line, { ...byLine.get(origin.line), ...cells });
  return byLine;
}

async function rewriteFile(
  connection: DuckDBConnection,
  table: Table,
  file: string,
  cellsByLine: ReadonlyMap<number, Readonly<Record<string, string>>>,
): Promise<void> {
  if (table.layout === 'words') checkWords([...cellsByLine.values()]);
  const { reader, columns } = await readerOfTable(connection, table, file);
  const joins: string[] = [];
  const written = columns.map((column, at) => {
    const changed = [...cellsByLine].filter(([, cells]) => Object.hasOwn(cells, column));
    if (changed.length === 0) return rawCell(at);
    const values = changed.map(([line, cells]) => `(${line}, ${quoted(cells[column] ?? '')})`);
    joins.push(`left join (values ${values.join(', ')}) as n${at}(line, text) on n${at}.line = file.line`);
    return `coalesce(n${at}.text, ${rawCell(at)})`;
  });
  const fresh = join(dirname(dirname(file)), 'corrected');
  const { selected, form } = formOf(table, file, written, columns);
  await connection.run(
    `copy (select ${selected} from (${numbered(table, reader, columns)}) as file
     ${joins.join('\n')} order by file.line) to ${quoted(fresh)} (${form})`,
  );
  renameSync(fresh, file);
}

/** How the file is written, so that it is read as it was before. */
function formOf(
  table: Table,
  file: string,
  written: readonly string[],
  columns: readonly string[],
): { readonly selected: string; readonly form: string } {
  if (table.layout === 'words') {
    return {
      selected: `concat_ws(' ', ${written.join(', ')})`,
      form: `format csv, header false, delim '\u001f', quote ''`,
    };
  }
  const selected = written.map((text, at) => `${text} as ${named(columns[at] ?? '')}`).join(', ');
  if (file.endsWith('.parquet')) return { selected, form: 'format parquet' };
  if (file.endsWith('.json')) return { selected, form: 'format json, array true' };
  return { selected, form: `format csv, header${file.endsWith('.gz') ? ', compression gzip' : ''}` };
}

function checkWords(changes: readonly Readonly<Record<string, string>>[]): void {
  for (const [column, text] of changes.flatMap((cells) => Object.entries(cells))) {
    if (/^\S+$/.test(text)) continue;
    throw new ImportFault(
      `${column} cannot be “${text}”: the file divides its values by blanks`,
      'Write one word or number, with no blank in it.',
    );
  }
}
