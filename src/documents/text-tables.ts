/** Tables and bars for a terminal: columns share the width there is; a table that can't be squeezed is stacked row by row. */
import type { Bars, Content, Row, Table, Value } from './document.ts';
import { loneFigure } from './document.ts';
import { showValue } from './show-value.ts';
import { columnShapes, type ColumnShape } from './table-shape.ts';
import { contentRuns } from './text-content.ts';
import { lineWidth, longestWord, pad, run, wrap, type Line, type Run } from './text-layout.ts';

const gap = 2;
/** A longer word is broken rather than given a wider column. */
const wordWidthMax = 24;
const barWidthMin = 10;
const barWidthMax = 30;

interface TextColumn {
  readonly shape: ColumnShape;
  readonly widthMin: number;
  readonly widthWanted: number;
}

/** A table's lines: its caption, a head, its rows, a total under a rule. Widths in cells. */
export function tableLines(table: Table, width: number): readonly Line[] {
  const caption = wrap([run(table.caption, 'bold')], width);
  if (table.rows.length === 0) return [...caption, ...wrap([run(table.empty, 'dim')], width)];
  const shapes = columnShapes(table);
  const rows = table.total === undefined ? table.rows : [...table.rows, table.total];
  const cells = alignedCells(rows, shapes);
  const columns = shapes.map((shape, index) =>
    measured(
      shape,
      cells.map((row) => row[index] ?? []),
    ),
  );
  const widths = fittedWidths(columns, width - gap * (columns.length - 1));
  if (widths === undefined) return [...caption, ...stacked(rows, shapes, width)];
  const rule: Line = [run('─'.repeat(widths.reduce((sum, each) => sum + each + gap, -gap)), 'dim')];
  const titles = shapes.map((shape) => [run(shape.title, 'dim')]);
  const lines = [...caption, ...rowLines(titles, shapes, widths), rule];
  cells.forEach((row, index) => {
    if (table.total !== undefined && index === cells.length - 1) lines.push(rule);
    lines.push(...rowLines(row, shapes, widths));
  });
  return lines;
}

/** A chart's lines: label, bar with whiskers, number and evidence, note. Widths in cells. */
export function barLines(bars: Bars, width: number): readonly Line[] {
  const caption = wrap([run(bars.caption, 'bold')], width);
  if (bars.rows.length === 0) return [...caption, ...wrap([run(bars.empty, 'dim')], width)];
  const shown = bars.rows.map((bar) => showValue(bar.value));
  const mainWidth = Math.max(...shown.map(({ main, evidence }) => (evidence === '' ? 0 : main.length)), 4);
  const numberWidth = Math.max(
    ...shown.map(({ main, evidence }) => (evidence === '' ? main.length : mainWidth + 1 + evidence.length)),
  );
  const labelWidthMax = width - barWidthMin - numberWidth - 2 * gap;
  const labelWidth = Math.min(labelWidthMax, Math.max(...bars.rows.map((bar) => lineWidth([run(bar.label)]))));
  const barWidth = Math.min(barWidthMax, width - labelWidth - numberWidth - 2 * gap);
  const lines = bars.rows.flatMap((bar) => {
    const number = numberRuns(contentRuns({ kind: 'figure', value: bar.value, opens: bar.opens }), mainWidth);
    const [first = [], ...rest] = wrap([run(bar.label)], labelWidth);
    const chart = [
      ...pad(first, labelWidth),
      run(' '.repeat(gap)),
      ...barRuns(bar.value, barWidth),
      run(' '.repeat(gap)),
    ];
    const line = [...chart, ...number];
    if (bar.note === undefined) return [line, ...rest];
    const withNote = [
      ...pad(line, labelWidth + barWidth + numberWidth + 2 * gap),
      run(' '.repeat(gap)),
      run(bar.note, 'dim'),
    ];
    if (lineWidth(withNote) <= width) return [withNote, ...rest];
    const indent = run(' '.repeat(labelWidth + gap));
    return [
      line,
      ...rest,
      ...wrap([run(bar.note, 'dim')], width - labelWidth - gap).map((noteLine) => [indent, ...noteLine]),
    ];
  });
  return [...caption, ...lines];
}

