/** Every journey with the keyboard alone: no test of this file has a mouse. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase } from '../databases.ts';
import { holdTime } from './held-time.ts';
import { choose, go, isFocused, keys, press, type } from './keyboard.ts';
import { startWeb, type Web } from './web.ts';

let database: Database;
let web: Web;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  web = await startWeb(database, (customerId) => customerId.endsWith('27'));
  await web.post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
  await web.post('/customers', { customerId: 'bolt', name: 'Bolt GmbH' });
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

async function stateOf(words: string): Promise<string | undefined> {
  const answer = await fetch(`${web.address}/promises?text=${encodeURIComponent(words)}`);
  const { promises } = (await answer.json()) as { readonly promises: readonly { readonly state: string }[] };
  return promises[0]?.state;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const told = (page: Page, text: RegExp) => page.getByText(text).first().waitFor();
const isOn = (target: Locator) => expect.poll(() => isFocused(target)).toBe(true);
const isOnPage = (page: Page) => isOn(page.locator('#main'));

test('a day: write a promise and take it back, answer a hand-off in the palette, fulfil, and be told all keys', async () => {
  const asked = { to: 'bolt', by: 'operations', toParty: 'sales', opening: 'request', due: 'in 2 days' };
  await web.post('/promises', { ...asked, words: 'Crew on site' });
  await web.post('/promises', { ...asked, words: 'Survey of the roof' });
  const page = await web.open('/settings');
  await page.keyboard.press('Tab');
  await isOn(page.getByRole('link', { name: 'Skip to the page' }));
  await page.keyboard.press('Enter');
  await isOnPage(page);

  await go(page, 't');
  await heading(page, 'Today');
  await isOnPage(page);
  const goOn = await holdTime(page);
  await page.keyboard.press('c');
  await page.keyboard.type('Call Acme by Monday');
  await page.keyboard.press('Enter');
  await told(page, /^Promised: /);
  await page.keyboard.press('Escape');
  await page.keyboard.press('z');
  await told(page, /^Taken back/);
  expect(await stateOf('Call Acme')).toBeUndefined();
  await choose(page, 'Ship the replacement to Acme by Friday', /Ship the replacement/);
  await page.locator('#capture:focus').waitFor();
  await page.keyboard.press('Enter');
  // Said when the line is empty and has the keyboard again.
  await told(page, /^Promised: Ship/);
  expect(await stateOf('replacement')).toBe('promised');
  await page.keyboard.press('Escape');

  await choose(page, 'promise it crew', /Promise it: Crew on site/);
  await choose(page, 'decline survey', /Decline: Survey of the roof/);
  await goOn();
  await expect.poll(() => stateOf('Crew')).toBe('promised');
  await expect.poll(() => stateOf('Survey')).toBe('declined');

  await choose(page, 'replacement', /promise · Acme/);
  await heading(page, /replacement/);
  await keys(page, 'm');
  await isOn(page.getByRole('button', { name: 'Ask for more time…' }));
  const goOnAgain = await holdTime(page);
  await press(page, page.getByRole('button', { name: 'Done', exact: true }));
  await page.locator('.facts').getByText('done, not confirmed').first().waitFor();
  expect(await stateOf('replacement')).toBe('promised');
  await isOnPage(page);
  await goOnAgain();
  await expect.poll(() => stateOf('replacement')).toBe('completed');

  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const key of ['c', 'j', 'k', 'x', 'm', 'z']) await list.locator('kbd', { hasText: key }).first().waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('several promises are chosen and moved together, shown as moved at once, taken back, and moved for good', async () => {
  for (const words of ['Crate one', 'Crate two']) {
    await web.post('/promises', { words, to: 'bolt', by: 'operations', due: 'in 3 days' });
  }
  const page = await web.open('/promises?text=Crate');
  await page.locator('.promise-line[data-row]').nth(1).waitFor();
  const moveBoth = async () => {
    await keys(page, 'j x j x m');
    await press(page, page.getByRole('toolbar').getByRole('button', { name: 'Done', exact: true }));
    await isOnPage(page);
  };
  const pending = page.locator('.promise-line.pending', { hasText: 'done' });
  const goOn = await holdTime(page);
  await moveBoth();
  await expect.poll(() => pending.count()).toBe(2);
  await page.keyboard.press('z');
  await expect.poll(() => pending.count()).toBe(0);
  expect([await stateOf('Crate one'), await stateOf('Crate two')]).toEqual(['promised', 'promised']);
  await moveBoth();
  // On another page meanwhile: what is under way stays so.
  await go(page, 't');
  await heading(page, 'Today');
  expect(await page.getByRole('link', { name: 'Crate one' }).count()).toBe(0);
  await goOn();
  await expect.poll(() => stateOf('Crate two')).toBe('completed');
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('what was recorded is taken back long afterwards, once it was said in full', async () => {
  const { events } = await web.post('/promises', {
    words: 'A signed plan',
    to: 'bolt',
    by: 'operations',
    due: 'in 3 days',
  });
  const page = await web.open(`/promises/${events[0]?.names['promiseId'] ?? ''}`);
  await keys(page, 'm');
  await press(page, page.getByRole('button', { name: 'Done', exact: true }));
  await expect.poll(() => stateOf('A signed plan')).toBe('completed');
  await page.locator('.toast').first().waitFor({ state: 'detached' });
  await page.reload();
  await heading(page, '“A signed plan”');
  await page.keyboard.press('z');
  await page.getByRole('dialog', { name: 'Take back what you did last' }).getByText('“Done: A signed plan”').waitFor();
  await press(page, page.getByRole('button', { name: 'Take it back' }));
  await expect.poll(() => stateOf('A signed plan')).toBe('promised');
  await page.keyboard.press('z');
  await page.getByText('There is nothing to take back').waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('a move that is refused meanwhile is shown as it was, with why', async () => {
  const { events } = await web.post('/promises', {
    words: 'A late crane',
    to: 'bolt',
    by: 'operations',
    due: 'tomorrow',
  });
  const promiseId = events[0]?.names['promiseId'] ?? '';
  const page = await web.open(`/promises/${promiseId}`);
  const goOn = await holdTime(page);
  await keys(page, 'm');
  await press(page, page.getByRole('button', { name: 'Release', exact: true }));
  await page.locator('.facts').getByText('released').first().waitFor();
  await web.post(`/promises/${promiseId}/broken`, { cause: 'cannot' });
  await web.post(`/promises/${promiseId}/moves`, { move: 'promiseRepair', words: 'A crane', due: 'in 2 days' });
  await goOn();
  await page.locator('.toast.wrong', { hasText: 'Not done: ' }).waitFor();
  await page.locator('.moves').waitFor();
  await expect.poll(() => page.locator('.facts').getByText('released').count()).toBe(0);
  web.complaints();
  await page.context().close();
});

test('a case is opened, money goes back, and an area gets another name', async () => {
  await web.post('/customers/acme/purchases', { purchaseId: 'pur_acme', amount: 100_000, currency: 'EUR' });
  const page = await web.open('/settings');
  await choose(page, 'Acme Ltd', /Acme Ltd customer/);
  await heading(page, 'Acme Ltd');
  await press(page, page.getByRole('link', { name: 'Record…' }));
  await type(page, page.getByLabel('Issue'), 'The compressor is loud');
  await press(page, page.locator('summary', { hasText: 'More' }));
  await type(page, page.getByLabel('Purchase'), 'pur_acme');
  await page.keyboard.press('Enter');
  await heading(page, 'Acme Ltd');
  await isOnPage(page);
  await press(page, page.getByRole('link', { name: 'Refund…' }));
  await type(page, page.getByLabel('Amount'), '120.50');
  await type(page, page.getByRole('combobox', { name: /^Currency/ }), 'EUR');
  await page.keyboard.press('Enter');
  await heading(page, 'Acme Ltd');
  await told(page, /EUR 120\.50/);

  await go(page, 's');
  await press(page, page.getByRole('button', { name: 'Rename Sales' }));
  await page.locator('input[name=name]:focus').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Selling');
  await page.keyboard.press('Enter');
  await told(page, /is now called Selling/);
  await page.locator('button[aria-label="Rename Selling"]:focus').waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('a file is chosen, tried out, mended, imported and undone', async () => {
  const page = await web.open('/settings');
  await go(page, 'i');
  await heading(page, 'Import');
  const chooser = page.waitForEvent('filechooser');
  await press(page, page.locator('input[type=file]'));
  const lines = ['customer,name,since', 'crane,Crane Co,2026-01-05', 'dock,Dock BV,31/02/2026'];
  await (await chooser).setFiles([
    { name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) },
  ]);
  await press(page, page.getByRole('button', { name: 'Try it out' }));
  await press(page, page.getByRole('button', { name: 'Import 1 event' }));
  await told(page, /Imported, but for the refused rows/);
  await type(page, page.locator('.refused-row').getByLabel('since', { exact: true }), '2026-02-28');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Everything is imported' }).waitFor();

  const undo = page.locator('.import-row').first().getByRole('button', { name: 'Undo…' });
  await press(page, undo);
  const dialog = page.getByRole('dialog');
  for (let tabs = 0; tabs < 6; tabs++) {
    await page.keyboard.press('Tab');
    const outside = "document.activeElement !== document.body && document.activeElement.closest('dialog') === null";
    expect(await page.evaluate(outside)).toBe(false);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await isOn(undo);
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('button', { name: 'Undo the import' }));
  await told(page, /^Undone: /);
  await expect.poll(() => page.evaluate('document.activeElement !== document.body')).toBe(true);
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('a figure of the audit opens down to an event and back again; the customer answers on their own page', async () => {
  const page = await web.open('/settings');
  await go(page, 'a');
  await heading(page, 'Promise audit');
  const figure = page.locator('.report a.figure').first();
  await press(page, figure);
  await told(page, /A figure of the promise audit/);
  await isOnPage(page);
  await press(page, page.locator('.report td a[href^="/promises/"], .report th a[href^="/promises/"]').first());
  await page.waitForURL(/\/promises\//);
  await told(page, /of this customer’s chain/);
  await page.goBack();
  await page.goBack();
  await heading(page, 'Promise audit');
  expect(web.complaints()).toEqual([]);

  await web.post('/customers/bolt/contacts', { contactId: 'con_anna', name: 'Anna Ek' });
  const { events } = await web.post('/promises', { words: 'A spare key', to: 'bolt', by: 'sales', due: 'tomorrow' });
  await web.post(`/promises/${events[0]?.names['promiseId'] ?? ''}/moves`, { move: 'declareComplete' });
  const issued: object = await web.post('/customers/bolt/links', { contactId: 'con_anna', days: 30 });
  await page.goto(`${web.address}${(issued as { readonly path: string }).path}`);
  await told(page, /A spare key/);
  await press(page, page.getByRole('button', { name: /it was kept/ }).first());
  await expect.poll(() => stateOf('A spare key')).toBe('kept');
  await page.context().close();
});
