/** Hands on a keyboard: reach a control by Tab alone, as somebody without a mouse does, and see where one is. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const tabsMax = 150;

export function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === element.ownerDocument.activeElement);
}

/** Presses Tab until the keyboard is on a control, which must show it. Shift goes backwards. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < tabsMax && !(await isFocused(target)); tabs++) await page.keyboard.press(key);
  expect(await isFocused(target), `${target} is reached by ${key}`).toBe(true);
  expect(await outlineOf(page), `${target} shows that the keyboard is on it`).not.toBe('none');
}

/** How what the keyboard is on shows it. */
function outlineOf(page: Page): Promise<unknown> {
  return page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
}

/** Reaches a control and presses a key on it. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Reaches a field and writes over what stands there. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Keys one after the other, as a sequence like `j x m`. */
export async function keys(page: Page, sequence: string): Promise<void> {
  for (const key of sequence.split(' ')) await page.keyboard.press(key);
}

/** `g` and a key, sent together: the page waits only a second for the one after the other. */
export async function go(page: Page, key: string): Promise<void> {
  await Promise.all([page.keyboard.press('g'), page.keyboard.press(key)]);
}

/** Opens the palette, writes a line, and takes the choice that holds some words. */
export async function choose(page: Page, line: string, words: RegExp): Promise<void> {
  const palette = page.locator('.palette-line');
  await page.keyboard.press('/');
  await palette.and(page.locator(':focus')).waitFor();
  // What was found for the beginning of the line is replaced by what is found for all of it.
  const found = page.waitForResponse((response) => isSearchFor(response.url(), line));
  await page.keyboard.type(line);
  await (await found).finished();
  const wanted = page.getByRole('option', { name: words }).first();
  await wanted.waitFor();
  const chosen = () => wanted.getAttribute('aria-selected');
  for (let downs = 0; downs < tabsMax && (await chosen()) !== 'true'; downs++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  // Open it would take the next keys.
  await palette.waitFor({ state: 'detached' });
}

/** Whether an address asks for a line, without the move that it may begin with. */
function isSearchFor(address: string, line: string): boolean {
  const { pathname, searchParams } = new URL(address);
  return pathname === '/search' && line.endsWith(searchParams.get('text') ?? line.slice(1));
}
