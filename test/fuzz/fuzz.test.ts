/** The short form of `npm run fuzz`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { onEveryEngine } from '../databases.ts';
import { fuzz } from './fuzz.ts';
import { fuzzedServer } from './fuzzed-server.ts';

const seed = 1;

onEveryEngine('Every endpoint', (database, { engine }) => {
  let server: FastifyInstance;
  beforeAll(async () => {
    server = await fuzzedServer(database());
  });
  afterAll(() => server.close());

  test('answers whatever it is sent as the OpenAPI document says, and never fails', async () => {
    const { byStatus, answered } = await fuzz(server, { seed, runs: engine === 'embedded' ? 150 : 50 });
    expect(byStatus['422']).toBeGreaterThan(5);
    expect(answered.length).toBeGreaterThan(5);
  });
});
