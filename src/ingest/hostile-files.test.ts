/** Files as nobody should send them: each ends in a clear refusal, of the file or of the row, and nothing is half done. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptied, engines, freshDatabase } from '../../test/databases.ts';
import type { Database } from '../ledger/queryable.ts';
import { eventCount } from '../ledger/streams.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { recordFacts } from '../operations/record.ts';
import { ImportFault } from './fault.ts';
import { lineBytesMax } from './limits.ts';
import { runImport } from './run-import.ts';
import { readSource } from './source.ts';
import type { ImportSummary } from './tally.ts';

type Files = Readonly<Record<string, string | Buffer>>;

const generic = readSource('generic');
const now = '2026-11-21T12:00:00.000Z';
let database: Database;
let folder: string;

beforeAll(async () => {
  const [embedded] = engines;
  if (embedded === undefined) throw new Error('There is always one engine');
  database = await freshDatabase(embedded);
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptied(database);
  folder = mkdtempSync(join(tmpdir(), 'troth-hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Imported {
  readonly summary: ImportSummary | null;
  /** What the file of refused rows says: reason and remedy of each, and the cells. */
  readonly refused: string;
  readonly fault: ImportFault | null;
}

/** Imports files; what is thrown and is no fault of the files is a fault of ours. */
async function imported(files: Files): Promise<Imported> {
  const data = mkdtempSync(join(folder, 'files-'));
  for (const [file, content] of Object.entries(files)) writeFileSync(join(data, file), content);
  return importedFrom(data);
}

async function importedFrom(data: string): Promise<Imported> {
  const context = { database, now: () => now, actor: 'import:imp_1', source: 'cli', folder: '' };
  const refusedFile = join(folder, `${data.slice(-6)}.csv`);
  try {
    const record = (facts: Parameters<typeof recordFacts>[1]) => recordFacts(context, facts, { source: 'generic' });
    const summary = await runImport(record, generic, data, { refusedFile });
    return { summary, refused: summary.refused > 0 ? readFileSync(refusedFile, 'utf8') : '', fault: null };
  } catch (error) {
    if (error instanceof ImportFault) return { summary: null, refused: '', fault: error };
    throw error;
  }
}

const customersHeader = 'customer,name,kind,since';
const good = `${customersHeader}\nC-1,Acme Ltd,business,2026-01-05\n`;
const withRow = (row: string) => `${good}${row}\n`;
const wide = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',');

