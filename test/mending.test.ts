/** Rows that any source refused are mended where they stand in its files, and the source runs again over them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import type { RunView } from '../src/api/intake.ts';
import { openDuckdb } from '../src/ingest/duckdb.ts';
import { openIntake } from '../src/ingest/intake.ts';
import type { Context } from '../src/operations/context.ts';
import { undoImport } from '../src/operations/imports.ts';
import { Refused } from '../src/operations/refused.ts';
import { storeUpload } from '../src/operations/uploads.ts';
import { emptied, onEveryEngine } from './databases.ts';

type Mend = readonly [needle: string, cells: Readonly<Record<string, string>>, origin?: number];

onEveryEngine('rows of every source', (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'troth-mending-'));
  const desk = openIntake();
  const context = (): Context => ({
    database: database(),
    now: () => new Date().toISOString(),
    actor: 'api:test',
    source: 'api',
    folder,
    intake: desk,
  });
  afterAll(async () => {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function over(importId: string): Promise<RunView> {
    for (;;) {
      const run = await desk.watch(context(), { importId });
      if (run.state !== 'running') return structuredClone(run);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  async function ran(source: string, files: Readonly<Record<string, string | Buffer>>): Promise<RunView> {
    await emptied(database());
    async function* handed() {
      for (const [name, text] of Object.entries(files)) yield { name, content: Readable.from([Buffer.from(text)]) };
    }
    const { uploadId } = await storeUpload(context(), handed());
    const { importId } = await desk.run(context(), { uploadId, source, options: {}, dryRun: false });
    const run = await over(importId);
    expect(run.failure).toBeNull();
    return run;
  }
  /** Mends the first refused row whose name begins so. */
  async function mended({ importId, refusedRows }: RunView, ...mends: readonly Mend[]): Promise<RunView> {
    const rows = mends.map(([needle, cells, origin = 0]) => {
      const found = refusedRows.find(({ sourceId }) => sourceId.startsWith(needle));
      if (found === undefined) throw new Error(`${needle} is not refused`);
      return { row: found.row, origin, cells: { ...cells } };
    });
    await desk.correct(context(), { importId, rows });
    return over(importId);
  }
  const places = (run: RunView, sourceId: string) =>
    run.refusedRows.find((one) => one.sourceId === sourceId)?.origins.map(({ file, line }) => `${file} ${line}`);
  const kept = (run: RunView, file: string) =>
    readFileSync(join(folder, 'uploads', run.uploadId, 'files', file), 'utf8')
      .trim()
      .split('\n');

  const olist = {
    'olist_customers_dataset.csv': 'customer_id,customer_unique_id,customer_state\nc1,u1,SP\nc2,u2,RJ\n',
    'olist_orders_dataset.csv': [
      'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
      'o1,c1,delivered,2018-01-02 10:00:00,2018-01-02 11:00:00,2018-01-03 10:00:00,,2018-01-20 00:00:00',
      'o2,c2,delivered,2018-01-02 10:00:00,2018-01-02 11:00:00,2018-01-03 10:00:00,2018-01-09 10:00:00,2018-01-20 00:00:00\n',
    ].join('\n'),
    'olist_order_items_dataset.csv': 'order_id,shipping_limit_date\no1,2018-01-05 10:00:00\no2,2018-01-05 10:00:00\n',
    'olist_order_payments_dataset.csv': 'order_id,payment_value\no1,10.00\no2,1O.00\n',
    'olist_order_reviews_dataset.csv':
      'review_id,order_id,review_score,review_comment_title,review_comment_message,review_answer_timestamp\nr2,o2,five,,,2018-01-12 10:00:00\n',
  };

  test('an order that cannot be read is shown with its siblings, and each is mended in its own file', async () => {
    const run = await ran('olist', olist);
    expect(places(run, 'o1 promise 1 of sales')).toEqual([
      'olist_orders_dataset.csv 2',
      'olist_order_items_dataset.csv 2',
      'olist_order_payments_dataset.csv 2',
    ]);
    expect(places(run, 'o2 purchase')?.[0]).toBe('olist_order_payments_dataset.csv 3');
    expect(places(run, 'o2 review r2')?.[0]).toBe('olist_order_reviews_dataset.csv 2');
    const all = await mended(
      run,
      ['o1 promise 1', { order_delivered_customer_date: '2018-01-10 12:00:00' }],
      ['o1 promise 3', { order_delivered_customer_date: '2018-01-10 12:00:00' }],
      ['o2 purchase', { payment_value: '10.00' }],
      ['o2 review', { review_score: '5' }],
    );
    expect(all).toMatchObject({ counts: { recorded: all.counts?.rows, refused: 0, known: 0 }, refusedRows: [] });
    expect(kept(all, 'olist_orders_dataset.csv')).toHaveLength(3);
    // The same facts twice are one event.
    const again = await desk.run(context(), { uploadId: run.uploadId, source: 'olist', options: {}, dryRun: false });
    expect((await over(again.importId)).counts).toMatchObject({ recorded: 0, refused: 0 });
    // What the mended row tells otherwise than before, such as what the hand-over stands behind, gave way and counts once.
    expect(await undoImport(context(), run.importId)).toMatchObject({ retracted: all.counts?.recorded });
  });

  test('of an invoice with many lines those that cannot be read come first', async () => {
    const good = Array.from({ length: 30 }, (_, line) => `100,${line + 1},2011-01-05 10:00:00,1.25,7.0,France`);
    const lines = [
      'InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      ...good,
      '100,1,2011-01-05 10:00:00,free,7.0,France',
      '101,2,2011-02-05 10:00:00,3.00,8.0,Spain',
    ];
    const run = await ran('online-retail', { 'online_retail.csv': `${lines.join('\n')}\n` });
    expect(run.refusedRows).toMatchObject([{ sourceId: '100 purchase' }]);
    expect(run.refusedRows[0]?.origins).toHaveLength(12);
    expect(run.refusedRows[0]?.origins[0]).toMatchObject({ line: 32 });
    expect(await mended(run, ['100 purchase', { UnitPrice: '0.50' }])).toMatchObject({ counts: { refused: 0 } });
  });

  test('a row of a log is mended for every event that it tells of', async () => {
    const columns =
      'number,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,sys_updated_at,category,resolved_at,closed_at';
    const run = await ran('uci-incident', {
      'incident_event_log.csv': `${columns}\nINC1,0,0,1,true,Caller 5,soon,29/2/2016 02:00,Category 3,1/3/2016 10:00,2/3/2016 10:00\n`,
    });
    expect(run.refusedRows.length).toBeGreaterThan(2);
    const fixed = { caller_id: 'Caller-5', opened_at: '29/2/2016 01:16' };
    expect((await mended(run, ['INC1 opened', fixed])).refusedRows).toEqual([]);
  });

  test('a line of words is mended, and stays a line of words', async () => {
    const run = await ran('cdnow', {
      'CDNOW_sample.txt':
        ' 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2    29.7x\n 00021 0002 19970101  3   63.34\n',
    });
    expect(places(run, 'purchase 2')).toEqual(['CDNOW_sample.txt 2']);
    await expect(mended(run, ['purchase 2', { dollars: '29 73' }])).rejects.toThrow(Refused);
    expect(await mended(run, ['purchase 2', { dollars: '29.73' }])).toMatchObject({ counts: { refused: 0 } });
    expect(kept(run, 'CDNOW_sample.txt')[1]).toBe('00004 0001 19970118 2 29.73');
  });

  test('columns of Parquet and of JSON are mended as those of text are', async () => {
    const { connection, close } = await openDuckdb(folder, {});
    const path = join(folder, 'customers.parquet');
    await connection.run(
      `copy (select * from (values ('acme', 'Acme', '2026-01-05'), ('bolt', 'Bolt', 'soon')) as t(customer, name, since)) to '${path}' (format parquet)`,
    );
    close();
    const purchases = [
      { customer: 'acme', purchase: 7, bought_on: '2026-02-30', amount: 12.5 },
      { customer: 'acme', purchase: 8, bought_on: '2026-02-20', amount: 9 },
    ];
    const run = await ran('generic', {
      'customers.parquet': readFileSync(path),
      'purchases.json': JSON.stringify(purchases),
    });
    expect(run.counts).toMatchObject({ recorded: 2, refused: 2 });
    const all = await mended(run, ['customer', { since: '2026-01-06' }], ['purchase 7', { bought_on: '2026-02-28' }]);
    expect(all.counts).toMatchObject({ recorded: 4, known: 0, refused: 0 });
  });

  test('a line that a row did not come from is refused by its number', async () => {
    const run = await ran('olist', olist);
    await expect(mended(run, ['o2 review', { review_score: '5' }, 4])).rejects.toMatchObject({
      refusal: { field: 'origin', value: 4, remedy: 'Give an origin from 0 to 3' },
    });
  });
});
