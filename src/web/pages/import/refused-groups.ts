/** Refused facts by the row of a file that is shown for them: an order that cannot be read refuses all that it tells. */
import type { RunView } from '../../../api/intake.ts';

export type RefusedRow = RunView['refusedRows'][number];
export type Origin = RefusedRow['origins'][number];

/** What a row of a file goes by on the page. */
export function placeOf({ file, line }: Origin): string {
  return `${file} ${line}`;
}

/** A column as reasons name it. */
export function cellName(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/** Refused facts with the same first row together, in the order in which they were refused. */
export function groupRefused(rows: readonly RefusedRow[]): readonly (readonly [RefusedRow, ...RefusedRow[]])[] {
  const groups = new Map<string, [RefusedRow, ...RefusedRow[]]>();
  for (const refused of rows) {
    const [origin] = refused.origins;
    const key = origin === undefined ? `fact ${refused.row}` : placeOf(origin);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [refused]);
    else group.push(refused);
  }
  return [...groups.values()];
}
