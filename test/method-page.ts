/** The pages of the method as tables, so that tests can compute their numbers again. */
import { readFileSync } from 'node:fs';

export type Row = readonly string[];

/** The rows of the one table of a page whose columns begin with these names. */
export function tableOf(page: string, ...columns: readonly string[]): readonly Row[] {
  const lines = readFileSync(new URL(`../docs/method/${page}.md`, import.meta.url), 'utf8').split('\n');
  const cellsOf = (line: string): Row =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  const heads = lines.flatMap((line, index) => {
    const isHead = lines[index + 1]?.startsWith('|---') === true;
    return isHead && columns.every((column, place) => cellsOf(line)[place] === column) ? [index] : [];
  });
  const [head] = heads;
  if (head === undefined || heads.length > 1)
    throw new Error(`${page} has ${heads.length} tables of ${columns.join()}`);
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
  return lines.slice(head + 2, end).map(cellsOf);
}

/** Numbers as a page prints them: each with as many digits as its cell has. */
export function printed(row: Row, ...values: readonly (number | null)[]): Row {
  return values.map((value, index) => value?.toFixed(row[index]?.split('.')[1]?.length ?? 0) ?? '');
}
