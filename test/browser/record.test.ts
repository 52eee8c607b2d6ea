/** What happened is recorded with the keyboard alone: whose burden a case is, and what a shared burden may not come to. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase } from '../databases.ts';
import { faultsOf } from './axe.ts';
import { startWeb, type Web } from './web.ts';

let database: Database;
let web: Web;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  web = await startWeb(database, () => false);
  await web.post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
  await web.post('/customers/acme/cases', { caseId: 'cas_1', issue: 'The machine stands still', severity: 'major' });
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

test('the burden of a case is shared between areas, by a field for each', async () => {
  const page = await web.open('/customers/cus_acme/record?what=attribute');
  await page.getByLabel('Case', { exact: true }).fill('cas_1');
  await page.getByLabel('Why', { exact: false }).fill('Sold for a use it was not built for');
  const share = (area: string) => page.locator('.numbers-by-name').getByLabel(area, { exact: true });
  await share('Operations').fill('0.5');
  await share('Sales').fill('0.2');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('sum to 1').first().waitFor();
  await share('Sales').fill('0,5');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/customers/cus_acme');
  await page
    .getByText(/^Burden of the case: .*50 %, .*50 %/)
    .first()
    .waitFor();
  await page.context().close();
  // The browser says by itself that a request was refused.
  expect(web.complaints().filter((said) => !said.includes('422'))).toEqual([]);
});
