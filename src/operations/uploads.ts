/** Files that were handed in: each upload a folder of its own, with limits on files, bytes and age. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Refusal } from '../domain/decision.ts';
import { newId } from '../ledger/ids.ts';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';

export const uploadFilesMax = 50;
export const uploadBytesMax = 1_024 ** 3;
/** Uploads that lie here at once: the newest, for a day. */
const uploadsMax = 20;
const ageMillisecondsMax = 24 * 3_600_000;

const readable = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,113}\.(csv|csv\.gz|parquet|json|txt)$/;

export interface Handed {
  readonly name: string;
  readonly content: Readable;
}

/** The folder of an upload: `files` in it holds what was handed in, and nothing else. */
export function uploadFolder(context: Context, uploadId: string): string {
  return join(context.folder, 'uploads', uploadId);
}

/** Keeps files that were handed in together. Refuses the whole upload for one file too many, too large or of another kind. */
export async function storeUpload(context: Context, handed: AsyncIterable<Handed>): Promise<{ uploadId: string }> {
  await sweepUploads(context);
  const uploadId = newId('upl');
  const folder = uploadFolder(context, uploadId);
  await mkdir(join(folder, 'files'), { recursive: true });
  try {
    let files = 0;
    let bytes = 0;
    for await (const { name, content } of handed) {
      files += 1;
      const file = nameOf(name);
      if (files > uploadFilesMax)
        throw new Refused(refusal('These are too many files', `Drop at most ${uploadFilesMax}`));
      const counted = new Transform({
        transform: (chunk: Buffer, _, done) => {
          bytes += chunk.length;
          done(bytes > uploadBytesMax ? new Refused(tooLarge) : null, chunk);
        },
      });
      await pipeline(content, counted, createWriteStream(join(folder, 'files', file), { flags: 'wx' }));
    }
    if (files === 0) throw new Refused(refusal('No file came with the upload', 'Drop at least one file'));
    return { uploadId };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw (error as { code?: unknown }).code === 'EEXIST'
      ? new Refused(refusal('Two files have the same name', 'Give each file a name of its own'))
      : error;
  }
}

/** Removes uploads that are older than a day, and the oldest where too many lie here. */
export async function sweepUploads(context: Context): Promise<void> {
  const found: { readonly folder: string; readonly mtimeMs: number }[] = [];
  for (const uploadId of await uploadsOf(context)) {
    const folder = uploadFolder(context, uploadId);
    // Another sweep may have taken it away meanwhile.
    const seen = await stat(folder).catch(() => null);
    if (seen !== null) found.push({ folder, mtimeMs: seen.mtimeMs });
  }
  const newestFirst = found.toSorted((a, b) => b.mtimeMs - a.mtimeMs);
  for (const [place, { folder, mtimeMs }] of newestFirst.entries()) {
    if (place < uploadsMax - 1 && Date.now() - mtimeMs <= ageMillisecondsMax) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

async function uploadsOf(context: Context): Promise<readonly string[]> {
  try {
    return (await readdir(join(context.folder, 'uploads'))).filter((name) => name.startsWith('upl_'));
  } catch {
    return [];
  }
}

/** Spaces become underscores; a name with a path, or of a kind that no source reads, is refused. */
function nameOf(given: string): string {
  const name = given.trim().replaceAll(/\s+/g, '_');
  if (readable.test(name)) return name;
  throw new Refused({
    ...refusal(
      'This file cannot be taken in',
      'Drop .csv, .csv.gz, .parquet, .json or .txt files; from a spreadsheet: “CSV UTF-8”',
    ),
    field: 'file',
    value: given.slice(0, 200),
  });
}

const tooLarge = refusal(
  'The files are too large together',
  `Drop at most ${uploadBytesMax / 1_024 ** 2} MB at a time`,
);

function refusal(reason: string, remedy: string): Refusal {
  return { code: 'invalid', reason, remedy };
}
