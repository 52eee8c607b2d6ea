/** Tables and bars as HTML: each in a region that scrolls on its own, and can be reached by keyboard. */
import type { Bar, Bars, Content, Row, Table } from './document.ts';
import { figure, loneFigure } from './document.ts';
import { contentHtml, evidenceHtml, numberHtml } from './html-content.ts';
import { escapeHtml } from './html-escape.ts';
import { plainText, showValue } from './show-value.ts';
import { columnShapes, type ColumnShape } from './table-shape.ts';

/** The width of a bar's scale in pixels of its own drawing. */
const scaleWidth = 200;
const barHeight = 16;

/** A table with caption, head, rows and total. `id` must be unique on the page. */
export function tableHtml(table: Table, id: string): string {
  if (table.rows.length === 0) return emptyHtml(table.caption, table.empty);
  const shapes = columnShapes(table);
  const isCards = table.isCards === true;
  const titles = shapes.map((shape) => {
    const span = shape.hasEvidence && !isCards ? ' colspan="2"' : '';
    const side = shape.numeric && (!shape.hasEvidence || isCards) ? ' class="number"' : '';
    return `<th scope="col"${span}${side}>${escapeHtml(shape.title)}</th>`;
  });
  const rows = table.rows.map((row) => rowHtml(row, shapes, isCards)).join('\n');
  const total = table.total === undefined ? '' : `\n<tfoot>\n${rowHtml(table.total, shapes, isCards)}\n</tfoot>`;
  const framed = scrollHtml(
    id,
    `<table${isCards ? ' class="row-cards"' : ''}>
<caption><span id="${id}">${escapeHtml(table.caption)}</span></caption>
<thead><tr>${titles.join('')}</tr></thead>
<tbody>
${rows}
</tbody>${total}
</table>`,
  );
  if (table.isFolded !== true) return framed;
  return `<details class="folded"><summary>${escapeHtml(table.caption)}</summary>
${framed}
</details>`;
}

/** Bars with whiskers, each drawn in its row beside its number: the picture and its table are one. */
export function barsHtml(bars: Bars, id: string): string {
  if (bars.rows.length === 0) return emptyHtml(bars.caption, bars.empty);
  const trusts = bars.rows.some((bar) => bar.value.kind === 'trust');
  const ticks = trusts ? ['0', '.5', '1'] : ['0', '50', '100 %'];
  return scrollHtml(
    id,
    `<table class="bars">
<caption><span id="${id}">${escapeHtml(bars.caption)}</span></caption>
<thead><tr><th scope="col"><span class="hidden">what</span></th><th scope="col" class="scale"><span class="hidden">bar</span>${axisHtml(ticks)}</th><th scope="col" colspan="2"><span class="hidden">value</span></th></tr></thead>
<tbody>
${bars.rows.map(barRowHtml).join('\n')}
</tbody>
</table>`,
  );
}

function barRowHtml(bar: Bar): string {
  const cells = numberCells(figure(bar.value, bar.opens), true);
  const note = bar.note === undefined ? '' : ` <span class="note">${escapeHtml(bar.note)}</span>`;
  return `<tr><th scope="row">${escapeHtml(bar.label)}${note}</th><td class="scale">${barHtml(bar)}</td>${cells}</tr>`;
}

function barHtml({ label, value }: Bar): string {
  const { main, evidence } = showValue(value);
  const title = `<title>${escapeHtml(`${label}: ${main} ${evidence}`.trim())}</title>`;
  const axis = `<path class="axis" d="M0.5 0V${barHeight}M${scaleWidth / 2} 0V${barHeight}M${scaleWidth - 0.5} 0V${barHeight}"/>`;
  const svg = (drawing: string): string =>
    `<svg class="bar" role="img" viewBox="0 0 ${scaleWidth} ${barHeight}" width="${scaleWidth}" height="${barHeight}">${title}${axis}${drawing}</svg>`;
  if (value.kind === 'notEnough') return svg('');
  const length = position(value.kind === 'share' ? value.share : value.trust);
  const fill = `<rect class="fill" x="0" y="4" width="${length}" height="${barHeight - 8}"/>`;
  if (value.low === undefined || value.high === undefined) return svg(fill);
  const [low, high, middle] = [position(value.low), position(value.high), barHeight / 2];
  const whisker = `M${low} ${middle}H${high}M${low} ${middle - 4}v8M${high} ${middle - 4}v8`;
  return svg(`${fill}<path class="halo" d="${whisker}"/><path class="whisker" d="${whisker}"/>`);
}

function axisHtml(ticks: readonly string[]): string {
  return `<span class="ticks" aria-hidden="true">${ticks.map((tick) => `<span>${tick}</span>`).join('')}</span>`;
}

function position(fraction: number): number {
  return Math.round(Math.min(1, Math.max(0, fraction)) * scaleWidth * 10) / 10;
}

function rowHtml(row: Row, shapes: readonly ColumnShape[], isCards: boolean): string {
  const cells = shapes.map((shape, index) => {
    const cell = row[index] ?? '';
    if (index === 0) return `<th scope="row">${contentHtml(cell)}</th>`;
    const only = loneFigure(cell);
    // In a card the number and its evidence are one cell.
    if (isCards)
      return `<td data-title="${escapeHtml(shape.title)}"${shape.numeric && only !== undefined ? ' class="number"' : textClass(cell)}>${contentHtml(cell)}</td>`;
    if (shape.numeric && only !== undefined) return numberCells(only, shape.hasEvidence);
    return `<td${shape.hasEvidence ? ' colspan="2"' : ''}${textClass(cell)}>${contentHtml(cell)}</td>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

// The number and its evidence are two cells under one title, so that digits stand under digits.
function numberCells(cell: ReturnType<typeof figure>, hasEvidence: boolean): string {
  if (!hasEvidence) return `<td class="number">${numberHtml(cell)}</td>`;
  if (cell.value.kind === 'notEnough') return `<td colspan="2" class="no-data">${numberHtml(cell)}</td>`;
  return `<td class="number">${numberHtml(cell)}</td><td class="beside">${evidenceHtml(cell)}</td>`;
}

function textClass(cell: Content): string {
  return plainText(cell).length > 24 ? ' class="words"' : '';
}

function scrollHtml(id: string, inner: string): string {
  return `<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">\n${inner}\n</div>`;
}

function emptyHtml(caption: string, empty: string): string {
  return `<div class="empty">\n<p class="caption">${escapeHtml(caption)}</p>\n<p>${escapeHtml(empty)}</p>\n</div>`;
}
