/** Brings the tables to the shape that this version of Troth knows: numbered SQL files, forward only, each in one transaction. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAnswer } from './database-faults.ts';
import { LedgerFault } from './faults.ts';
import type { Database, Queryable } from './queryable.ts';

/**
 * Applies the migrations that are missing, in the order of their numbers, and returns their file names. Several processes may do it
 * at once: they wait for each other. Faults: `schema_newer`, `schema_changed`, `migration_failed`.
 */
export async function migrate(
  database: Database,
  folder: string = migrationsFolder(),
): Promise<{ readonly applied: readonly string[] }> {
  const migrations = readMigrations(folder);
  const known = await database.transaction((tx) => openRecord(tx), { asOwner: true }).catch(refusedToCreate);
  for (const row of known) compare(row, migrations);
  const done = new Set(known.map((row) => row.number));
  const applied: string[] = [];
  // Where nothing is missing, as at nearly every start, one look is enough.
  for (const migration of migrations.filter(({ number }) => !done.has(number))) {
    const isNew = await database.transaction((tx) => apply(tx, migration, migrations), { asOwner: true });
    if (isNew) applied.push(migration.file);
  }
  return { applied };
}

/** The folder `migrations` beside package.json, both for the sources and for the compiled program. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    assert(folder !== dirname(folder), 'The folder of the program must hold its package.json.');
    folder = dirname(folder);
  }
  return join(folder, 'migrations');
}

interface Migration {
  readonly number: number;
  readonly file: string;
  readonly sql: string;
  readonly checksum: string;
}

interface MigrationRow {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** `0001-ledger.sql`, `0002-…`: numbered from 1 without a gap. */
function readMigrations(folder: string): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file, index) => {
    const number = Number(/^(\d+)[-_]/.exec(file)?.[1]);
    assert.equal(
      number,
      index + 1,
      `Migrations are numbered from 1 without a gap; ${file} is not number ${index + 1}.`,
    );
    // Line ends are what a checkout on Windows changes; they change no meaning.
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { number, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/** Any number that nothing else on the server uses as a lock; these are the letters of "troth". */
const migrationLock = 0x74726f74;

/** What was applied so far; the record of it is made where there is none. */
async function openRecord(tx: Queryable): Promise<readonly MigrationRow[]> {
  await tx.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  await tx.script(`
    create table if not exists schema_migration (
      number integer primary key,
      name text not null,
      applied_at timestamptz not null default now(),
      checksum text not null
    )`);
  return readRecord(tx);
}

function readRecord(tx: Queryable): Promise<MigrationRow[]> {
  return tx.query<MigrationRow>('select number, name, checksum from schema_migration order by number');
}

/** Answers whether it was applied now. Its row is inserted first, so that a second starter without the lock would fail before it starts. */
async function apply(tx: Queryable, migration: Migration, migrations: readonly Migration[]): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  const rows = await readRecord(tx);
  for (const row of rows) compare(row, migrations);
  if (rows.some((row) => row.number === migration.number)) return false;
  await tx.query('insert into schema_migration (number, name, checksum) values ($1, $2, $3)', [
    migration.number,
    migration.file,
    migration.checksum,
  ]);
  // A large table may take longer to change than any query may run.
  await tx.script('set local statement_timeout = 0');
  await tx.script(migration.sql).catch((cause: unknown) => {
    throw failed(migration.file, cause);
  });
  return true;
}

function compare(row: MigrationRow, migrations: readonly Migration[]): void {
  const known = migrations.find((migration) => migration.number === row.number);
  if (known === undefined) {
    throw new LedgerFault({
      code: 'schema_newer',
      message: `The records were last opened by a newer Troth: it applied ${row.name}, which this one does not know.`,
      remedy: 'Start the newer version again, or restore the backup that was made before the update.',
    });
  }
  if (known.checksum !== row.checksum) {
    throw new LedgerFault({
      code: 'schema_changed',
      message: `The migration ${known.file} is not the one that was applied to these records (${row.name}).`,
      remedy: 'Put the file back as it was, and write the change as a new migration.',
    });
  }
}

function failed(file: string, cause: unknown): unknown {
  if (cause instanceof LedgerFault) return cause;
  return new LedgerFault({
    code: 'migration_failed',
    message: `The migration ${file} failed, and nothing of it was stored: ${(cause as Error).message}.`,
    remedy: 'Nothing is lost. Go back to the version before, and report the message.',
    cause,
  });
}

/** PostgreSQL: insufficient_privilege. */
const notPermitted = '42501';

function refusedToCreate(cause: unknown): never {
  if (!isAnswer(cause) || cause.code !== notPermitted) throw cause;
  throw new LedgerFault({
    code: 'migration_failed',
    message: `The user in DATABASE_URL may not create tables: ${cause.message}.`,
    remedy: 'Let it own the database (alter database … owner to …), or name another user.',
    cause,
  });
}
