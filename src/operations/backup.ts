/** The ledger as one file, and back: the lines of an export, packed. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { LedgerFault } from '../ledger/faults.ts';
import { type RestoreOptions, restoreLines } from '../ledger/restore.ts';
import type { Verification } from '../ledger/verify.ts';
import type { Context } from './context.ts';
import { exportJsonLines } from './export.ts';

export interface Backup {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the file: kept elsewhere, it tells whether the file is the one that was written. */
  readonly digest: string;
}

/**
 * Writes every event with its text, every head and every checkpoint into a packed file. Others may write meanwhile. The
 * file appears under its name only when it is complete and on the disk. Fault: `folder_unusable`.
 */
export async function backUp(context: Context, file: string): Promise<Backup> {
  const path = resolve(file);
  const unfinished = `${path}.unfinished`;
  const digest = createHash('sha256');
  try {
    await mkdir(dirname(path), { recursive: true });
    await refuseIfThere(path);
    await pipeline(
      Readable.from(exportJsonLines(context)),
      createGzip(),
      tapped(digest),
      createWriteStream(unfinished),
    );
    const written = await open(unfinished, 'r');
    await written.sync();
    await written.close();
    await rename(unfinished, path);
  } catch (cause) {
    // Where the folder cannot be written there is nothing to remove either.
    await rm(unfinished, { force: true }).catch(() => undefined);
    if (cause instanceof LedgerFault) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new LedgerFault({
      code: code === 'ENOSPC' ? 'storage_full' : 'folder_unusable',
      message: `The backup ${path} cannot be written: ${message}.`,
      remedy: 'Free space there, or give the right to write there, or name another file.',
      cause,
    });
  }
  return { path, bytes: (await stat(path)).size, digest: digest.digest('hex') };
}

async function refuseIfThere(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new LedgerFault({
    code: 'folder_unusable',
    message: `There is a file ${path} already.`,
    remedy: 'Name another file: a backup never replaces one.',
  });
}

function tapped(digest: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(piece: Buffer, _, done) {
      digest.update(piece);
      done(null, piece);
    },
  });
}

/** Longest line of a backup; a longer one is no event of ours. */
const lineLengthMax = 4 * 1024 * 1024;

/**
 * Restores a backup, or an unpacked export, into an empty ledger, verified on the way in. `digest`: refuses a file that
 * is not the one of that digest. Faults: `ledger_not_empty`, `backup_unusable`.
 */
export async function restore(
  context: Context,
  file: string,
  options: { readonly digest?: string | undefined; readonly onProgress?: RestoreOptions['onProgress'] },
): Promise<Verification> {
  const path = resolve(file);
  try {
    if (options.digest !== undefined) await compareDigest(path, options.digest);
    return await restoreLines(context.database, linesOf(path, await isPacked(path)), {
      now: context.now(),
      ...(options.onProgress !== undefined && { onProgress: options.onProgress }),
    });
  } catch (cause) {
    if (cause instanceof LedgerFault) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined || !/^(E[A-Z]+|Z_[A-Z_]+)$/.test(code)) throw cause;
    throw unreadable(path, message, cause);
  }
}

async function compareDigest(path: string, expected: string): Promise<void> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  const found = digest.digest('hex');
  if (found !== expected.trim().toLowerCase()) throw unreadable(path, `its SHA-256 is ${found}, not ${expected}`);
}

async function isPacked(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } finally {
    await file.close();
  }
}

async function* linesOf(path: string, packed: boolean): AsyncGenerator<string> {
  const file = createReadStream(path);
  const input = packed ? file.pipe(createGunzip()) : file;
  // A pipe does not hand on what goes wrong at its start.
  file.on('error', (error) => input.destroy(error));
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const piece of input) {
      const lines = (rest + decoder.write(piece as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > lineLengthMax) throw unreadable(path, `it has a line of more than ${lineLengthMax} characters`);
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    file.destroy();
  }
}

function unreadable(path: string, why: string, cause?: unknown): LedgerFault {
  return new LedgerFault({
    code: 'backup_unusable',
    message: `The backup ${path} cannot be read: ${why}.`,
    remedy: 'Nothing was stored. Take another backup, or the same file from where it was first written.',
    cause,
  });
}
