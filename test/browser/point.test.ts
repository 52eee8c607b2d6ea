/** From the price of a point down to what it rests on, in a real browser. */
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
  web = await startWeb(database, (customerId) => /[1357]$/.test(customerId));
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

test('a point has its price or a reason, the back-test stands beside it, and another rule of leaving is asked again', async () => {
  const page = await web.open('/point');
  await page
    .getByText(/A point up in trust is associated with|No price for a point of trust/)
    .first()
    .waitFor();
  await page.getByText('“Associated with”, not “because”.').waitFor();
  await page.getByRole('heading', { name: 'Does trust earn its keep?' }).waitFor();
  await page.getByRole('heading', { name: 'Who buys again within 90 days?' }).waitFor();
  await page.getByLabel('Left after days without a purchase').selectOption('365');
  await page.waitForURL(/leftAfterDays=/);
  // In eighteen months hardly anybody can be known to have been away for a year.
  await page.getByText('No price for a point of satisfaction.').waitFor();
  await page.getByText('bought nothing for 365 days', { exact: false }).waitFor();
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Point, CSV' }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe('point.csv');
  expect(web.complaints()).toEqual([]);
  await page.context().close();
});
