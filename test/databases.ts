/** What tests use to get a fresh, migrated database on every engine that this machine offers. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { type Database, openDatabase } from '../src/ledger/database.ts';
import { embeddedDatabase } from '../src/ledger/embedded.ts';
import { asAdmin, databaseUrl } from './postgres-server.ts';

export type EngineUnderTest =
  | { readonly name: string; readonly engine: 'embedded'; readonly golden: string }
  | {
      readonly name: string;
      readonly engine: 'postgres';
      readonly url: string;
      readonly template: string;
      readonly prefix: string;
    };

export type ServerUnderTest = Extract<EngineUnderTest, { engine: 'postgres' }>;

declare module 'vitest' {
  interface ProvidedContext {
    engines: readonly EngineUnderTest[];
  }
}

/** The embedded engine always; the servers that could be started. */
export const engines: readonly EngineUnderTest[] = inject('engines');

/** Those with real concurrency, for tests in which several connections meet. */
export const servers: readonly ServerUnderTest[] = engines.filter((engine) => engine.engine === 'postgres');

/** Repeats a suite on every engine, each with one fresh database that is closed at its end. */
export function onEveryEngine(name: string, suite: (database: () => Database, engine: EngineUnderTest) => void): void {
  describe.each(engines)(`${name}, on $name`, (engine) => {
    let database: Database | undefined;
    beforeAll(async () => {
      database = await freshDatabase(engine);
    });
    afterAll(() => database?.close());
    suite(() => {
      if (database === undefined)
        throw new Error('The database is open only while tests run, not while they are listed.');
      return database;
    }, engine);
  });
}

/** A migrated database without a record, for this caller alone; closing it removes it. */
export async function freshDatabase(engine: EngineUnderTest): Promise<Database> {
  if (engine.engine === 'embedded') {
    const pglite = await PGlite.create({ loadDataDir: new Blob([readFileSync(engine.golden)]) });
    return embeddedDatabase(pglite, { description: 'A database in memory' });
  }
  return await freshCopy(engine, engine.template);
}

/** Like `freshDatabase`, but before the first migration. */
export async function blankDatabase(engine: EngineUnderTest): Promise<Database> {
  if (engine.engine === 'embedded') {
    return embeddedDatabase(await PGlite.create(), { description: 'A database in memory' });
  }
  return await freshCopy(engine, 'template0');
}

/** Removes every record and leaves the tables. */
export async function emptied(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() and tablename <> 'schema_migration'`,
  );
  if (tables.length === 0) return;
  await database.transaction(
    async (tx) => {
      // To empty a table takes far longer than to see that it is empty, above all on the embedded engine.
      const looks = tables.map(({ name }) => `select '${name}' as name where exists (select from ${name})`);
      const filled = await tx.query<{ name: string }>(looks.join(' union all '));
      const names = filled.map(({ name }) => name).join(', ');
      if (names !== '') await tx.script(`truncate ${names} restart identity cascade`);
    },
    { asOwner: true },
  );
}

async function freshCopy(engine: ServerUnderTest, template: string): Promise<Database> {
  const name = `${engine.prefix}${randomBytes(6).toString('hex')}`;
  await asAdmin(engine.url, (admin) => admin.query(`create database ${name} template ${template}`));
  const database = await openDatabase({ folder: '', url: databaseUrl(engine.url, name) });
  return {
    ...database,
    async close() {
      await database.close();
      await asAdmin(engine.url, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}
