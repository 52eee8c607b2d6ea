/** PGlite on disk with real syncing: by itself it never asks the disk to keep anything, and a power cut could tear the database. */
import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Preparation = Awaited<ReturnType<NodeFS['init']>>;
type PreparationOptions = Parameters<NodeFS['init']>[1];

/** The file system of PGlite's folder, with a sync that reaches the disk. */
export class DurableFolder extends NodeFS {
  override async init(pglite: PGlite, options: PreparationOptions): Promise<Preparation> {
    const prepared = await super.init(pglite, options);
    const { emscriptenOpts } = prepared;
    emscriptenOpts.preRun = [...(emscriptenOpts.preRun ?? []), (module) => makeDurable(module.NODEFS)];
    return prepared;
  }
}

/** PGlite's own start parameters hold `-F` (no syncing); these do not. `fsync` is the one way of syncing that reaches `makeDurable`. */
export const durableStart: readonly string[] = [
  '--single',
  '-O',
  '-j',
  ...[
    'search_path=public',
    'exit_on_error=false',
    'log_checkpoints=false',
    'max_worker_processes=0',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'io_method=sync',
    'fsync=on',
    'wal_sync_method=fsync',
    'max_wal_size=64MB',
    'min_wal_size=32MB',
  ].flatMap((setting) => ['-c', setting]),
];

/** Asks the disk to keep every file and folder below this one: a new database is written before syncing is in force. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(folder);
}

/** The part of Emscripten's NODEFS that we rely on; its types leave it open. */
interface NodeFileSystem {
  readonly stream_ops: { fsync?: (stream: { readonly nfd?: number }) => number };
}

/** WASI's number for an input/output error; PostgreSQL stops on it, as it must after a sync that failed. */
const inputOutputError = 29;

function makeDurable(files: NodeFileSystem): void {
  files.stream_ops.fsync = ({ nfd }) => {
    try {
      if (nfd !== undefined) fdatasyncSync(nfd);
      return 0;
    } catch {
      return inputOutputError;
    }
  };
}

function syncPath(path: string): void {
  // Windows cannot open a folder as a file, and keeps its entries by itself.
  if (process.platform === 'win32') return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
