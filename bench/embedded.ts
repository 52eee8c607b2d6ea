/**
 * A large company on the embedded default: import, folder, audit, a customer, and how soon a server is ready on it.
 * `npm run bench embedded -- 1000000` for so many promises; a million takes a quarter of an hour.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlace } from '../src/commands/open.ts';
import type { CustomerId } from '../src/domain/ids.ts';
import { runImport } from '../src/ingest/run-import.ts';
import { readSource } from '../src/ingest/source.ts';
import { eventCount } from '../src/ledger/streams.ts';
import { audit } from '../src/operations/audit.ts';
import type { Context } from '../src/operations/context.ts';
import { customers } from '../src/operations/customers.ts';
import { recordFacts } from '../src/operations/record.ts';
import { maintain } from '../src/operations/upkeep.ts';
import { writeCompany } from './company.ts';
import { medianMilliseconds, print } from './measure.ts';

const promises = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'troth-bench-'));
const data = join(folder, 'data');

try {
  const files = join(folder, 'files');
  writeCompany(files, promises);
  const figures = await inOneProcess(files);
  print('embedded', { promises, ...figures, readyMilliseconds: await millisecondsUntilReady() });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function inOneProcess(files: string) {
  const { context, close } = await openPlace({ folder: data, url: undefined }, 'bench');
  try {
    let memoryMax = 0;
    const summary = await runImport(
      (facts) => recordFacts(context, facts, { source: 'generic' }),
      readSource('generic'),
      files,
      { onProgress: () => (memoryMax = Math.max(memoryMax, process.memoryUsage.rss())) },
    );
    const megabytesImported = folderMegabytes();
    await maintain(context);
    return {
      events: await eventCount(context.database),
      eventsPerSecond: summary.recorded / summary.seconds,
      memoryMegabytesMax: memoryMax / 2 ** 20,
      folderMegabytes: megabytesImported,
      folderMegabytesMaintained: folderMegabytes(),
      ...(await readings(context)),
    };
  } finally {
    await close();
  }
}

async function readings(context: Context) {
  const rows = await context.database.query<{ customer_id: CustomerId }>(
    'select customer_id from customer order by customer_id limit 20',
  );
  const auditMilliseconds = await medianMilliseconds(3, (time) => audit.report(context, { windowDays: 90 + time }));
  const auditAgainMilliseconds = await medianMilliseconds(9, () => audit.report(context, { windowDays: 90 }));
  const customerMilliseconds = await medianMilliseconds(20, (time) =>
    customers.show(context, { customerId: rows[time]?.customer_id ?? 'cus_0' }),
  );
  return { auditMilliseconds, auditAgainMilliseconds, customerMilliseconds };
}

function folderMegabytes(): number {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 2 ** 20;
}

/** From starting the program until it answers, as `npm start` does once everything is installed and compiled. */
async function millisecondsUntilReady(): Promise<number> {
  // Compiles what is not compiled yet.
  execFileSync(process.execPath, ['bin/troth.mjs', '--version']);
  const started = performance.now();
  const server = spawn(process.execPath, ['bin/troth.mjs', '--data', data, 'serve', '--port', '0'], {
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const piece of server.stdout) if (String(piece).includes('Troth is at')) break;
    return performance.now() - started;
  } finally {
    server.kill('SIGTERM');
  }
}
