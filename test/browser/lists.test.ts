/** Lists of any length in a real browser: few rows in the page, any place of them in sight, groups with their true size, filters kept and forgotten. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/queryable.ts';
import { engines, freshDatabase } from '../databases.ts';
import { holdTime } from './held-time.ts';
import { startWeb, type Web } from './web.ts';

let database: Database;
let web: Web;
const rowsInPageMax = 60;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  web = await startWeb(database, (customerId) => /[27]$/.test(customerId));
});

afterAll(async () => {
  await web?.close();
  await database?.close();
});

async function answer<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${web.address}${path}`)).json()) as Answer;
}

const lines = (page: Page) => page.locator('[role=rowgroup] > [role=row]');

async function scrollTo(page: Page, part: number): Promise<void> {
  await page.locator('.table-frame').evaluate((frame, share) => frame.scrollTo(0, frame.scrollHeight * share), part);
}

test.each([
  ['promises', '', '?view=everything'],
  ['customers', '&sort=name', ''],
])('%s: only those in sight stand in the page, to the very last one', async (name, inOrder, view) => {
  const { count } = await answer<{ readonly count: number }>(`/${name}?limit=1`);
  const { [name]: rows } = await answer<Readonly<Record<string, readonly Row[]>>>(
    `/${name}?skip=${count - 1}${inOrder}`,
  );
  expect(rows).toHaveLength(1);
  const last = rows?.[0];
  const page = await web.open(`/${name}${view}`);
  await page.getByText(count.toLocaleString('en-US'), { exact: false }).first().waitFor();
  for (const part of [0.3, 0.8, 0.5, 1]) {
    await scrollTo(page, part);
    await page.locator('.under-way').first().waitFor({ state: 'detached' });
    await expect.poll(() => lines(page).count()).toBeLessThan(rowsInPageMax);
  }
  // Its place is there before what stands in it.
  const hasText = last?.words ?? last?.name ?? '';
  expect(hasText).not.toBe('');
  await page.locator(`[role=row][aria-rowindex="${count + 1}"]`, { hasText }).waitFor();
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

interface Row {
  readonly words?: string;
  readonly name?: string;
}

test('grouped promises say how many there are, not how many were fetched', async () => {
  const { groups } = await answer<{
    readonly groups: readonly { readonly key: string; readonly count: number }[];
  }>('/promise-counts?per=state');
  const [first, second] = groups;
  const page = await web.open('/promises?group=state&view=everything');
  const counts = page.locator('.line.group .count');
  await expect.poll(() => counts.first().innerText()).toBe(first?.count.toLocaleString('en-US'));
  const height = 44 * ((first?.count ?? 0) + 1);
  await page.locator('.table-frame').evaluate((frame, top) => frame.scrollTo(0, top), height - 100);
  await expect.poll(() => counts.allInnerTexts()).toContain(second?.count.toLocaleString('en-US'));
  await page.locator('.under-way').first().waitFor({ state: 'detached' });
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

test('filters are kept under a name, found again after a visit, and forgotten; what an offer promised is one filter', async () => {
  const page = await web.open('/promises?view=everything');
  await page.getByRole('combobox', { name: /^Offer/ }).selectOption({ index: 1 });
  await page.waitForURL(/offer=off_/);
  await page.getByRole('button', { name: 'Keep…' }).click();
  await page.getByLabel('Name for these filters').fill('Our first offer');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Our first offer', exact: true }).waitFor();
  const offer = new URL(page.url()).searchParams.get('offer');
  await page.goto(`${web.address}/promises`);
  await page.getByRole('button', { name: 'Our first offer', exact: true }).click();
  await page.waitForURL(
    (url) => url.searchParams.get('offer') === offer && url.searchParams.get('view') === 'everything',
  );
  const { count } = await answer<{ readonly count: number }>(`/promises?offer=${offer}&limit=1`);
  await page
    .getByText(`${count.toLocaleString('en-US')} found`)
    .first()
    .waitFor();
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
  const file = await (await fetch(`${web.address}${href}`)).text();
  expect(file.trim().split('\r\n')).toHaveLength(count + 1);
  const goOn = await holdTime(page);
  await page.getByRole('button', { name: 'Forget the filters “Our first offer”' }).click();
  await page.getByRole('button', { name: 'Our first offer', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Our first offer', exact: true }).waitFor();
  await goOn();
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

test('promises begin with what is open; each view is one link away, and filters stay within it', async () => {
  const found = async (asked: string) =>
    (await answer<{ readonly count: number }>(`/promises?limit=1&${asked}`)).count.toLocaleString('en-US');
  const page = await web.open('/promises');
  const view = (name: string) =>
    page.getByRole('navigation', { name: 'Views of promises' }).getByRole('link', { name });
  await page
    .getByText(`${await found('part=open')} found`)
    .first()
    .waitFor();
  expect(await view('Open').getAttribute('aria-current')).toBe('true');
  await page.getByRole('combobox', { name: /^By/ }).selectOption('sales');
  await page
    .getByText(`${await found('part=open&by=sales')} found`)
    .first()
    .waitFor();
  await view('Unbacked or imposed').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/view=unbacked/);
  await page
    .getByText(`${await found('unbackedOrImposed=true&by=sales')} found`)
    .first()
    .waitFor();
  await view('Waiting for acceptance').click();
  await page
    .getByText(`${await found('waiting=true&by=sales')} found`)
    .first()
    .waitFor();
  await view('Everything').click();
  await page
    .getByText(`${await found('by=sales')} found`)
    .first()
    .waitFor();
  await page.getByRole('combobox', { name: /^State/ }).selectOption('kept');
  await page
    .getByText(`${await found('by=sales&state=kept')} found`)
    .first()
    .waitFor();
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

test('the proofs that are owed are shown to the very last one', async () => {
  const { count } = await answer<{ readonly count: number }>('/burdens?limit=1');
  expect(count).toBeGreaterThan(25);
  const page = await web.open('/relationships');
  const more = page.getByRole('button', { name: /^Show more/ });
  const rows = page.locator('.owed tbody tr');
  await rows.first().waitFor();
  for (let shown = await rows.count(); shown < count; shown = await rows.count()) {
    await more.click();
    await rows.nth(shown).waitFor();
  }
  await more.waitFor({ state: 'detached' });
  expect(await rows.count()).toBe(count);
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

test('money in the flow opens what it is made of, a step its promises and an area those it broke', async () => {
  const page = await web.open('/revenue');
  const byStep = page.getByRole('region', { name: /^Money through the nine steps/ }).first();
  const byArea = page.getByRole('region', { name: /^Money by area/ }).first();
  await byStep.getByRole('link', { name: /^in / }).click();
  await page.waitForURL(/\/audit\/why\//);
  await page.goBack();
  await byStep.getByRole('link', { name: 'delivery' }).first().click();
  await page.waitForURL(/\/promises\?.*step=delivery/);
  await page.goBack();
  await byArea.locator('a:has(text)').last().click();
  await page.waitForURL(/\/promises\?.*part=broken/);
  await page.context().close();
  expect(web.complaints()).toEqual([]);
});

test('on a phone the cells of a row stand below each other, nothing scrolls sideways, and few rows are in the page', async () => {
  for (const [path, line] of [
    ['/promises', '.promise-line'],
    ['/customers', '.customer-line'],
  ] as const) {
    const page = await web.open(path, { width: 390, height: 844 });
    await page.locator(`${line} a`).first().waitFor();
    const frame = page.locator('.table-frame');
    await expect
      .poll(() => frame.evaluate((element) => element.scrollWidth - element.clientWidth), { message: path })
      .toBe(0);
    await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator('[role=rowgroup] > .under-way').first().waitFor({ state: 'detached' });
    await expect.poll(() => lines(page).count()).toBeLessThan(rowsInPageMax);
    await page.context().close();
  }
  expect(web.complaints()).toEqual([]);
});
