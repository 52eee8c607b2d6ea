/** Rows as the text format of COPY: https://www.postgresql.org/docs/15/sql-copy.html, "Text Format". */

/** Bytes handed over at once, unless a single row has more. */
const pieceBytes = 256 * 1024;
/** Bytes that a UTF-16 unit takes in UTF-8 at most. */
const bytesPerUnitMax = 3;

/** Rows as pieces of text, one line a row, in the order of the columns. Objects and lists become JSON. */
export function* copyPieces(rows: readonly object[], columns: readonly string[]): Generator<Buffer> {
  let piece = Buffer.allocUnsafe(pieceBytes);
  let used = 0;
  for (const row of rows) {
    const line = lineOf(row as Readonly<Record<string, unknown>>, columns);
    if (line.length * bytesPerUnitMax > piece.length - used) {
      if (used > 0) yield piece.subarray(0, used);
      piece = Buffer.allocUnsafe(Math.max(pieceBytes, line.length * bytesPerUnitMax));
      used = 0;
    }
    used += piece.write(line, used);
  }
  if (used > 0) yield piece.subarray(0, used);
}

function lineOf(row: Readonly<Record<string, unknown>>, columns: readonly string[]): string {
  let line = '';
  for (let index = 0; index < columns.length; index++) {
    if (index > 0) line += '\t';
    line += valueOf(row[columns[index] ?? '']);
  }
  return `${line}\n`;
}

function valueOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'object') return escaped(JSON.stringify(value));
  return String(value);
}

const special = /[\\\t\n\r]/;
const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  if (!special.test(text)) return text;
  return text.replaceAll(/[\\\t\n\r]/g, (sign) => letters[sign] ?? sign);
}
