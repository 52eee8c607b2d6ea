/** The rows of a file by the number of their line, so that one can be shown, and written anew. */
import { named } from './duckdb.ts';
import type { Table } from './source.ts';

/** What the column at a place of the file is called in `numbered`. */
export function rawCell(at: number): string {
  return `troth_c${at}`;
}

/** The rows of a file as a spreadsheet counts them, below headings where it has any; as they are written, blanks and all. */
export function numbered(table: Table, reader: string, columns: readonly string[]): string {
  const headings = table.layout === 'words' ? 0 : 1;
  const cells = columns.map((column, at) => `${named(column)}::varchar as ${rawCell(at)}`);
  return `select row_number() over () + ${headings} as line, ${cells.join(', ')} from ${reader}`;
}
