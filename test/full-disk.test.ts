/** A disk that is full: the answer says so, nothing acknowledged is lost, and with space again everything goes on. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openPlace } from '../src/commands/open.ts';
import { verifyLedger } from '../src/ledger/verify.ts';
import { serve } from './torture/product.ts';
import { introduce, remember, send } from './torture/writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'troth-full-'));
const isMounted = mountSmallDisk();

afterAll(() => {
  if (isMounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

/** Only root may mount; elsewhere there is no disk to fill. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('The test of a full disk is left out: mounting one needs root.');
    return false;
  }
}

test.runIf(isMounted)('a full disk is named with what to do, and costs nothing that was acknowledged', async () => {
  const data = { folder: join(folder, 'data'), url: '' };
  const filler = join(folder, 'filler');
  const memory = remember();
  const server = await serve(data);
  await introduce(server.address, 'cus_t0');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 400_000));
  const words = 'Everything that we said about this order, word by word. '.repeat(30);
  for (let n = 0; n < 3_000 && (memory.refused.get(507) ?? 0) === 0 && server.child.exitCode === null; n++) {
    await send(server.address, { key: `full-${n}`, customerId: 'cus_t0', words: `${n} ${words}` }, memory);
  }
  expect(memory.acknowledged.size).toBeGreaterThan(0);
  expect([...memory.refused]).toEqual([[507, 1]]);
  const reading = await fetch(`${server.address}/promises?limit=1`, { headers: { accept: 'application/json' } });
  expect(reading.status).toBe(200);
  rmSync(filler);
  const before = memory.acknowledged.size;
  await send(server.address, { key: 'space-again', customerId: 'cus_t0', words }, memory);
  expect(memory.acknowledged.size).toBe(before + 1);
  expect((await server.stop()).code).toBe(0);
  const opened = await openPlace({ folder: data.folder, url: undefined }, 'test');
  const stored = await opened.context.database.query<{ key: string }>(
    `select source_id as key from event where source = 'api'`,
  );
  const keys = new Set(stored.map(({ key }) => key));
  expect([...memory.acknowledged.keys()].filter((key) => !keys.has(key))).toEqual([]);
  expect(await verifyLedger(opened.context.database)).toMatchObject({ ok: true });
  await opened.close();
});
