import { beforeEach, expect, test } from 'vitest';
import { acme, askingAbout, fact, onDay } from '../../test/acme.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';

onEveryEngine('the list of customers', (database) => {
  let now = onDay(45);
  const { record, show, list } = askingAbout(database, () => now);

  beforeEach(async () => {
    await emptied(database());
    now = onDay(45);
    await record(acme);
  });

  test('finds by id and by name, shows the journey of the page, and goes on where it ended', async () => {
    const more = ['cus_bolt', 'cus_core', 'cus_dune'].map((customerId) => ({
      ...fact('customer.described', 3, { name: `${customerId} GmbH` }),
      customerId,
    }));
    await record(more);
    const first = await list({ limit: 2 });
    expect(first.customers.map(({ customerId }) => customerId)).toEqual(['cus_acme', 'cus_bolt']);
    const second = await list({ limit: 2, cursor: first.next ?? '' });
    expect(second.customers.map(({ customerId }) => customerId)).toEqual(['cus_core', 'cus_dune']);
    expect((await list({ limit: 5 })).next).toBeNull();
    const page = await show({ customerId: 'cus_acme' });
    expect(first.customers[0]).toEqual({
      ...page.customer,
      journey: expect.closeTo(page.journey.score ?? 0, 12),
      weakest: 'accounting',
      weakestName: 'Accounting',
    });
    expect(first.customers[1]).toMatchObject({ lifecycle: 'prospect', journey: null, weakest: null });
    expect((await list({ text: 'ACME' })).customers).toHaveLength(1);
    expect((await list({ text: 'gmbh' })).customers).toHaveLength(3);
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ refusal: { field: 'cursor' } });
  });

  test('stands in the order asked for, page by page, as a list read at once', async () => {
    await record([
      { ...fact('customer.described', 3, { name: 'Bolt GmbH' }), customerId: 'cus_zulu' },
      { ...fact('customer.described', 44, { name: 'zinc AG' }), customerId: 'cus_bolt' },
      { ...fact('customer.described', 4, {}), customerId: 'cus_core' },
    ]);
    const expected = {
      id: ['cus_acme', 'cus_bolt', 'cus_core', 'cus_zulu'],
      name: ['cus_acme', 'cus_zulu', 'cus_core', 'cus_bolt'],
      trust: ['cus_acme', 'cus_bolt', 'cus_core', 'cus_zulu'],
      heard: ['cus_bolt', 'cus_acme', 'cus_core', 'cus_zulu'],
      promises: ['cus_acme', 'cus_bolt', 'cus_core', 'cus_zulu'],
      purchases: ['cus_acme', 'cus_bolt', 'cus_core', 'cus_zulu'],
    } as const;
    for (const [sort, ids] of Object.entries(expected) as [keyof typeof expected, readonly string[]][]) {
      const found: string[] = [];
      for (let cursor: string | undefined; found.length < ids.length; ) {
        const page = await list({ sort, limit: 1, ...(cursor !== undefined && { cursor }) });
        found.push(...page.customers.map(({ customerId }) => customerId));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect([sort, ...found]).toEqual([sort, ...ids]);
      expect((await list({ sort, limit: 2, skip: 1 })).customers.map(({ customerId }) => customerId)).toEqual(
        ids.slice(1, 3),
      );
    }
    const byName = await list({ sort: 'name', limit: 1 });
    await expect(list({ sort: 'trust', cursor: byName.next ?? '' })).rejects.toMatchObject({
      refusal: { field: 'cursor' },
    });
  });

  test('calls a customer former who has bought nothing for as long as the policy says, half a year', async () => {
    const lifecycleAt = async (asOf: string) => (await list({ asOf })).customers[0]?.lifecycle;
    expect(await lifecycleAt(onDay(1))).toBe('prospect');
    expect(await lifecycleAt(onDay(2 + 180))).toBe('first-time');
    expect(await lifecycleAt(onDay(2 + 181))).toBe('former');
  });
});
