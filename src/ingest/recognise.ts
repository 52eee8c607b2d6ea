/** Which sources read a folder of files, by the names of the files and of their columns. */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { UploadView } from '../api/intake.ts';
import { readCsvHeader } from './csv-header.ts';
import { ImportFault } from './fault.ts';
import { findFiles, openFolder } from './find-files.ts';
import { listSources, readSource, type Source } from './source.ts';

type Fit = UploadView['sources'][number];

/** The files of a folder with their columns, as far as they can be told without reading them. */
export function describeFiles(folder: string): UploadView['files'] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, bytes: statSync(join(folder, name)).size, columns: [...columnsOf(join(folder, name))] }));
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
  const told = { source: source.name, summary: source.summary, options };
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
