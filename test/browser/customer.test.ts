/** A promise confirmed on the customer's own page, in a real browser: trust rises, and its explanation names the promise. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase } from '../databases.ts';
import { faultsOf } from './axe.ts';
import { fitsItsWidth, startWeb, type Web } from './web.ts';

let database: Database;
let web: Web;
const words = 'Your sensor is replaced';

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  web = await startWeb(database, (customerId) => customerId.endsWith('17'));
  await web.post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
  await web.post('/customers/acme/contacts', { contactId: 'con_anna', name: 'Anna Ek' });
  const made = await web.post('/promises', { words, to: 'acme', by: 'customer-service', due: 'tomorrow' });
  const promiseId = made.events[0]?.names['promiseId'] ?? '';
  await web.post(`/promises/${promiseId}/moves`, { move: 'declareComplete' });
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

const trustIn = (page: Page, area: string) =>
  page.getByRole('button', { name: new RegExp(`^Trust of the customer in ${area}: .*Explain$`) });

test('a promise that the customer confirms on their own page raises trust, and the explanation names it', async () => {
  const page = await web.open('/customers/cus_acme');
  await expect.poll(() => trustIn(page, 'Customer Service').textContent()).toBe('.50');
  await page.getByRole('button', { name: 'Give Anna Ek a link' }).click();
  const address = await page.getByLabel(/Send this to the contact/).inputValue();

  const theirs = await page.context().newPage();
  await theirs.goto(address);
  expect(await theirs.content()).not.toMatch(/Customer Service/i);
  await theirs.getByRole('button', { name: "That's right, it was kept" }).click();
  await theirs.getByRole('heading', { name: 'Kept' }).waitFor();
  await theirs.getByText('It was kept, as you confirmed.').waitFor();

  // The page of the customer is live: nobody loads it again.
  const link = trustIn(page, 'Customer Service');
  await expect.poll(() => link.textContent()).toBe('.67');
  await link.press('Enter');
  const explanation = page.getByRole('dialog', { name: 'Trust of the customer in Customer Service' });
  await explanation.getByRole('link', { name: `“${words}”` }).waitFor();
  await expect.poll(() => explanation.textContent()).toContain('1 kept promise gives');
  await page.keyboard.press('Escape');
  await explanation.waitFor({ state: 'hidden' });
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

test.each(['/customers', 'a customer', 'an explanation', 'a brief'])('%s: nobody is shut out', async (named) => {
  const { customers } = (await (await fetch(`${web.address}/customers`)).json()) as {
    readonly customers: readonly { readonly customerId: string; readonly promises: number }[];
  };
  const known = customers.reduce((most, one) => (one.promises > most.promises ? one : most));
  const path =
    {
      'a customer': `/customers/${known.customerId}`,
      'an explanation': `/customers/${known.customerId}?trust=customer~customer-service`,
      'a brief': `/customers/${known.customerId}/brief`,
    }[named] ?? named;
  for (const view of [{ theme: 'light', width: 1440 } as const, { theme: 'dark', width: 360 } as const]) {
    const page = await web.open(path, view);
    expect(await faultsOf(page)).toEqual([]);
    await fitsItsWidth(page);
    await page.context().close();
  }
  expect(web.complaints()).toEqual([]);
});

test('an explanation that was opened is a step: Back closes it, and closing it goes back', async () => {
  const page = await web.open('/customers/cus_acme');
  const dialog = page.getByRole('dialog');
  await trustIn(page, 'Customer Service').click();
  await dialog.waitFor();
  await page.goBack();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForURL(/\/customers\/cus_acme$/);
  await trustIn(page, 'Customer Service').click();
  await page.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForURL(/\/customers\/cus_acme$/);

  const linked = await web.open('/customers/cus_acme?trust=customer~customer-service');
  await linked.getByRole('dialog').waitFor();
  await linked.keyboard.press('Escape');
  await linked.getByRole('dialog').waitFor({ state: 'detached' });
  await linked.waitForURL(/\/customers\/cus_acme$/);
  await page.context().close();
  await linked.context().close();
});
