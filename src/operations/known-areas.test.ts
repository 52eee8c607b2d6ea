import { beforeAll, expect, test } from 'vitest';
import { contextOf } from '../../test/audit-asked.ts';
import { smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import { promises as endpoints } from '../api/promises.ts';
import { promises } from './promises.ts';
import { recordFacts } from './record.ts';

onEveryEngine('A list of promises by area', (database) => {
  const list = (asked: object) => promises.list(contextOf(database()), endpoints.list.input.parse(asked));

  beforeAll(async () => {
    await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
  });

  test.each(['waitingFor', 'by', 'to'])(
    'refuses an area that there is not as %s, and lists those there are',
    async (field) => {
      const asked = list({ [field]: 'operation' });
      await expect(asked).rejects.toMatchObject({ code: 'unknown_area', refusal: { field, value: 'operation' } });
      await expect(asked).rejects.toMatchObject({ refusal: { remedy: expect.stringContaining('operations') } });
    },
  );

  test('is empty for an area that has nothing of the kind, and takes the customer for a party', async () => {
    expect(await list({ waitingFor: 'marketing' })).toMatchObject({ promises: [], count: 0 });
    expect((await list({ to: 'customer' })).count).toBeGreaterThan(0);
  });
});
