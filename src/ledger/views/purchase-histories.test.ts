/** Histories of purchases out of the ledger: by hand, and equal to the summary published with CDNOW. */
import { beforeAll, describe, expect, test } from 'vitest';
import { cdnow, cdnowSpend, dataFolder, isThere } from '../../../test/value-data.ts';
import { onEveryEngine } from '../../../test/databases.ts';
import { endOfDay, justAfter } from '../../domain/instants.ts';
import { runImport } from '../../ingest/run-import.ts';
import { readSource } from '../../ingest/source.ts';
import type { Context } from '../../operations/context.ts';
import { recordFacts } from '../../operations/record.ts';
import type { Database } from '../queryable.ts';
import { readCurrencies, readHistories, readRepeatsByDay, type Watched } from './purchase-histories.ts';

const contextOf = (database: Database): Context => ({
  database,
  now: () => '2026-11-21T00:00:00.000Z',
  actor: 'import:imp_value',
  source: 'cli',
  folder: '',
});

const watchedUntil = (currency: string, zone: string, until: string, end = until): Watched => ({
  currency,
  zone,
  until,
  end: justAfter(endOfDay(end, zone)),
});

const dayNumber = (day: string) => Date.parse(day) / 86_400_000;

onEveryEngine('Histories of a few customers', (database) => {
  const bought = (customer: string, purchase: string, at: string, amount: number, currency = 'EUR') => ({
    type: 'purchase.made' as const,
    customerId: `cus_${customer}`,
    occurredAt: at,
    sourceId: `${customer} ${purchase}`,
    fields: { purchaseId: `pur_${customer}-${purchase}`, amount, currency },
  });
  const refunded = (customer: string, name: string, at: string, amount: number, purchaseId?: string) => ({
    type: 'refund.paid' as const,
    customerId: `cus_${customer}`,
    occurredAt: at,
    sourceId: `${customer} ${name}`,
    fields: { refundId: `ref_${customer}-${name}`, amount, currency: 'EUR', ...(purchaseId && { purchaseId }) },
  });

  beforeAll(async () => {
    const facts = [
      // Two of one day in Berlin, though not in UTC; then one that is given back in part, by name.
      bought('a', '1', '2026-01-05T09:00:00Z', 1000),
      bought('a', '2', '2026-01-15T23:30:00Z', 2000),
      bought('a', '3', '2026-01-16T10:00:00Z', 3000),
      bought('a', '4', '2026-02-05T10:00:00Z', 4000),
      refunded('a', 'named', '2026-03-01T10:00:00Z', 500, 'pur_a-3'),
      // Money given back for no purchase in particular comes off the last one before it.
      bought('b', '1', '2026-01-10T10:00:00Z', 1000),
      bought('b', '2', '2026-01-20T10:00:00Z', 1000),
      refunded('b', 'unnamed', '2026-01-12T10:00:00Z', 300),
      refunded('b', 'before anything', '2026-01-01T10:00:00Z', 700),
      bought('b', 'dollars', '2026-01-21T10:00:00Z', 99_900, 'USD'),
      bought('c', '1', '2026-03-10T10:00:00Z', 5000),
      {
        type: 'customer.described' as const,
        customerId: 'cus_nobody',
        occurredAt: '2026-01-01T00:00:00Z',
        sourceId: 'nobody',
        fields: { kind: 'unidentified' },
      },
      bought('nobody', '1', '2026-01-10T10:00:00Z', 1000),
    ];
    await recordFacts(contextOf(database()), facts, { source: 'test' });
  });

  test('several purchases of a day are one, and what is given back comes off what was spent', async () => {
    const found = await readHistories(database(), watchedUntil('EUR', 'Europe/Berlin', '2026-02-28', '2026-03-31'));
    expect(found.customerIds).toEqual(['cus_a', 'cus_b']);
    expect([...found.repeats]).toEqual([2, 1]);
    expect([...found.firstDay]).toEqual(['2026-01-05', '2026-01-10'].map(dayNumber));
    expect([...found.lastDay]).toEqual(['2026-02-05', '2026-01-20'].map(dayNumber));
    expect([...found.repeatSpend]).toEqual([8500, 1000]);
    expect([...found.spend]).toEqual([9500, 1700]);
    expect([...found.later]).toEqual([0, 0]);
  });

  test('as of an earlier day, what came later is what was to be foretold', async () => {
    const cut = watchedUntil('EUR', 'Europe/Berlin', '2026-01-18', '2026-03-31');
    const found = await readHistories(database(), cut);
    expect([...found.repeats]).toEqual([1, 0]);
    expect([...found.later]).toEqual([1, 1]);
    expect(await readRepeatsByDay(database(), cut)).toEqual([
      { day: dayNumber('2026-01-16'), purchases: 1 },
      { day: dayNumber('2026-01-20'), purchases: 1 },
      { day: dayNumber('2026-02-05'), purchases: 1 },
    ]);
  });

  test('currencies stand apart', async () => {
    const currencies = await readCurrencies(database(), '2026-04-01T00:00:00.000Z');
    expect(currencies).toEqual([
      {
        currency: 'EUR',
        customers: 3,
        purchases: 7,
        first_at: '2026-01-05T09:00:00.000Z',
        last_at: '2026-03-10T10:00:00.000Z',
        contracted: 0,
      },
      {
        currency: 'USD',
        customers: 1,
        purchases: 1,
        first_at: '2026-01-21T10:00:00.000Z',
        last_at: '2026-01-21T10:00:00.000Z',
        contracted: 0,
      },
    ]);
    const none = await readHistories(database(), watchedUntil('JPY', 'UTC', '2026-03-31'));
    expect(none.customerIds).toEqual([]);
  });
});

describe.runIf(isThere)('CDNOW', () => {
  onEveryEngine('imported', (database) => {
    test('is the summary published with it, customer by customer', async () => {
      const context = contextOf(database());
      const summary = await runImport(
        (facts) => recordFacts(context, facts, { source: 'cdnow' }),
        readSource('cdnow'),
        dataFolder,
      );
      expect(summary).toMatchObject({ refused: 0, recorded: 6919 + 2357 });
      const found = await readHistories(database(), watchedUntil('USD', 'UTC', '1997-09-30', '1998-06-30'));
      const [published, spend] = [cdnow(), cdnowSpend()];
      expect(found.customerIds).toHaveLength(2357);
      expect([...found.repeats]).toEqual([...published.purchaseCount]);
      const end = dayNumber('1997-09-30');
      for (const [row, first] of found.firstDay.entries()) {
        expect(((found.lastDay[row] ?? 0) - first) / 7).toBeCloseTo(published.recency[row] ?? NaN, 2);
        expect((end - first) / 7).toBeCloseTo(published.age[row] ?? NaN, 2);
        const repeats = found.repeats[row] ?? 0;
        const mean = repeats === 0 ? 0 : (found.repeatSpend[row] ?? 0) / repeats / 100;
        expect(Math.abs(mean - (spend.meanSpend[row] ?? NaN))).toBeLessThan(0.0051);
      }
      expect(found.later.reduce((sum, one) => sum + one, 0)).toBe(1882);
      expect(found.later.filter((one) => one > 0)).toHaveLength(684);
    });
  });
});
