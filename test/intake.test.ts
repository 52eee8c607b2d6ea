/** Files come in over HTTP as they do over the command line: recognised, tried out, run, corrected, undone. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunView, UploadView } from '../src/api/intake.ts';
import { createServer } from '../src/http/server.ts';
import { openIntake } from '../src/ingest/intake.ts';
import type { Context, Intake } from '../src/operations/context.ts';
import { emptied, onEveryEngine } from './databases.ts';

const template = new URL('../sources/generic/template/', import.meta.url);
const templateFiles = Object.fromEntries(
  readdirSync(template).map((name) => [name, readFileSync(new URL(name, template), 'utf8')]),
);

onEveryEngine('files handed in', (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'troth-intake-'));
  let server: FastifyInstance;
  let desk: Intake;

  async function start() {
    desk = openIntake();
    const context: Context = {
      database: database(),
      now: () => new Date().toISOString(),
      actor: 'api:test',
      source: 'api',
      folder,
      intake: desk,
    };
    server = await createServer({ context, guard: { hosts: ['localhost'], token: undefined }, version: '0.0.0' });
  }
  async function stop() {
    await server.close();
    await desk.close();
  }
  beforeAll(start);
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function upload(files: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append('file', new Blob([text]), name);
    const sent = new Response(form);
    const response = await server.inject({
      method: 'POST',
      url: '/uploads',
      headers: { 'content-type': sent.headers.get('content-type') ?? '', ...headers },
      body: Buffer.from(await sent.arrayBuffer()),
    });
    return { status: response.statusCode, body: response.json() };
  }
  async function uploaded(files: Readonly<Record<string, string>>): Promise<string> {
    const { status, body } = await upload(files);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.uploadId;
  }
  async function post(url: string, body: object) {
    const response = await server.inject({ method: 'POST', url, body });
    return { status: response.statusCode, body: response.json() };
  }
  async function get<Answer>(url: string): Promise<Answer> {
    return (await server.inject({ method: 'GET', url })).json();
  }
  async function ran(uploadId: string, asked: object = {}): Promise<RunView> {
    const { status, body } = await post(`/uploads/${uploadId}/runs`, { source: 'generic', ...asked });
    expect(status, JSON.stringify(body)).toBe(200);
    for (;;) {
      const run = await get<RunView>(`/import-runs/${body.importId}`);
      if (run.state !== 'running') return run;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const made = async () => (await get<{ balance: { made: number } }>('/audit')).balance.made;

  test('the source that reads them is recognised, and the others say what they lack', async () => {
    const uploadId = await uploaded({ ...templateFiles, 'promise.csv': 'promise\n1\n' });
    const { sources, files } = await get<UploadView>(`/uploads/${uploadId}`);
    expect(sources[0]).toMatchObject({ source: 'generic', fits: true, unreadFiles: ['promise.csv'] });
    expect(sources.slice(1).every(({ fits, reason }) => !fits && reason.includes('needs'))).toBe(true);
    expect(JSON.stringify(sources)).not.toContain(folder);
    expect(files.find(({ name }) => name === 'promise.csv')?.columns).toEqual(['promise']);
  });

  test('a dry run writes nothing and tells the first events in sentences; the run brings them; undoing takes them back', async () => {
    await emptied(database());
    const uploadId = await uploaded(templateFiles);
    const dry = await ran(uploadId, { dryRun: true });
    expect(dry).toMatchObject({ state: 'done', counts: { refused: 0, known: 0 }, unreadFiles: [] });
    expect(dry.sentences.length).toBeGreaterThan(5);
    expect(await made()).toBe(0);
    const run = await ran(uploadId);
    expect(run.counts).toEqual(dry.counts);
    expect(await made()).toBeGreaterThan(0);
    const { imports } = await get<{ imports: readonly object[] }>('/imports');
    expect(imports).toMatchObject([{ importId: run.importId, source: 'generic', recorded: run.counts?.recorded }]);
    await post(`/imports/${run.importId}/undoing`, {});
    expect(await made()).toBe(0);
  });

  test('a refused row is corrected in place, and only that row runs again', async () => {
    await emptied(database());
    const rows = ['customer,name,since', 'acme,Acme,2026-01-01', 'bolt,Bolt,31/02/2026', 'cog,Cog,soon'];
    const run = await ran(await uploaded({ 'customers.csv': rows.join('\n') }));
    expect(run).toMatchObject({ counts: { recorded: 1, refused: 2 } });
    expect(run.refusedRows[0]).toMatchObject({ customerId: 'cus_bolt', field: 'since', value: '31/02/2026' });
    expect(run.refusedRows[0]?.remedy).toContain('YYYY-MM-DD');
    const corrections = {
      rows: [
        { row: 0, occurredAt: '2026-02-28T00:00:00Z' },
        { row: 1, occurredAt: 'later' },
      ],
    };
    const { body } = await post(`/import-runs/${run.importId}/corrections`, corrections);
    expect(body.counts).toMatchObject({ recorded: 2, refused: 1 });
    expect(body.refusedRows).toMatchObject([{ row: 1, customerId: 'cus_cog', field: 'occurredAt', value: 'later' }]);
    const { retracted } = (await post(`/imports/${run.importId}/undoing`, {})).body;
    expect(retracted).toBe(2);
  });

  test('an import that was killed goes on under its own name and ends where it would have', async () => {
    await emptied(database());
    const uploadId = await uploaded(templateFiles);
    const run = await ran(uploadId);
    const note = join(folder, 'uploads', uploadId, 'run.json');
    // As if the process had died before its last word.
    writeFileSync(note, readFileSync(note, 'utf8').replace('"finished":true', '"finished":false'));
    await stop();
    await start();
    const promises = await made();
    expect((await server.inject({ url: `/import-runs/${run.importId}` })).statusCode).toBe(422);
    const { body } = await post(`/uploads/${uploadId}/runs`, { source: 'generic' });
    expect(body.importId).toBe(run.importId);
    await desk.close();
    expect(await get<RunView>(`/import-runs/${run.importId}`)).toMatchObject({
      state: 'done',
      counts: { recorded: 0 },
    });
    expect(await made()).toBe(promises);
  });

  test('what cannot be taken in is refused with what to do, and nothing of it stays', async () => {
    const before = readdirSync(join(folder, 'uploads'));
    const cases = [
      await upload({ 'a.csv': 'a\n1', 'b.exe': 'x' }),
      await upload({ 'a.csv': 'a\n1', 'A B.csv': 'b', 'A_B.csv': 'c' }),
      await upload({}),
      await upload({ '.env.csv': 'a' }),
      await upload({ 'a.csv': 'a\n1' }, { origin: 'null' }),
    ];
    for (const { status, body } of cases) {
      expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
      expect(body.remedy.length).toBeGreaterThan(5);
    }
    expect(readdirSync(join(folder, 'uploads'))).toEqual(before);
    const up = await upload({ '../../evil.csv': 'a\n1' });
    expect(
      up.status === 200 ? existsSync(join(folder, 'uploads', up.body.uploadId, 'files', 'evil.csv')) : up.status,
    ).not.toBe(false);
    expect(existsSync(join(folder, 'evil.csv'))).toBe(false);
    const unknown = await post(`/uploads/upl_${'0'.repeat(32)}/runs`, { source: 'generic' });
    expect(unknown).toMatchObject({ status: 422, body: { field: 'uploadId' } });
    const source = await post(`/uploads/${await uploaded(templateFiles)}/runs`, { source: '../generic' });
    expect(source.status).toBe(422);
  });

  test('uploads of the day before and the oldest of too many make room, and the newest stay', async () => {
    const old = await uploaded({ 'a.csv': 'a\n1' });
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(join(folder, 'uploads', old), yesterday, yesterday);
    for (let times = 0; times < 22; times++) await uploaded({ 'a.csv': 'a\n1' });
    const last = await uploaded({ 'b.csv': 'b\n1' });
    const left = readdirSync(join(folder, 'uploads'));
    expect(left).toContain(last);
    expect(left).not.toContain(old);
    expect(left.length).toBeLessThanOrEqual(20);
  });
});
