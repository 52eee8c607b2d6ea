/** Makes one of our plain tables of a file of any columns. The file itself is kept, so that it can be mapped anew. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mapping } from '../api/intake.ts';
import { mappedTables } from '../api/mapping.ts';
import { named, openDuckdb, quoted } from './duckdb.ts';
import { faultOf, ImportFault } from './fault.ts';
import { openFolder } from './find-files.ts';
import { readSource } from './source.ts';
import { cell, readerOf } from './tables.ts';

/** Days and times as they are written where the year does not come first. */
const dayFormats = {
  'year-first': ['%Y/%m/%d', '%Y.%m.%d', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y/%m/%d %H:%M:%S', '%Y/%m/%d %H:%M'],
  'day-first': ['/', '.', '-'].flatMap((mark) => timesOf(`%d${mark}%m${mark}%Y`)),
  'month-first': ['/', '.', '-'].flatMap((mark) => timesOf(`%m${mark}%d${mark}%Y`)),
} as const satisfies Record<Mapping['days'], readonly string[]>;

/** Reads a file of an upload as one of our tables. Throws an ImportFault that names the field at fault, and then leaves everything as it was. */
export async function mapFile(folder: string, asked: Omit<Mapping, 'uploadId'>): Promise<void> {
  const { file, table } = asked;
  const target = `${table}.csv`;
  const path = openFolder(dirname(folder));
  if (!readdirSync(folder).includes(file)) {
    throw new ImportFault(`There is no file “${file}” in this upload`, `It holds ${readdirSync(folder).join(', ')}.`);
  }
  if (originalOf(folder, file) !== null) {
    throw new ImportFault(`${file} was mapped already`, 'Put its original back first, and map that.');
  }
  if (file !== target && existsSync(join(folder, target))) {
    throw new ImportFault(
      `${target} is here already`,
      'Import one after the other, or put the rows of both into one file.',
    );
  }
  const { connection, close } = await openDuckdb(path, {});
  const fresh = join(path, 'mapped.csv');
  try {
    const { reader, columns } = await readerOf(connection, join(path, 'files', file));
    const selected = selectedFields(asked, columns);
    await connection.run(
      `copy (select ${selected.join(', ')} from (select row_number() over () as troth_row, * from ${reader}) order by troth_row)
       to ${quoted(fresh)} (format csv, header)`,
    );
  } catch (error) {
    throw faultOf(error, file);
  } finally {
    close();
  }
  const keep = originalsOf(folder, target);
  mkdirSync(keep, { recursive: true });
  renameSync(join(folder, file), join(keep, file));
  renameSync(fresh, join(folder, target));
}

/** Puts the file back that a mapped one was made from. */
export function unmapFile(folder: string, file: string): void {
  const original = readdirSync(folder).includes(file) ? originalOf(folder, file) : null;
  if (original === null)
    throw new ImportFault(`“${file}” was not made by mapping`, 'Drop the file again to start anew.');
  rmSync(join(folder, file));
  renameSync(join(originalsOf(folder, file), original), join(folder, original));
}

/** The file that a mapped one was made from, or null where it came as it is. */
export function originalOf(folder: string, file: string): string | null {
  const kept = originalsOf(folder, file);
  return existsSync(kept) ? (readdirSync(kept)[0] ?? null) : null;
}

function originalsOf(folder: string, target: string): string {
  return join(dirname(folder), 'originals', target);
}

function selectedFields(asked: Omit<Mapping, 'uploadId'>, columns: readonly string[]): string[] {
  const { file, table, columns: chosen, texts, areNumbered, days } = asked;
  const fields = readSource('generic').tables[table]?.columns ?? [];
  const key = mappedTables.find((one) => one.table === table)?.key ?? null;
  const unknownField = [...Object.keys(chosen), ...Object.keys(texts)].find((field) => !fields.includes(field));
  if (unknownField !== undefined) {
    throw new ImportFault(`${table} has no field “${unknownField}”`, `Its fields are ${fields.join(', ')}.`);
  }
  const unknownColumn = Object.values(chosen).find((column) => !columns.includes(column));
  if (unknownColumn !== undefined) {
    throw new ImportFault(`${file} has no column “${unknownColumn}”`, `Its columns are ${columns.join(', ')}.`);
  }
  if (chosen['customer'] === undefined) {
    throw new ImportFault('No column says which customer it is about', 'Choose the column for the field customer.');
  }
  if (key !== null && chosen[key] === undefined && !areNumbered) {
    throw new ImportFault(`No column names each ${key}`, `Choose the column for the field ${key}, or number the rows.`);
  }
  const stem = file.replace(/\..*$/, '').replaceAll(/[^A-Za-z0-9]+/g, '-');
  return fields.flatMap((field) => {
    const column = chosen[field];
    if (column !== undefined) return [`${valueOf(field, column, days)} as ${named(field)}`];
    const text = texts[field];
    if (text !== undefined) return [`${quoted(text)} as ${named(field)}`];
    return areNumbered && field === key ? [`${quoted(`${stem}-`)} || troth_row as ${named(field)}`] : [];
  });
}

/** The cell; of a day or a time the one way of writing it that our tables know. What cannot be read stays, to be refused. */
function valueOf(field: string, column: string, days: Mapping['days']): string {
  const text = cell(column);
  if (!/_on$|^due$|^since$/.test(field)) return text;
  const parsed = `try_strptime(${text}, [${dayFormats[days].map(quoted).join(', ')}])`;
  const written = `case when contains(${text}, ':') then strftime(${parsed}, '%Y-%m-%dT%H:%M') else strftime(${parsed}, '%Y-%m-%d') end`;
  return `coalesce(${written}, ${text})`;
}

function timesOf(day: string): readonly string[] {
  return ['', ' %H:%M', ' %H:%M:%S', ', %H:%M', ' %I:%M %p', ' %I:%M:%S %p'].map((time) => day + time);
}
