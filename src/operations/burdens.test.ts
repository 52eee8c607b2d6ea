/** The proofs that are owed over all customers: those of each account, late ones first, page by page. */
import { beforeAll, expect, test } from 'vitest';
import { contextOf } from '../../test/audit-asked.ts';
import { auditedAt, smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import { burdens as endpoints } from '../api/burdens.ts';
import { CustomerId } from '../domain/ids.ts';
import { demoFacts } from '../ingest/demo/demo.ts';
import { burdens } from './burdens.ts';
import { readAccount } from './customer-account.ts';
import { burdensOf } from './customer-burdens.ts';
import { recordFacts } from './record.ts';

onEveryEngine('The proofs that are owed', (database) => {
  const asked = (input: Readonly<Record<string, unknown>>) =>
    burdens.list(contextOf(database()), endpoints.list.input.parse(input));
  const keyOf = (burden: {
    readonly bearer: string;
    readonly toConvince: string;
    readonly promiseId: string | null;
    readonly caseId: string | null;
    readonly late: boolean;
    readonly by: string | null;
  }) =>
    `${burden.promiseId ?? burden.caseId ?? ''} ${burden.bearer} ${burden.toConvince} ${burden.by ?? ''} ${burden.late}`;

  beforeAll(async () => {
    const facts = demoFacts({ seed: 7, until: auditedAt }).filter(({ customerId }) => customerId.endsWith('3'));
    await recordFacts(contextOf(database()), facts, { source: 'demo' });
    await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
  });

  test('are those of every account together, late ones first, then the soonest due', async () => {
    const ids = await database().query<{ id: string }>('select customer_id as id from customer order by customer_id');
    const owed = [];
    for (const { id } of ids) {
      owed.push(...burdensOf(await readAccount(contextOf(database()), CustomerId.parse(id), undefined)));
    }
    const all = await asked({ limit: 500 });
    expect(all.burdens.map(keyOf).sort()).toEqual(owed.map(keyOf).sort());
    expect([all.count, all.late]).toEqual([owed.length, owed.filter(({ late }) => late).length]);
    const order = all.burdens.map(({ late, by }) => `${late ? '0' : '1'} ${by ?? '9999'}`);
    expect(order).toEqual(order.toSorted());
  });

  test('come page by page, none twice and none left out', async () => {
    const whole = await asked({ limit: 500 });
    const pages = [];
    let cursor: string | undefined;
    do {
      const page = await asked({ limit: 7, ...(cursor !== undefined && { cursor }) });
      pages.push(...page.burdens);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(pages.map(keyOf)).toEqual(whole.burdens.map(keyOf));
  });

  test('are asked for by who owes them and to whom; an area that is not there is refused', async () => {
    const { burdens: found } = await asked({ bearer: 'sales', toConvince: 'customer' });
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ bearer, toConvince }) => `${bearer} ${toConvince}`))).toEqual(
      new Set(['sales customer']),
    );
    expect((await asked({ late: true })).burdens.every(({ late }) => late)).toBe(true);
    await expect(asked({ bearer: 'nobody' })).rejects.toMatchObject({ code: 'unknown_area' });
  });
});
