/** The shape of the tables: forward only, each step whole, and never changed behind the back of those who have it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, afterAll, describe, expect, test } from 'vitest';
import { blankDatabase, engines } from '../../test/databases.ts';
import type { Database } from './database.ts';
import { migrate, migrationsFolder } from './migrate.ts';

let folder: string;

describe.each(engines)('Migrations, on $name', (engine) => {
  let database: Database;

  beforeAll(async () => {
    database = await blankDatabase(engine);
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'troth-migrations-'));
    await database.transaction((tx) => tx.script(startAgain), { asOwner: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are applied in the order of their numbers, once', async () => {
    write('0002_second.sql', `insert into note values (1); create table other (id integer)`);
    write('0001_first.sql', 'create table note (id integer)');
    expect(await migrate(database, folder)).toEqual({ applied: ['0001_first.sql', '0002_second.sql'] });
    expect(await migrate(database, folder)).toEqual({ applied: [] });
    write('0003_third.sql', 'drop table other');
    expect(await migrate(database, folder)).toEqual({ applied: ['0003_third.sql'] });
    expect(await database.query('select number, name from schema_migration order by number')).toEqual([
      { number: 1, name: '0001_first.sql' },
      { number: 2, name: '0002_second.sql' },
      { number: 3, name: '0003_third.sql' },
    ]);
  });

  test('of which one fails leave nothing of it, keep those before it, and can be tried again', async () => {
    write('0001_first.sql', 'create table note (id integer)');
    write('0002_second.sql', 'create table other (id integer); select 1 / 0');
    await expect(migrate(database, folder)).rejects.toMatchObject({
      code: 'migration_failed',
      message: 'The migration 0002_second.sql failed, and nothing of it was stored: division by zero.',
    });
    expect(
      await database.query(`select to_regclass('other')::text as other, to_regclass('note')::text as note`),
    ).toEqual([{ other: null, note: 'note' }]);
    write('0002_second.sql', 'create table other (id integer)');
    expect(await migrate(database, folder)).toEqual({ applied: ['0002_second.sql'] });
  });

  test('that were changed after they were applied are refused, but not for their line ends', async () => {
    write('0001_first.sql', 'create table note (\n  id integer)');
    await migrate(database, folder);
    write('0001_first.sql', 'create table note (\r\n  id integer)');
    expect(await migrate(database, folder)).toEqual({ applied: [] });
    write('0001_first.sql', 'create table note (\n  id bigint)');
    await expect(migrate(database, folder)).rejects.toMatchObject({
      code: 'schema_changed',
      message: expect.stringContaining('0001_first.sql'),
      remedy: expect.stringContaining('new migration'),
    });
  });

  test('of a newer Troth are refused by an older one', async () => {
    write('0001_first.sql', 'create table note (id integer)');
    write('0002_second.sql', 'create table other (id integer)');
    await migrate(database, folder);
    rmSync(join(folder, '0002_second.sql'));
    await expect(migrate(database, folder)).rejects.toMatchObject({
      code: 'schema_newer',
      message: expect.stringContaining('0002_second.sql'),
      remedy: expect.stringContaining('newer version'),
    });
  });

  test('that two starters meet are applied by one of them only', async () => {
    write('0001_first.sql', 'create table note (id integer)');
    write('0002_second.sql', 'insert into note values (1)');
    const starters = await Promise.all([1, 2, 3].map(() => migrate(database, folder)));
    expect(starters.flatMap(({ applied }) => applied).sort()).toEqual(['0001_first.sql', '0002_second.sql']);
    expect(await database.query('select count(*) as count from note')).toEqual([{ count: 1 }]);
  });

  test('of the product are applied to an empty database', async () => {
    const { applied } = await migrate(database);
    expect(applied.length).toBeGreaterThan(0);
    expect(await migrate(database)).toEqual({ applied: [] });
  });

  test('must be numbered from 1 without a gap', async () => {
    write('0001_first.sql', 'create table note (id integer)');
    write('0003_third.sql', 'create table other (id integer)');
    await expect(migrate(database, folder)).rejects.toThrow('0003_third.sql is not number 2');
  });
});

/** The rows are looked at as the role that appends, once the product's migrations have made it. */
const startAgain = `
  drop schema public cascade;
  create schema public;
  grant usage on schema public to public;
  alter default privileges in schema public grant select on tables to public`;

test('the migrations lie beside package.json', () => {
  expect(migrationsFolder()).toBe(join(process.cwd(), 'migrations'));
});

function write(file: string, sql: string): void {
  writeFileSync(join(folder, file), sql);
}
