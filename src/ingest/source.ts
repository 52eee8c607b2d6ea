/** A source: a folder with one SELECT for each kind of event, the tables it reads, and what it assumes. No code per source. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type AnyKind, eventKinds, kindOf } from '../domain/catalogue.ts';
import { ImportFault } from './fault.ts';

/** The sources that come with the program. */
export const shippedSources = fileURLToPath(new URL('../../sources', import.meta.url));

const Name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const SqlName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,59}$/);
const optionLengthMax = 100;

/** Which rows of a table a fact was made from, in SQL over the table's own columns. */
const Origin = z.strictObject({
  /** What the row's facts are called, or how their source_ids begin, up to a blank. */
  named: z.string().min(1),
  /** The customer of the row's facts, where the name alone leaves it open. */
  customer: z.string().min(1).optional(),
  /** Whether the row is likely to be at fault, where a fact is made from many. */
  doubt: z.string().min(1).optional(),
});

const Table = z
  .strictObject({
    /** A file of the data folder; `*` stands for any characters. Also found as .csv.gz, .parquet or .json. */
    file: z.string().regex(/^[A-Za-z0-9_*][A-Za-z0-9_.*-]{0,119}\.(csv|csv\.gz|parquet|json|txt)$/),
    /** How a text file is written. Words: no heading, values divided by blanks, in the order of the columns. */
    layout: z.enum(['headed', 'words']).default('headed'),
    optional: z.boolean().default(false),
    /** Columns that the SELECTs use. One that a file lacks is NULL. */
    columns: z.array(SqlName).min(1).default([]),
    /** Whether a column that is not declared is a fault, so that a misspelt heading is not lost in silence. */
    onlyThese: z.boolean().default(false),
    /** How a refused fact is traced to rows that can be mended: every way in which it may have come from this table. */
    origins: z.array(Origin).default([]),
  })
  .refine((table) => (!table.optional && table.layout === 'headed') || table.columns.length > 0, {
    error: 'a table that is optional, or has no heading, has to declare its columns',
  })
  .refine((table) => table.file.endsWith('.txt') === (table.layout === 'words'), {
    error: 'a file of words ends in .txt, and no other does',
  });
export type Table = z.output<typeof Table>;

const Option = z
  .strictObject({
    /** The values it may take. Left out: any text. */
    values: z.array(z.string().min(1).max(optionLengthMax)).optional(),
    default: z.string().min(1).max(optionLengthMax),
    explain: z.string().min(1),
  })
  .refine((option) => option.values?.includes(option.default) !== false, {
    error: 'the default has to be one of the values',
  });

const SourceFile = z.strictObject({
  name: Name,
  /** What people call it; its name where it has none. */
  title: z.string().min(1).max(60).optional(),
  summary: z.string().min(1).max(400),
  tables: z.record(SqlName, Table),
  /** SELECTs in `views/`, in this order, that the SELECTs of the kinds can read from. */
  views: z.array(SqlName).default([]),
  options: z.record(SqlName, Option).default({}),
});

interface Select {
  /** What it is called in a fault: `olist/promise-made.sql`. */
  readonly place: string;
  readonly sql: string;
}

export interface Source extends z.output<typeof SourceFile> {
  /** What it assumes, in plain words. */
  readonly assumptions: string;
  readonly viewSelects: readonly (Select & { readonly name: string })[];
  readonly kindSelects: readonly (Select & { readonly kind: AnyKind })[];
}

const kindsByFile = new Map(eventKinds.map((kind) => [`${kind.type.replaceAll('.', '-')}.sql`, kindOf(kind.type)]));

/** The names of the sources in a folder of sources, in alphabetical order. */
export function listSources(root: string = shippedSources): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && Name.safeParse(entry.name).success)
    .map((entry) => entry.name)
    .toSorted();
}

/** Reads and checks a source by its name. Throws an ImportFault that lists the sources where there is none of that name, or names the file at fault. */
export function readSource(name: string, root: string = shippedSources): Source {
  const known = listSources(root);
  if (!known.includes(name)) {
    throw new ImportFault(`There is no source “${name}”`, `Use one of these: ${known.join(', ')}.`);
  }
  const folder = join(root, name);
  const described = SourceFile.safeParse(readJson(join(folder, 'source.json'), `${name}/source.json`));
  if (!described.success) {
    throw new ImportFault(`${name}/source.json: ${z.prettifyError(described.error)}`, 'Correct the file.');
  }
  if (described.data.name !== name) {
    throw new ImportFault(
      `${name}/source.json calls itself “${described.data.name}”`,
      'Give it the name of its folder.',
    );
  }
  const select = (file: string): Select => ({
    place: `${name}/${file}`,
    sql: readText(join(folder, file), `${name}/${file}`),
  });
  return {
    ...described.data,
    assumptions: readText(join(folder, 'source.md'), `${name}/source.md`),
    viewSelects: described.data.views.map((view) => ({ name: view, ...select(`views/${view}.sql`) })),
    kindSelects: kindFilesOf(folder, name).map(({ file, kind }) => ({ kind, ...select(file) })),
  };
}

/** Every option of a source with its value: the one given, or the default. Throws an ImportFault for an unknown option or value. */
export function chooseOptions(source: Source, given: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(source.options, name) ? source.options[name] : undefined;
    if (option === undefined) {
      const names = Object.keys(source.options).join(', ');
      throw new ImportFault(
        `The source ${source.name} has no option “${name}”`,
        names === '' ? 'It has no options.' : `Its options are: ${names}.`,
      );
    }
    if (option.values?.includes(value) === false) {
      throw new ImportFault(
        `The option ${name} cannot be “${value}”`,
        `Use one of these: ${option.values.join(', ')}.`,
      );
    }
    if (value === '' || value.length > optionLengthMax) {
      throw new ImportFault(`The option ${name} is empty or too long`, `Give at most ${optionLengthMax} characters.`);
    }
  }
  return Object.fromEntries(
    Object.entries(source.options).map(([name, option]) => [name, given[name] ?? option.default]),
  );
}

function kindFilesOf(folder: string, name: string): { file: string; kind: AnyKind }[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  if (files.length === 0)
    throw new ImportFault(`The source ${name} has no SELECT`, 'Add a file such as purchase-made.sql.');
  return files.toSorted().map((file) => {
    const kind = kindsByFile.get(file);
    if (kind === undefined) {
      throw new ImportFault(
        `${name}/${file} is named after no kind of event`,
        `Name it after one of these: ${[...kindsByFile.keys()].join(', ')}.`,
      );
    }
    return { file, kind };
  });
}

function readJson(path: string, place: string): unknown {
  const text = readText(path, place);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ImportFault(`${place} is no JSON: ${error instanceof Error ? error.message : ''}`, 'Correct the file.');
  }
}

function readText(path: string, place: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ImportFault(
      `${place} is missing`,
      'Add the file: a source is a folder with source.json, source.md and SELECTs.',
    );
  }
}
