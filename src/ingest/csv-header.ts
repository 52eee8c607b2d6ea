/** Reads the header of a CSV file: its separator and the names of its columns. DuckDB would guess, and guesses a broken file right through. */
import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { ImportFault } from './fault.ts';
import { columnsPerFileMax, headerBytesMax } from './limits.ts';

export interface CsvHeader {
  readonly separator: string;
  /** In the order of the file, each name once: a second `category` is `category_1`, an empty name `column_7`. */
  readonly columns: readonly string[];
}

const separators = [',', ';', '\t', '|'];

/** The header of a CSV file, packed (.gz) or not. Throws an ImportFault for a file that is empty, not UTF-8, or no table. */
export function readCsvHeader(path: string): CsvHeader {
  const line = headerLineOf(path);
  const counted = separators.map((separator) => ({ separator, cells: splitLine(line, separator) }));
  const { separator, cells } = counted.reduce((best, next) => (next.cells.length > best.cells.length ? next : best));
  if (cells.length > columnsPerFileMax) {
    throw new ImportFault(`${basename(path)} has ${cells.length} columns`, `Keep at most ${columnsPerFileMax}.`);
  }
  return { separator, columns: uniqueNames(cells) };
}

function headerLineOf(path: string): string {
  const bytes = firstBytes(path);
  if (bytes.length === 0)
    throw new ImportFault(`${basename(path)} is empty`, 'It needs a line with the names of its columns.');
  if (bytes.includes(0)) {
    throw new ImportFault(`${basename(path)} is no text in UTF-8`, 'Save the file as “CSV UTF-8” and import it again.');
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (!quoted && (text[at] === '\n' || text[at] === '\r')) return text.slice(0, at);
  }
  if (quoted || bytes.length >= headerBytesMax) {
    throw new ImportFault(
      `${basename(path)}, line 1: the header does not end, or a quotation mark in it is not closed`,
      `Write the names of the columns in one line of at most ${headerBytesMax} bytes.`,
    );
  }
  return text;
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(headerBytesMax);
    const bytes = buffer.subarray(0, readSync(file, buffer));
    if (!path.endsWith('.gz')) return bytes;
    // Only the beginning of the packed file is at hand, so its end is allowed to be missing.
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, headerBytesMax);
  } catch {
    throw new ImportFault(
      `${basename(path)} cannot be read`,
      'See that it is a file, and truly packed with gzip if it ends in .gz.',
    );
  } finally {
    closeSync(file);
  }
}

function splitLine(line: string, separator: string): string[] {
  const cells = [''];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells.map((cell) => cell.trim());
}

function uniqueNames(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const wanted = cell === '' ? `column_${index + 1}` : cell;
    let name = wanted;
    for (let again = 1; taken.has(name.toLowerCase()); again++) name = `${wanted}_${again}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
