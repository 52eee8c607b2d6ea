/** A disk that fails on demand: it fails at the border to Node, where nothing of ours lies any more, so that it does so on every machine. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export interface FailingDisk {
  /** From now on there is no room for what is written to files whose path fits. */
  fill(files: RegExp): void;
  /** From now on what fits may only be read. */
  protect(files: RegExp): void;
  /** All is well again. */
  mend(): void;
  /** Gives Node its own functions back. */
  remove(): void;
}

/** Stands between Node and the disk of this process until it is removed. */
export function failingDisk(): FailingDisk {
  const { accessSync, mkdirSync, openSync, writeSync } = fs;
  const paths = new Map<number, string>();
  let full: RegExp | undefined;
  let readOnly: RegExp | undefined;
  const refuseToWrite = (path: fs.PathLike): void => {
    if (readOnly?.test(String(path)) === true) throw failure('EROFS', -30, 'read-only file system');
  };
  fs.accessSync = (path, mode) => {
    if (((mode ?? 0) & fs.constants.W_OK) !== 0) refuseToWrite(path);
    accessSync(path, mode);
  };
  fs.mkdirSync = ((path: fs.PathLike, options?: fs.MakeDirectoryOptions) => {
    if (!fs.existsSync(path)) refuseToWrite(path);
    return mkdirSync(path, options);
  }) as typeof mkdirSync;
  fs.openSync = (path, flags, mode) => {
    if (flags !== 'r' && flags !== fs.constants.O_RDONLY) refuseToWrite(path);
    const file = openSync(path, flags, mode);
    paths.set(file, String(path));
    return file;
  };
  fs.writeSync = ((...call: Parameters<typeof writeSync>) => {
    if (full?.test(paths.get(call[0]) ?? '') === true) throw failure('ENOSPC', -28, 'no space left on device');
    return writeSync(...call);
  }) as typeof writeSync;
  syncBuiltinESMExports();
  return {
    fill: (files) => void (full = files),
    protect: (files) => void (readOnly = files),
    mend: () => void (full = readOnly = undefined),
    remove() {
      Object.assign(fs, { accessSync, mkdirSync, openSync, writeSync });
      syncBuiltinESMExports();
    },
  };
}

function failure(code: string, errno: number, words: string): Error {
  return Object.assign(new Error(`${code}: ${words}`), { code, errno });
}
