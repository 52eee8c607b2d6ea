/**
 * A document's figures as CSV (RFC 4180) for machines. The writer is our own few lines: csv-stringify's types bring Node
 * into the pure compile, and it can't tell a negative number from a formula.
 */
import type { Content, Document, Equation, Facts, Table, Value } from './document.ts';
import { inlines, loneFigure } from './document.ts';
import { isNumeric, plainText, rawValue, type RawValue } from './show-value.ts';
import { barsTable } from './table-shape.ts';

/** What a cell of a CSV file holds: text, which a spreadsheet must not run, or a number, which it must not quote. */
type Field = string | { readonly number: string };

interface RawCell extends RawValue {
  readonly numeric: boolean;
}

const longColumns = ['section', 'row', 'column', 'value', 'low', 'high', 'count', 'unit'];
/** What spreadsheets take for a formula, also in full width and after a line break. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Every fact, table, chart and balance of a document as one long CSV: one line per cell, with interval, count and unit.
 * Shares and trust are parts of one, money is in major units, instants are ISO 8601. Sentences are left out.
 */
export function renderCsv(document: Document): string {
  const lines: Field[][] = [longColumns];
  let section = document.title;
  for (const block of document.blocks) {
    if (block.kind === 'heading') section = block.text;
    if (block.kind === 'facts') lines.push(...factLines(block, section));
    if (block.kind === 'table') lines.push(...longTableLines(block));
    if (block.kind === 'bars') lines.push(...longTableLines(barsTable(block)));
    if (block.kind === 'equation') lines.push(...equationLines(block));
  }
  return csv(lines);
}

/** One table as CSV with its own columns. Where cells have them, the interval, the count and the unit follow as columns. */
export function tableToCsv(table: Table): string {
  const rows = table.total === undefined ? table.rows : [...table.rows, table.total];
  const columns = table.columns.map((title, index) => {
    const cells = rows.map((row) => rawCell(row[index] ?? ''));
    const hasUnits = rows.some((row) => unitKinds.has(loneFigure(row[index])?.value.kind));
    return { title, cells, extras: extrasOf(cells, hasUnits) };
  });
  const head = columns.flatMap(({ title, extras }) => [
    title,
    ...extras.map((extra) => `${title} ${extraTitles[extra]}`),
  ]);
  const lines = rows.map((_, index) =>
    columns.flatMap(({ cells, extras }): readonly Field[] => {
      const cell = cells[index];
      if (cell === undefined) return [];
      return [valueField(cell), ...extras.map((extra) => (extra === 'unit' ? cell.unit : { number: cell[extra] }))];
    }),
  );
  return csv([head, ...lines]);
}

/** One record as a line of CSV: numbers and truths as they are, lists with a semicolon between, nothing for null. */
export function recordToCsv(values: readonly unknown[]): string {
  return csv([values.map(recordField)]);
}

function recordField(value: unknown): Field {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return { number: String(value) };
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(';');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Extra = 'low' | 'high' | 'count' | 'unit';
const extraTitles: Readonly<Record<Extra, string>> = { low: 'low', high: 'high', count: 'n', unit: 'unit' };
/** Values that mean nothing without their unit: currency, seconds, hours. */
const unitKinds: ReadonlySet<Value['kind'] | undefined> = new Set(['money', 'duration', 'measure'] as const);

function extrasOf(cells: readonly RawCell[], hasUnits: boolean): readonly Extra[] {
  const present = (['low', 'high', 'count'] as const).filter((extra) => cells.some((cell) => cell[extra] !== ''));
  return hasUnits ? [...present, 'unit'] : present;
}

function factLines({ rows }: Facts, section: string): readonly Field[][] {
  return rows.map(({ label, value }) => longLine({ section, row: label, column: 'value' }, value));
}

function longTableLines(table: Table): readonly Field[][] {
  const rows = table.total === undefined ? table.rows : [...table.rows, table.total];
  return rows.flatMap(([name = '', ...cells]) =>
    cells.flatMap((cell, index) => {
      const column = table.columns[index + 1] ?? '';
      return cell === '' ? [] : [longLine({ section: table.name, row: plainText(name), column }, cell)];
    }),
  );
}

function equationLines({ name, total, terms }: Equation): readonly Field[][] {
  return [
    longLine({ section: name, row: plainText(total.label), column: 'total' }, total.figure),
    ...terms.map(({ label, figure, sign }) =>
      longLine({ section: name, row: plainText(label), column: sign === '-' ? 'subtracted' : 'added' }, figure),
    ),
  ];
}

function longLine(place: { section: string; row: string; column: string }, content: Content): Field[] {
  const cell = rawCell(content);
  const evidence = [{ number: cell.low }, { number: cell.high }, { number: cell.count }];
  return [place.section, place.row, place.column, valueField(cell), ...evidence, cell.unit];
}

function rawCell(content: Content): RawCell {
  const only = loneFigure(content);
  if (only !== undefined) return { ...rawValue(only.value), numeric: isNumeric(only.value) };
  const none = { low: '', high: '', count: '', numeric: false };
  const [piece, ...others] = inlines(content);
  const badge = typeof piece === 'object' && piece.kind === 'state' && others.length === 0 ? piece : undefined;
  if (badge !== undefined) return { ...none, value: badge.state, unit: 'state' };
  return { ...none, value: plainText(content), unit: '' };
}

function valueField(cell: RawCell): Field {
  return cell.numeric ? { number: cell.value } : cell.value;
}

function csv(lines: readonly (readonly Field[])[]): string {
  return lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('');
}

function csvField(field: Field): string {
  if (typeof field !== 'string') return field.number;
  const harmless = formulaStart.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
