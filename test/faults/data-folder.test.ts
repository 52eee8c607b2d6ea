/** What can be wrong with a data folder, as a person meets it: each a message that says what to do, and nothing lost. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPlace, type Opened } from '../../src/commands/open.ts';
import { customers as customersContract } from '../../src/api/customers.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { customers } from '../../src/operations/customers.ts';
import { recordFacts } from '../../src/operations/record.ts';
import { addressOf, startOtherProcess } from '../other-process.ts';
import { failingDisk } from './failing-disk.ts';

const place = mkdtempSync(join(tmpdir(), 'troth-faults-'));
/** A data folder with one customer, which each test copies. */
const good = join(place, 'good');

const disk = failingDisk();
afterEach(() => disk.mend());
afterAll(() => disk.remove());

beforeAll(async () => {
  const opened = await open(good);
  await add(opened, 'first');
  await opened.close();
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function open(folder: string): Promise<Opened> {
  return openPlace({ folder, url: undefined }, 'test');
}

async function add(opened: Opened, name: string): Promise<void> {
  await customers.add(opened.context, customersContract.add.input.parse({ customerId: name, name }));
}

/** So many that their tables need more room. */
async function addMany(opened: Opened, count: number): Promise<void> {
  const facts = Array.from({ length: count }, (_, n) => ({
    type: 'customer.described',
    customerId: `cus_${n}`,
    occurredAt: '2026-01-01T00:00:00.000Z',
    sourceId: `${n}`,
    fields: { kind: 'business', name: 'and Company '.repeat(10) },
  }));
  await recordFacts(opened.context, facts, { source: 'test' });
}

async function names(opened: Opened): Promise<readonly string[]> {
  const rows = await opened.context.database.query<{ name: string }>('select name from customer order by name');
  return rows.map(({ name }) => name);
}

let copies = 0;
function copied(): string {
  const folder = join(place, `copy-${copies++}`);
  cpSync(good, folder, { recursive: true });
  return folder;
}

describe('a full disk', () => {
  test('refuses what needs more room and says so, and takes writes again as soon as there is room', async () => {
    const opened = await open(copied());
    disk.fill(/\/base\//);
    await expect(addMany(opened, 400)).rejects.toMatchObject({
      code: 'storage_full',
      message: expect.stringContaining('no space left on its disk') as string,
      remedy: expect.stringContaining('Free space on that disk') as string,
    });
    disk.mend();
    await add(opened, 'later');
    expect(await names(opened)).toEqual(expect.arrayContaining(['first', 'later']));
    expect(await verifyLedger(opened.context.database)).toMatchObject({ ok: true });
    await opened.close();
  });

  test('that cannot take the log stops the ledger, says to free space and start again, and then all that was acknowledged is there', async () => {
    const folder = copied();
    const opened = await open(folder);
    await add(opened, 'second');
    disk.fill(/\/pg_wal\//);
    const full = { code: 'storage_full', remedy: expect.stringContaining('start Troth again') as string };
    // It broke off in the middle of storing: nobody can say yet whether it is there.
    await expect(add(opened, 'third')).rejects.toMatchObject({ code: 'outcome_unknown' });
    disk.mend();
    // The engine has ended with that: it says so again, and never answers as if nothing had been.
    await expect(add(opened, 'fourth')).rejects.toMatchObject(full);
    await opened.close();
    const again = await open(folder);
    expect(await names(again)).toEqual(['first', 'second']);
    expect(await verifyLedger(again.context.database)).toMatchObject({ ok: true });
    await again.close();
  });
});

describe('a folder that may only be read', () => {
  test.each([
    ['as a whole', copied, /troth-faults-/],
    ['and in which there is no data yet', () => join(place, 'new'), /troth-faults-/],
    ['in some of its files', copied, /global|pg_wal/],
  ])('%s is named, with what to give to whom', async (_, folderOf, files) => {
    const folder = folderOf();
    disk.protect(files);
    await expect(open(folder)).rejects.toMatchObject({
      name: 'LedgerFault',
      code: 'folder_unusable',
      message: expect.stringContaining(`${folder}/database cannot be written: `) as string,
      remedy: expect.stringContaining('right to write there') as string,
    });
  });
});

test('a data folder that another process has open is left to it, with the ways out', async () => {
  const folder = copied();
  const other = startOtherProcess(`
    import { openPlace } from '${addressOf('src/commands/open.ts')}';
    await openPlace({ folder: ${JSON.stringify(folder)}, url: undefined }, 'test');
    console.log('open');
    setInterval(() => {}, 1000);`);
  await other.nextLine();
  await expect(open(folder)).rejects.toMatchObject({
    code: 'folder_in_use',
    remedy: expect.stringMatching(/--server .*stop it.*DATABASE_URL/) as string,
  });
  await other.kill();
  const opened = await open(folder);
  expect(await names(opened)).toEqual(['first']);
  await opened.close();
});

test('a schema of a newer program is named, and the folder is free again for that program', async () => {
  const folder = copied();
  const newer = await open(folder);
  await newer.context.database.transaction(
    (tx) => tx.query(`insert into schema_migration (number, name, checksum) values (99, '0099_later.sql', 'x')`),
    { asOwner: true },
  );
  await newer.close();
  for (const attempt of [1, 2]) {
    await expect(open(folder), `attempt ${attempt}`).rejects.toMatchObject({
      code: 'schema_newer',
      message: expect.stringContaining('0099_later.sql') as string,
      remedy: expect.stringContaining('newer version') as string,
    });
  }
});

describe('a damaged data folder', () => {
  test('of which a file is gone says to restore a backup', async () => {
    const folder = copied();
    rmSync(join(folder, 'database', 'global', 'pg_control'));
    await expect(open(folder)).rejects.toMatchObject({
      code: 'folder_damaged',
      remedy: expect.stringContaining('restore a backup') as string,
    });
  });

  test('in which the disk has changed a page says so at the question that meets it, and answers the others', async () => {
    const folder = copied();
    const before = await open(folder);
    const [row] = await before.context.database.query<{ file: string }>(`select pg_relation_filepath('event') as file`);
    await before.close();
    const file = join(folder, 'database', row?.file ?? '');
    const page = readFileSync(file);
    page.fill(0xa5, 4_000, 8_100);
    writeFileSync(file, page);
    const opened = await open(folder);
    await expect(opened.context.database.query('select * from event')).rejects.toMatchObject({
      code: 'folder_damaged',
      remedy: expect.stringContaining('restore a backup') as string,
    });
    expect(await names(opened)).toEqual(['first']);
    await opened.close();
  });
});
