import { expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { promises as contract } from '../api/promises.ts';
import type { Context } from './context.ts';
import { keptAnswer } from './kept-answers.ts';
import { customers } from './customers.ts';
import { promises } from './promises.ts';
import { keepCurrent } from './upkeep.ts';

onEveryEngine('an answer over the whole ledger', (database) => {
  const contextAt = (now: string): Context => ({
    database: database(),
    now: () => now,
    actor: 'person:kim',
    source: 'test',
    folder: '',
  });

  test('is worked out once, and again when something was recorded, time went on, or it failed', async () => {
    let worked = 0;
    const work = () => Promise.resolve(++worked);
    const noon = contextAt('2026-03-01T12:00:00.000Z');
    expect(await Promise.all([keptAnswer(noon, 'a', work), keptAnswer(noon, 'b', work)])).toEqual([1, 2]);
    expect(await keptAnswer(contextAt('2026-03-01T12:00:59.000Z'), 'a', work)).toBe(1);
    await customers.add(noon, { name: 'Acme', kind: 'business' });
    expect(await keptAnswer(noon, 'a', work)).toBe(3);
    expect(await keptAnswer(contextAt('2026-03-01T12:01:01.000Z'), 'a', work)).toBe(4);
    await expect(keptAnswer(noon, 'c', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await keptAnswer(noon, 'c', work)).toBe(5);
  });

  test('is worked out again once a due time has passed, whoever noticed it first', async () => {
    let worked = 0;
    const work = () => Promise.resolve(++worked);
    const morning = contextAt('2026-03-02T09:00:00.000Z');
    const customer = await customers.add(morning, { name: 'Bolt', kind: 'business' });
    const to = customer.customerId as `cus_${string}`;
    const call = { words: 'A call back', due: '2026-03-02T09:00:30Z', by: 'sales', to, toParty: 'customer' } as const;
    await promises.make(morning, contract.make.input.parse(call));
    expect(await keptAnswer(morning, 'd', work)).toBe(1);
    expect(await keptAnswer(contextAt('2026-03-02T09:00:30.000Z'), 'd', work)).toBe(1);
    expect(await keepCurrent(contextAt('2026-03-02T09:00:31.000Z'))).toBe(1);
    expect(await keptAnswer(contextAt('2026-03-02T09:00:32.000Z'), 'd', work)).toBe(2);
  });
});
