/** The customer's own page: opened by a link alone, read without a trace, answered in the contact's name. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../src/http/server.ts';
import type { Context } from '../src/operations/context.ts';
import { onEveryEngine } from './databases.ts';

const bearer = { authorization: 'Bearer of-a-colleague-0000' };
const browser = { accept: 'text/html' };

onEveryEngine("the customer's page", (database) => {
  let server: FastifyInstance;
  let folder: string;
  let clock = Date.parse('2026-11-21T12:00:00.000Z');
  let path: string;
  let linkId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troth-link-'));
    const context: Context = {
      database: database(),
      now: () => new Date(clock++).toISOString(),
      actor: 'api:test',
      source: 'api',
      folder,
    };
    const guard = { hosts: ['localhost'], token: 'of-a-colleague-0000' };
    server = await createServer({ context, guard, version: '0.0.0' });
    await post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
    await post('/customers/acme/contacts', { contactId: 'con_anna', name: 'Anna Ek' });
    const issued = await post('/customers/acme/links', { contactId: 'con_anna', days: 30, idempotencyKey: 'one' });
    ({ path, linkId } = issued);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function post(url: string, body: object) {
    const response = await server.inject({ method: 'POST', url, headers: bearer, payload: body });
    expect(response.statusCode, response.body).toBe(200);
    return response.json();
  }
  const open = (url: string, headers = {}) => server.inject({ method: 'GET', url, headers });
  const send = (url: string, fields: Record<string, string>) =>
    server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...browser },
      payload: new URLSearchParams(fields).toString(),
    });
  const events = async () => (await server.inject({ url: '/customers/acme', headers: bearer })).json().events;

  async function done(words: string): Promise<string> {
    const made = await post('/promises', { words, to: 'acme', by: 'accounting', due: 'tomorrow' });
    const { promiseId } = made.events[0].names;
    await post(`/promises/${promiseId}/moves`, { move: 'declareComplete' });
    return promiseId;
  }
  async function shown(promiseId: string) {
    const { promises } = (await open(path)).json();
    return promises.find((one: { promiseId: string }) => one.promiseId === promiseId);
  }

  test('the same request for a link gives the same link, and its secret is in no event', async () => {
    const again = await post('/customers/acme/links', { contactId: 'con_anna', days: 30, idempotencyKey: 'one' });
    expect(again).toMatchObject({ replayed: true, path });
    const secret = path.split('.')[1] ?? '';
    const rows = await database().query('select data::text as said, source_id from event');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('it needs no token, names no area, and looking at it records nothing', async () => {
    await done('A correct bill');
    const before = await events();
    const page = await open(path, browser);
    expect(page.statusCode).toBe(200);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(page.body).toContain('A correct bill');
    expect(page.body).not.toMatch(/accounting|operations|customer-service|Customer Service/i);
    expect(page.body).not.toContain('<script');
    expect(await events()).toBe(before);
    expect((await open('/customers/acme')).statusCode).toBe(401);
  });

  test('a promise confirmed there is kept by the word of the contact, once, however often it is sent', async () => {
    const promiseId = await done('Installed by tomorrow');
    const { since, canConfirm } = await shown(promiseId);
    expect(canConfirm).toBe(true);
    const answer = { promiseId, answer: 'kept', seen: since, why: '' };
    const first = await send(`${path}/answers`, answer);
    expect([first.statusCode, first.headers.location]).toEqual([303, path]);
    const after = await events();
    expect((await send(`${path}/answers`, answer)).statusCode).toBe(303);
    expect(await events()).toBe(after);
    expect(await shown(promiseId)).toMatchObject({ group: 'kept', canConfirm: false });
    const conversation = await server.inject({ url: `/promises/${promiseId}`, headers: bearer });
    expect(conversation.json().steps.at(-1)).toMatchObject({ recordedBy: 'contact:con_anna', to: 'kept' });
  });

  test('a promise that was not kept is disputed, with the reason', async () => {
    const promiseId = await done('A call back');
    const { since } = await shown(promiseId);
    await send(`${path}/answers`, { promiseId, answer: 'not-kept', seen: since, why: 'Nobody called' });
    const conversation = await server.inject({ url: `/promises/${promiseId}`, headers: bearer });
    expect(conversation.json().promise.state).toBe('disputed');
    expect(conversation.body).toContain('Nobody called');
  });

  test('what is missing there is asked for, and is no promise until somebody confirms it', async () => {
    expect((await send(`${path}/claims`, { words: 'A spare part', send: '' })).statusCode).toBe(303);
    const { promises } = (await open(path)).json();
    const claim = promises.find((one: { words: string }) => one.words === 'A spare part');
    expect(claim).toMatchObject({ group: 'asked', canConfirm: false });
    await post(`/promises/${claim.promiseId}/moves`, { move: 'promise', due: 'tomorrow' });
    expect(await shown(claim.promiseId)).toMatchObject({ group: 'open' });
  });

  test('promises behind the scenes can be neither seen nor answered', async () => {
    const made = await post('/promises', {
      words: 'Ship it',
      to: 'acme',
      toParty: 'sales',
      by: 'operations',
      due: 'tomorrow',
    });
    const { promiseId } = made.events[0].names;
    expect(await shown(promiseId)).toBeUndefined();
    expect((await send(`${path}/answers`, { promiseId, answer: 'kept', seen: '' })).statusCode).toBe(404);
  });

  test('a forged, a revoked and an expired link get a calm page that says what to do', async () => {
    const forged = `${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const url of [forged, '/p/x', `/p/${'A'.repeat(299)}`]) {
      const answer = await open(url, browser);
      expect([answer.statusCode, answer.body.includes('ask your contact with us for a new link')]).toEqual([404, true]);
    }
    const short = await post('/customers/acme/links', { contactId: 'con_anna', days: 1 });
    clock += 2 * 86_400_000;
    expect((await open(short.path, browser)).statusCode).toBe(410);
    expect((await open(path, browser)).statusCode).toBe(200);
    await post(`/customers/acme/links/${linkId}/revocation`, { why: 'Anna left' });
    const revoked = await open(path, browser);
    expect([revoked.statusCode, revoked.body.includes('This link was taken back')]).toEqual([410, true]);
    expect((await send(`${path}/claims`, { words: 'One more' })).statusCode).toBe(410);
    const { links } = (await server.inject({ url: '/customers/acme/links', headers: bearer })).json();
    expect(links.map(({ standing }: { standing: string }) => standing)).toEqual(['expired', 'revoked']);
  });

  test('a link that is asked for too often rests for a minute, from whatever address it is used', async () => {
    const { path: busy } = await post('/customers/acme/links', { contactId: 'con_anna', days: 1 });
    const from = (remoteAddress: string) => server.inject({ url: busy, headers: browser, remoteAddress });
    for (let turn = 0; turn < 60; turn += 1) expect((await from(`10.0.${turn}.1`)).statusCode).toBe(200);
    const refused = await from('10.0.99.1');
    expect([refused.statusCode, refused.body.includes('Wait a minute')]).toEqual([429, true]);
    expect(refused.headers['retry-after']).toBeDefined();
  });

  test('a customer who was erased has no page', async () => {
    await post('/customers', { customerId: 'bolt', name: 'Bolt GmbH' });
    await post('/customers/bolt/contacts', { contactId: 'con_bea', name: 'Bea' });
    const { path: theirs } = await post('/customers/bolt/links', { contactId: 'con_bea', days: 30 });
    await post('/customers/bolt/erasure', { why: 'They asked for it' });
    const page = await open(theirs, browser);
    expect([page.statusCode, page.body.includes('Bolt')]).toEqual([410, false]);
  });
});
