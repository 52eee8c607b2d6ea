/** The database inside this process: PGlite on a data folder, behind the same `pg` pool as a server. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Pool, type PoolClient } from 'pg';
import { lockDataFolder, lockFileName } from './data-folder-lock.ts';
import { DurableFolder, durableStart, syncTree } from './durable-folder.ts';
import { LedgerFault } from './faults.ts';
import { pooledDatabase } from './pooled-database.ts';
import type { Database } from './queryable.ts';
import { valueParsers } from './value-parsers.ts';

/**
 * Opens the folder, or makes a new database in it when it is empty or missing. Faults: `folder_in_use`, `folder_unusable` (cannot be
 * written, or holds something else), `folder_damaged`, `storage_full`.
 */
export async function openFolder(path: string): Promise<Database> {
  const folder = resolve(path);
  prepareFolder(folder);
  const unlock = await lockDataFolder(folder);
  try {
    const pglite = await openFiles(folder);
    return embeddedDatabase(pglite, { description: `The data folder ${folder}`, afterClose: unlock });
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Makes a database of a running PGlite, which it closes with itself. */
export function embeddedDatabase(
  pglite: PGlite,
  options: { readonly description: string; readonly afterClose?: () => Promise<void> },
): Database {
  // PGlite has one session: with more than one connection the answers get mixed up, and an idle one must not be dropped.
  const pool = new Pool(Object.assign(createPgConfig(pglite), { max: 1, idleTimeoutMillis: 0, types: valueParsers }));
  return pooledDatabase({
    pool,
    engine: 'embedded',
    description: options.description,
    sessionSettings: [],
    beforeRelease: boundWriteAheadLog(),
    maintenance: ['vacuum analyze', 'checkpoint'],
    async afterClose({ hasFailed }) {
      try {
        if (!hasFailed) await pglite.close();
      } finally {
        await options.afterClose?.();
      }
    },
  });
}

/** Present while a new database is being made: what a crash left beside it is ours to delete, and holds no record yet. */
const unfinishedMark = 'troth-unfinished';

const giveRights =
  'Give the user that runs Troth the right to write there, and to all files in it, or choose another folder.';

/** PGlite 0.5 is PostgreSQL 18 and reads only folders of that version. */
const folderVersion = '18';

/** Found on mounted disks that are otherwise empty. */
const notCounted = new Set(['lost+found', lockFileName, '.DS_Store']);

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusable(`The data folder ${folder} cannot be written: ${(cause as Error).message}.`, giveRights, cause);
  }
}

async function openFiles(folder: string): Promise<PGlite> {
  const mark = join(folder, unfinishedMark);
  if (existsSync(mark)) emptyFolder(folder);
  const versionFile = join(folder, 'PG_VERSION');
  if (existsSync(versionFile)) {
    assertReadable(folder, readFileSync(versionFile, 'utf8').trim());
    return await startPglite(folder);
  }
  assertEmpty(folder);
  try {
    writeFileSync(mark, '');
    const pglite = await startPglite(folder);
    syncTree(folder);
    rmSync(mark);
    return pglite;
  } catch (cause) {
    throw isDiskFull(cause) ? storageFull(folder, cause) : cause;
  }
}

function assertReadable(folder: string, version: string): void {
  if (version === folderVersion) return;
  throw unusable(
    `The data folder ${folder} was written by PostgreSQL ${version}, and this Troth reads version ${folderVersion}.`,
    'Open it with the Troth that wrote it, back it up from there, and restore the backup into a new folder.',
  );
}

function assertEmpty(folder: string): void {
  const found = readdirSync(folder).filter((name) => !notCounted.has(name));
  if (found.length === 0) return;
  throw unusable(
    `${folder} is not a Troth data folder: it holds other files (${found.slice(0, 3).join(', ')}${found.length > 3 ? ', …' : ''}).`,
    'Choose an empty folder, or one that does not exist yet.',
  );
}

function emptyFolder(folder: string): void {
  const leftovers = readdirSync(folder).filter((name) => !notCounted.has(name) && name !== unfinishedMark);
  for (const name of leftovers) rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(join(folder, unfinishedMark));
}

async function startPglite(folder: string): Promise<PGlite> {
  const complaints: string[] = [];
  try {
    return await PGlite.create({
      fs: new DurableFolder(folder),
      startParams: [...durableStart],
      onStderr: (line) => complaints.push(line) > 0,
    });
  } catch (cause) {
    const complaint = complaints.find((line) => /FATAL|PANIC/.test(line))?.replace(/^.*(?:FATAL|PANIC):\s*/, '');
    if (isDiskFull(cause) || complaint?.includes('No space left')) throw storageFull(folder, cause);
    // As when somebody ran it once with other rights: the files are whole, and a backup is not needed.
    if (/Permission denied|Read-only file system/.test(complaint ?? '')) {
      throw unusable(`The data folder ${folder} cannot be written: ${complaint}.`, giveRights, cause);
    }
    throw new LedgerFault({
      code: 'folder_damaged',
      message: `The data folder ${folder} is damaged and cannot be opened: ${complaint ?? (cause as Error).message}.`,
      remedy: 'Keep a copy of it, and restore a backup into a new folder.',
      cause,
    });
  }
}

const megabyte = 1024 * 1024;
const logBytesMax = 64 * megabyte;
const usesBetweenLooks = 50;

/** PGlite has no background work: without a checkpoint now and then its write-ahead log grows as large as all that was ever written. */
function boundWriteAheadLog(): (client: PoolClient) => Promise<void> {
  let uses = 0;
  let checkpointAt = '0/0';
  return async (client) => {
    uses += 1;
    if (uses % usesBetweenLooks !== 0) return;
    const written = `select pg_current_wal_insert_lsn()::text as position, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1) as bytes`;
    const [now] = (await client.query<{ position: string; bytes: number }>(written, [checkpointAt])).rows;
    if (now === undefined || now.bytes < logBytesMax) return;
    checkpointAt = now.position;
    await client.query('begin; set local role none; checkpoint; commit');
  };
}

/** Emscripten's file system has numbers of its own; 51 is its "no space left". */
function isDiskFull(error: unknown): boolean {
  const { code, errno } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || errno === 51;
}

function storageFull(folder: string, cause: unknown): LedgerFault {
  return new LedgerFault({
    code: 'storage_full',
    message: `The disk of the data folder ${folder} is full.`,
    remedy: 'Free space on that disk, or choose a folder on another one.',
    cause,
  });
}

function unusable(message: string, remedy: string, cause?: unknown): LedgerFault {
  return new LedgerFault({ code: 'folder_unusable', message, remedy, cause });
}
