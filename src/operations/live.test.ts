import { expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { promises as contract } from '../api/promises.ts';
import type { Context } from './context.ts';
import { customers } from './customers.ts';
import { watch } from './live.ts';
import { promises } from './promises.ts';
import { keepCurrent } from './upkeep.ts';

onEveryEngine('whoever watches', (database) => {
  let now = '2026-03-02T09:00:00.000Z';
  const context = (): Context => ({
    database: database(),
    now: () => now,
    actor: 'person:kim',
    source: 'test',
    folder: '',
  });

  const promised = async (name: string, due: string): Promise<string> => {
    const customer = await customers.add(context(), { name, kind: 'business' });
    const to = customer.customerId as `cus_${string}`;
    const made = { words: 'A call back', due, by: 'sales', to, toParty: 'customer' } as const;
    await promises.make(context(), contract.make.input.parse(made));
    return customer.customerId;
  };

  test('is told within seconds that a due time has passed, though nobody asked or recorded anything', async () => {
    const acme = await promised('Acme', '2026-03-02T09:00:30Z');
    const told: string[] = [];
    const stop = watch(context(), (customerIds) => told.push(...customerIds));
    try {
      now = '2026-03-02T09:00:31.000Z';
      await expect.poll(() => told, { timeout: 30_000 }).toContain(acme);
    } finally {
      stop();
    }
  });

  test('is told as well where another process brought the customer up to date first', async () => {
    now = '2026-03-02T10:00:00.000Z';
    const acme = await promised('Acme', '2026-03-02T10:00:02Z');
    const bolt = await promised('Bolt', '2026-03-02T10:00:05Z');
    const told: string[] = [];
    const stop = watch(context(), (customerIds) => told.push(...customerIds));
    try {
      now = '2026-03-02T10:00:03.000Z';
      // Whoever was told of one has looked ahead to the other.
      await expect.poll(() => told, { timeout: 30_000 }).toContain(acme);
      now = '2026-03-02T10:00:06.000Z';
      await keepCurrent({ ...context(), database: { ...database() } });
      await expect.poll(() => told, { timeout: 30_000 }).toContain(bolt);
    } finally {
      stop();
    }
  });
});
