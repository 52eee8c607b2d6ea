/** Rows that were refused wait in the data folder: they are mended after the server was started again. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunView } from '../src/api/intake.ts';
import { createServer } from '../src/http/server.ts';
import { openIntake } from '../src/ingest/intake.ts';
import type { Intake } from '../src/operations/context.ts';
import { engines, freshDatabase } from './databases.ts';
import type { Database } from '../src/ledger/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'troth-restart-'));
let database: Database;
let server: FastifyInstance;
let desk: Intake;

async function start(): Promise<void> {
  desk = openIntake();
  const now = () => new Date().toISOString();
  const context = { database, now, actor: 'api:test', source: 'api', folder, intake: desk };
  server = await createServer({ context, guard: { hosts: ['localhost'], token: undefined }, version: '0' });
}

async function stop(): Promise<void> {
  await server.close();
  await desk.close();
}

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  database = await freshDatabase(engine);
  await start();
});

afterAll(async () => {
  await stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

async function asked<Answer>(method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer> {
  const answer = await server.inject({ method, url, ...(payload !== undefined && { payload }) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Answer>();
}

async function over(importId: string): Promise<RunView> {
  for (;;) {
    const run = await asked<RunView>('GET', `/import-runs/${importId}`);
    if (run.state !== 'running') return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function upload(name: string, text: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([text]), name);
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const body = Buffer.from(await sent.arrayBuffer());
  const answer = await server.inject({ method: 'POST', url: '/uploads', headers, body });
  return answer.json<{ readonly uploadId: string }>().uploadId;
}

test('a refused row is mended after a restart, counts once, and the import is undone as a whole', async () => {
  const uploadId = await upload('customers.csv', 'customer,name,since\nacme,Acme,2026-01-05\nbolt,Bolt,31/02/2026\n');
  const { importId } = await asked<RunView>('POST', `/uploads/${uploadId}/runs`, { source: 'generic' });
  const before = await over(importId);
  expect(before.counts).toMatchObject({ recorded: 1, refused: 1 });

  await stop();
  await start();

  expect(await over(importId)).toEqual(before);
  const rows = [{ row: before.refusedRows[0]?.row, cells: { since: '2026-02-28' } }];
  await asked('POST', `/import-runs/${importId}/corrections`, { rows });
  expect(await over(importId)).toMatchObject({ counts: { recorded: 2, refused: 0 }, refusedRows: [] });
  const { imports } = await asked<{ readonly imports: readonly object[] }>('GET', '/imports');
  expect(imports).toMatchObject([{ importId, recorded: 2, refused: 0 }]);
  expect(await asked('POST', `/imports/${importId}/undoing`)).toMatchObject({ retracted: 2 });
  expect(readdirSync(join(folder, 'import-runs'))).toEqual([`${importId}.json`]);
});

test('a run that nobody kept is said to be forgotten, whatever its name', async () => {
  for (const importId of ['imp_gone', '..%2F..%2Fetc']) {
    expect((await server.inject(`/import-runs/${importId}`)).statusCode).toBe(422);
  }
});
