import { beforeAll, expect, test } from 'vitest';
import { askAudit, contextOf } from '../../test/audit-asked.ts';
import { smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import type { Change } from '../api/policy-preview.ts';
import { eventCount } from '../ledger/streams.ts';
import { company } from './company.ts';
import { policyPreview } from './policy-preview.ts';
import { recordFacts } from './record.ts';

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

onEveryEngine('a look at another trust policy before it is set', (database) => {
  const look = (changed: Readonly<Record<string, number>>) => policyPreview.show(contextOf(database()), changed);
  beforeAll(async () => {
    await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
  });

  test('shows the figures of the audit before the change, and nothing moves where nothing is changed', async () => {
    const preview = await look({});
    const { journey } = await askAudit(database());
    expect(preview.isWhole).toBe(true);
    expect(preview.journey).toEqual({
      customers: journey.customers,
      medianBefore: near(journey.median),
      medianAfter: near(journey.median),
      belowHalfBefore: journey.belowHalf.k,
      belowHalfAfter: journey.belowHalf.k,
    });
    const byArea = Object.fromEntries(
      journey.areas.map(({ area, customers, median }) => [area, { customers, median }]),
    );
    expect(preview.areas.length).toBe(journey.areas.length);
    for (const { area, customers, medianBefore, medianAfter } of preview.areas) {
      expect({ customers, median: medianBefore }, area).toEqual({
        customers: byArea[area]?.customers,
        median: near(byArea[area]?.median ?? null),
      });
      expect(medianAfter).toBe(medianBefore);
    }
  });

  test('writes nothing, and refuses what no policy may be by the name of its field', async () => {
    const before = await eventCount(database());
    await look({ lossAversion: 4 });
    await expect(look({ willingness: 2 })).rejects.toMatchObject({ refusal: { field: 'willingness', value: 2 } });
    await expect(look({ 'severities.minor.weight': 9 })).rejects.toMatchObject({ refusal: { field: 'severities' } });
    expect(await eventCount(database())).toBe(before);
  });

  test('tells what the audit then says once the policy is set', async () => {
    const ahead = await look({ willingness: 0.7, 'severities.major.weight': 3 });
    expect(ahead.journey.medianAfter).not.toBe(ahead.journey.medianBefore);
    const severities = (await company.show(contextOf(database()), {})).policy.trust.severities;
    await company.setPolicy(contextOf(database()), {
      trust: { willingness: 0.7, severities: { ...severities, major: { ...severities.major, weight: 3 } } },
    });
    const { journey, relationships } = await askAudit(database());
    expect(ahead.journey).toMatchObject({ medianAfter: near(journey.median), belowHalfAfter: journey.belowHalf.k });
    const medians = new Map(relationships.map((row) => [`${row.truster} ${row.trustee}`, row.median]));
    const shown: readonly (Change & { readonly truster: string; readonly trustee: string })[] = ahead.relationships;
    expect(shown.length).toBeGreaterThan(2);
    for (const { truster, trustee, medianAfter } of shown) {
      expect(medianAfter, `${truster} ${trustee}`).toEqual(near(medians.get(`${truster} ${trustee}`) ?? null));
    }
  });
});
