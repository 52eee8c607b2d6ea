/** Which sources read a folder of files, by the names of the files and of their columns. */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { UploadView } from '../api/intake.ts';
import { suggestTable } from '../api/mapping.ts';
import { readCsvHeader } from './csv-header.ts';
import { openDuckdb } from './duckdb.ts';
import { ImportFault } from './fault.ts';
import { findFiles, openFolder } from './find-files.ts';
import { originalOf } from './map-file.ts';
import { listSources, readSource, type Source } from './source.ts';
import { cell, readerOf } from './tables.ts';

/** Rows that are looked at for an example of each column, and how much of it is shown. */
const exampleRowsMax = 20;
const exampleLengthMax = 60;

type Fit = UploadView['sources'][number];

/** The files of a folder, their columns with an example of each, and as what they could be read. */
export async function describeFiles(folder: string): Promise<UploadView['files']> {
  const plainTables = readSource('generic').tables;
  const { connection, close } = await openDuckdb(openFolder(folder), {});
  try {
    const described: UploadView['files'] = [];
    for (const name of readdirSync(folder).toSorted()) {
      const columns = [...columnsOf(join(folder, name))];
      const suggestion =
        columns.length === 0 ? null : suggestTable((table) => plainTables[table]?.columns ?? [], columns);
      described.push({
        name,
        bytes: statSync(join(folder, name)).size,
        columns,
        examples: columns.length === 0 ? [] : await examplesOf(connection, join(openFolder(folder), name)),
        mappedFrom: originalOf(folder, name),
        suggestion: suggestion === null ? null : { table: suggestion.table, columns: { ...suggestion.columns } },
      });
    }
    return described;
  } finally {
    close();
  }
}

async function examplesOf(connection: DuckDBConnection, file: string): Promise<string[]> {
  try {
    const { reader, columns } = await readerOf(connection, file);
    const read = await connection.runAndReadAll(
      `select ${columns.map(cell).join(', ')} from ${reader} limit ${exampleRowsMax}`,
    );
    const rows = read.getRows();
    return columns.map((_, at) => {
      const shown = rows.map((row) => row[at]).find((text) => typeof text === 'string') ?? '';
      return shown.slice(0, exampleLengthMax);
    });
  } catch {
    // A broken file is named by the import itself.
    return [];
  }
}

/** Every source with whether it fits, the best first: the one that leaves the fewest files unread. */
export function recogniseSources(folder: string): UploadView['sources'] {
  return listSources()
    .map((name) => fitOf(readSource(name), openFolder(folder)))
    .toSorted((a, b) => Number(b.fits) - Number(a.fits) || a.unreadFiles.length - b.unreadFiles.length);
}

function fitOf(source: Source, folder: string): Fit {
  const options = Object.entries(source.options).map(([name, option]) => ({
    name,
    explain: option.explain,
    default: option.default,
    values: option.values ?? null,
  }));
  const told = { source: source.name, title: source.title ?? source.name, summary: source.summary, options };
  try {
    const { byTable, unread } = findFiles(source, folder);
    const read = [...byTable.values()].flat();
    const foreign = Object.entries(source.tables).flatMap(([name, table]) =>
      (byTable.get(name) ?? []).filter((file) => !sharesColumns(table.columns, columnsOf(file))),
    );
    if (foreign.length > 0) {
      const names = foreign.map((file) => basename(file)).join(', ');
      return { ...told, fits: false, reason: `${names} has none of the columns it reads`, unreadFiles: [...unread] };
    }
    const names = read.map((file) => basename(file)).join(', ');
    return { ...told, fits: true, reason: `Its files are here: ${names}`, unreadFiles: [...unread] };
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    // The path of the folder is nothing to the one who dropped the files.
    const reason = error.message.replace(/, and the folder .* does not hold (it|them)$/, '');
    return { ...told, fits: false, reason, unreadFiles: readdirSync(folder).toSorted() };
  }
}

function sharesColumns(declared: readonly string[], present: readonly string[]): boolean {
  const known = new Set(present.map((column) => column.trim().toLowerCase()));
  return declared.length === 0 || known.size === 0 || declared.some((column) => known.has(column.toLowerCase()));
}

/** None where a file does not name them at its beginning, or cannot be read: the import says why. */
function columnsOf(file: string): readonly string[] {
  if (!/\.csv(\.gz)?$/.test(file)) return [];
  try {
    return readCsvHeader(file).columns;
  } catch (error) {
    if (error instanceof ImportFault) return [];
    throw error;
  }
}
