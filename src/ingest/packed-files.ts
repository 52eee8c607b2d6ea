/** Looks through packed files before they are read: one that is cut short, or unfolds without end, would be read in part and in silence. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { ImportFault } from './fault.ts';
import { lineBytesMax, unpackedBytesFree, unpackedRatioMax } from './limits.ts';

/** Throws an ImportFault for the first packed file that is not whole, or no table. Memory does not grow with the files. */
export async function checkPacked(files: readonly string[]): Promise<void> {
  for (const file of files.filter((name) => name.endsWith('.gz'))) await checkOne(file);
}

async function checkOne(file: string): Promise<void> {
  const bytesMax = Math.max(unpackedBytesFree, (await stat(file)).size * unpackedRatioMax);
  let fault: ImportFault | null = null;
  const end = async (unpacked: AsyncIterable<Buffer>): Promise<void> => {
    fault = await faultIn(unpacked, basename(file), bytesMax);
  };
  try {
    await pipeline(createReadStream(file), createGunzip(), end);
  } catch {
    // A reader that has seen enough also ends the stream early.
    fault ??= new ImportFault(
      `${basename(file)} cannot be read: it does not unpack to its end`,
      'See that it is a whole file, truly packed with gzip; copy or pack it again.',
    );
  }
  if (fault !== null) throw fault;
}

async function faultIn(unpacked: AsyncIterable<Buffer>, name: string, bytesMax: number): Promise<ImportFault | null> {
  let bytes = 0;
  let lineBytes = 0;
  for await (const chunk of unpacked) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      return new ImportFault(
        `${name} unpacks to more than ${unpackedRatioMax} times its size, as no table does`,
        'See what is in it; unpack it yourself if it is what you mean to import.',
      );
    }
    const first = chunk.indexOf('\n');
    lineBytes += first === -1 ? chunk.length : first;
    if (lineBytes > lineBytesMax) {
      return new ImportFault(
        `${name}: a line is longer than ${lineBytesMax} bytes`,
        'Look for a quotation mark that is never closed, or shorten the cell.',
      );
    }
    if (first !== -1) lineBytes = chunk.length - chunk.lastIndexOf('\n') - 1;
  }
  return null;
}
