/** The files of a real marketplace, dropped together in a real browser, reach the audit. Runs where they lie beside the repository. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase, servers } from '../databases.ts';
import { startWeb, type Web } from './web.ts';

const folder = fileURLToPath(new URL('../../../shared/data/olist/', import.meta.url));
const isThere = existsSync(folder);
if (!isThere) console.log('The files of Olist are not beside the repository, so nobody drops them on the import page.');

const importMilliseconds = 600_000;

describe.runIf(isThere)('The files of Olist', () => {
  let database: Database;
  let web: Web;

  beforeAll(async () => {
    const engine = servers[0] ?? engines[0];
    if (engine === undefined) throw new Error('There is no engine to test on');
    database = await freshDatabase(engine);
    web = await startWeb(database, () => false);
  });

  afterAll(async () => {
    await web?.close();
    await database?.close();
  });

  test(
    'dropped together they are recognised, tried out, imported, and audited',
    async () => {
      const page = await web.open('/imports');
      page.setDefaultTimeout(importMilliseconds);
      await page.locator('input[type=file]').setInputFiles(readdirSync(folder).map((name) => `${folder}${name}`));
      await page.getByRole('radio', { name: /^Olist marketplace/ }).waitFor();
      expect(await page.getByRole('radio', { name: /^Olist marketplace/ }).isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Try it out' }).click();
      await page.getByText('Nothing is written yet').waitFor();
      await page.getByRole('button', { name: /^Import [\d,.]+ events$/ }).click();
      await page
        .getByRole('heading', { name: /^(Everything is imported|Imported, but for the refused rows)/ })
        .waitFor();
      const imported = await page.locator('.import-row').innerText();
      expect(imported).toMatch(/[\d,.]{5,} events about [\d,.]{4,} customers/);

      await page.getByRole('link', { name: 'Audit' }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Promise audit' }).waitFor();
      const made = await page.locator('.equation a.figure').first().innerText();
      expect(Number(made.replaceAll(',', ''))).toBeGreaterThan(1_000);
      await page.locator('.equation a.figure').nth(2).click();
      await page.getByRole('heading', { level: 1, name: 'Promises that were kept late' }).waitFor();
      expect(web.complaints()).toEqual([]);
      await page.context().close();
    },
    importMilliseconds,
  );
});
