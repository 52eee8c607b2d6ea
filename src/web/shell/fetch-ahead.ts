/** Fetches what the reader will most likely want next, one after the other, once the page they came for stands. */
import { pages } from '../pages.ts';
import { askAhead } from '../query.ts';

const startMilliseconds = 1_000;
const pauseMilliseconds = 50;

/** First the scripts of all pages, then the answers of those in the navigation. Somebody who saves data is left alone. */
export function fetchAhead(): void {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true) return;
  const scripts = pages.map(({ component }) => component.preload);
  const answers = pages
    .filter(({ section }) => section !== undefined)
    .map(
      ({ component }) =>
        async () =>
          askAhead(await component.reads({ params: {}, fields: {} })),
    );
  setTimeout(() => void inTurn([...scripts, ...answers]), startMilliseconds);
}

async function inTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) {
    await idle();
    // One that cannot be fetched now is fetched, and complained of, when somebody goes there.
    await step().catch(() => {});
  }
}

/** Until the browser has nothing else to do. */
async function idle(): Promise<void> {
  await new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 2_000 });
    else setTimeout(resolve, pauseMilliseconds);
  });
}
