/** Ways to ask an audit that once went wrong: far times, groups of figures, periods that hold nothing. */
import { beforeAll, expect, test } from 'vitest';
import { askAudit, contextOf } from '../../test/audit-asked.ts';
import { smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import { audit } from './audit.ts';
import { recordFacts } from './record.ts';

onEveryEngine('An audit', (database) => {
  beforeAll(async () => {
    await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
  });

  test('answers as of the last day there is, when silence has left nothing of what was kept', async () => {
    const report = await askAudit(database(), { asOf: '9999-12-31' });
    expect(report.scope.asOf).toBe('9999-12-31T23:59:59.999Z');
    expect(report.journey.median).toBeGreaterThan(0);
  });

  test('opens every group that it names, by the first figure in it that is not nothing', async () => {
    const groups = groupsIn(await askAudit(database()));
    expect(groups).toEqual(
      expect.arrayContaining([
        'lostDeals.pitch',
        'revenue.EUR.steps.purchase',
        'revenue.EUR.refunds.late',
        'byArea.sales',
      ]),
    );
    for (const figure of groups) {
      const opened = await audit.why(contextOf(database()), { figure });
      expect(opened.figure.startsWith(`${figure}.`), figure).toBe(true);
    }
  });

  test('refuses a period that ends before it begins, and names both days', async () => {
    const asked = askAudit(database(), { since: '2026-02-01', until: '2026-01-31' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid', refusal: { field: 'since', value: '2026-02-01' } });
    await expect(asked).rejects.toThrow('2026-01-31');
    const sameDay = await askAudit(database(), { since: '2026-01-31', until: '2026-01-31' });
    expect(sameDay.scope.since).toBe('2026-01-31T00:00:00.000Z');
  });
});

/** Names of the groups of figures anywhere in a report. */
function groupsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'figure' in part && typeof part.figure === 'string' && !('text' in part) ? [part.figure] : [];
  return [...own, ...Object.values(part).flatMap(groupsIn)];
}
