/** Lists over HTTP: any place of them, counted, filtered, and whole as one file. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../src/http/server.ts';
import { onEveryEngine } from './databases.ts';

onEveryEngine('a list', (database) => {
  let server: FastifyInstance;
  let clock = Date.parse('2026-11-21T12:00:00.000Z');

  beforeAll(async () => {
    const now = () => new Date(clock++).toISOString();
    const context = { database: database(), now, actor: 'api:test', source: 'api', folder: '' };
    server = await createServer({ context, guard: { hosts: ['localhost'], token: undefined }, version: '0.0.0' });
    await post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
    for (const word of ['One', 'Two', 'Three', 'Four', 'Five'])
      await promised(`${word} invoices`, { by: 'accounting' });
  });
  afterAll(() => server.close());

  async function post(url: string, body: object) {
    const response = await server.inject({ method: 'POST', url, payload: body });
    expect(response.statusCode, response.body).toBe(200);
    return response.json<{ readonly events: readonly { readonly names: Readonly<Record<string, string>> }[] }>();
  }

  async function get(url: string) {
    const response = await server.inject(url);
    return { status: response.statusCode, text: response.body };
  }

  async function promised(words: string, fields: Record<string, unknown> = {}): Promise<string> {
    const { events } = await post('/promises', { words, to: 'acme', by: 'sales', due: 'tomorrow', ...fields });
    return events[0]?.names['promiseId'] ?? '';
  }

  test('a whole list is one file: its filters, a column for each field, no cell that a spreadsheet would run', async () => {
    await promised('=1+1 call backs, "today"', { by: 'distribution', needs: ['sales', 'operations'] });
    const answer = await server.inject('/promises.csv?by=distribution');
    expect(answer.headers['content-disposition']).toContain('promises.csv');
    const [head, row, ...others] = answer.body.trim().split('\r\n');
    expect(head).toMatch(/^customerId,customerName,promiseId,words,/);
    expect(row).toContain(`cus_acme,Acme Ltd,prm_`);
    expect(row).toContain(`,"'=1+1 call backs, ""today""",`);
    expect(row).toContain(',sales;operations,');
    expect(others).toEqual([]);
    const all = (await get('/promises.csv')).text.trim().split('\r\n').length - 1;
    expect(all).toBe(JSON.parse((await get('/promises')).text).count);
    expect((await get('/customers.csv')).text).toContain('cus_acme,Acme Ltd');
    expect(await get('/promises.csv?by=nobody')).toMatchObject({ status: 422 });
    expect(await get('/promises.csv?colour=red')).toMatchObject({ status: 422 });
  });

  test('a list shows any place of it, and says how many there are for each area', async () => {
    const ids = async (query: string): Promise<readonly string[]> =>
      JSON.parse((await get(`/promises?${query}`)).text).promises.map(
        ({ promiseId }: { promiseId: string }) => promiseId,
      );
    expect(await ids('limit=2&skip=3')).toEqual((await ids('limit=5')).slice(3));
    const { groups, count } = JSON.parse((await get('/promise-counts?per=area')).text);
    expect(count).toBe(JSON.parse((await get('/promises')).text).count);
    expect(groups).toContainEqual({ key: 'accounting', name: null, count: 5 });
    const { groups: byCustomer } = JSON.parse((await get('/promise-counts?per=customer')).text);
    expect(byCustomer).toEqual([{ key: 'cus_acme', name: 'Acme Ltd', count }]);
  });

  test('promises of an offer are those of its purchases and of its claims; an offer that is none is refused', async () => {
    const claims = [{ claimId: 'clm_fast', area: 'distribution', words: 'Delivered on the next working day' }];
    await post('/offers', { offerId: 'off_fast', name: 'Fast', claims });
    await post('/customers/acme/purchases', { purchaseId: 'pur_2', amount: 100, currency: 'EUR', offerId: 'off_fast' });
    const bought = await promised('Delivered by Friday', { purchaseId: 'pur_2' });
    const claimed = await promised('Delivered on the next working day', { claimId: 'clm_fast' });
    const found = JSON.parse((await get('/promises?offer=fast')).text).promises;
    expect(found.map(({ promiseId }: { promiseId: string }) => promiseId).toSorted()).toEqual(
      [bought, claimed].toSorted(),
    );
    const slip = await get('/promises?offer=fsat');
    expect(slip).toMatchObject({ status: 422, text: expect.stringContaining('off_fast') });
  });
});
