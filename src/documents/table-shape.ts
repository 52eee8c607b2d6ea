/** What the renderers need to know about a table's columns before they can line them up. */
import type { Bars, Content, Table } from './document.ts';
import { figure, loneFigure } from './document.ts';
import { isNumeric, showValue } from './show-value.ts';

export interface ColumnShape {
  readonly title: string;
  /** Every cell is a number: digits stand under digits. */
  readonly numeric: boolean;
  /** Some cell has an interval or a count, which get a column of their own so that the numbers still line up. */
  readonly hasEvidence: boolean;
}

/** The shape of each column, read off its cells. The first column names the rows and is never a column of numbers. */
export function columnShapes(table: Table): readonly ColumnShape[] {
  const rows = table.total === undefined ? table.rows : [...table.rows, table.total];
  return table.columns.map((title, index) => {
    const cells = rows.map((row) => row[index] ?? '').filter((cell) => cell !== '');
    const numeric = index > 0 && cells.length > 0 && cells.every(isNumber);
    return { title, numeric, hasEvidence: numeric && cells.some(hasEvidence) };
  });
}

/** The bars of a chart as a plain table: one row per bar, with its number and its note. */
export function barsTable(bars: Bars): Table {
  const hasNotes = bars.rows.some((bar) => bar.note !== undefined);
  return {
    kind: 'table',
    name: bars.name,
    caption: bars.caption,
    empty: bars.empty,
    columns: hasNotes ? ['', 'value', 'note'] : ['', 'value'],
    rows: bars.rows.map((bar) => {
      const cells = [bar.label, figure(bar.value, bar.opens)];
      return hasNotes ? [...cells, bar.note ?? ''] : cells;
    }),
  };
}

function isNumber(cell: Content): boolean {
  const only = loneFigure(cell);
  return only !== undefined && isNumeric(only.value);
}

function hasEvidence(cell: Content): boolean {
  const only = loneFigure(cell);
  return only !== undefined && showValue(only.value).evidence !== '';
}
