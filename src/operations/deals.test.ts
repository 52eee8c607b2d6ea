/** Deals out of a ledger: both values of each, summed up, and what is said where one is not known. */
import { beforeAll, expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { simulatedPurchases } from '../../test/simulated-purchases.ts';
import { deals as contract } from '../api/deals.ts';
import { value as valueContract } from '../api/value.ts';
import { renderText } from '../documents/to-text.ts';
import type { Database } from '../ledger/queryable.ts';
import type { Context } from './context.ts';
import { deals } from './deals.ts';
import { recordFacts } from './record.ts';
import { value } from './value.ts';

const contextOf = (database: Database): Context => ({
  database,
  now: () => '2026-11-21T00:00:00.000Z',
  actor: 'import:imp_deals',
  source: 'cli',
  folder: '',
});

const told = (type: string, customerId: string, day: string, fields: object) => ({
  type: type as 'pitch.made',
  customerId,
  occurredAt: `${day}T12:00:00Z`,
  sourceId: `${type} ${day} ${customerId}`,
  fields,
});

const sold = [
  told('person.described', 'company', '2024-12-01', { personId: 'per_mia', area: 'sales', name: 'Mia Stone' }),
  told('pitch.made', 'cus_v0000', '2025-12-01', { pitchId: 'pit_1', by: 'sales', byPerson: 'per_mia' }),
  told('purchase.made', 'cus_v0000', '2026-02-01', {
    purchaseId: 'pur_sold',
    amount: 90_000,
    discount: 10_000,
    currency: 'EUR',
  }),
  told('promise.made', 'cus_v0000', '2026-02-01', {
    promiseId: 'prm_sold',
    by: 'sales',
    to: 'customer',
    words: 'Installed',
    dueDay: '2026-02-10',
    purchaseId: 'pur_sold',
  }),
  told('pitch.made', 'cus_v0001', '2026-02-02', { pitchId: 'pit_2', amount: 5_000, currency: 'EUR' }),
  told('deal.lost', 'cus_v0002', '2026-02-03', { dealId: 'dea_1', step: 'pitch', amount: 7_000, currency: 'EUR' }),
];

onEveryEngine('Deals', (database) => {
  const ask = (input: object = {}) => deals.list(contextOf(database()), contract.list.input.parse(input));

  beforeAll(async () => {
    const outcomes = await recordFacts(contextOf(database()), [...simulatedPurchases(300, 5), ...sold] as never, {
      source: 'test',
    });
    expect(outcomes.filter(({ status }) => status === 'refused')).toEqual([]);
  });

  test('each shows the sale now beside the change of expected value, with who sold it', async () => {
    const found = await ask({ customerId: 'v0000', limit: 1 });
    expect(found.deals[0]).toMatchObject({
      dealId: 'pur_sold',
      kind: 'won',
      quarter: '2026 Q1',
      areaName: 'Sales',
      personName: 'Mia Stone',
      amount: 90_000,
      discount: 10_000,
      saleNow: 90_000,
      broken: 1,
      isFirst: false,
      notKnown: null,
    });
    const [deal] = found.deals;
    expect(deal?.changeLow).toBeLessThanOrEqual(deal?.change ?? NaN);
    expect(deal?.changeHigh).toBeGreaterThanOrEqual(deal?.change ?? NaN);
    const rendered = renderText(contract.list.document?.(found) ?? { title: '', blocks: [] }, {
      width: 200,
      color: false,
    });
    expect(rendered).toContain('associated with a change of expected lifetime value');
    expect(rendered).not.toContain('because');
    // The parts add up to what is expected of customers now, and broken promises are spoken of.
    const { total, toNow, brokenPromises } = found;
    const whole = await value.overview(contextOf(database()), valueContract.overview.input.parse({}));
    expect(toNow?.now).toBeCloseTo(whole.currencies[0]?.value?.amount ?? NaN, 3);
    expect((total.change?.amount ?? NaN) + (toNow?.silence.amount ?? NaN)).toBeCloseTo(toNow?.now ?? NaN, 3);
    expect(rendered).toContain('Silence between deals and since the last');
    expect(brokenPromises).toMatchObject({ followedDays: 180, compared: null });
    expect(rendered).toContain('What broken promises of deals go with is not known');
  });

  test('a deal that was lost or is open says why its change is not known', async () => {
    const [lost] = (await ask({ customerId: 'v0002', limit: 1 })).deals;
    expect(lost).toMatchObject({ kind: 'lost', amount: 7_000, saleNow: null, change: null });
    expect(lost?.notKnown).toContain('a lost deal shows only in the silence after it');
    const [open] = (await ask({ customerId: 'v0001', limit: 1 })).deals;
    expect(open).toMatchObject({ kind: 'open', amount: 5_000, notKnown: 'nothing was bought yet' });
  });

  test('sums by quarter, area and person are those of all deals; pages hold each deal once', async () => {
    const first = await ask({ limit: 200 });
    const { total, quarters, areas, people } = first;
    for (const groups of [quarters, areas, people]) {
      expect(groups.reduce((sum, { won }) => sum + won, 0)).toBe(total.won);
      expect(groups.reduce((sum, { change }) => sum + (change?.amount ?? 0), 0)).toBeCloseTo(
        total.change?.amount ?? NaN,
        3,
      );
    }
    expect(total.valued).toBe(total.won);
    expect(people.map(({ name }) => name)).toEqual(['Mia Stone', 'Not said']);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask({ limit: 200, cursor });
      ids.push(...page.deals.map(({ dealId }) => dealId));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(ids).size).toBe(first.count);
    const quarter = await ask({ quarter: '2026Q1', limit: 500 });
    const row = quarters.find(({ key }) => key === '2026 Q1');
    expect(quarter.count).toBe((row?.won ?? 0) + (row?.lost ?? 0) + (row?.open ?? 0));
    expect(quarter.deals.reduce((sum, { change }) => sum + (change ?? 0), 0)).toBeCloseTo(
      row?.change?.amount ?? NaN,
      3,
    );
  });

  test('a currency in which nobody bought is refused', async () => {
    await expect(ask({ currency: 'USD' })).rejects.toThrow(/Nobody has bought anything in USD/);
  });

  test('an area that became part of another is one with it, in sums and in what is asked for', async () => {
    const before = (await ask()).areas.find(({ key }) => key === 'sales');
    const merged = [
      told('area.described', 'company', '2024-12-01', { area: 'outbound', name: 'Outbound' }),
      told('pitch.made', 'cus_v0003', '2026-02-04', { pitchId: 'pit_3', by: 'outbound', amount: 100, currency: 'EUR' }),
      told('area.merged', 'company', '2026-02-05', { area: 'outbound', into: 'sales' }),
    ];
    const outcomes = await recordFacts(contextOf(database()), merged as never, { source: 'test' });
    expect(outcomes.filter(({ status }) => status === 'refused')).toEqual([]);
    const { areas } = await ask();
    expect(areas.map(({ name }) => name).sort()).toEqual([...new Set(areas.map(({ name }) => name))].sort());
    expect(areas.find(({ key }) => key === 'sales')?.open).toBe((before?.open ?? 0) + 1);
    expect((await ask({ area: 'outbound' })).count).toBe((await ask({ area: 'sales' })).count);
  });
});
