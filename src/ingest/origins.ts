/** Which rows of which files a refused fact came from, as its source tells. */
import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { originsMax, type RunView } from '../api/intake.ts';
import { named, openDuckdb, quoted } from './duckdb.ts';
import { findFiles, openFolder } from './find-files.ts';
import { numbered, rawCell } from './numbered.ts';
import type { Source, Table } from './source.ts';
import { cell, plain, readerOfTable } from './tables.ts';

type RefusedRow = RunView['refusedRows'][number];
type Way = Table['origins'][number];
export type Origin = RefusedRow['origins'][number];

interface Traced {
  readonly row: number;
  readonly origin: Origin;
  /** How much of the fact's name the row answers to: the row that it is made of answers to more than a sibling. */
  readonly answersTo: number;
  readonly isDoubtful: boolean;
}

/** The origins of each refused row, by its number, the likeliest to be at fault first. */
export async function findOrigins(
  source: Source,
  folder: string,
  refused: readonly RefusedRow[],
): Promise<ReadonlyMap<number, readonly Origin[]>> {
  const traced: Traced[] = [];
  const path = openFolder(folder);
  const { byTable } = findFiles(source, path);
  const { connection, close } = await openDuckdb(path, {});
  try {
    for (const [name, table] of refused.length === 0 ? [] : Object.entries(source.tables)) {
      for (const file of byTable.get(name) ?? []) {
        for (const way of table.origins) traced.push(...(await tracedIn(connection, table, file, way, refused)));
      }
    }
  } finally {
    close();
  }
  const byRow = new Map<number, Traced[]>();
  for (const one of traced) {
    const known = byRow.get(one.row);
    if (known === undefined) byRow.set(one.row, [one]);
    else known.push(one);
  }
  return new Map(refused.map((one) => [one.row, likeliestOf(one, byRow.get(one.row) ?? [])]));
}

function likeliestOf(refused: RefusedRow, traced: readonly Traced[]): readonly Origin[] {
  const mentions = ({ cells }: Origin) => Number(cells.some(({ column }) => isMentioned(refused, column)));
  return traced
    .toSorted(
      (a, b) =>
        b.answersTo - a.answersTo ||
        Number(b.isDoubtful) - Number(a.isDoubtful) ||
        mentions(b.origin) - mentions(a.origin),
    )
    .slice(0, originsMax)
    .map(({ origin }) => origin);
}

function isMentioned({ field, reason, remedy }: RefusedRow, column: string): boolean {
  const words = `${field ?? ''} ${reason} ${remedy}`.toLowerCase().split(/[^a-z0-9_]+/);
  return words.includes(plain(column));
}

/** The rows of one file that answer to the name of a refused fact, or to its beginning up to a blank; the longest match counts. */
async function tracedIn(
  connection: DuckDBConnection,
  table: Table,
  file: string,
  way: Way,
  refused: readonly RefusedRow[],
): Promise<readonly Traced[]> {
  const { reader, columns } = await readerOfTable(connection, table, file);
  const cells = new Map(columns.map((column, at) => [plain(column), cell(rawCell(at))]));
  const own = table.columns.map((column) => `${cells.get(plain(column)) ?? 'null::varchar'} as ${named(column)}`);
  const isWrong = `case asked.field ${[...cells].map(([name, text]) => `when ${quoted(name)} then ${text}`).join(' ')} end = asked.value`;
  const values = refused.flatMap(({ row, customerId, sourceId, field, value }) =>
    beginningsOf(sourceId).map((name) => {
      const texts = [name, customerId, field ?? '', String(value)];
      return `(${row}, ${texts.map(quoted).join(', ')})`;
    }),
  );
  const raw = columns.map((_, at) => rawCell(at));
  const read = await connection.runAndReadAll(
    `with read as (select *, ${own.join(', ')} from (${numbered(table, reader, columns)})),
     told as (
       select line, ${raw.join(', ')}, coalesce((${way.named})::varchar, '') as troth_name,
         ${way.customer === undefined ? 'null' : `coalesce((${way.customer})::varchar, '')`}::varchar as troth_customer,
         coalesce((${way.doubt ?? 'false'}), false) as troth_doubt
       from read
     )
     select asked.row, told.line, length(asked.name), troth_doubt or coalesce(${isWrong}, false) as doubtful,
       to_json(list_value(${raw.map((text) => `coalesce(${text}::varchar, '')`).join(', ')}))::varchar
     from told join (values ${values.join(', ')}) as asked(row, name, customer, field, value)
       on told.troth_name = asked.name
     where coalesce(told.troth_customer = asked.customer, true)
     qualify rank() over (partition by asked.row order by length(asked.name) desc) = 1
       and row_number() over (partition by asked.row order by length(asked.name) desc, doubtful desc, told.line) <= ${originsMax}
     order by asked.row, doubtful desc, told.line`,
  );
  return read.getRows().map(([row, line, answersTo, isDoubtful, texts]) => {
    const written = JSON.parse(String(texts)) as readonly string[];
    return {
      row: Number(row),
      answersTo: Number(answersTo),
      isDoubtful: isDoubtful === true,
      origin: {
        file: basename(file),
        line: Number(line),
        cells: columns.map((column, at) => ({ column, text: written[at] ?? '' })),
      },
    };
  });
}

/** `O-1 move 2`: itself, `O-1 move` and `O-1`. */
function beginningsOf(sourceId: string): readonly string[] {
  const words = sourceId.split(' ');
  return words.map((_, at) => words.slice(0, words.length - at).join(' '));
}
