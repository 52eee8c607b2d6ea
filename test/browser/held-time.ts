/** Holds what a page lets go by itself after some seconds, so that a test need not be as quick as a hand. */
import type { Page } from 'playwright-core';

/** Of the timers of a page, only those in which somebody may still take something back. */
const hold = `(() => {
  const [later, forget] = [setTimeout, clearTimeout];
  const held = new Map();
  let last = 0;
  globalThis.setTimeout = (act, milliseconds, ...given) => {
    if (milliseconds < 5_000 || milliseconds > 6_000) return later(act, milliseconds, ...given);
    last -= 1;
    held.set(last, () => act(...given));
    return last;
  };
  globalThis.clearTimeout = (timer) => {
    if (!held.delete(timer)) forget(timer);
  };
  globalThis.letGo = () => {
    globalThis.setTimeout = later;
    for (const act of held.values()) act();
    held.clear();
  };
})()`;

/** Until the page is left or what is returned is called, nothing that can be taken back becomes final, and no message goes away. */
export async function holdTime(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(hold);
  return async () => {
    await page.evaluate('letGo()');
  };
}
