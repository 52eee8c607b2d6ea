/** A fault of an import: the files or the source are not as they have to be. Nothing was recorded because of it. */
import { basename } from 'node:path';

export class ImportFault extends Error {
  override readonly name = 'ImportFault';
  /** What to do about it. */
  readonly remedy: string;

  constructor(reason: string, remedy: string) {
    super(reason);
    this.remedy = remedy;
  }
}

/** How DuckDB words what is wrong with a line of a CSV file, and how we do. */
const csvFaults: readonly (readonly [RegExp, (found: RegExpMatchArray) => string, string])[] = [
  [
    /unterminated quote/,
    () => 'a quotation mark is not closed, or text follows the closing one',
    'Close it, and write a quotation mark inside a quoted cell twice.',
  ],
  [/not utf-8 encoded/, () => 'the text is not UTF-8', 'Save the file as “CSV UTF-8” and import it again.'],
  [
    /Expected Number of Columns: (\d+) Found: (\d+)/,
    (found) => `${found[2]} cells where the header has ${found[1]}`,
    'Quote cells that contain the separator, and give every row as many cells as the header.',
  ],
  [
    /Maximum line size of (\d+) bytes exceeded/,
    (found) => `the line is longer than ${found[1]} bytes`,
    'Look for a quotation mark that is never closed, or shorten the cell.',
  ],
  [
    /state machine reached an invalid state/,
    () => 'the line endings are mixed, or the quoting is not that of a CSV file',
    'Save the file again as “CSV UTF-8” from a spreadsheet.',
  ],
];

/** Words what DuckDB threw as a fault that names the file and the line, where DuckDB can tell; else `where`, the file being read or run. */
export function faultOf(error: unknown, where: string): ImportFault {
  if (error instanceof ImportFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  const zone = /Unknown TimeZone '(.*?)'/.exec(message)?.[1];
  if (zone !== undefined) {
    return new ImportFault(
      `${where}: there is no time zone “${zone}”`,
      'Use one of the IANA list, like Europe/Berlin.',
    );
  }
  const file = /^\s*file = (.+)$/m.exec(message)?.[1];
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  for (const [pattern, reasonOf, remedy] of csvFaults) {
    const found = message.match(pattern);
    if (found === null || file === undefined) continue;
    const place = line === undefined ? basename(file) : `${basename(file)}, line ${line}`;
    return new ImportFault(`${place}: ${reasonOf(found)}`, remedy);
  }
  const place = file === undefined ? where : basename(file);
  const said = message.split('\n')[0] ?? '';
  const at = /^LINE (\d+): (.+)$/m.exec(message);
  const excerpt = at === null ? '' : ` (line ${at[1]}: ${at[2]?.trim()})`;
  return new ImportFault(
    `${place}: ${said}${excerpt}`,
    'Correct the file it names and import again; nothing was recorded.',
  );
}
