/** Another clock may run a minute ahead: what it recorded counts at once, and stays. */
import { beforeEach, expect, test } from 'vitest';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { readTables } from '../../test/read-tables.ts';
import type { Context } from '../operations/context.ts';
import { eraseCustomer } from '../operations/erase.ts';
import type { IncomingFact } from '../operations/incoming.ts';
import { recordFacts } from '../operations/record.ts';
import { rebuild, tick } from './rebuild.ts';

const now = '2026-05-01T09:00:00.000Z';
const ahead = '2026-05-01T09:00:50.000Z';

function fact(type: string, occurredAt: string, fields: IncomingFact['fields'], customerId = 'cus_a'): IncomingFact {
  return { type, customerId, occurredAt, sourceId: `${type} ${occurredAt} ${customerId}`, fields };
}

const made = { promiseId: 'prm_1', by: 'sales', words: 'A call', dueAt: '2026-04-20T00:00:00Z', graceDays: 5 };
const before = fact('promise.made', '2026-04-01T09:00:00Z', made);
const justAhead = fact('promise.made', ahead, { promiseId: 'prm_2', by: 'sales', words: 'A letter' });

onEveryEngine('What a clock that is ahead recorded', (database) => {
  beforeEach(() => emptied(database()));

  const contextAt = (at: string): Context => ({
    database: database(),
    now: () => at,
    actor: 'system',
    source: 'test',
    folder: '',
  });
  const record = (at: string, facts: readonly IncomingFact[]) => recordFacts(contextAt(at), facts, { source: 'test' });
  const promises = async () => (await readTables(database()))['promise'];

  test('is still there once the clock has moved something else', async () => {
    await record('2026-04-19T09:00:00Z', [before]);
    await record(now, [fact('customer.described', '2026-04-02T09:00:00Z', { name: 'Acme' }, 'cus_b')]);
    await record('2026-04-19T23:59:30.000Z', [{ ...justAhead, occurredAt: '2026-04-20T00:00:20.000Z' }]);
    await tick(database(), '2026-04-20T00:00:01.000Z');
    expect(await promises()).toMatchObject([{ promise_id: 'prm_1' }, { promise_id: 'prm_2' }]);
  });

  test('is still there after a rebuild', async () => {
    await record(now, [before, justAhead]);
    const live = await readTables(database());
    await rebuild(database(), now);
    expect(await readTables(database())).toEqual(live);
  });

  test('is still there, without its words, after an erasure', async () => {
    await record(now, [before, justAhead]);
    await eraseCustomer(contextAt(now), { customerId: 'cus_a' });
    expect(await promises()).toMatchObject([
      { promise_id: 'prm_1', words: null },
      { promise_id: 'prm_2', words: null },
    ]);
  });

  test('counts for every customer, where it is a setting of trust', async () => {
    const renege = { promiseId: 'prm_1', move: 'renege' };
    await record(now, [before, fact('promise.moved', '2026-04-10T09:00:00Z', renege)]);
    const trust = { willingness: 0.7 };
    await record(now, [fact('policy.set', ahead, { trust }, 'company')]);
    await record(now, [justAhead]);
    const live = await readTables(database());
    await rebuild(database(), '2026-05-01T09:02:00.000Z');
    expect(await readTables(database())).toEqual(live);
  });
});
