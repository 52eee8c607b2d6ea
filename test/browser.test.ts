/** A few true journeys in a browser: the audit read, opened down to a promise, by mouse and keyboard, in both themes and on a phone. */
import type { Browser, Page } from 'playwright-core';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../src/http/server.ts';
import { demoCompanyFacts, demoFacts } from '../src/ingest/demo/demo.ts';
import type { Database } from '../src/ledger/queryable.ts';
import { recordFacts } from '../src/operations/record.ts';
import { faultsOf } from './browser/axe.ts';
import { startBrowser } from './browser/start-browser.ts';
import { fitsItsWidth, patience } from './browser/web.ts';
import { engines, freshDatabase } from './databases.ts';

const now = '2026-11-21T12:00:00.000Z';
let database: Database;
let server: FastifyInstance;
let browser: Browser;
let address: string;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  const context = { database, now: () => now, actor: 'system', source: 'demo', folder: '' };
  await recordFacts(context, demoCompanyFacts({ seed: 1, until: now }), { source: 'demo' });
  const some = demoFacts({ seed: 1, until: now }).filter(({ customerId }) => customerId.endsWith('7'));
  await recordFacts(context, some, { source: 'demo' });
  server = await createServer({ context, guard: { hosts: ['127.0.0.1'], token: undefined }, version: '0' });
  address = await server.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

async function open(
  path: string,
  view: { readonly width?: number; readonly colorScheme?: 'light' | 'dark' } = {},
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-US',
    colorScheme: view.colorScheme ?? 'light',
    viewport: { width: view.width ?? 1280, height: 900 },
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(`${address}${path}`);
  expect(said).toEqual([]);
  return page;
}

test('the head of the company opens the audit and follows a figure down to a promise', async () => {
  const page = await open('/');
  expect(page.url()).toContain('/audit');
  expect(await page.locator('h1').textContent()).toBe('Promise audit');
  await page.locator('a[href^="/audit/why/balance.broken"]').first().click();
  await page.waitForURL('**/audit/why/balance.broken*');
  expect(await page.locator('h1').textContent()).toMatch(/\S/);
  await page.locator('a[href^="/promises/prm_"]').first().click();
  await page.waitForURL('**/promises/prm_*');
  expect(await page.locator('main').textContent()).toMatch(/broken|repair|forgiven/);
  await page.goBack();
  await page.waitForURL('**/audit/why/balance.broken*');
  await page.goBack();
  await page.waitForURL(/\/audit(\?|$)/);
  expect(await page.locator('h1').textContent()).toBe('Promise audit');
  await page.context().close();
});

test('a seller finds a customer and reads the brief with the keyboard alone', async () => {
  const page = await open('/customers?text=cus_1007');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.getAttribute("href")')).toMatch(/^#/);
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.getAttribute("href")')) === '/customers/cus_1007') break;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**/customers/cus_1007');
  await page.locator('a[href$="/brief"]').first().press('Enter');
  await page.waitForURL('**/brief');
  await page.context().close();
});

const pages = [
  '/audit',
  '/audit/why/balance.broken',
  '/customers',
  '/customers/cus_1007',
  '/promises?due=late',
  '/company',
];

test.each(pages)('%s: nobody is shut out, in light and dark and on a phone', async (path) => {
  const page = await open(path);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await faultsOf(page, { colours: colorScheme === 'dark' })).toEqual([]);
      await fitsItsWidth(page);
    }
  }
  await page.context().close();
});

test('the audit prints on paper', async () => {
  const page = await open('/audit');
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.context().close();
});
