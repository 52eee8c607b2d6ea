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
    return over(body.importId);
  }
  async function over(importId: string): Promise<RunView> {
    for (;;) {
      const run = await get<RunView>(`/import-runs/${importId}`);
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

  test('the cells of refused rows are written anew, and the import goes on under its own name', async () => {
    await emptied(database());
    const customers = [
      'customer;name;since',
      'acme;"Acme; the first";2026-01-01',
      'bolt;Bolt;31/02/2026',
      'cog;Cog;soon',
    ];
    const promises = [
      'customer,promise,words,by,made_on,due,done_on,outcome',
      'acme,1,Ship it,sales,2026-01-05,31/02/2026,2026-01-08,kept',
      'acme,2,"Call, then write",,2026-01-05,2026-01-09,,',
    ];
    const feedback = ['customer,given_on,measure,value', 'acme,2026-02-01,effort,4', 'acme,2026-02-02,effort,four'];
    const files = { 'customers.csv': customers, 'promises.csv': promises, 'feedback.csv': feedback };
    const texts = Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, `${lines.join('\n')}\n`]));
    const run = await ran(await uploaded(texts));
    expect(run).toMatchObject({ counts: { recorded: 2, refused: 5 } });
    const at = (file: string, line: number) => {
      const found = run.refusedRows.find(({ origins: [origin] }) => origin?.file === file && origin.line === line);
      if (found === undefined) throw new Error(`${file}, line ${line} is not refused`);
      return found;
    };
    expect(at('customers.csv', 3)).toMatchObject({ customerId: 'cus_bolt', field: 'since', value: '31/02/2026' });
    expect(at('promises.csv', 3).origins[0]?.cells).toContainEqual({ column: 'words', text: 'Call, then write' });
    const corrected = async (rows: readonly object[]) => {
      const answer = await post(`/import-runs/${run.importId}/corrections`, { rows });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return over(run.importId);
    };
    const second = await corrected([
      { row: at('customers.csv', 3).row, cells: { since: '2026-02-28' } },
      { row: at('customers.csv', 4).row, cells: { since: 'later', name: 'Cog “& Sons”' } },
      { row: at('promises.csv', 2).row, cells: { due: '2026-01-31' } },
      { row: at('promises.csv', 3).row, cells: { by: 'sales' } },
      { row: at('feedback.csv', 3).row, cells: { value: '4' } },
    ]);
    expect(second.refusedRows).toMatchObject([{ customerId: 'cus_cog', field: 'since', value: 'later' }]);
    expect(second.counts).toMatchObject({ recorded: 7, known: 0, refused: 1 });
    expect(await made()).toBe(2);
    const third = await corrected([{ row: 0, cells: { since: '2026-02-01' } }]);
    expect(third.counts).toMatchObject({ recorded: 8, known: 0, refused: 0 });
    const { imports } = await get<{ imports: readonly object[] }>('/imports');
    expect(imports).toMatchObject([{ importId: run.importId, recorded: 8, refused: 0 }]);
    const { customerName } = await get<{ customerName: string }>('/customers/cus_cog').then((answer) => ({
      customerName: JSON.stringify(answer),
    }));
    expect(customerName).toContain('Cog “& Sons”');
    expect((await post(`/imports/${run.importId}/undoing`, {})).body.retracted).toBe(8);
  });

  test('a correction of what is not there is refused, and the rows stay as they were', async () => {
    await emptied(database());
    const run = await ran(await uploaded({ 'customers.csv': 'customer,name,since\nbolt,Bolt,soon\n' }), {
      dryRun: true,
    });
    const path = `/import-runs/${run.importId}/corrections`;
    expect(await post(path, { rows: [{ row: 7, cells: { since: '2026-01-01' } }] })).toMatchObject({
      status: 422,
      body: { field: 'rows', value: 7 },
    });
    expect(await post(path, { rows: [{ row: 0, cells: { '../since': '2026-01-01' } }] })).toMatchObject({
      status: 422,
      body: { field: 'cells', value: '../since', remedy: 'Its columns are: customer, name, since' },
    });
    expect((await post(path, { rows: [{ row: 0, cells: {} }] })).status).toBe(422);
    await post(path, { rows: [{ row: 0, cells: { since: '2026-01-01' } }] });
    expect((await over(run.importId)).counts).toMatchObject({ recorded: 1, refused: 0 });
    const { imports } = await get<{ imports: readonly object[] }>('/imports');
    expect(imports).toEqual([]);
  });

  test('an import that was killed goes on under its own name and ends where it would have', async () => {
    await emptied(database());
    const uploadId = await uploaded(templateFiles);
    const run = await ran(uploadId);
    const note = join(folder, 'uploads', uploadId, 'run.json');
    // As if the process had died before its last word.
    writeFileSync(note, readFileSync(note, 'utf8').replace('"finished":true', '"finished":false'));
    rmSync(join(folder, 'import-runs'), { recursive: true });
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

  test('a file of any columns is mapped to one of our tables, with its days read as they are written', async () => {
    await emptied(database());
    const uploadId = await uploaded({
      'tickets.csv': [
        'Ticket ID;Requester;Subject;Created at;Due date;Team',
        'T-1;acme;"Call back; today";05/01/2026 14:30;09/01/2026;Sales',
        'T-2;bolt;Send the bill;31/01/2026;13.02.2026;Accounting',
        'T-3;bolt;Send it again;soon;13.02.2026;Accounting',
      ].join('\n'),
    });
    const look = await get<UploadView>(`/uploads/${uploadId}`);
    expect(look.sources[0]?.fits).toBe(false);
    expect(look.files[0]).toMatchObject({
      examples: ['T-1', 'acme', 'Call back; today', '05/01/2026 14:30', '09/01/2026', 'Sales'],
      suggestion: { table: 'cases', columns: { customer: 'Requester', case: 'Ticket ID', issue: 'Subject' } },
    });
    const mapping = {
      file: 'tickets.csv',
      table: 'promises',
      columns: { customer: 'Requester', words: 'Subject', by: 'Team', made_on: 'Created at', due: 'Due date' },
      texts: { channel: 'phone' },
      areNumbered: true,
      days: 'day-first',
    };
    const mapped = await post(`/uploads/${uploadId}/mappings`, mapping);
    expect(mapped.body, JSON.stringify(mapped.body)).toMatchObject({
      sources: [{ source: 'generic', fits: true }, {}, {}, {}, {}],
      files: [{ name: 'promises.csv', mappedFrom: 'tickets.csv' }],
    });
    const run = await ran(uploadId, { dryRun: true });
    expect(run.sentences.map(({ sentence }) => sentence)).toEqual([
      'sales promised “Call back; today” to customer by 2026-01-09',
      'accounting promised “Send the bill” to customer by 2026-02-13',
    ]);
    expect(run.sentences[0]?.occurredAt).toBe('2026-01-05T14:30:00.000Z');
    expect(run.refusedRows).toMatchObject([{ field: 'made_on', value: 'soon', origins: [{ line: 4 }] }]);
    const back = await post(`/uploads/${uploadId}/unmappings`, { file: 'promises.csv' });
    expect(back.body.files).toMatchObject([{ name: 'tickets.csv', mappedFrom: null }]);
    const wrong: readonly [object, string][] = [
      [{ file: '../../run.json' }, 'There is no file'],
      [{ columns: { customer: 'Requester', colour: 'Team' } }, 'no field “colour”'],
      [{ columns: { customer: 'Client' } }, 'no column “Client”'],
      [{ columns: {} }, 'which customer'],
      [{ areNumbered: false }, 'names each promise'],
    ];
    for (const [change, reason] of wrong) {
      const { status, body } = await post(`/uploads/${uploadId}/mappings`, { ...mapping, ...change });
      expect([status, body.detail]).toEqual([422, expect.stringContaining(reason)]);
    }
    expect((await get<UploadView>(`/uploads/${uploadId}`)).files.map(({ name }) => name)).toEqual(['tickets.csv']);
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
