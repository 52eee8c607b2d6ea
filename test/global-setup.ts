/** Starts every engine that this machine can offer, once for the whole run, and stops them whatever happens to the tests. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../src/ledger/database.ts';
import { embeddedDatabase } from '../src/ledger/embedded.ts';
import { migrate, migrationsFolder } from '../src/ledger/migrate.ts';
import { browserPath } from './browser/start-browser.ts';
import type { EngineUnderTest } from './databases.ts';
import { asAdmin, databaseUrl, debian15, npmBinaries, startServer, type ServerOptions } from './postgres-server.ts';

const cleanups: (() => Promise<void>)[] = [];

export async function setup(project: TestProject): Promise<void> {
  // First and alone: it may keep this process busy for seconds, in which connections to the servers would time out.
  const first = await embedded();
  await browserPath();
  const found = await Promise.all([
    orLeftOut('postgres-18', async () =>
      // Sorts text as a language does, which the other engines do not: no query of ours may depend on it.
      server('postgres-18', { binaries: npmBinaries(), initdbOptions: ['--locale-provider=icu', '--icu-locale=en'] }),
    ),
    orLeftOut('postgres-15', async () => {
      if (!existsSync(debian15)) throw new Error(`${debian15} is not installed`);
      return await server('postgres-15', { binaries: debian15, initdbOptions: ['--locale=C'] });
    }),
    orLeftOut('url', async () => {
      const url = process.env['DATABASE_URL'];
      if (!url) throw new Error('DATABASE_URL is not set');
      cleanups.push(() => dropAll(url));
      return await withTemplate('url', url);
    }),
  ]);
  project.provide(
    'engines',
    [first, ...found].filter((engine) => engine !== undefined),
  );
}

export async function teardown(): Promise<void> {
  await Promise.allSettled(cleanups.splice(0).map((cleanUp) => cleanUp()));
}

async function orLeftOut(name: string, start: () => Promise<EngineUnderTest>): Promise<EngineUnderTest | undefined> {
  try {
    return await start();
  } catch (error) {
    console.log(`Engine ${name} is left out: ${(error as Error).message.trim().split('\n').at(-1)}`);
    return undefined;
  }
}

/** A migrated data folder in a file, kept until a migration or PGlite changes: a new one takes three seconds, loading it less than one. */
async function embedded(): Promise<EngineUnderTest> {
  const cache = join(dirname(migrationsFolder()), 'node_modules', '.cache', 'troth');
  const golden = join(cache, `golden-${embeddedFingerprint()}.tar`);
  if (!existsSync(golden)) {
    const pglite = await PGlite.create();
    const database = embeddedDatabase(pglite, { description: 'The golden database' });
    await migrate(database);
    const dump = await pglite.dumpDataDir('none');
    await database.close();
    mkdirSync(cache, { recursive: true });
    removeOld(cache);
    // Renamed, so that two runs at once never read half a file.
    const unfinished = `${golden}.${process.pid}`;
    writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
    renameSync(unfinished, golden);
  }
  return { name: 'embedded', engine: 'embedded', golden };
}

/** Each takes 40 MB. A young one may still be read by another run. */
function removeOld(cache: string): void {
  const anHourAgo = Date.now() - 60 * 60 * 1000;
  for (const file of readdirSync(cache)) {
    if (statSync(join(cache, file)).mtimeMs < anHourAgo) rmSync(join(cache, file));
  }
}

function embeddedFingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(require.resolve('@electric-sql/pglite')));
  for (const file of readdirSync(migrationsFolder()).sort()) {
    hash.update(file).update(readFileSync(join(migrationsFolder(), file)));
  }
  return hash.digest('hex').slice(0, 16);
}

const require = createRequire(import.meta.url);

async function server(name: string, options: ServerOptions): Promise<EngineUnderTest> {
  const started = await startServer(options);
  cleanups.push(() => started.stop());
  return await withTemplate(name, started.url);
}

/** A migrated database that others are copied from, beside the user's own databases where the server is not ours. */
async function withTemplate(name: string, url: string): Promise<EngineUnderTest> {
  const template = `${prefix}golden`;
  await asAdmin(url, (admin) => admin.query(`create database ${template}`));
  const golden = await openDatabase({ folder: '', url: databaseUrl(url, template) });
  try {
    await migrate(golden);
  } finally {
    await golden.close();
  }
  return { name, engine: 'postgres', url, template, prefix };
}

/** Every database of this run carries it, so that the end of the run finds them all. */
const prefix = `troth_test_${randomBytes(4).toString('hex')}_`;

async function dropAll(url: string): Promise<void> {
  await asAdmin(url, async (admin) => {
    const found = await admin.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { name } of found.rows) await admin.query(`drop database if exists ${name} with (force)`);
  });
}
