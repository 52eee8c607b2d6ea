/** Lines of a terminal: words with a style, measured in cells, wrapped and aligned. */
import { printable } from './printable.ts';

export type Style = 'plain' | 'bold' | 'dim' | 'underline' | 'good' | 'late' | 'bad';

/** A stretch of text in one style. `whole` keeps it on one line: a number is not broken. */
export interface Run {
  readonly text: string;
  readonly style: Style;
  readonly whole?: boolean;
}

export type Line = readonly Run[];

const styleCodes: Readonly<Record<Style, string>> = {
  plain: '',
  bold: '1',
  dim: '2',
  underline: '4',
  good: '32',
  late: '33',
  bad: '31',
};
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** One cell a character, no marks: nearly all text. Segmenting it would take ten times as long. */
const narrow = /^[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u25fc\u2713\u2715]*$/;

/** A run of printable text: control characters of the source are taken out here, once. */
export function run(text: string, style: Style = 'plain', whole = false): Run {
  return { text: printable(text), style, whole };
}

/** How many cells of a terminal a text fills: two for East Asian wide characters and emoji, none for marks alone. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + graphemeWidth(segment), 0);
}

/** How many cells a line fills. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, piece) => sum + textWidth(piece.text), 0);
}

/** The width of the longest word: the narrowest column that breaks none. */
export function longestWord(runs: readonly Run[]): number {
  return words(runs).reduce((longest, word) => Math.max(longest, lineWidth(word)), 0);
}

/** Runs broken at spaces into lines of at most `width` cells; only a word longer than a line is broken inside. */
export function wrap(runs: readonly Run[], width: number): readonly Line[] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let filled = 0;
  const breakLine = (): void => {
    lines.push(line);
    line = [];
    filled = 0;
  };
  for (const word of words(runs).flatMap((word) => (lineWidth(word) > width ? chunks(word, width) : [word]))) {
    const length = lineWidth(word);
    if (filled > 0 && filled + 1 + length > width) breakLine();
    if (filled > 0) line.push(spaceBetween(line, word));
    line.push(...word);
    filled = lineWidth(line);
  }
  if (line.length > 0 || lines.length === 0) breakLine();
  return lines;
}

/** A line filled with spaces to `width` cells. */
export function pad(line: Line, width: number, align: 'start' | 'end' = 'start'): Line {
  const missing = width - lineWidth(line);
  if (missing <= 0) return line;
  const space = run(' '.repeat(missing));
  return align === 'end' ? [space, ...line] : [...line, space];
}

/** A line as text, with ANSI styles when `color` is set, without spaces at its end. */
export function printLine(line: Line, color: boolean): string {
  const last = line.findLastIndex((piece) => piece.text.trimEnd() !== '');
  return line
    .slice(0, last + 1)
    .map((piece, index) => paint(index === last ? piece.text.trimEnd() : piece.text, piece.style, color))
    .join('');
}

function paint(text: string, style: Style, color: boolean): string {
  const code = styleCodes[style];
  return !color || code === '' || text === '' ? text : `\u001b[${code}m${text}\u001b[0m`;
}

/** A word is what must stay together: pieces with no space between them, perhaps in several styles. */
function words(runs: readonly Run[]): readonly Line[] {
  const found: Run[][] = [];
  let word: Run[] = [];
  const endWord = (): void => {
    if (word.length > 0) found.push(word);
    word = [];
  };
  for (const piece of runs) {
    if (piece.whole === true) word.push(piece);
    else
      for (const part of piece.text.split(/(\s+)/)) {
        if (part === '') continue;
        if (part.trim() === '') endWord();
        else word.push({ text: part, style: piece.style });
      }
  }
  endWord();
  return found;
}

function chunks(word: Line, width: number): readonly Line[] {
  const found: Run[][] = [];
  let chunk: Run[] = [];
  for (const piece of word) {
    for (const { segment } of graphemes.segment(piece.text)) {
      if (lineWidth(chunk) + graphemeWidth(segment) > width && chunk.length > 0) {
        found.push(chunk);
        chunk = [];
      }
      chunk.push({ text: segment, style: piece.style });
    }
  }
  found.push(chunk);
  return found;
}

// A space between two words of one style keeps the style, so that an underline runs through.
function spaceBetween(line: Line, word: Line): Run {
  const before = line.at(-1)?.style ?? 'plain';
  return { text: ' ', style: before === word[0]?.style && before !== 'underline' ? before : 'plain' };
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{M}\u200b-\u200f\u2060\ufeff]+$/u.test(grapheme)) return 0;
  return wide.test(grapheme) || grapheme.includes('\ufe0f') ? 2 : 1;
}
