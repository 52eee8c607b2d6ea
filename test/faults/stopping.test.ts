/** The server process stops when it is told to, after what it has begun; and it does not wait for those who never finish. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlace } from '../../src/commands/open.ts';
import { createServer } from '../../src/http/server.ts';
import type { Context } from '../../src/operations/context.ts';
import { servers } from '../databases.ts';
import { asAdmin, databaseUrl } from '../postgres-server.ts';
import { type RunningServer, serve } from '../torture/product.ts';
import { introduce, remember, send } from '../torture/writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'troth-stopping-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = { key: 'in-flight', customerId: 'cus_t0', words: 'Call back' };

describe.each(servers.slice(0, 1))('a server on $name that is told to stop', ({ url, prefix }) => {
  const name = `${prefix}stopping`;
  const data = { folder: join(folder, name), url: databaseUrl(url, name) };
  let product: RunningServer;

  beforeAll(() => asAdmin(url, (admin) => admin.query(`create database ${name}`)));

  /** Starts it and a write that waits because somebody else holds its customer; `run` decides how long. */
  async function whileOneWaits(
    run: (release: () => Promise<unknown>, memory: ReturnType<typeof remember>) => Promise<void>,
  ) {
    product = await serve(data);
    await introduce(product.address, asked.customerId);
    const memory = remember();
    await asAdmin(data.url, async (holder) => {
      await holder.query('begin');
      await holder.query('select 1 from stream_head where customer_id = $1 for update', [asked.customerId]);
      const answered = send(product.address, { ...asked, key: `${asked.key}-${performance.now()}` }, memory);
      for (;;) {
        const waiting = await asAdmin(data.url, (admin) =>
          admin.query(`select from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`, [name]),
        );
        if (waiting.rowCount === 1) break;
        await pause(20);
      }
      await run(() => holder.query('rollback'), memory);
      await answered;
    });
  }

  test('first answers the request that it is working on', async () => {
    await whileOneWaits(async (release, memory) => {
      const stopped = product.stop();
      await pause(100);
      await release();
      expect(await stopped).toMatchObject({ code: 0 });
      expect(memory.acknowledged.size).toBe(1);
    });
  });

  test('does not wait for one that cannot be finished', async () => {
    await whileOneWaits(async (_, memory) => {
      // It ends although the customer is still held: nobody gives it back before it has ended.
      expect(await product.stop()).toMatchObject({ code: 0 });
      expect(memory.acknowledged.size).toBe(0);
    });
  });
});

test('an embedded server that is told to stop keeps all that it acknowledged until its last answer', async () => {
  const data = { folder: join(folder, 'embedded'), url: '' };
  const product = await serve(data);
  await introduce(product.address, asked.customerId);
  const memory = remember();
  const all = Array.from({ length: 20 }, (_, n) => send(product.address, { ...asked, key: `k-${n}` }, memory));
  await Promise.race(all);
  expect(await product.stop()).toMatchObject({ code: 0 });
  await Promise.all(all);
  expect(memory.acknowledged.size).toBeGreaterThan(0);
  const opened = await openPlace({ folder: data.folder, url: undefined }, 'test');
  const rows = await opened.context.database.query<{ key: string }>(`select source_id as key from event`);
  expect(rows.map(({ key }) => key)).toEqual(expect.arrayContaining([...memory.acknowledged.keys()]));
  await opened.close();
});

describe('a client', () => {
  let server: FastifyInstance;
  let port: number;

  beforeAll(async () => {
    server = await createServer({
      // Nothing here gets as far as the data.
      context: {} as Context,
      guard: { hosts: ['localhost'], token: undefined },
      version: '0',
      patience: { headers: 200, request: 400, looks: 50 },
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    port = (server.server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  /** Sends the beginning of a request, then nothing, or sign after sign; returns what the server said, or how it hung up. */
  function begin(beginning: string, then: 'nothing' | 'sign after sign'): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let said = '';
      socket.write(beginning);
      const timer = setInterval(() => then === 'sign after sign' && socket.write('x'), 50);
      socket.on('data', (piece) => (said += piece.toString()));
      socket.on('error', ({ message }) => (said += message));
      socket.on('close', () => {
        clearInterval(timer);
        resolve(said);
      });
    });
  }

  test.each([
    ['that never comes to the end of its headers', 'GET /audit HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'that never comes to the end of its body',
      'POST /promises HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{',
    ],
  ])('%s is cut off', async (_, beginning) => {
    expect(await begin(beginning, 'nothing')).toMatch(/^HTTP\/1\.1 408 /);
    // What is sent to a connection that is closed already may undo what was said on it.
    expect(await begin(beginning, 'sign after sign')).toMatch(/^HTTP\/1\.1 408 |ECONNRESET|EPIPE/);
  });

  test('that sends more than a body, a header or a page may hold is told so', async () => {
    const body = JSON.stringify({ words: 'x'.repeat(5 * 1024 * 1024) });
    const headers = { 'content-type': 'application/json' };
    const tooLarge = await server.inject({ method: 'POST', url: '/promises', headers, body });
    expect(tooLarge.statusCode).toBe(413);
    expect(tooLarge.json()).toMatchObject({ code: 'too_large', remedy: expect.stringContaining('less') as string });
    const page = await server.inject('/promises?limit=501');
    expect(page.json()).toMatchObject({ status: 422, field: 'limit', value: '501' });
    const name = await server.inject({
      method: 'POST',
      url: '/customers',
      headers,
      body: JSON.stringify({ name: 'x'.repeat(5_000) }),
    });
    expect(name.json()).toMatchObject({ status: 422, field: 'name' });
    const answer = await fetch(`http://127.0.0.1:${port}/audit`, { headers: { 'x-long': 'x'.repeat(20_000) } });
    expect(answer.status).toBe(431);
  });

  test('that asks too often is told when to come back', async () => {
    const ask = () => server.inject('/promises?limit=0');
    let last = await ask();
    while (last.statusCode === 422) last = await ask();
    expect(last.statusCode).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(last.json()).toMatchObject({
      code: 'too_many_requests',
      remedy: expect.stringContaining('Retry-After') as string,
    });
  });
});
