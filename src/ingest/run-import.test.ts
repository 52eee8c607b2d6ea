import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingFact, RecordOutcome } from '../operations/incoming.ts';
import { type ImportSettings, type Recorder, runImport } from './run-import.ts';
import { readSource } from './source.ts';

const generic = readSource('generic');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troth-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const customers = (...rows: string[]) => ({ 'customers.csv': ['customer,name,since', ...rows].join('\n') });
function importOf(files: Readonly<Record<string, string>>, record: Recorder, settings: ImportSettings = {}) {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return runImport(record, generic, folder, { refusedFile: join(folder, 'refused/rows.csv'), ...settings });
}

const recordAll: Recorder = (facts) => Promise.resolve(facts.map(() => ({ status: 'recorded', eventId: 'evt_1' })));
const refusedRows = () => readFileSync(join(folder, 'refused/rows.csv'), 'utf8').trim().split('\n');

test('every row is recorded, known, restored or refused, and counted', async () => {
  const statuses = ['recorded', 'known', 'restored'] as const;
  const seen: IncomingFact[] = [];
  const record: Recorder = (facts) => {
    seen.push(...facts);
    return Promise.resolve(
      facts.map((_, index): RecordOutcome => {
        const status = statuses[index];
        if (status !== undefined) return { status, eventId: 'evt_1' };
        return {
          status: 'refused',
          refusal: { code: 'different_content', reason: 'It says something else', remedy: 'Undo it' },
        };
      }),
    );
  };
  const files = customers('a,A,2026-01-01', 'b,B,2026-01-01', 'c,C,2026-01-01', 'd,D,2026-01-01', 'e,E,soon');
  const progress: (readonly [number, number])[] = [];
  const summary = await importOf(files, record, { onProgress: (done, total) => progress.push([done, total]) });
  expect(summary).toMatchObject({ rows: 5, recorded: 1, known: 1, restored: 1, refused: 2, customers: 3 });
  expect(summary.refusedByReason).toEqual([
    { reason: 'It says something else', count: 1 },
    { reason: 'since is no date', count: 1 },
  ]);
  expect(seen.map((fact) => fact.customerId)).toEqual(['cus_a', 'cus_b', 'cus_c', 'cus_d']);
  expect(progress).toEqual([[5, 5]]);
});

test('equal reasons count together whatever the value, and keep the words that are no value', async () => {
  const reason = "promiseId must look like prm_7f3k: letters, digits, '.', '-' after the prefix";
  const record: Recorder = (facts) =>
    Promise.resolve(facts.map(() => ({ status: 'refused', refusal: { code: 'invalid', reason, remedy: 'Do' } })));
  const summary = await importOf(customers('a,A,2026-01-01', 'b,B,soon', 'c,C,later'), record);
  expect(summary.refusedByReason).toEqual([
    { reason: 'since is no date', count: 2 },
    { reason, count: 1 },
  ]);
});

describe('refused rows', () => {
  test('stand in a file, with the cell, the reason and what to write', async () => {
    await importOf(customers('a,=HYPERLINK("x"),31/02/2026', 'b,B,2026-01-01'), recordAll);
    const [header, row] = refusedRows();
    expect(header).toBe('type,customer_id,source_id,field,value,reason,remedy,row');
    expect(row).toContain("customer.described,cus_a,customer,since,31/02/2026,since '31/02/2026' is no date,");
    expect(row).toContain('write YYYY-MM-DD');
    expect(refusedRows()).toHaveLength(2);
  });

  test('cannot run as a formula in a spreadsheet', async () => {
    const record: Recorder = (facts) =>
      Promise.resolve(
        facts.map(() => ({
          status: 'refused',
          refusal: { code: 'invalid', reason: '=1+1', remedy: '@x', value: '-2' },
        })),
      );
    await importOf(customers('a,A,2026-01-01'), record);
    expect(refusedRows()[1]).toContain("'-2,'=1+1,'@x,");
  });

  test('are missed by nobody where there are none', async () => {
    await importOf(customers('a,A,2026-01-01'), recordAll);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test('with a thousand different reasons are still counted', async () => {
    const record: Recorder = (facts) =>
      Promise.resolve(
        facts.map((_, index) => ({
          status: 'refused',
          refusal: { code: 'invalid', reason: `No ${index}`, remedy: '' },
        })),
      );
    const rows = Array.from({ length: 1_000 }, (_, index) => `c${index},C,2026-01-01`);
    const { refused, refusedByReason } = await importOf(customers(...rows), record);
    expect(refused).toBe(1_000);
    expect(refusedByReason.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
    expect(refusedByReason.length).toBeLessThan(300);
  });
});

test('when recording fails the import ends with that failure and nothing stays open', async () => {
  const record: Recorder = () => Promise.reject(new Error('the database is gone'));
  const rows = Array.from({ length: 12_000 }, (_, index) => `c${index},C,2026-01-01`);
  await expect(importOf(customers(...rows), record)).rejects.toThrow('the database is gone');
});

test('a broken file ends the import before its first fact', async () => {
  let asked = 0;
  const record: Recorder = (facts) => {
    asked += facts.length;
    return recordAll(facts);
  };
  const files = { ...customers('a,A,2026-01-01'), 'purchases.csv': 'customer,purchase,bought_on,amount\na,1\n' };
  await expect(importOf(files, record)).rejects.toThrow('purchases.csv, line 2: 2 cells where the header has 4');
  expect(asked).toBe(0);
});

test('a file that no table reads is named, so that a misspelt name loses nothing in silence', async () => {
  const files = { ...customers('a,A,2026-01-01'), 'promise.csv': 'customer,promise\na,1\n', '.hidden': '' };
  const { unreadFiles, recorded } = await importOf(files, recordAll);
  expect(recorded).toBe(1);
  expect(unreadFiles).toEqual(['promise.csv']);
});
