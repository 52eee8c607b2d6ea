/**
 * How fast an import is, from files to read tables, beside a bare COPY of the same events into the same table with its
 * keys. `npm run bench import -- 100000` for so many promises.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { runImport } from '../src/ingest/run-import.ts';
import { readSource } from '../src/ingest/source.ts';
import type { Database } from '../src/ledger/queryable.ts';
import { recordFacts } from '../src/operations/record.ts';
import { writeCompany } from './company.ts';
import { type Bench, onServer, print, serverSeconds } from './measure.ts';

const promises = Number(process.argv[2] ?? 100_000);

await onServer(async (bench) => {
  const folder = mkdtempSync(join(tmpdir(), 'troth-bench-'));
  try {
    writeCompany(folder, promises);
    const imported = await importFiles(bench.database, folder);
    const copied = await copyEvents(bench);
    print('import', {
      promises,
      ...imported,
      copyEventsPerSecond: copied,
      importToCopy: imported.eventsPerSecond / copied,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function importFiles(database: Database, folder: string) {
  const context = {
    database,
    now: () => new Date().toISOString(),
    actor: 'import:imp_bench',
    source: 'bench',
    folder,
    signingKey: undefined,
  };
  const serverBefore = serverSeconds();
  const before = process.cpuUsage();
  let memoryMax = 0;
  const summary = await runImport(
    (facts) => recordFacts(context, facts, { source: 'generic' }),
    readSource('generic'),
    folder,
    { onProgress: () => (memoryMax = Math.max(memoryMax, process.memoryUsage.rss())) },
  );
  const { user, system } = process.cpuUsage(before);
  return {
    events: summary.recorded,
    refused: summary.refused,
    eventsPerSecond: summary.recorded / summary.seconds,
    ourMicrosecondsPerEvent: (user + system) / summary.recorded,
    serverMicrosecondsPerEvent: ((serverSeconds() - serverBefore) * 1e6) / summary.recorded,
    memoryMegabytesMax: memoryMax / 2 ** 20,
  };
}

/** Events a second of the fastest way in that PostgreSQL has, without a decision, a hash or a read table. */
async function copyEvents({ url }: Bench): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const pieces: Buffer[] = [];
    for await (const piece of client.query(copyTo('copy event to stdout'))) pieces.push(piece as Buffer);
    await client.query('create table bare_event (like event including all)');
    const started = performance.now();
    await pipeline(pieces, client.query(copyFrom('copy bare_event from stdin')));
    const seconds = (performance.now() - started) / 1_000;
    const { rows } = await client.query<{ count: string }>('select count(*) as count from bare_event');
    return Number(rows[0]?.count) / seconds;
  } finally {
    await client.end();
  }
}
