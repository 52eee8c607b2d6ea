/** The way in by HTTP: the contract served, bad input named, doors closed to other sites. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer } from '../src/http/server.ts';
import { endpoints } from '../src/operations/ask.ts';
import type { Context } from '../src/operations/context.ts';
import { onEveryEngine } from './databases.ts';

const now = '2026-11-21T12:00:00.000Z';
const json = { 'content-type': 'application/json' };

onEveryEngine('the HTTP API', (database) => {
  let server: FastifyInstance;
  let clock = Date.parse(now);

  beforeAll(async () => {
    const context: Context = {
      database: database(),
      now: () => new Date(clock++).toISOString(),
      actor: 'api:test',
      source: 'api',
      folder: '',
    };
    server = await createServer({ context, guard: { hosts: ['localhost'], token: undefined }, version: '0.0.0' });
    await post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
    await post('/customers/acme/purchases', { purchaseId: 'pur_1', amount: 1240000, currency: 'EUR' });
  });
  afterAll(() => server.close());

  async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await server.inject({
      method: 'POST',
      url,
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.statusCode, body: response.json() };
  }

  async function get(url: string, headers: Record<string, string> = {}) {
    const response = await server.inject({ method: 'GET', url, headers });
    return { status: response.statusCode, type: String(response.headers['content-type']), text: response.body };
  }

  async function promised(words: string, fields: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await post('/promises', { words, to: 'acme', by: 'sales', due: 'tomorrow', ...fields });
    expect(status, JSON.stringify(body)).toBe(200);
    return body.events[0].names.promiseId;
  }

  test('a promise is made, declared done, confirmed, and read as a conversation', async () => {
    const promiseId = await promised('Installed by tomorrow', { purchaseId: 'pur_1', needs: ['operations'] });
    expect((await post(`/promises/${promiseId}/moves`, { move: 'declareComplete', proof: 'system' })).status).toBe(200);
    expect((await post(`/promises/${promiseId}/kept`, {})).status).toBe(200);
    const conversation = JSON.parse((await get(`/promises/${promiseId}`)).text);
    expect(conversation.promise).toMatchObject({ state: 'kept', missingBackers: ['operations'] });
    expect(conversation.steps.map((step: { move: string }) => step.move)).toEqual([
      'promise',
      'declareComplete',
      'declareSatisfied',
    ]);
  });

  test('the same idempotency key is one request, answered with its first result', async () => {
    const request = { words: 'Call back', to: 'acme', by: 'customer-service', due: '2026-12-01' };
    const first = await post('/promises', request, { 'idempotency-key': 'k-1' });
    const again = await post('/promises', request, { 'idempotency-key': 'k-1' });
    expect(again.body).toEqual({ ...first.body, replayed: true });
    const other = await post('/promises', { ...request, words: 'Call never' }, { 'idempotency-key': 'k-1' });
    expect(other).toMatchObject({ status: 422, body: { code: 'different_content', field: 'idempotencyKey' } });
  });

  test('bad input names the field, the value and the remedy', async () => {
    const cases: readonly (readonly [string, object, string, unknown])[] = [
      ['/promises', { words: 'x', to: 'acme', by: 'sales', due: 'when pigs fly' }, 'due', 'when pigs fly'],
      ['/promises', { words: 'x', to: 'acme', by: 'warehouse', due: 'friday' }, 'by', 'warehouse'],
      ['/promises', { words: '', to: 'acme', by: 'sales', due: 'friday' }, 'words', ''],
      ['/promises', { words: 'x', to: 'acme', by: 'sales', due: 'friday', colour: 'red' }, 'colour', 'red'],
      ['/customers/acme/purchases', { amount: 12.5, currency: 'EUR' }, 'amount', 12.5],
      ['/customers/acme/cases', { purchaseId: 'pur_9' }, 'purchaseId', 'pur_9'],
      ['/customers/acme/feedback', { measure: 'trust', value: 9 }, 'value', 9],
    ];
    for (const [url, body, field, value] of cases) {
      const answer = await post(url, body);
      expect(answer.status, url).toBe(422);
      expect(answer.body).toMatchObject({ field, value, remedy: expect.stringMatching(/.{8}/) });
    }
    expect((await get('/promises?limit=0')).text).toContain('"field":"limit"');
    expect(await get('/customers/nobody')).toMatchObject({ status: 404 });
    const broken = await server.inject({ method: 'POST', url: '/promises', headers: json, body: '{"words":' });
    expect(broken.statusCode).toBe(400);
    const endless = `{"words":${'['.repeat(50_000)}${']'.repeat(50_000)},"to":"acme","by":"sales","due":"friday"}`;
    const nested = await server.inject({ method: 'POST', url: '/promises', headers: json, body: endless });
    expect(nested.json()).toMatchObject({ field: 'words', value: '(nested too deeply to repeat)' });
    expect(nested.headers['content-type']).toContain('application/problem+json');
    expect(broken.headers['content-type']).toContain('application/problem+json');
  });

  test('what no database can hold is refused by its field, and an address that cannot be read as a problem', async () => {
    for (const query of ['customers?text', 'promises?by', 'promises?topic', 'promises?text', 'events?customer']) {
      const { status, text } = await get(`/${query}=a%00b`);
      expect(status, query).toBe(422);
      expect(JSON.parse(text)).toMatchObject({ code: 'invalid', field: query.split('?')[1] });
    }
    expect((await post('/events/evt_%00/retraction', { why: 'So' })).body).toMatchObject({ field: 'eventId' });
    const unreadable = await get('/customers/%E0%A4%A');
    expect(unreadable).toMatchObject({ status: 400, type: expect.stringContaining('problem+json') });
    expect(JSON.parse(unreadable.text)).toMatchObject({ code: 'bad_request', remedy: expect.any(String) });
  });

  test('a setting of the policy leaves the others as they are, and a misspelt one is refused', async () => {
    expect((await post('/policy', { trust: { lossAversion: 3 } })).status).toBe(200);
    expect((await post('/policy', { trust: { halfLifeDays: 200 }, graceDays: 7 })).status).toBe(200);
    const { policy } = JSON.parse((await get('/company')).text);
    expect(policy).toMatchObject({ graceDays: 7, silenceDays: 14, trust: { lossAversion: 3, halfLifeDays: 200 } });
    expect(await post('/policy', { trust: { lossaversion: 3 } })).toMatchObject({
      status: 422,
      body: { field: 'trust' },
    });
  });

  test('a move that the state machine does not allow is refused with what is possible', async () => {
    const promiseId = await promised('Ship the replacement');
    const answer = await post(`/promises/${promiseId}/moves`, { move: 'uphold' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'move_not_allowed', value: 'uphold' } });
    expect(answer.body.remedy).toContain('declareComplete');
    expect((await post(`/promises/${promiseId}/moves`, { move: 'duePassed' })).body.code).toBe('not_your_move');
    expect((await post(`/promises/${promiseId}/moves`, { move: 'release', as: 'promisor' })).body.code).toBe(
      'not_your_move',
    );
  });

  test('CloudEvents come in alone, in a batch and in binary mode, and each says what became of it', async () => {
    const event = (id: string, data: object) => ({
      specversion: '1.0',
      id,
      source: 'urn:crm',
      type: 'com.troth.purchase.made.v1',
      subject: 'cus_cloud',
      time: '2026-11-01T09:00:00+01:00',
      data,
    });
    const good = event('1', { purchaseId: 'pur_c1', amount: 100, currency: 'EUR' });
    const one = await post('/events', good, { 'content-type': 'application/cloudevents+json' });
    expect(one.body).toMatchObject({ recorded: 1, refused: 0 });
    const batch = [good, event('2', { purchaseId: 'pur_c2', amount: -1, currency: 'EUR' })];
    const two = await post('/events', batch, { 'content-type': 'application/cloudevents-batch+json' });
    expect(two.body).toMatchObject({
      known: 1,
      refused: 1,
      outcomes: [{ status: 'known' }, { field: 'amount', value: -1 }],
    });
    const { data, ...attributes } = event('3', { purchaseId: 'pur_c3', amount: 5, currency: 'EUR' });
    const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
    expect((await post('/events', data, headers)).body).toMatchObject({ recorded: 1 });
    const fresh = event('4', { purchaseId: 'pur_c4', amount: 5, currency: 'EUR' });
    const twice = await post('/events', [fresh, fresh], { 'content-type': 'application/cloudevents-batch+json' });
    expect(twice.body).toMatchObject({ recorded: 1, known: 1 });
    expect(twice.body.outcomes[1].eventId).toBe(twice.body.outcomes[0].eventId);
  });

  test('a CloudEvent of a version nobody knows, or about nobody, is refused under the name its sender wrote', async () => {
    const event = (id: string, fields: object) => ({
      specversion: '1.0',
      id,
      source: 'urn:crm',
      type: 'com.troth.purchase.made.v1',
      subject: 'cus_cloud',
      time: '2026-11-01T09:00:00+01:00',
      data: { purchaseId: `pur_${id}`, amount: 100, currency: 'EUR' },
      ...fields,
    });
    const batch = [
      event('v9', { type: 'com.troth.purchase.made.v9' }),
      event('v1', {}),
      event('nobody', { subject: 'acme' }),
      event('plain', { type: 'purchase.made' }),
      event('odd', { type: 'com.troth.purchase.unmade.v1' }),
    ];
    const { body } = await post('/events', batch, { 'content-type': 'application/cloudevents-batch+json' });
    expect(body).toMatchObject({
      recorded: 2,
      refused: 3,
      outcomes: [
        { id: 'v9', field: 'type', value: 'com.troth.purchase.made.v9' },
        { id: 'v1', status: 'recorded' },
        { id: 'nobody', field: 'subject', value: 'acme', remedy: expect.stringContaining('cus_acme') },
        { id: 'plain', status: 'recorded' },
        { id: 'odd', field: 'type', value: 'com.troth.purchase.unmade.v1' },
      ],
    });
    expect(body.outcomes[0].remedy).toContain('com.troth.purchase.made.v1');
  });

  test('pages follow one another by cursor and hold every row once', async () => {
    for (let index = 0; index < 5; index++) await promised(`Page ${index}`, { by: 'accounting' });
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const page = JSON.parse((await get(`/promises?by=accounting&limit=2${cursor}`)).text);
      expect(page.count).toBe(5);
      seen.push(...page.promises.map((promise: { promiseId: string }) => promise.promiseId));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(new Set(seen).size).toBe(5);
    const forged = (...place: readonly string[]) => Buffer.from(JSON.stringify(place)).toString('base64url');
    for (const path of [
      '/promises?cursor=nonsense',
      `/promises?cursor=${forged('a', 'b', 'c')}`,
      `/promises?cursor=${forged('2026-01-01T00:00:00.000Z', '\0', '')}`,
      `/customers?cursor=${forged('\0')}`,
      ...['a', '1.5', '-1', '99999999999'].map((revision) => `/events?customer=acme&cursor=${forged(revision)}`),
    ]) {
      expect(await get(path), path).toMatchObject({ status: 422, text: expect.stringContaining('"field":"cursor"') });
    }
  });

  test('every list reads as page, text and CSV', async () => {
    for (const path of ['/audit', '/promises', '/customers', '/customers/acme', '/customers/acme/brief', '/company']) {
      expect((await get(path, { accept: 'text/html' })).type, path).toContain('text/html');
      expect((await get(`${path}?format=text`)).text.length, path).toBeGreaterThan(40);
      expect((await get(`${path}?format=csv`)).type, path).toContain('text/csv');
      expect((await get(path)).type, path).toContain('application/json');
    }
    expect((await get('/audit?format=docx')).status).toBe(422);
    expect((await server.inject('/')).headers['location']).toBe('/audit');
  });

  test('answers are what the OpenAPI document says', async () => {
    const document = JSON.parse((await get('/openapi.json')).text);
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const path of [
      '/audit',
      '/promises',
      '/customers',
      '/company',
      '/imports',
      '/event-kinds',
      '/ledger/verification',
    ]) {
      const schema = document.paths[path].get.responses['200'].content['application/json'].schema;
      const validate = ajv.compile(schema);
      const answer = JSON.parse((await get(path)).text);
      expect(validate(answer), `${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
    const served = endpoints.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
    const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.toSorted()).toEqual(served.toSorted());
  });

  test('other sites cannot call in, nor other names reach it', async () => {
    const elsewhere = await post('/promises', {}, { origin: 'https://evil.example' });
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'wrong_origin' } });
    const rebound = await server.inject({ url: '/audit', headers: { host: 'evil.example' } });
    expect(rebound.statusCode).toBe(421);
    expect((await get('/audit', { origin: 'http://localhost' })).status).toBe(200);
  });

  test('the export holds every event, and says so itself', async () => {
    const lines = (await get('/export.jsonl')).text.trim().split('\n');
    const [{ count } = { count: 0 }] = await database().query<{ count: number }>('select count(*) as count from event');
    const events = lines.map((line) => JSON.parse(line)).filter((line) => 'eventId' in line || line.kind === 'event');
    expect(events).toHaveLength(count);
    const parquet = await server.inject('/export/promise.parquet');
    expect(parquet.rawPayload.subarray(0, 4).toString()).toBe('PAR1');
    expect((await get('/export/secrets.parquet')).status).toBe(404);
  });

  test('it says that it is well, and what it does not have', async () => {
    expect(JSON.parse((await get('/healthz')).text)).toMatchObject({ status: 'ok' });
    expect(await get('/nowhere')).toMatchObject({ status: 404 });
  });
});

describe('a server with a token', () => {
  test('answers nobody without it', async () => {
    const context = {} as Context;
    const server = await createServer({
      context,
      guard: { hosts: ['localhost'], token: 'a-long-enough-token' },
      version: '0',
    });
    expect((await server.inject('/openapi.json')).statusCode).toBe(401);
    const headers = { authorization: 'Bearer a-long-enough-token' };
    expect((await server.inject({ url: '/openapi.json', headers })).statusCode).toBe(200);
    await server.close();
  });
});
