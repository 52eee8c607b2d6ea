/** The database goes away and comes back while several write: everybody is told, nothing is lost, nobody has to restart anything. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openPlace } from '../../src/commands/open.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { asAdmin, databaseUrl, npmBinaries, startServer } from '../postgres-server.ts';
import { serve } from '../torture/product.ts';
import { customersWrittenTo, introduce, remember, write } from '../torture/writers.ts';

const writersAtOnce = 4;

test('a database that goes away under load and comes back costs answers of 503, and no record', async () => {
  const server = await startServer({ binaries: npmBinaries(), initdbOptions: ['--locale=C'] });
  const folder = mkdtempSync(join(tmpdir(), 'troth-away-'));
  try {
    await asAdmin(server.url, (admin) => admin.query('create database away'));
    const url = databaseUrl(server.url, 'away');
    const product = await serve({ folder, url });
    for (let n = 0; n < customersWrittenTo; n++) await introduce(product.address, `cus_t${n}`);
    const memory = remember();
    let isOver = false;
    const writers = Array.from({ length: writersAtOnce }, (_, writer) =>
      write(product.address, `w${writer}`, { memory, isOver: () => isOver }),
    );
    const acknowledged = () => memory.acknowledged.size;
    await until(() => acknowledged() > 20);

    await server.shutDown();
    const refused = () => memory.refused.get(503) ?? 0;
    const before = refused();
    await until(() => refused() > before + 10);
    for (const path of ['/promises', '/audit', '/healthz']) {
      const answer = await fetch(`${product.address}${path}`);
      expect(answer.status, path).toBe(503);
      expect(Number(answer.headers.get('retry-after')), path).toBeGreaterThan(0);
      expect(await answer.json(), path).toMatchObject({
        code: 'database_unreachable',
        detail: expect.stringContaining('cannot be reached') as string,
        remedy: expect.stringContaining('Check that the server runs') as string,
      });
    }
    expect(product.child.exitCode).toBeNull();

    await server.startAgain();
    const sofar = acknowledged();
    await until(() => acknowledged() > sofar + 20);
    isOver = true;
    await Promise.all(writers);
    expect(memory.unclear).toBe(0);
    // More than the limit of requests may come while each is refused at once.
    expect([...memory.refused.keys()].filter((status) => status !== 429)).toEqual([503]);
    expect((await fetch(`${product.address}/healthz`)).status).toBe(200);
    expect((await product.stop()).code).toBe(0);

    const opened = await openPlace({ folder, url }, 'test');
    const { database } = opened.context;
    const stored = await database.query<{ key: string; eventId: string }>(
      `select source_id as key, event_id as "eventId" from event where source = 'api'`,
    );
    expect(new Set(stored.map(({ key }) => key)).size).toBe(stored.length);
    const byKey = new Map(stored.map(({ key, eventId }) => [key, eventId]));
    for (const [key, { eventId }] of memory.acknowledged) expect(byKey.get(key), key).toBe(eventId);
    expect(await verifyLedger(database)).toMatchObject({ ok: true });
    await opened.close();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Waits for as long as the test may take. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}
