/** The page Value in a real browser: who is still there, the models against what came later, and down to one customer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { recordFacts } from '../../src/operations/record.ts';
import { engines, freshDatabase } from '../databases.ts';
import { simulatedPurchases } from '../simulated-purchases.ts';
import { startWeb, type Web } from './web.ts';

let database: Database;
let web: Web;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  const now = () => new Date().toISOString();
  const context = { database, now, actor: 'system', source: 'api', folder: '' };
  await recordFacts(context, simulatedPurchases(300, 5), { source: 'test' });
  web = await startWeb(database, () => false);
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

test('from the value of all customers to one who is worth a visit', async () => {
  const page = await web.open('/value');
  await page.getByText('are still there, as far as their purchases tell', { exact: false }).waitFor();
  await page.getByRole('img', { name: /How likely each of 300 customers is to be still there/ }).waitFor();
  await page.getByText('no margin is set', { exact: false }).waitFor();
  await page.getByText('Would the models have told?', { exact: false }).click();
  await page.getByRole('img', { name: /customers came back \d+ times; foretold were/ }).waitFor();
  const scores = await fetch(`${web.address}/value/scores?format=csv&limit=20000`);
  expect(scores.headers.get('content-type')).toContain('csv');
  expect((await scores.text()).match(/Expected value/g)).toHaveLength(300);
  await page.locator('a[href^="/customers/cus_v"]').first().click();
  await page.getByRole('heading', { name: 'What lies ahead' }).waitFor();
  const sentence = await page.locator('section[aria-labelledby="worth"] > p').first().textContent();
  expect(sentence).not.toMatch(/%|\d\.\d/);
  await page.getByText('What this rests on').click();
  await page.getByText('A mean over many customers like this one', { exact: false }).waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});

test('watched until an early day, it says what is missing instead of a number', async () => {
  const page = await web.open('/value?until=2025-01-04');
  await page.getByText('cannot be told', { exact: false }).first().waitFor();
  await page.getByText('What is missing', { exact: false }).first().waitFor();
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});
