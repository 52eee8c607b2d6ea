import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, freshDatabase } from '../../test/databases.ts';
import { readTables } from '../../test/read-tables.ts';
import { fillSample, markOf, sampleCustomers } from '../../test/sample-ledger.ts';
import { verifyFile } from '../../test/stand-alone-verifier.ts';
import type { Database } from '../ledger/database.ts';
import { exportLines } from '../ledger/export.ts';
import { backUp, restore } from './backup.ts';
import type { Context } from './context.ts';
import { eraseCustomer } from './erase.ts';

const now = '2026-06-01T12:00:00.000Z';
const contextOf = (database: Database): Context => ({
  database,
  now: () => now,
  actor: 'system',
  source: 'test',
  folder: '',
});

async function linesOf(database: Database): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of exportLines(database)) lines.push(line);
  return lines;
}

async function isEmpty(database: Database): Promise<boolean> {
  const tables = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = current_schema() and tablename <> 'schema_migration' order by 1`,
  );
  for (const { name } of tables) if ((await database.query(`select from ${name} limit 1`)).length > 0) return false;
  return true;
}

const folder = mkdtempSync(join(tmpdir(), 'troth-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const newFile = (content?: Buffer | string): string => {
  const path = join(folder, `backup-${made++}.troth`);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

describe.each(engines.flatMap((from) => engines.map((to) => ({ from, to }))))(
  'a backup of $from.name restored on $to.name',
  ({ from, to }) => {
    test('is the same ledger: events, texts, checkpoints and read tables; erased text stays erased', async () => {
      const [source, target] = await Promise.all([freshDatabase(from), freshDatabase(to)]);
      try {
        const { context } = await fillSample(source);
        await eraseCustomer(context, { customerId: 'cus_a', why: 'asked for it' });
        const { path, digest } = await backUp(contextOf(source), newFile());
        const restored = await restore(contextOf(target), path, { digest });
        expect(restored).toMatchObject({ ok: true, streams: 5, checkpoints: 3, brokenCount: 0 });
        // Engines sort ids each in its own way.
        const lines = (await linesOf(target)).toSorted();
        expect(lines).toEqual((await linesOf(source)).toSorted());
        expect(lines.join()).not.toContain(markOf('cus_a'));
        expect(lines.join()).toContain(markOf(sampleCustomers[0]));
        expect(await readTables(target)).toEqual(await readTables(source));
      } finally {
        await Promise.all([source.close(), target.close()]);
      }
    });
  },
);

describe('a backup', () => {
  let database: Database;
  let target: Database;
  let good: readonly string[];

  beforeAll(async () => {
    const [engine] = engines;
    if (engine === undefined) throw new Error('There is always one engine');
    [database, target] = await Promise.all([freshDatabase(engine), freshDatabase(engine)]);
    await fillSample(database);
    good = await linesOf(database);
  });
  afterAll(() => Promise.all([database.close(), target.close()]));

  test('is an export, packed: the stand-alone verifier reads what is in it', async () => {
    const { path, bytes } = await backUp(contextOf(database), newFile());
    const packed = readFileSync(path);
    expect(packed.length).toBe(bytes);
    const verdict = await verifyFile(gunzipSync(packed).toString('utf8'));
    expect(verdict).toMatchObject({ exitCode: 0 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  test('never replaces a file, and says where it cannot be written', async () => {
    const there = newFile('mine');
    await expect(backUp(contextOf(database), there)).rejects.toMatchObject({
      code: 'folder_unusable',
      message: expect.stringContaining(there) as string,
      remedy: expect.stringContaining('another file') as string,
    });
    expect(readFileSync(there, 'utf8')).toBe('mine');
    await expect(backUp(contextOf(database), join(there, 'below.troth'))).rejects.toMatchObject({
      code: 'folder_unusable',
    });
  });

  const damaged: Readonly<Record<string, (lines: readonly string[]) => Buffer | string>> = {
    'that stops early': (lines) => text(lines.slice(0, -1)),
    'that is cut in the middle of its packing': (lines) => gzipSync(text(lines)).subarray(0, 900),
    'in which a byte was changed': (lines) => flipped(gzipSync(text(lines))),
    'without one of its events': (lines) => text(lines.toSpliced(3, 1)),
    'with an event twice': (lines) => text(lines.toSpliced(3, 0, lines[3] ?? '')),
    'with a changed amount': (lines) => text(lines).replace('"amount":124000', '"amount":124001'),
    'with a changed word': (lines) => text(lines).replace(markOf('cus_b'), 'Other words'),
    'with a field that is missing': (lines) => text(lines).replace(/"hash":"[0-9a-f]+"/, '"hasch":""'),
    'with an impossible time': (lines) => text(lines).replace(/"occurredAt":"2026-/, '"occurredAt":"2026-99'),
    'of a newer version': (lines) => text(lines).replace('"version":1', '"version":2'),
    'that is something else': () => 'customer,promise\n1,2\n',
    'that is empty': () => '',
  };
  test.each(Object.entries(damaged))('%s is refused, and nothing of it is stored', async (_, damage) => {
    await expect(restore(contextOf(target), newFile(damage(good)), {})).rejects.toMatchObject({
      name: 'LedgerFault',
      code: 'backup_unusable',
      remedy: expect.stringContaining('Nothing was stored') as string,
    });
    expect(await isEmpty(target)).toBe(true);
  });

  test('of another digest, or that is not there, is refused by name', async () => {
    const path = newFile(text(good));
    await expect(restore(contextOf(target), path, { digest: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'backup_unusable',
      message: expect.stringMatching(/SHA-256 is [0-9a-f]{64}, not 0000/) as string,
    });
    await expect(restore(contextOf(target), join(folder, 'none.troth'), {})).rejects.toMatchObject({
      code: 'backup_unusable',
      message: expect.stringContaining('none.troth') as string,
    });
  });

  test('is never mixed with what is there', async () => {
    const before = await linesOf(database);
    await expect(restore(contextOf(database), newFile(text(good)), {})).rejects.toMatchObject({
      code: 'ledger_not_empty',
    });
    expect(await linesOf(database)).toEqual(before);
  });

  test('of an empty ledger is one, too', async () => {
    const { path } = await backUp(contextOf(target), newFile());
    expect(await restore(contextOf(target), path, {})).toMatchObject({ ok: true, events: 0 });
  });
});

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function flipped(packed: Buffer): Buffer {
  const changed = Buffer.from(packed);
  const place = Math.floor(changed.length / 2);
  changed[place] = (changed[place] ?? 0) ^ 0xff;
  return changed;
}
