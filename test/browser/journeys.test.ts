/** The journeys that matter, in a real browser and by keyboard: a promise is captured, done and confirmed; one hand-off is refused. */
import type { Page } from 'playwright-core';
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
  web = await startWeb(database, (customerId) => customerId.endsWith('27'));
  for (const [customerId, name] of [
    ['acme', 'Acme Ltd'],
    ['bolt', 'Bolt GmbH'],
  ] as const) {
    await web.post('/customers', { customerId, name });
  }
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

async function promisesOf(customer: string) {
  const answer = await fetch(`${web.address}/promises?customer=${customer}`);
  const { promises } = (await answer.json()) as {
    readonly promises: readonly { readonly promiseId: string; readonly words: string; readonly state: string }[];
  };
  return promises;
}

const told = (page: Page, text: RegExp) => page.getByText(text).first().waitFor();

/** How many times longer everything takes than on a core of one's own, for others work on this machine. */
function crowding(): number {
  const [started, used] = [performance.now(), process.cpuUsage()];
  let sum = 0;
  while (process.cpuUsage(used).user < 300_000) sum += Math.sqrt(sum + 1);
  const { user, system } = process.cpuUsage(used);
  return Math.max(1, (1_000 * (performance.now() - started)) / (user + system));
}

test('a line of plain words is a promise in less than ten seconds, without the mouse', async () => {
  const page = await web.open('/today');
  const before = crowding();
  const started = performance.now();
  await page.keyboard.press('c');
  await page.keyboard.type('Ship the replacement to Acme by Friday');
  await page.keyboard.press('Enter');
  await told(page, /^Promised: /);
  const taken = performance.now() - started;
  const crowded = Math.max(before, crowding());
  console.log(`A promise captured in ${(taken / 1000).toFixed(1)} s, on a machine crowded ${crowded.toFixed(1)} times`);
  expect(taken / crowded).toBeLessThan(10_000);
  expect(await promisesOf('acme')).toMatchObject([{ state: 'promised' }]);
  expect(web.complaints()).toEqual([]);
});

test('whoever corrects the line and is faster than the answer promises to the right customer', async () => {
  const page = await web.open('/today');
  const line = page.getByLabel('A promise in one line');
  const understood = page.waitForResponse((response) => response.url().includes('/capture'));
  await line.fill('Call Acme back by Monday');
  await (await understood).finished();
  await line.fill('Call Bolt back by Monday');
  await line.press('Enter');
  await told(page, /^Promised: /);
  expect(await promisesOf('bolt')).toHaveLength(1);
  expect(await promisesOf('acme')).toHaveLength(1);
});

