/** The product with its web application and the demo company, and a real browser to open its pages in. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Written } from '../../src/api/endpoint.ts';
import { createServer } from '../../src/http/server.ts';
import { readWebFiles } from '../../src/http/web.ts';
import { demoCompanyFacts, demoFacts } from '../../src/ingest/demo/demo.ts';
import { openIntake } from '../../src/ingest/intake.ts';
import type { Database } from '../../src/ledger/queryable.ts';
import { recordFacts } from '../../src/operations/record.ts';
import { startBrowser } from './start-browser.ts';

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  /** Whoever saves data is spared what is fetched ahead. */
  readonly savesData?: boolean;
}

export interface Web {
  readonly address: string;
  readonly assets: string;
  /** Paths of the pages, as the server knows them. */
  readonly pages: readonly string[];
  readonly open: (path: string, view?: View) => Promise<Page>;
  /** Records something over HTTP, and answers what was written. */
  readonly post: (path: string, body: object) => Promise<Written>;
  /** What pages complained of, since it was last asked. */
  readonly complaints: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Builds the application where its sources have changed, records some customers of the demo company in a database, serves both, and starts a browser. */
export async function startWeb(database: Database, isWanted: (customerId: string) => boolean): Promise<Web> {
  // Does nothing in a whole run, which has built everything before.
  await promisify(execFile)(process.execPath, [join('scripts', 'build.mjs')]);
  const built = join('dist', 'web');
  const folder = mkdtempSync(join(tmpdir(), 'troth-web-'));
  const now = () => new Date().toISOString();
  const intake = openIntake();
  const context = { database, now, actor: 'api:local', source: 'api', folder, intake };
  const demo = { ...context, actor: 'system' };
  await recordFacts(demo, demoCompanyFacts({ seed: 4747, until: now() }), { source: 'demo' });
  const facts = demoFacts({ seed: 4747, until: now() }).filter(({ customerId }) => isWanted(customerId));
  await recordFacts(demo, facts, { source: 'demo' });
  const web = readWebFiles(join(process.cwd(), built));
  const server = await createServer({ context, guard: { hosts: ['127.0.0.1'], token: undefined }, version: '0', web });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const browser = await startBrowser();
  const said: string[] = [];
  return {
    address,
    assets: join(built, 'assets'),
    pages: web?.pages ?? [],
    open: (path, view) => openPage(browser, `${address}${path}`, view ?? {}, said),
    post: (path, body) => post(`${address}${path}`, body),
    complaints: () => said.splice(0),
    async close() {
      await browser.close();
      await server.close();
      await intake.close();
      if (existsSync(folder)) rmSync(folder, { recursive: true });
    },
  };
}

async function post(url: string, body: object): Promise<Written> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Written;
}

/** Milliseconds that a page may take for what is worked out over all customers, beside other tests on a slow machine. */
export const patience = 90_000;

async function openPage(browser: Browser, url: string, view: View, said: string[]): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    colorScheme: view.theme ?? 'light',
    viewport: { width: view.width ?? 1440, height: view.height ?? 900 },
  });
  context.setDefaultTimeout(patience);
  if (view.savesData === true)
    await context.addInitScript('navigator.connection.__defineGetter__("saveData", () => true)');
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(url);
  await page.locator('h1').waitFor();
  // The first of them: a page with two parts still loading is refused otherwise. It is detached when none is left.
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return page;
}

/** Waits until nothing of a page lies beside what is seen of it. */
export async function fitsItsWidth(page: Page): Promise<void> {
  const beside = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  await expect.poll(() => page.evaluate(beside), { message: page.url() }).toBeLessThanOrEqual(0);
}
