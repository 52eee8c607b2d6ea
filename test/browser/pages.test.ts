/** Every page of the list in a real browser: small, within the width of a phone, open to everybody, quiet in the console. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase } from '../databases.ts';
import { faultsOf } from './axe.ts';
import { go } from './keyboard.ts';
import { fitsItsWidth, startWeb, type Web } from './web.ts';

let database: Database;
let web: Web;
let promiseId: string;
let customerId: string;
const firstLoadBytesMax = 250_000;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  web = await startWeb(database, (customerId) => customerId.endsWith('7'));
  const answer = await fetch(`${web.address}/promises?limit=1`);
  const { promises } = (await answer.json()) as {
    readonly promises: readonly { readonly promiseId: string; readonly customerId: string }[];
  };
  promiseId = promises[0]?.promiseId ?? '';
  customerId = promises[0]?.customerId ?? '';
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

test('the scripts of a first load stay below 250 kB; other pages bring theirs when they are opened', async () => {
  const page = await web.open('/today', { savesData: true });
  const loaded = (await page.evaluate(
    "performance.getEntriesByType('resource').map(({ name }) => name)",
  )) as readonly string[];
  await page.context().close();
  const scripts = new Set(loaded.filter((name) => name.endsWith('.js')).map((name) => basename(name)));
  const bytes = [...scripts].map((file) => gzipSync(readFileSync(join(web.assets, file))).length);
  expect(bytes.length).toBeGreaterThan(1);
  expect(bytes.length).toBeLessThan(readdirSync(web.assets).filter((file) => file.endsWith('.js')).length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(firstLoadBytesMax);
});

test('pages of the navigation are fetched ahead, and stand with their figures though the server is gone', async () => {
  const page = await web.open('/settings');
  // The last that is fetched ahead.
  await expect
    .poll(() => page.evaluate("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/sources'))"))
    .toBe(true);
  await page.context().setOffline(true);
  for (const [key, title, figure] of [
    ['j', 'Journey', '.steps-map td a'],
    ['u', 'Customers', '.customer-line [data-row]'],
    ['a', 'Promise audit', '.report a.figure'],
  ] as const) {
    await go(page, key);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.locator(figure).first().waitFor();
  }
  await page.context().close();
  web.complaints();
});

test('a browser gets the application, a program the answer, and a person who asks for it the plain document', async () => {
  const asked = async (path: string, accept: string) => {
    const response = await fetch(`${web.address}${path}`, { headers: { accept } });
    return {
      type: response.headers.get('content-type'),
      vary: response.headers.get('vary'),
      text: await response.text(),
    };
  };
  expect((await asked('/promises', 'text/html')).text).toContain('id="root"');
  expect((await asked('/promises', 'text/html')).vary).toContain('Accept');
  expect((await asked('/promises', 'application/json')).type).toContain('application/json');
  expect((await asked('/promises?format=html', 'text/html')).text).toContain('<table');
});

const pages = [
  '/today',
  '/promises',
  '/settings',
  'a promise',
  '/journey',
  '/relationships',
  '/revenue',
  '/point',
  '/value',
  '/deals',
  '/land',
  '/counsel',
  '/decisions',
  'an ask',
  '/audit',
  '/audit/why/balance.broken',
  'a record',
];

test.each(pages)('%s: nobody is shut out', async (named) => {
  const paths: Readonly<Record<string, string>> = {
    'a promise': `/promises/${promiseId}`,
    'an ask': `/customers/${customerId}/record?what=pitch&offerId=off_cold-room&size=400`,
    'a record': `/customers/${customerId}/record?what=refund`,
  };
  const path = paths[named] ?? named;
  const page = await web.open(path);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page, { colours: colorScheme === 'dark' }), colorScheme).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  await fitsItsWidth(page);
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

test('from the audit down to an event: figure, promise, link of the chain', async () => {
  const page = await web.open('/audit');
  await page.locator('.equation a.figure').nth(4).click();
  await page.getByRole('heading', { level: 1, name: 'Promises that were broken' }).waitFor();
  await page.locator('.report td a, .report th a').first().click();
  await page.locator('h1').waitFor();
  await page.waitForURL(/\/promises\//);
  await page.getByText('Verify', { exact: false }).first().waitFor();
  expect(web.complaints()).toEqual([]);
});

test('a cell of the heat map opens the promises behind it', async () => {
  const page = await web.open('/journey?heat=kept');
  await page.locator('.steps-map td a').first().click();
  await page.waitForURL(/\/audit\/why\/byStep/);
  await page.locator('.report td a, .report th a').first().click();
  await page.waitForURL(/\/promises\//);
  await page.context().close();
  const spread = await web.open('/journey?spread=spread.weakest');
  const chosen = spread.getByRole('button', { name: 'The weakest link of each journey' });
  await expect.poll(() => chosen.getAttribute('aria-pressed')).toBe('true');
  await spread.context().close();
  expect(web.complaints()).toEqual([]);
});

test('the proofs that are owed lead to their promises, and can be narrowed to the late ones', async () => {
  const page = await web.open('/relationships');
  const rows = page.locator('.owed tbody tr');
  await rows.first().waitFor();
  await page.getByRole('button', { name: 'Late', exact: true }).click();
  await page.waitForURL(/owed=late/);
  await expect.poll(async () => await rows.filter({ hasNotText: 'late' }).count()).toBe(0);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await rows.locator('a[href^="/promises/"]').first().click();
  await page.waitForURL(/\/promises\//);
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});