test('a promise is declared done and confirmed as a conversation, and its chain holds', async () => {
  const [promise] = await promisesOf('acme');
  const page = await web.open(`/promises/${promise?.promiseId ?? ''}`);
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await page.getByRole('button', { name: 'Kept', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Kept', exact: true }).click();
  await expect.poll(async () => (await promisesOf('acme'))[0]?.state).toBe('kept');
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await told(page, /links hold/);
  expect(web.complaints()).toEqual([]);
});

test('Operations refuses what Sales promised without asking, and everybody sees it', async () => {
  const words = 'Installed by the 30th';
  await web.post('/promises', { words, to: 'bolt', by: 'sales', due: 'in 3 days', needs: ['operations'] });
  await web.post('/promises', {
    words: 'Crew on site',
    to: 'bolt',
    by: 'operations',
    toParty: 'sales',
    opening: 'request',
    due: 'in 2 days',
  });
  const asked = (await promisesOf('bolt')).find((one) => one.words === 'Crew on site');
  const page = await web.open(`/promises/${asked?.promiseId ?? ''}`);
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect
    .poll(async () => (await promisesOf('bolt')).find((one) => one.words === 'Crew on site')?.state)
    .toBe('declined');
  const today = await web.open('/today');
  await told(today, /Operations never agreed to this/);
});

test('a case is opened, money goes back, and Revenue Out says so', async () => {
  await web.post('/customers/acme/purchases', { purchaseId: 'pur_acme', amount: 100_000, currency: 'EUR' });
  const page = await web.open('/customers/cus_acme/record?what=openCase');
  await page.getByLabel('Issue').fill('The compressor is loud');
  await page.getByText('More', { exact: true }).click();
  await page.getByLabel('Purchase').fill('pur_acme');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('“The compressor is loud”').first().waitFor();
  await page.getByRole('link', { name: 'Refund…' }).click();
  await page.getByLabel('Amount').fill('120.50');
  await page.getByRole('combobox', { name: /^Currency/ }).fill('EUR');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Acme Ltd' }).waitFor();
  await told(page, /EUR 120\.50/);
  expect(web.complaints()).toEqual([]);
});

test('what a form cannot take is named at its field, and nothing is lost', async () => {
  const page = await web.open('/customers/cus_acme/record?what=purchase');
  await page.getByLabel('Amount').fill('much');
  await page.getByRole('combobox', { name: /^Currency/ }).fill('EUR');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await expect.poll(() => page.getByLabel('Amount').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Amount').inputValue()).toBe('much');
  expect(web.complaints()).toEqual([expect.stringContaining('422')]);
});

test('a broken promise is repaired, the customer is satisfied, and the revenue stays', async () => {
  await web.post('/customers/bolt/purchases', { purchaseId: 'pur_bolt', amount: 50_000, currency: 'EUR' });
  await web.post('/promises', {
    words: 'Cooling by the 20th',
    to: 'bolt',
    by: 'operations',
    due: 'tomorrow',
    purchaseId: 'pur_bolt',
  });
  const broken = (await promisesOf('bolt')).find(({ words }) => words === 'Cooling by the 20th');
  await web.post(`/promises/${broken?.promiseId ?? ''}/broken`, { cause: 'cannot' });
  await web.post('/customers/bolt/cases', { caseId: 'cas_bolt', purchaseId: 'pur_bolt', issue: 'It does not cool' });

  const page = await web.open(`/promises/${broken?.promiseId ?? ''}`);
  await page.getByRole('button', { name: 'Promise a repair…' }).click();
  await page.getByLabel('What will make it good').fill('A new unit, and the lost goods paid');
  await page.getByLabel('By when').fill('in 2 days');
  await page.getByRole('button', { name: 'Promise a repair', exact: true }).click();
  const repair = async () => (await promisesOf('bolt')).find(({ words }) => words.startsWith('A new unit'))?.promiseId;
  await expect.poll(repair).toMatch(/^prm_/);
  await web.post(`/promises/${(await repair()) ?? ''}/kept`, {});
  await page.goto(`${web.address}/customers/cus_bolt`);
  await page.getByRole('link', { name: 'Close…' }).click();
  await page.getByLabel('Verdict').selectOption('satisfied');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Bolt GmbH' }).waitFor();
  await told(page, /Stays EUR 500\.00/);
  expect(web.complaints()).toEqual([]);
});

test('whoever is about to ask a customer who rests is told so, goes on with a reason, and the reason is kept', async () => {
  await web.post('/customers', { customerId: 'cole', name: 'Cole & Sons' });
  await web.post('/customers/cole/asks', { ask: 'meeting' });
  const page = await web.open('/customers/cus_cole');
  await told(page, /Resting until .*: they were asked today\./);
  await page.getByRole('link', { name: 'Record…' }).click();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await told(page, /Have we earned this\?/);
  await told(page, /Nothing was given to them yet/);
  await page.getByRole('combobox', { name: /^Ask/ }).selectOption('reference');
  await page.getByLabel('Why all the same').fill('They offered it');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Cole & Sons' }).waitFor();
  await told(page, /asked for a reference \(asked all the same: “They offered it”\)/);
  expect(web.complaints()).toEqual([]);
});

test('whoever writes a promise to a customer who rests is told so before it is said, and the reason is kept', async () => {
  await web.post('/customers', { customerId: 'dora', name: 'Dora Foods' });
  await web.post('/customers/dora/asks', { ask: 'meeting' });
  const page = await web.open('/today');
  await page.getByLabel('A promise in one line').fill('Show the new cabinet to Dora Foods by Friday');
  await told(page, /Dora Foods: Resting until .*: they were asked today\./);
  await told(page, /Have we earned this\?/);
  await page.getByLabel('If you promise it all the same, why?').fill('She called for it');
  await page.getByRole('button', { name: /^Promise/ }).click();
  await told(page, /^Promised: /);
  await page.goto(`${web.address}/customers/cus_dora`);
  await told(page, /\(all the same: “She called for it”\)/);
  expect(web.complaints()).toEqual([]);
});

test('a discount asks the golden rule, and the decision waits on Today until somebody says how it proved', async () => {
  const page = await web.open('/customers/cus_dora/record?what=pitch');
  await page.getByText('More', { exact: true }).click();
  await page.getByLabel('Discount').fill('5000');
  await page.getByRole('button', { name: 'Write the decision down' }).click();
  await expect.poll(() => page.getByRole('combobox', { name: /^Trigger/ }).inputValue()).toBe('discount');
  await page.getByRole('combobox', { name: /^Chosen/ }).selectOption('right');
  await page.locator('[name=right]').fill('The same price as everybody');
  await page.locator('[name=choice]').fill('The list price, said openly');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Dora Foods' }).waitFor();
  await page.goto(`${web.address}/today`);
  await told(page, /waits? for the question: was it best for both\?/);
  await page.getByRole('link', { name: 'Decisions' }).last().click();
  await page.getByRole('heading', { level: 2, name: 'Was it best for both?' }).waitFor();
  expect(web.complaints()).toEqual([]);
});
