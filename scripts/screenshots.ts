/** `npm run screenshots`: every page of the demo company, on a desk and on a phone, light and dark, into screenshots/. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { embeddedDatabase } from '../src/ledger/embedded.ts';
import { migrate } from '../src/ledger/migrate.ts';
import { startWeb } from '../test/browser/web.ts';

const views = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
];

const database = embeddedDatabase(await PGlite.create(), { description: 'A database in memory' });
await migrate(database);
const web = await startWeb(database, () => true);
const answer = await fetch(`${web.address}/promises?part=open&limit=1`);
const { promises } = (await answer.json()) as { promises: { promiseId: string; customerId: string }[] };
const [shown] = promises;
const pages = web.pages.map((path) =>
  path
    .replace('$promiseId', shown?.promiseId ?? '')
    .replace('$customerId', shown?.customerId ?? '')
    .replace('$figure', 'balance.broken'),
);
mkdirSync('screenshots', { recursive: true });
for (const path of pages.filter((one) => !one.includes('$'))) {
  for (const theme of ['light', 'dark'] as const) {
    for (const view of views) {
      const page = await web.open(path, { ...view, theme });
      await page.waitForTimeout(400);
      const name = path.slice(1).replaceAll('/', '-');
      await page.screenshot({
        path: join('screenshots', `${name}-${view.name}-${theme}.png`),
        fullPage: view.name === 'phone',
      });
      await page.context().close();
    }
  }
}
console.log(web.complaints().join('\n') || 'No page complained.');
await web.close();
await database.close();
