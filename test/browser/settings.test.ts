/** What is decided under Settings is what the other pages then show, in a real browser. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase } from '../databases.ts';
import { startWeb, type Web } from './web.ts';

let database: Database;
let web: Web;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  web = await startWeb(database, (customerId) => customerId.endsWith('37'));
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

test('an area gets another name, and promises are filtered by that name', async () => {
  const page = await web.open('/settings');
  await page.getByRole('button', { name: 'Rename Distribution' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Logistics');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Rename Logistics' }).waitFor();
  await page.getByRole('link', { name: 'Promises' }).first().click();
  await page.getByRole('heading', { name: 'Promises', level: 1 }).waitFor();
  const by = page.locator('label', { hasText: /^By/ }).locator('select');
  await by.selectOption({ label: 'Logistics' });
  await page.waitForURL(/by=distribution/);
  await expect.poll(() => by.locator('option').allTextContents()).not.toContain('Distribution');
  await page.context().close();
});

test('what the server refuses stands at its field with what to do, and nothing is changed', async () => {
  const page = await web.open('/settings');
  const form = page.getByRole('form', { name: 'Trust policy' });
  const willingness = form.getByLabel('Willingness to trust');
  await willingness.fill('2');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => form.getByRole('alert').first().textContent()).toContain('willingness');
  await expect.poll(() => willingness.getAttribute('aria-invalid')).toBe('true');
  // The browser itself says that an answer was a refusal.
  expect(web.complaints()).toEqual([expect.stringContaining('422')]);
  const answer = await fetch(`${web.address}/company`);
  expect(await answer.json()).toMatchObject({ policy: { trust: { willingness: 0.5 } } });
  await page.context().close();
});

test('an area becomes part of another after a question, and an area of its own again', async () => {
  const page = await web.open('/settings');
  await page.getByRole('button', { name: 'Merge Marketing' }).click();
  await page.getByLabel('It becomes part of').selectOption({ label: 'Sales' });
  await page.getByRole('button', { name: 'Merge Marketing into Sales' }).click();
  await page.getByText('part of Sales: its promises count there').waitFor();
  await page.getByRole('button', { name: 'Make it an area of its own again' }).click();
  await page.getByRole('button', { name: 'Rename Marketing' }).waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});
