/** The data folder: one process at a time, every acknowledged record on the disk, and a clear word when something is wrong with it. */
import fs, {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, startOtherProcess } from '../../test/other-process.ts';
import { type Database, openDatabase } from './database.ts';

const place = mkdtempSync(join(tmpdir(), 'troth-folder-'));
const folder = join(place, 'below', 'troth-data');

beforeAll(async () => {
  const database = await openDatabase({ folder });
  await database.script('create table note (id integer primary key, body text)');
  await database.close();
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('A data folder', () => {
  test('is made with the folders above it, says where it is, and keeps its rows when it is opened again', async () => {
    await withFolder(folder, async (database) => {
      expect(database.description).toBe(`The data folder ${folder}`);
      await database.query(`insert into note values (1, 'kept')`);
    });
    await withFolder(folder, async (database) => {
      expect(await database.query('select id from note')).toEqual([{ id: 1 }]);
      await database.query('delete from note');
    });
  });

  test('can be closed twice, and refuses questions after that', async () => {
    const database = await openDatabase({ folder });
    await Promise.all([database.close(), database.close()]);
    await expect(database.query('select 1')).rejects.toThrow();
  });

  test('that another process has open is refused, and nothing in it is touched', async () => {
    const other = startOtherProcess(writing(folder));
    await other.nextLine();
    await expect(openDatabase({ folder })).rejects.toMatchObject({
      name: 'LedgerFault',
      code: 'folder_in_use',
      message: expect.stringContaining(folder),
      remedy: expect.stringContaining('--server'),
    });
    await other.kill();
  });

  test('holds every record that was acknowledged before a crash, and no other', async () => {
    const other = startOtherProcess(writing(folder));
    let acknowledged = 0;
    while (acknowledged < 40) acknowledged = Number(await other.nextLine());
    await other.kill();
    await withFolder(folder, async (database) => {
      const rows = await database.query<{ id: number }>('select id from note order by id');
      const stored = rows.map((row) => row.id);
      expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
      expect(stored).toEqual(Array.from(stored, (_, index) => index + 1));
    });
  });

  test('asks the disk to keep each commit before it is acknowledged', async () => {
    await withFolder(folder, async (database) => {
      const commits = 25;
      const before = countSyncs();
      for (let id = 1000; id < 1000 + commits; id += 1) await database.query('insert into note values ($1)', [id]);
      expect(before.stop()).toBeGreaterThanOrEqual(commits);
    });
  });

  test('does not grow without end: its log is cut while it is in use', async () => {
    await withFolder(folder, async (database) => {
      await database.script('create table filling (body text)');
      for (let round = 0; round < 150; round += 1) {
        await database.query(`insert into filling select repeat('x', 1000) from generate_series(1, 1000)`);
      }
      expect(megabytesOfLog(folder)).toBeLessThanOrEqual(192);
      await database.script('drop table filling');
    });
  });
});

describe('A folder that cannot be opened', () => {
  test('because it holds something else is named, and left as it was', async () => {
    const documents = join(place, 'documents');
    mkdirSync(documents);
    writeFileSync(join(documents, 'letter.txt'), 'Dear customer');
    await expect(openDatabase({ folder: documents })).rejects.toMatchObject({
      code: 'folder_unusable',
      message: `${documents} is not a Troth data folder: it holds other files (letter.txt).`,
      remedy: expect.stringContaining('empty folder'),
    });
    expect(readdirSync(documents)).toEqual(['letter.txt']);
  });

  test('because it cannot be written says so', async () => {
    const file = join(place, 'a-file');
    writeFileSync(file, '');
    await expect(openDatabase({ folder: join(file, 'troth-data') })).rejects.toMatchObject({
      code: 'folder_unusable',
      message: expect.stringContaining('cannot be written'),
    });
  });

  test('because another PostgreSQL wrote it names the versions', async () => {
    const older = join(place, 'older');
    mkdirSync(older);
    writeFileSync(join(older, 'PG_VERSION'), '17\n');
    await expect(openDatabase({ folder: older })).rejects.toMatchObject({
      code: 'folder_unusable',
      message: `The data folder ${older} was written by PostgreSQL 17, and this Troth reads version 18.`,
    });
  });

  test('because it is damaged says what is wrong and points to the backup, and is free for the next attempt', async () => {
    const damaged = join(place, 'damaged');
    cpSync(folder, damaged, { recursive: true });
    rmSync(join(damaged, 'global', 'pg_control'));
    for (const attempt of [1, 2]) {
      await expect(openDatabase({ folder: damaged }), `attempt ${attempt}`).rejects.toMatchObject({
        code: 'folder_damaged',
        message: expect.stringContaining('global/pg_control'),
        remedy: expect.stringContaining('backup'),
      });
    }
  });
});

test('a folder whose making was cut off by a crash is made anew', async () => {
  const unfinished = join(place, 'unfinished');
  mkdirSync(join(unfinished, 'base'), { recursive: true });
  writeFileSync(join(unfinished, 'troth-unfinished'), '');
  await withFolder(unfinished, async (database) => {
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
  expect(existsSync(join(unfinished, 'troth-unfinished'))).toBe(false);
  expect(readFileSync(join(unfinished, 'PG_VERSION'), 'utf8').trim()).toBe('18');
});

async function withFolder(path: string, run: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ folder: path });
  try {
    await run(database);
  } finally {
    await database.close();
  }
}

/** Opens the folder and adds rows one by one, printing each number once it is acknowledged. */
function writing(path: string): string {
  return `
    import { openDatabase } from '${addressOf('src/ledger/database.ts')}';
    const database = await openDatabase({ folder: ${JSON.stringify(path)} });
    await database.query('delete from note');
    console.log(0);
    for (let id = 1; ; id += 1) {
      await database.query('insert into note values ($1)', [id]);
      console.log(id);
    }`;
}

/** Counts at the border to the disk, where nothing of ours lies any more. */
function countSyncs(): { stop(): number } {
  const original = fs.fdatasyncSync;
  let count = 0;
  fs.fdatasyncSync = (file) => {
    count += 1;
    original(file);
  };
  syncBuiltinESMExports();
  return {
    stop() {
      fs.fdatasyncSync = original;
      syncBuiltinESMExports();
      return count;
    },
  };
}

const segmentMegabytes = 16;

function megabytesOfLog(path: string): number {
  const segments = readdirSync(join(path, 'pg_wal')).filter((file) => /^[0-9A-F]{24}$/.test(file));
  return segments.length * segmentMegabytes;
}