describe('a file is refused as a whole, by its name, with what to do', () => {
  test.each<readonly [string, Files, RegExp]>([
    ['in UTF-16', { 'customers.csv': Buffer.from(`\ufeff${good}`, 'utf16le') }, /customers\.csv is no text in UTF-8/],
    ['in UTF-16 without a mark', { 'customers.csv': Buffer.from(good, 'utf16le') }, /is no text in UTF-8/],
    ['in Latin 1', { 'customers.csv': Buffer.from(withRow('C-2,Bergström,,'), 'latin1') }, /customers\.csv.*not UTF-8/],
    ['half in UTF-8', { 'customers.csv': Buffer.concat([Buffer.from(good), Buffer.of(0xc3, 0x28)]) }, /customers\.csv/],
    ['with a quotation mark that stays open', { 'customers.csv': withRow('C-2,"Bolt,business,') }, /customers\.csv/],
    ['with text after a quotation', { 'customers.csv': withRow('C-2,"Bolt"x,business,') }, /customers\.csv, line 3/],
    [
      'with cells too many',
      { 'customers.csv': withRow('C-2,Bolt,business,2026-01-05,x,y,z') },
      /line 3: 5 cells where .* has 4/,
    ],
    ['with a cell without end', { 'customers.csv': withRow(`C-2,${'x'.repeat(2 * lineBytesMax)},,`) }, /longer than/],
    ['with ten thousand columns', { 'customers.csv': `${wide}\n${wide}\n` }, /has 10000 columns/],
    ['with columns nobody knows', { 'customers.csv': 'customer,nmae\nC-1,Acme\n' }, /nmae/],
    ['that is empty', { 'customers.csv': '' }, /customers\.csv is empty/],
    ['that is all zeros', { 'customers.csv': Buffer.alloc(100_000) }, /is no text in UTF-8/],
    ['of empty lines', { 'customers.csv': '\n\n\n' }, /customers\.csv/],
    ['that only calls itself packed', { 'customers.csv.gz': good }, /customers\.csv\.gz cannot be read/],
    ['that is a ZIP archive', { 'customers.csv': Buffer.from('PK\u0003\u0004\u0014\0\0\0') }, /no text in UTF-8/],
    [
      'packed and cut short',
      { 'customers.csv.gz': gzipSync(good.repeat(2_000)).subarray(0, 60) },
      /customers\.csv\.gz/,
    ],
    ['that no table reads', { 'clients.csv': good }, /needs customers\.csv/],
  ])('%s', async (_, files, reason) => {
    const { fault, summary } = await imported(files);
    expect(summary).toBeNull();
    expect(fault?.message).toMatch(reason);
    expect(fault?.remedy).toMatch(/.{12}/);
    expect(await eventCount(database)).toBe(0);
  });

  test('a folder in its place', async () => {
    mkdirSync(join(folder, 'data', 'customers.csv'), { recursive: true });
    const { fault } = await importedFrom(join(folder, 'data'));
    expect(fault?.message).toBe('customers.csv cannot be read');
    expect((await importedFrom(join(folder, 'nowhere'))).fault?.message).toContain('cannot be read');
  });

  test('one broken file among good ones leaves nothing of the others', async () => {
    const { fault } = await imported({ 'customers.csv': good, 'purchases.csv': 'customer,purchase\n"C-1,1\n' });
    expect(fault?.message).toContain('purchases.csv');
    expect(await eventCount(database)).toBe(0);
  });
});

test('a file with nothing but its header brings nothing', async () => {
  const { summary } = await imported({ 'customers.csv': customersHeader });
  expect(summary).toMatchObject({ rows: 0, recorded: 0, refused: 0 });
  expect((await imported({ 'customers.csv': `\ufeff${good}` })).summary).toMatchObject({ rows: 1, recorded: 1 });
});

describe('a row is refused with its cell and what to write, and stops no other', () => {
  const purchases = (rows: readonly string[]) => ({
    'customers.csv': good,
    'purchases.csv': ['customer,purchase,bought_on,amount,currency', 'C-1,1,2026-01-06,5.00,EUR', ...rows].join('\n'),
  });
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a date', 'bought_on', ['31/02/2026', '2026-02-30', '2026-13-01', '45000', 'soon', '99999-01-01', '=TODAY()']],
    ['a currency', 'currency', ['EURO', '€', '12', '=A1', 'E R']],
    ['an amount', 'amount', ['"1,234.50"', '-5', '1e9', 'NaN', 'a lot', '99999999999999999999999', '=1+1', '5.999']],
  ];
  test.each(cases)('%s that is none', async (_, field, values) => {
    const row = (value: string, index: number) => {
      const cells: Record<string, string> = {
        bought_on: '2026-01-06',
        amount: '5.00',
        currency: 'EUR',
        [field]: value,
      };
      return `C-1,x${index},${cells['bought_on']},${cells['amount']},${cells['currency']}`;
    };
    const { summary, refused } = await imported(purchases(values.map(row)));
    expect(summary).toMatchObject({ recorded: 2, refused: values.length });
    const lines = refused.trim().split('\n').slice(1);
    expect(lines).toHaveLength(values.length);
    for (const line of lines) expect(line).toContain(field);
    expect(await eventCount(database)).toBe(2);
  });

  test('words longer than anybody says, a customer without a key, a day to come', async () => {
    const long = 'x'.repeat(lineBytesMax / 2);
    const { summary, refused } = await imported({
      'customers.csv': `${good}C-2,${long},,\n,Nobody,,\nC-3,Later,,2999-01-01\n`,
    });
    expect(summary).toMatchObject({ recorded: 1, refused: 3 });
    expect(refused.length).toBeLessThan(2 * lineBytesMax);
  });

  test('a cell with a formula is text, and cannot run where refused rows are opened', async () => {
    const { summary, refused } = await imported({
      'customers.csv': withRow('C-2,=HYPERLINK("x"),+cmd|calc,2026-01-05'),
    });
    expect(summary).toMatchObject({ recorded: 1, refused: 1 });
    expect(refused).not.toMatch(/(^|,)[=+@]/m);
  });
});

