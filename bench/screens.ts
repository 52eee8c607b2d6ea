/**
 * What people feel with a list of many promises (PostgreSQL) that is scrolled, grouped, filtered and saved as a file. A real browser
 * on this machine. `npm run bench screens -- 100000` for so many promises.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport } from '../src/ingest/run-import.ts';
import { readSource } from '../src/ingest/source.ts';
import type { Database } from '../src/ledger/queryable.ts';
import { recordFacts } from '../src/operations/record.ts';
import { startWeb, type Web } from '../test/browser/web.ts';
import { writeCompany } from './company.ts';
import { medianMilliseconds, onServer, print } from './measure.ts';

const promises = Number(process.argv[2] ?? 100_000);

await onServer(async ({ database }) => longList(database));

async function longList(database: Database): Promise<void> {
  await load(database);
  await database.query('vacuum analyze');
  const web = await startWeb(database, () => false);
  const get = async (path: string) => {
    const response = await fetch(`${web.address}${path}`);
    return (await response.text()).length;
  };
  const figures = {
    firstPage: await medianMilliseconds(11, () => get('/promises?limit=100')),
    middle: await medianMilliseconds(11, () => get(`/promises?limit=100&skip=${Math.floor(promises / 2)}`)),
    end: await medianMilliseconds(11, () => get(`/promises?limit=100&skip=${promises - 100}`)),
    oneArea: await medianMilliseconds(11, () => get('/promises?limit=100&by=accounting')),
    countsByArea: await medianMilliseconds(11, () => get('/promise-counts')),
    countsByCustomer: await medianMilliseconds(5, () => get('/promise-counts?per=customer')),
    customers: await medianMilliseconds(11, () => get('/customers?limit=100')),
  };
  print('answers, milliseconds', figures);
  const started = performance.now();
  const characters = await get('/promises.csv');
  print('all as CSV', { milliseconds: performance.now() - started, megabytes: characters / 1e6 });
  print('list in the browser', await scrolled(web));
  await web.close();
}

async function scrolled(web: Web): Promise<Record<string, number>> {
  const page = await web.open('/promises');
  const rows = () => page.locator('[role=rowgroup] > [role=row]').count();
  const shown = () => page.locator('[role=rowgroup] > .under-way').first().waitFor({ state: 'detached' });
  await shown();
  const atTop = await rows();
  const frame = page.locator('.table-frame');
  const jump = await medianMilliseconds(9, async (time) => {
    await frame.evaluate((element, part) => element.scrollTo(0, element.scrollHeight * part), (time + 1) / 9);
    await page.waitForTimeout(0);
    await shown();
  });
  const last = await page.locator('[role=rowgroup] > [role=row]').last().getAttribute('aria-rowindex');
  return { lines: Number(last), rowsAtTop: atTop, rowsAtEnd: await rows(), jumpMilliseconds: jump };
}

async function load(database: Database): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-bench-'));
  const context = { database, now: () => new Date().toISOString(), actor: 'api:bench', source: 'bench', folder: '' };
  try {
    writeCompany(folder, promises);
    await runImport((facts) => recordFacts(context, facts, { source: 'generic' }), readSource('generic'), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
