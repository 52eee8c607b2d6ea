/** Files with bad rows are imported in a real browser: tried out, mended in the page, brought in, undone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase } from '../databases.ts';
import { faultsOf } from './axe.ts';
import { fitsItsWidth, startWeb, type Web } from './web.ts';

const files = {
  'customers.csv': ['customer,name,since', 'acme,Acme Ltd,2026-01-05', 'bolt,Bolt GmbH,31/02/2026'],
  'promises.csv': [
    'customer,promise,words,by,made_on,due,done_on,outcome',
    'acme,1,Machine installed by the end of February,sales,2026-01-19,2026-02-28,2026-02-27,kept',
    'acme,2,"A corrected bill, by Tuesday",accounting,2026-02-01,2026-02-30,,',
  ],
};

let database: Database;
let web: Web;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  web = await startWeb(database, () => false);
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

async function drop(page: Page, names: readonly (keyof typeof files)[]): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles(
      names.map((name) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${files[name].join('\n')}\n`) })),
    );
}

/** Waits until the figures of an import are these. */
async function brings(page: Page, figures: Readonly<Record<string, string>>): Promise<void> {
  const figure = (what: string) => page.locator('.brings div', { hasText: what }).locator('dd').innerText();
  const shown = async () =>
    Object.fromEntries(await Promise.all(Object.keys(figures).map(async (what) => [what, await figure(what)])));
  await expect.poll(shown).toEqual(figures);
}

/** Waits until a source is the one that is chosen. */
async function chosen(page: Page, source: RegExp): Promise<void> {
  await expect.poll(() => page.getByRole('radio', { name: source }).isChecked()).toBe(true);
}

test('a file with bad rows is tried out, mended in the page, imported and undone', async () => {
  const page = await web.open('/imports');
  await page.getByText('Nothing was imported yet.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await drop(page, ['customers.csv', 'promises.csv']);
  await chosen(page, /^Your own spreadsheets/);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Try it out' }).click();

  await page.getByText('Nothing is written yet').waitFor();
  await brings(page, { new: '3', refused: '2' });
  await page.getByText('Machine installed by the end of February').first().waitFor();
  await page.getByText('customers.csv, line 3').first().waitFor();
  await page.getByRole('button', { name: 'Import 3 events' }).click();

  await page.getByText('Imported, but for the refused rows').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const bill = page.locator('.refused-row', { hasText: 'promises.csv, line 3' });
  await bill.getByLabel('due', { exact: true }).fill('2026-02-28');
  const bolt = page.locator('.refused-row', { hasText: 'customers.csv, line 3' });
  await bolt.getByLabel('since', { exact: true }).fill('2026-02-29');
  await page.getByRole('button', { name: 'Send 2 rows again' }).click();
  await page.locator('.refused-row', { hasText: '2026-02-29' }).waitFor();
  await expect.poll(() => page.locator('.refused-row').count()).toBe(1);
  await brings(page, { recorded: '4', refused: '1' });

  // With the keyboard alone, and after the page was loaded again.
  await page.reload();
  await bolt.getByLabel('since', { exact: true }).fill('2026-02-28');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Everything is imported' }).waitFor();
  const imported = page.locator('.import-row').first();
  await expect.poll(() => imported.innerText()).toContain('5 events about 2 customers');
  await expect.poll(() => imported.innerText()).toContain('none refused');

  await imported.getByRole('button', { name: 'Undo…' }).click();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('Undone: 5 events of “Your own spreadsheets” no longer count').first().waitFor();
  await page.locator('.import-row', { hasText: 'undone' }).first().waitFor();
  await page.getByText('what it brought no longer counts').first().waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('an order that its source refuses is mended in the page, with the rows it belongs to beside it', async () => {
  const page = await web.open('/imports');
  const orders = {
    'olist_customers_dataset.csv': 'customer_id,customer_unique_id,customer_state\nc1,u1,SP\n',
    'olist_orders_dataset.csv':
      'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date\no1,c1,delivered,2018-01-02 10:00:00,2018-01-02 11:00:00,2018-01-03 10:00:00,,2018-01-20 00:00:00\n',
    'olist_order_items_dataset.csv': 'order_id,shipping_limit_date\no1,2018-01-05 10:00:00\n',
    'olist_order_payments_dataset.csv': 'order_id,payment_value\no1,10.00\n',
  };
  await page
    .locator('input[type=file]')
    .setInputFiles(
      Object.entries(orders).map(([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })),
    );
  await chosen(page, /^Olist marketplace/);
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByText('Nothing is written yet').waitFor();
  await page.getByRole('button', { name: /^Import \d+ events/ }).click();
  await page.getByText('Imported, but for the refused rows').waitFor();
  const order = page.locator('.refused-row', { hasText: 'olist_orders_dataset.csv, line 2' });
  await expect.poll(() => order.count()).toBe(1);
  await expect.poll(() => order.innerText()).toContain('2 events wait for it');
  await order.getByText('2 other rows that it was made from').click();
  await order.getByText('olist_order_payments_dataset.csv, line 2').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await order.getByLabel('order_delivered_customer_date', { exact: true }).fill('2018-01-10 12:00:00');
  await page.getByRole('button', { name: 'Send 1 row again' }).click();
  await page.getByRole('heading', { name: 'Everything is imported' }).waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('a list that no source recognises is read once it is said what its columns mean', async () => {
  const page = await web.open('/imports');
  const lines = ['Client;Task;Team;Created;Due', 'acme;"Call back; today";Sales;05/01/2026;09/01/2026'];
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'tasks.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }]);
  await page.getByText('What do the columns of tasks.csv mean?').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.getByLabel('One row is').inputValue()).toBe('promises');
  expect(await page.getByLabel('words', { exact: true }).inputValue()).toBe('column Task');
  await page.getByRole('button', { name: 'Use these columns' }).click();
  await page.getByText('from tasks.csv').waitFor();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByText('sales promised “Call back; today” to customer by 2026-01-09').waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Map it anew' }).click();
  await page.getByText('What do the columns of tasks.csv mean?').waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('what cannot be taken in says why and what to do, on a phone too', async () => {
  const page = await web.open('/imports', { width: 360, theme: 'dark' });
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'a.exe', mimeType: 'text/csv', buffer: Buffer.from('a') }]);
  await page.getByText('This file cannot be taken in').waitFor();
  expect(web.complaints().filter((said) => !said.includes('422'))).toEqual([]);
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'tickets.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') }]);
  await page.getByText('No source recognises these files').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await fitsItsWidth(page);
  await page.goBack();
  await page.getByText('Drop your files here').waitFor();
  await page.context().close();
});