test('a packed file that unfolds without end is refused in bounded memory, and leaves nothing behind', async () => {
  const zeros = gzipSync(Buffer.concat([Buffer.from(`${good}C-2,`), Buffer.alloc(60_000_000, 'x')]));
  const lines = gzipSync(Buffer.concat([Buffer.from(customersHeader), Buffer.alloc(60_000_000, '\n,,,')]));
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  try {
    const { fault } = await imported({ 'customers.csv.gz': zeros });
    expect(fault?.message).toContain('longer than');
    const endless = await imported({ 'customers.csv.gz': lines });
    expect(endless.fault?.message).toContain('times its size');
  } finally {
    clearInterval(watch);
  }
  expect(most - before).toBeLessThan(600_000_000);
  expect(await eventCount(database)).toBe(0);
  expect(readdirSync(folder).filter((name) => !name.startsWith('files-'))).toEqual([]);
});

test('whatever is done to the bytes of good files, they are taken, or refused with a reason and a remedy', async () => {
  const template = readdirSync(join(import.meta.dirname, '../../sources/generic/template')).map((file) => ({
    file,
    content: readFileSync(join(import.meta.dirname, '../../sources/generic/template', file)),
  }));
  const pieces = ['"', '\n', '\r', ',', ';', '\0', '""', '=', '-', '9', '\ufeff', '😀', '\ud800', 'x'.repeat(9_000)];
  const change = fc.record({
    file: fc.nat({ max: template.length - 1 }),
    at: fc.noBias(fc.nat({ max: 999 })),
    cut: fc.constantFrom(0, 0, 1, 3, 40),
    put: fc.oneof(
      fc.constantFrom(...pieces).map((text) => Buffer.from(text)),
      fc.uint8Array({ minLength: 0, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    ),
  });
  const ends = { fault: 0, refused: 0, taken: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 2 }), async (changes) => {
      const files = Object.fromEntries(template.map(({ file, content }) => [file, content]));
      for (const { file, at, cut, put } of changes) {
        const name = template[file]?.file ?? '';
        const content = files[name] ?? Buffer.alloc(0);
        const place = Math.floor((at / 1_000) * content.length);
        files[name] = Buffer.concat([content.subarray(0, place), put, content.subarray(place + cut)]);
      }
      const before = await eventCount(database);
      const { fault, summary, refused } = await imported(files);
      if (fault !== null) {
        expect(fault.message).toMatch(/\.csv/);
        expect(fault.remedy).toMatch(/.{12}/);
        expect(await eventCount(database)).toBe(before);
      }
      if (summary === null) ends.fault += 1;
      else {
        const { rows, recorded, known, restored } = summary;
        expect(recorded + known + restored + summary.refused).toBe(rows);
        expect(await eventCount(database)).toBe(before + recorded);
        expect(summary.refused === 0 || refused.includes('remedy')).toBe(true);
        ends[summary.refused > 0 ? 'refused' : 'taken'] += 1;
      }
    }),
    { seed: 1, numRuns: 15 },
  );
  expect(
    Object.values(ends).every((count) => count > 0),
    JSON.stringify(ends),
  ).toBe(true);
  expect(await verifyLedger(database)).toMatchObject({ ok: true });
});
