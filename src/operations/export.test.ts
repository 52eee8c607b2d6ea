/** The export for other tools: Parquet files with real types, and lines that end where a line ends. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { fillSample, type SampleLedger } from '../../test/sample-ledger.ts';
import { exportedTables, exportJsonLines, exportParquet } from './export.ts';

/** The rows that a SELECT over a Parquet file gives, as JSON. */
async function read(sql: string): Promise<readonly unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`set TimeZone = 'UTC'`);
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

onEveryEngine('Exporting for other tools', (database) => {
  let sample: SampleLedger;
  let folder: string;
  beforeAll(async () => {
    sample = await fillSample(database());
    folder = mkdtempSync(join(tmpdir(), "troth-test of o'clock "));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const from = (file: string): string => `from '${join(folder, 'parquet', file).replaceAll("'", "''")}'`;

  test('there is one file for the events and one for each read table, and nothing else', async () => {
    const files = await exportParquet(sample.context, join(folder, 'parquet'));
    expect(files).toEqual(exportedTables.map((table) => `${table}.parquet`));
    expect(files.slice(0, 3)).toEqual(['events.parquet', 'customer.parquet', 'promise.parquet']);
    expect(readdirSync(join(folder, 'parquet')).sort()).toEqual([...files].sort());
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('troth-export-'))).toEqual([]);
  });

  test('every row is in its file', async () => {
    for (const table of exportedTables) {
      const [row] = await read(`select count(*)::integer as rows ${from(`${table}.parquet`)}`);
      const stored = table === 'events' ? 'event' : table;
      expect([row], table).toEqual(await database().query(`select count(*)::integer as rows from ${stored}`));
    }
  });

  test('columns have the types of what they hold', async () => {
    const types = async (file: string): Promise<unknown> =>
      Object.fromEntries(
        (await read(`describe select * ${from(file)}`)).map((column) => {
          const { column_name, column_type } = column as { column_name: string; column_type: string };
          return [column_name, column_type];
        }),
      );
    expect(await types('events.parquet')).toMatchObject({
      customer_id: 'VARCHAR',
      revision: 'INTEGER',
      occurred_at: 'TIMESTAMP WITH TIME ZONE',
      data: 'JSON',
      text: 'JSON',
    });
    expect(await types('events.parquet')).not.toHaveProperty('salt');
    expect(await types('purchase.parquet')).toMatchObject({ amount: 'BIGINT', repurchase: 'BOOLEAN' });
    expect(await types('promise.parquet')).toMatchObject({ due_day: 'DATE', weight: 'DOUBLE', backs: 'JSON' });
  });

  test('values come out as they went in', async () => {
    const [event] =
      await read(`select occurred_at, data->>'kind' as kind, text->>'name' as name ${from('events.parquet')}
      where customer_id = 'cus_a' and type = 'customer.described'`);
    expect(event).toEqual({
      occurred_at: '2026-03-01 08:00:00.125+00',
      kind: 'business',
      name: 'Name: Words-of-a! “ü\u2028\n🙂”',
    });
    const [total] = await read(`select sum(amount)::varchar as total ${from('purchase.parquet')}`);
    expect(total).toEqual({ total: '496000' });
  });

  test('some tables alone replace their files and leave the others', async () => {
    writeFileSync(join(folder, 'parquet', 'promise.parquet'), 'old');
    expect(await exportParquet(sample.context, join(folder, 'parquet'), ['promise'])).toEqual(['promise.parquet']);
    expect(await read(`select count(*)::integer as rows ${from('promise.parquet')}`)).toEqual([{ rows: 8 }]);
    expect(readdirSync(join(folder, 'parquet'))).toHaveLength(exportedTables.length);
  });

  test('a folder that cannot be is named, with a remedy', async () => {
    writeFileSync(join(folder, 'file'), '');
    const run = exportParquet(sample.context, join(folder, 'file'));
    await expect(run).rejects.toMatchObject({ name: 'LedgerFault', code: 'folder_unusable' });
  });

  test('every line of the export for verifying ends with a line end', async () => {
    const lines: string[] = [];
    for await (const line of exportJsonLines(sample.context)) lines.push(line);
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(lines.at(-1)).toContain('"kind":"end"');
  });
});
