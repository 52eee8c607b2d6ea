/** One process per data folder: the embedded engine does not notice a second writer, and the two would overwrite each other's rows. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { LedgerFault } from './faults.ts';

/** Gives the folder back. */
export type Unlock = () => Promise<void>;

export const lockFileName = 'troth.lock';

/**
 * Takes the folder for this process until the returned function is called or the process ends, however it ends. Sees the other
 * processes of this machine, but not those of other containers or machines that mount the same folder.
 * Throws the fault `folder_in_use` when someone else has it. The folder must exist.
 */
export function lockDataFolder(folder: string): Promise<Unlock> {
  return process.platform === 'linux' ? lockBySocket(folder) : lockByFile(folder);
}

/** On Linux: a name in the kernel's own space, which the kernel frees even after `kill -9`. */
export function lockBySocket(folder: string): Promise<Unlock> {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy());
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? inUse(folder, stopTheOther) : error),
    );
    server.listen(`\0troth-${name}`, () => resolve(() => new Promise((closed) => server.close(() => closed()))));
  });
}

/** Elsewhere: a file that holds the id of the process. One that a dead process left behind is taken over. */
export async function lockByFile(folder: string): Promise<Unlock> {
  const path = join(realpathSync(folder), lockFileName);
  if (!create(path)) {
    const holder = readHolder(path);
    const fault = inUse(folder, `${stopTheOther} If no Troth is running, delete ${path}.`);
    if (heldHere.has(path) || isAlive(holder)) throw fault;
    if (!removeOld(path, holder) || !create(path)) throw fault;
  }
  heldHere.add(path);
  return async () => {
    heldHere.delete(path);
    rmSync(path, { force: true });
  };
}

const stopTheOther =
  'Ask the one that runs (--server http://localhost:4747), stop it, give this one another folder, or set DATABASE_URL to a PostgreSQL server, which many processes can use at once.';

/** A restarted container often gets the process id of the one before, so an id equal to ours proves nothing by itself. */
const heldHere = new Set<string>();

function create(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved before it is deleted: of two processes that find the same old file only one moves it, and sees if it was a newer one. */
function removeOld(path: string, holder: number | undefined): boolean {
  const old = `${path}.${process.pid}`;
  try {
    renameSync(path, old);
  } catch {
    return false;
  }
  if (readHolder(old) !== holder) {
    renameSync(old, path);
    return false;
  }
  rmSync(old);
  return true;
}

function readHolder(path: string): number | undefined {
  try {
    const holder = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isNaN(holder) ? undefined : holder;
  } catch {
    return undefined;
  }
}

/** Unknown counts as alive: the file may have been made this very moment, before its number was written. */
function isAlive(holder: number | undefined): boolean {
  if (holder === undefined) return true;
  if (holder === process.pid) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function inUse(folder: string, remedy: string): LedgerFault {
  return new LedgerFault({
    code: 'folder_in_use',
    message: `The data folder ${folder} is open in another Troth process.`,
    remedy,
  });
}
