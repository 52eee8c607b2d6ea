/** The data folder grows with what is recorded, and not with how often it is worked out anew. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../operations/context.ts';
import type { IncomingFact } from '../operations/incoming.ts';
import { recordFacts } from '../operations/record.ts';
import { maintain } from '../operations/upkeep.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { rebuild } from './rebuild.ts';

const place = mkdtempSync(join(tmpdir(), 'troth-growth-'));
const folder = join(place, 'data');
const now = '2026-11-21T12:00:00.000Z';
const customers = 300;
let database: Database;

beforeAll(async () => {
  database = await openDatabase({ folder });
  await migrate(database);
});
afterAll(async () => {
  await database.close();
  rmSync(place, { recursive: true, force: true });
});

const context = (): Context => ({ database, now: () => now, actor: 'system', source: 'test', folder: '' });

function factsOf(customer: number): readonly IncomingFact[] {
  const customerId = `cus_${customer}`;
  const promiseId = `prm_${customer}`;
  const told = { customerId, occurredAt: '2026-11-01T09:00:00.000Z' };
  const words = 'It runs by then, and somebody has been shown how to use it';
  return [
    { ...told, type: 'customer.described', sourceId: '1', fields: { name: `Customer ${customer}` } },
    { ...told, type: 'promise.made', sourceId: '2', fields: { promiseId, by: 'sales', words, dueDay: '2026-11-20' } },
    { ...told, type: 'purchase.made', sourceId: '3', fields: { purchaseId: 'pur_1', amount: 100, currency: 'EUR' } },
  ];
}

/** Bytes of tables and indexes in the folder; its log is bounded by itself. */
function bytesOfTables(): number {
  const base = join(folder, 'base');
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

test('rows that are written anew take the place of those before, once the job for upkeep has run', async () => {
  const facts = Array.from({ length: customers }, (_, index) => factsOf(index)).flat();
  await recordFacts(context(), facts, { source: 'test' });
  const sizes: number[] = [];
  for (let round = 0; round < 12; round++) {
    await rebuild(database, now);
    await maintain(context());
    sizes.push(bytesOfTables());
  }
  const [, , third = 0] = sizes;
  expect(sizes.at(-1), sizes.join(' ')).toBeLessThan(third * 1.02);
});
