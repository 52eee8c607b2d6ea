/** Which row of which file a refused fact came from, and the writing of other cells into such rows. */
import { renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RunView } from '../api/intake.ts';
import { openDuckdb, named, quoted } from './duckdb.ts';
import { findFiles, openFolder } from './find-files.ts';
import type { Source } from './source.ts';
import { cell, plain, readerOf } from './tables.ts';

type RefusedRow = RunView['refusedRows'][number];
export type Origin = NonNullable<RefusedRow['origin']>;

/**
 * The origin of each refused row, by its number. A source tells it where a table is named after what it holds
 * (`promises`), has the columns `customer` and `promise`, and its facts are named `promise P-1 …`.
 */
export async function findOrigins(
  source: Source,
  folder: string,
  refused: readonly RefusedRow[],
): Promise<ReadonlyMap<number, Origin>> {
  const found = new Map<number, Origin>();
  const path = openFolder(folder);
  const { byTable } = findFiles(source, path);
  const { connection, close } = await openDuckdb(path, {});
  try {
    for (const [table, files] of byTable) {
      const asked = refused.filter(({ sourceId }) => [table, table.replace(/s$/, '')].includes(nounOf(sourceId)));
      for (const file of asked.length === 0 ? [] : files.filter(isCsv)) {
        for (const [row, origin] of await originsIn(connection, file, asked)) found.set(row, origin);
      }
    }
  } finally {
    close();
  }
  return found;
}

/** Writes cells into rows of the files of a folder. Each file is replaced as a whole, or left as it is. */
export async function writeCells(
  folder: string,
  changes: readonly { readonly origin: Origin; readonly cells: Readonly<Record<string, string>> }[],
): Promise<void> {
  const path = openFolder(dirname(folder));
  const { connection, close } = await openDuckdb(path, {});
  try {
    for (const file of new Set(changes.map(({ origin }) => origin.file))) {
      await rewriteFile(
        connection,
        join(path, basename(folder), file),
        changes.filter(({ origin }) => origin.file === file),
      );
    }
  } finally {
    close();
  }
}

async function originsIn(
  connection: DuckDBConnection,
  file: string,
  asked: readonly RefusedRow[],
): Promise<ReadonlyMap<number, Origin>> {
  const { reader, columns } = await readerOf(connection, file);
  const noun = nounOf(asked[0]?.sourceId ?? '');
  const names = columns.map(plain);
  const customer = names.indexOf('customer');
  const key = names.indexOf(noun);
  if (customer < 0) return new Map();
  const wrong = `case asked.field ${names.map((name, at) => `when ${quoted(name)} then ${cell(`c${at}`)}`).join(' ')} end`;
  const same = `starts_with(asked.source_id, ${quoted(`${noun} `)} || ${cell(`c${key}`)} || ' ')`;
  // Without a key of its own a row is known by the cell that was refused.
  const condition = noun === 'customer' ? 'true' : key < 0 ? `${wrong} = asked.value` : same;
  const values = asked.map(
    ({ row, customerId, sourceId, field, value }) =>
      `(${row}, ${quoted(customerId.replace(/^cus_/, ''))}, ${quoted(sourceId)}, ${quoted(field ?? '')}, ${quoted(String(value))})`,
  );
  const found = await connection.runAndReadAll(
    `select asked.row, file.line, to_json(list_value(${columns.map((_, at) => `coalesce(c${at}, '')`).join(', ')}))::varchar
     from (${numbered(reader, columns)}) as file
     join (values ${values.join(', ')}) as asked(row, asked_customer, source_id, field, value)
       on ${cell(`c${customer}`)} = asked.asked_customer and ${condition}
     order by asked.row, coalesce(${wrong} = asked.value, false), file.line`,
  );
  return new Map(
    found.getRows().map(([row, line, texts]) => {
      const cells = JSON.parse(String(texts)) as readonly string[];
      return [
        Number(row),
        {
          file: basename(file),
          line: Number(line),
          cells: columns.map((column, index) => ({ column, text: cells[index] ?? '' })),
        },
      ];
    }),
  );
}

async function rewriteFile(
  connection: DuckDBConnection,
  file: string,
  changes: readonly { readonly origin: Origin; readonly cells: Readonly<Record<string, string>> }[],
): Promise<void> {
  const { reader, columns } = await readerOf(connection, file);
  const joins: string[] = [];
  const selected = columns.map((column, at) => {
    const changed = changes.filter(({ cells }) => Object.hasOwn(cells, column));
    if (changed.length === 0) return `c${at} as ${named(column)}`;
    const values = changed.map(({ origin, cells }) => `(${origin.line}, ${quoted(cells[column] ?? '')})`);
    joins.push(`left join (values ${values.join(', ')}) as n${at}(line, text) on n${at}.line = file.line`);
    return `coalesce(n${at}.text, c${at}) as ${named(column)}`;
  });
  const fresh = join(dirname(dirname(file)), 'corrected.csv');
  const packed = file.endsWith('.gz') ? ', compression gzip' : '';
  await connection.run(
    `copy (select ${selected.join(', ')} from (${numbered(reader, columns)}) as file
     ${joins.join('\n')} order by file.line) to ${quoted(fresh)} (format csv, header${packed})`,
  );
  renameSync(fresh, file);
}

/** The rows of a file as a spreadsheet counts them, below the headings; its columns are c0, c1 and so on. */
function numbered(reader: string, columns: readonly string[]): string {
  return `select row_number() over () + 1 as line, ${columns.map((column, at) => `${named(column)} as c${at}`).join(', ')} from ${reader}`;
}

function isCsv(file: string): boolean {
  return /\.csv(\.gz)?$/.test(file);
}

function nounOf(sourceId: string): string {
  return sourceId.split(' ', 1)[0] ?? '';
}
