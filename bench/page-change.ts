/**
 * From one page of the navigation to the next on the demo company, embedded as it ships, in a real browser: when nobody asked the
 * server before, when somebody goes on right after the first page stands, when they looked at it for a while, and when they come
 * back. `npm run bench page-change`.
 */
import { PGlite } from '@electric-sql/pglite';
import type { Page } from 'playwright-core';
import { embeddedDatabase } from '../src/ledger/embedded.ts';
import { migrate } from '../src/ledger/migrate.ts';
import { startWeb } from '../test/browser/web.ts';
import { middle, print } from './measure.ts';

const readers = 3;
const rounds = 5;
const aimMilliseconds = 100;
/** What is worked out over all purchases for so long that nobody asks ahead: only the page itself is waited for. */
const slow: ReadonlySet<string> = new Set(['/value', '/point', '/land']);

const database = embeddedDatabase(await PGlite.create(), { description: 'A database in memory' });
await migrate(database);
const web = await startWeb(database, () => true);
const paths = await navigation();
const first = new Map<string, number[]>();
for (let reader = 0; reader < readers; reader++) for (const path of paths) add(first, path, await atOnce(path));
const ahead = new Map<string, number[]>();
for (let reader = 0; reader < readers; reader++) await through(await patient(), 1, ahead);
const again = new Map<string, number[]>();
await through(await patient(), 1 + rounds, again);
for (const path of paths) {
  const [firstOfAll = Number.NaN, ...others] = first.get(path) ?? [];
  const [, ...back] = again.get(path) ?? [];
  const figures = { right: middle(others), ahead: middle(ahead.get(path) ?? []), again: middle(back) };
  print(path, {
    'nobody asked before': Math.round(firstOfAll),
    'right after the start': Math.round(figures.right),
    'after a look': Math.round(figures.ahead),
    again: Math.round(figures.again),
    'again, of 100 ms': figures.again / aimMilliseconds,
  });
}
await web.close();
await database.close();

async function navigation(): Promise<readonly string[]> {
  const page = await web.open('/imports');
  const links = await page.locator('nav.side li a').all();
  const found = await Promise.all(links.map((link) => link.getAttribute('href')));
  await page.context().close();
  return found.filter((path) => path !== null);
}

/** By a browser that has nothing but the page before. */
async function atOnce(path: string): Promise<number> {
  const page = await web.open(path === '/settings' ? '/imports' : '/settings');
  const taken = await change(page, path);
  await page.context().close();
  return taken;
}

/** A browser that stands long enough to have fetched ahead. */
async function patient(): Promise<Page> {
  const page = await web.open('/settings');
  await page.waitForTimeout(1_500);
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1_500);
  return page;
}

async function through(page: Page, times: number, taken: Map<string, number[]>): Promise<void> {
  // The page it stands on comes last.
  const order = [...paths.filter((path) => path !== '/settings'), '/settings'];
  for (let time = 0; time < times; time++) {
    for (const path of order) add(taken, path, await change(page, path));
  }
  await page.context().close();
}

function add(taken: Map<string, number[]>, path: string, milliseconds: number): void {
  taken.set(path, [...(taken.get(path) ?? []), milliseconds]);
}

/** From the click to the frame that shows the page with its figures, in milliseconds. */
async function change(page: Page, path: string): Promise<number> {
  // What the visit before brought in is over.
  await page.waitForTimeout(100);
  const waiting = slow.has(path) ? '.never' : '.skeleton, .under-way';
  return await page.evaluate(`new Promise((done) => {
    const started = performance.now();
    const before = document.title;
    const settle = () => {
      if (document.title === before || document.querySelector('${waiting}') !== null) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
    };
    const watch = new MutationObserver(settle);
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.querySelector('nav.side li a[href="${path}"]').click();
  })`);
}