/** Blocks up to the lower limit, then the whisker with the value on it; without an interval, blocks up to the value. */
function barRuns(value: Value, width: number): readonly Run[] {
  if (value.kind !== 'share' && value.kind !== 'trust') return [run('·'.repeat(width), 'dim')];
  const estimate = value.kind === 'share' ? value.share : value.trust;
  const cell = (fraction: number): number => Math.min(width - 1, Math.max(0, Math.floor(fraction * width)));
  if (value.low === undefined || value.high === undefined) {
    const filled = Math.round(Math.min(1, Math.max(0, estimate)) * width);
    return [run('█'.repeat(filled)), run('·'.repeat(width - filled), 'dim')];
  }
  const [low, point, high] = [cell(value.low), cell(estimate), cell(value.high)];
  const whisker = Array.from({ length: high - low + 1 }, (_, index) => {
    if (low + index === point) return '●';
    if (index === 0) return '├';
    return low + index === high ? '┤' : '─';
  });
  return [run('█'.repeat(low)), run(whisker.join('')), run('·'.repeat(width - high - 1), 'dim')];
}

function alignedCells(rows: readonly Row[], shapes: readonly ColumnShape[]): readonly (readonly Line[])[] {
  const mainWidths = shapes.map((shape, index) => {
    if (!shape.hasEvidence) return 0;
    return Math.max(...rows.map((row) => numberWidth(row[index])));
  });
  return rows.map((row) =>
    shapes.map((shape, index) => {
      const runs = contentRuns(row[index] ?? '');
      return shape.hasEvidence ? numberRuns(runs, mainWidths[index] ?? 0) : runs;
    }),
  );
}

// Words in place of a number, like 'not enough yet', do not push the numbers aside.
function numberWidth(cell: Content | undefined): number {
  const value = loneFigure(cell)?.value;
  return value === undefined || value.kind === 'notEnough' ? 0 : showValue(value).main.length;
}

function numberRuns(runs: readonly Run[], mainWidth: number): readonly Run[] {
  const [number, ...evidence] = runs;
  return number === undefined ? runs : [...pad([number], mainWidth, 'end'), ...evidence];
}

function measured(shape: ColumnShape, cells: readonly Line[]): TextColumn {
  const title = run(shape.title);
  const widest = Math.max(...cells.map(lineWidth));
  const narrowest = shape.numeric ? widest : Math.min(wordWidthMax, Math.max(...cells.map(longestWord)));
  return {
    shape,
    widthMin: Math.max(narrowest, Math.min(wordWidthMax, longestWord([title]))),
    widthWanted: Math.max(widest, lineWidth([title])),
  };
}

/** Widths that fill at most `width`: the widest column gives first. Nothing when even the narrowest do not fit. */
function fittedWidths(columns: readonly TextColumn[], width: number): readonly number[] | undefined {
  const widths = columns.map((column) => column.widthWanted);
  let excess = widths.reduce((sum, each) => sum + each, 0) - width;
  while (excess > 0) {
    const room = columns.map((column, index) => ((widths[index] ?? 0) > column.widthMin ? (widths[index] ?? 0) : 0));
    const widest = Math.max(...room);
    if (widest === 0) return undefined;
    widths[room.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function rowLines(cells: readonly Line[], shapes: readonly ColumnShape[], widths: readonly number[]): readonly Line[] {
  const columns = cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    const fits = lineWidth(cell) <= width;
    return fits ? [cell] : wrap(cell, width);
  });
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, height) =>
    columns.flatMap((lines, index) => {
      const shape = shapes[index];
      const align = shape?.numeric === true && !shape.hasEvidence ? 'end' : 'start';
      const cell = pad(lines[height] ?? [], widths[index] ?? 0, align);
      return index === 0 ? cell : [run(' '.repeat(gap)), ...cell];
    }),
  );
}

/** Each row as a short list under its name, for tables with more columns than the terminal has room for. */
function stacked(rows: readonly Row[], shapes: readonly ColumnShape[], width: number): readonly Line[] {
  const titleWidth = Math.min(wordWidthMax, Math.max(...shapes.slice(1).map((shape) => lineWidth([run(shape.title)]))));
  return rows.flatMap((row, number) => {
    const [name = '', ...others] = row;
    const head: readonly Line[] = wrap(
      contentRuns(name).map((piece) => (piece.style === 'plain' ? { ...piece, style: 'bold' as const } : piece)),
      width,
    );
    const lines = others.flatMap((cell, index) => {
      const titles = wrap([run(shapes[index + 1]?.title ?? '', 'dim')], titleWidth);
      const values = wrap(contentRuns(cell), width - titleWidth - 2 * gap);
      return Array.from({ length: Math.max(titles.length, values.length) }, (_, line) => [
        run(' '.repeat(gap)),
        ...pad(titles[line] ?? [], titleWidth),
        run(' '.repeat(gap)),
        ...(values[line] ?? []),
      ]);
    });
    return number === 0 ? [...head, ...lines] : [[], ...head, ...lines];
  });
}
