/** A document for a terminal: plain lines, aligned columns, no boxes; colour only where it is asked for. */
import type { Block, Content, Document, Equation, Facts, Form, Inline, List, Paragraph } from './document.ts';
import { contentRuns } from './text-content.ts';
import { lineWidth, pad, printLine, run, wrap, type Line, type Run } from './text-layout.ts';
import { barLines, tableLines } from './text-tables.ts';

/** Narrower than this, columns can't be read. */
const widthMin = 80;

/** A document as text of at most `width` cells a line (at least 80), with ANSI styles when `color` is set. Ends in a newline. */
export function renderText(document: Document, options: { width: number; color: boolean }): string {
  const width = Math.max(widthMin, Math.floor(options.width));
  const title = wrap([run(document.title, 'bold')], width);
  const head: Line[] = [...title, [run('═'.repeat(Math.max(...title.map(lineWidth))), 'dim')]];
  if (document.subtitle !== undefined) head.push(...wrap([run(document.subtitle, 'dim')], width));
  const parts = [
    head,
    ...document.blocks.flatMap((block) => (block.kind === 'form' ? [] : [blockLines(block, width)])),
  ];
  return parts.map((lines) => `${lines.map((line) => printLine(line, options.color)).join('\n')}\n`).join('\n');
}

function blockLines(block: Exclude<Block, Form>, width: number): readonly Line[] {
  switch (block.kind) {
    case 'heading':
      return headingLines(block.text, block.level, width);
    case 'paragraph':
      return paragraphLines(block, width);
    case 'facts':
      return factLines(block, width);
    case 'list':
      return listLines(block, width);
    case 'equation':
      return equationLines(block, width);
    case 'table':
      return tableLines(block, width);
    case 'bars':
      return barLines(block, width);
  }
}

function headingLines(text: string, level: 2 | 3, width: number): readonly Line[] {
  const lines = wrap([run(text, 'bold')], width);
  return level === 3 ? lines : [...lines, [run('─'.repeat(Math.max(...lines.map(lineWidth))), 'dim')]];
}

function paragraphLines(block: Paragraph, width: number): readonly Line[] {
  const { detail } = block;
  const below = detail === undefined ? [] : hang([run('  ')], [run(`Method: ${detail}`, 'dim')], width);
  return [...toneLines(block, width), ...below];
}

function toneLines(block: Paragraph, width: number): readonly Line[] {
  const runs = contentRuns(block.text);
  if (block.tone === 'warning') return hang([run('▲ ', 'late')], runs, width);
  if (block.tone === 'note') return wrap(runs.map(dimmed), width);
  if (block.tone === 'lead') return wrap(runs.map(emboldened), width);
  return wrap(runs, width);
}

function factLines(block: Facts, fullWidth: number): readonly Line[] {
  const labelWidth = Math.min(28, Math.max(0, ...block.rows.map((row) => lineWidth([run(row.label)]))));
  return block.rows.flatMap((row) => {
    const width = fullWidth - labelWidth - 2;
    const notes = row.note === undefined ? [] : wrap([run(row.note, 'dim')], width);
    const labels = wrap([run(row.label, 'dim')], labelWidth);
    const values = [...wrap(contentRuns(row.value), width), ...notes];
    return beside(labels, values, labelWidth);
  });
}

function beside(labels: readonly Line[], values: readonly Line[], labelWidth: number): readonly Line[] {
  return Array.from({ length: Math.max(labels.length, values.length) }, (_, index) => [
    ...pad(labels[index] ?? [], labelWidth),
    run('  '),
    ...(values[index] ?? []),
  ]);
}

function listLines(block: List, width: number): readonly Line[] {
  return block.items.flatMap((item) => hang([run('  - ')], contentRuns(item), width));
}

function equationLines(block: Equation, width: number): readonly Line[] {
  const term = (label: Content, figure: Inline): readonly Run[] => {
    const [name = run('')] = contentRuns(label);
    const words = [...contentRuns(label), run(' '), ...contentRuns(figure)];
    return [{ text: words.map((word) => word.text).join(''), style: name.style, whole: true }];
  };
  const runs = [...term(block.total.label, block.total.figure), run(' =', 'dim')];
  block.terms.forEach(({ label, figure, sign = '+' }, index) => {
    if (index > 0 || sign === '-') runs.push(run(sign === '-' ? ' −' : ' +', 'dim'));
    runs.push(run(' '), ...term(label, figure));
  });
  return [...wrap([run(block.caption, 'bold')], width), ...hang([run('  ')], runs, width)];
}

/** Lines that all begin where the first one's words begin, after its mark. */
function hang(mark: Line, runs: readonly Run[], width: number): readonly Line[] {
  const indent = lineWidth(mark);
  return wrap(runs, width - indent).map((line, index) => [
    ...(index === 0 ? mark : [run(' '.repeat(indent))]),
    ...line,
  ]);
}

function dimmed(piece: Run): Run {
  return piece.style === 'plain' ? { ...piece, style: 'dim' } : piece;
}

function emboldened(piece: Run): Run {
  return piece.style === 'plain' ? { ...piece, style: 'bold' } : piece;
}
