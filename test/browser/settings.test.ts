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

test('somebody leaves: another takes over what is still theirs, they are no longer offered, and it is taken back', async () => {
  await web.post('/people', { personId: 'per_ada', area: 'operations', name: 'Ada Abschied' });
  await web.post('/people', { personId: 'per_bea', area: 'operations', name: 'Bea Bleibt' });
  await web.post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
  const { events } = await web.post('/promises', {
    words: 'A quiet compressor',
    to: 'acme',
    by: 'operations',
    byPerson: 'per_ada',
    due: 'in 3 days',
  });
  const promiseId = events[0]?.names['promiseId'] ?? '';
  const holder = async () => {
    const answer = await fetch(`${web.address}/promises/${promiseId}`, { headers: { accept: 'application/json' } });
    return ((await answer.json()) as { readonly promise: { readonly byPerson: string | null } }).promise.byPerson;
  };
  const page = await web.open('/settings');
  await page.getByRole('button', { name: 'Ada Abschied has left', exact: true }).click();
  const form = page.getByRole('form', { name: 'Ada Abschied has left' });
  await form.getByRole('link', { name: 'A quiet compressor' }).waitFor();
  await form.getByLabel('Everything goes to').selectOption({ label: 'Bea Bleibt' });
  expect(await form.getByLabel('Goes to', { exact: true }).inputValue()).toBe('per_bea');
  await form.getByRole('button', { name: 'Ada Abschied has left: hand over 1' }).click();
  await expect.poll(holder, { timeout: 30_000 }).toBe('per_bea');
  await page.getByText('Have left').waitFor();
  await page.getByRole('button', { name: 'Ada Abschied has left', exact: true }).waitFor({ state: 'detached' });

  await page.goto(`${web.address}/today`);
  const offered = page
    .locator('label', { hasText: /^Person/ })
    .first()
    .locator('option');
  await offered.filter({ hasText: 'Bea Bleibt' }).waitFor({ state: 'attached' });
  expect(await offered.allTextContents()).not.toContain('Ada Abschied');

  await page.goto(`${web.address}/settings`);
  await page.getByText('Have left').click();
  await page.getByRole('button', { name: 'Ada Abschied has not left' }).click();
  await expect.poll(holder, { timeout: 30_000 }).toBe('per_ada');
  await page.getByRole('button', { name: 'Ada Abschied has left', exact: true }).waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});
