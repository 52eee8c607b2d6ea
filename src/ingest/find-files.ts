/** Finds the files of a table in the data folder: by name or pattern, packed or not, and never outside the folder. */
import { readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ImportFault } from './fault.ts';
import { filesPerTableMax, unreadFilesMax } from './limits.ts';
import type { Source, Table } from './source.ts';

const shownFilesMax = 20;

/** The data folder under its real path. Throws an ImportFault where it is no folder that can be read. */
export function openFolder(folder: string): string {
  try {
    const path = realpathSync(folder);
    readdirSync(path);
    if (/[*?[\]]/.test(path)) {
      throw new ImportFault(
        `The path of the folder ${path} contains * ? [ or ]`,
        'Rename the folder: they stand for patterns.',
      );
    }
    return path;
  } catch (error) {
    if (error instanceof ImportFault) throw error;
    throw new ImportFault(`The folder ${folder} cannot be read`, 'Name the folder that holds the files to import.');
  }
}

export interface FilesFound {
  /** The files of each table by its name, as full paths in alphabetical order; none for an optional table without a file. */
  readonly byTable: ReadonlyMap<string, readonly string[]>;
  /** What else the folder holds, by name: nothing of it is read. */
  readonly unread: readonly string[];
}

/** Which files of a folder a source reads, and which it does not. Throws an ImportFault for a missing file. */
export function findFiles(source: Source, folder: string): FilesFound {
  const present = readdirSync(folder).toSorted();
  const found = new Map(
    Object.entries(source.tables).map(([name, table]) => [
      name,
      filesOf(table, present).map((file) => insideOnly(folder, file)),
    ]),
  );
  const missing = Object.entries(source.tables).filter(([name]) => found.get(name)?.length === 0);
  const needed = missing.filter(([, table]) => !table.optional);
  if (needed.length > 0 || missing.length === found.size) {
    const files = (needed.length > 0 ? needed : missing)
      .map(([, table]) => table.file)
      .join(needed.length > 0 ? ', ' : ' or ');
    throw new ImportFault(
      `The source ${source.name} needs ${files}, and the folder ${folder} does not hold ${needed.length > 1 ? 'them' : 'it'}`,
      `The folder holds ${present.slice(0, shownFilesMax).join(', ') || 'nothing'}${present.length > shownFilesMax ? ', …' : ''}.`,
    );
  }
  const read = new Set([...found.values()].flat());
  const unread = present.filter((file) => !file.startsWith('.') && !read.has(join(folder, file)));
  return { byTable: found, unread: unread.slice(0, unreadFilesMax) };
}

function filesOf(table: Table, present: readonly string[]): string[] {
  const stem = table.file.replace(/(\.csv\.gz|\.csv|\.parquet|\.json)$/, '');
  for (const candidate of new Set([table.file, `${stem}.csv`, `${stem}.csv.gz`, `${stem}.parquet`, `${stem}.json`])) {
    const pattern = new RegExp(`^${candidate.split('*').map(escaped).join('.*')}$`, 'i');
    const files = present.filter((file) => pattern.test(file));
    if (files.length > filesPerTableMax) {
      throw new ImportFault(
        `${table.file} matches ${files.length} files`,
        `Import at most ${filesPerTableMax} at a time.`,
      );
    }
    if (files.length > 0) return files;
  }
  return [];
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\-]/g, '\\$&');
}

/** A link could lead out of the folder that the caller allowed. */
function insideOnly(folder: string, file: string): string {
  const path = realpathSync(join(folder, file));
  if (path !== join(folder, file) && !path.startsWith(`${folder}${sep}`)) {
    throw new ImportFault(`${file} is a link out of the folder ${folder}`, 'Copy the file into the folder.');
  }
  return path;
}
