/** The promise audit of a company that was audited by hand. */
import { beforeAll, describe, expect, test } from 'vitest';
import { askAudit, contextOf } from '../../test/audit-asked.ts';
import { smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import { audit as endpoints } from '../api/audit.ts';
import type { AuditReport } from '../api/audit-report.ts';
import { renderText } from '../documents/to-text.ts';
import { audit } from './audit.ts';
import { recordFacts } from './record.ts';

const rate = (k: number, n: number) => expect.objectContaining({ k, n, rate: n === 0 ? null : k / n });
const near = (value: number) => expect.closeTo(value, 9);

onEveryEngine('The audit of a small company', (database) => {
  let report: AuditReport;
  beforeAll(async () => {
    const outcomes = await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
    expect(outcomes.filter(({ status }) => status !== 'recorded')).toEqual([]);
    report = await askAudit(database());
  });

  test('counts every promise once, and the parts add up', () => {
    expect(report.scope).toMatchObject({ customers: 6, promises: 10 });
    expect(report.balance).toEqual({
      made: 10,
      kept: 2,
      keptLate: 2,
      keptBySilence: 1,
      broken: 2,
      released: 1,
      open: 2,
      reconciles: true,
    });
    expect(report.neverPromised).toEqual({ requested: 0, offered: 0, countered: 0, declined: 1, withdrawn: 1 });
    expect(report.byCustomers).toMatchObject({ made: 1, keptBySilence: 1, broken: 0 });
    expect(report.irregular).toEqual({ promises: 1, moves: 1 });
    expect(report.keptRate).toEqual({ toCustomers: rate(2, 5), internal: rate(1, 2) });
  });

  test('tells what was done in time as first promised from what was as last agreed', () => {
    expect(report.punctuality.toCustomers).toEqual({
      asFirstPromised: { completedInTime: 1, completedLate: 2, notCompleted: 2, inTime: rate(1, 5) },
      asLastAgreed: { completedInTime: 2, completedLate: 1, notCompleted: 2, inTime: rate(2, 5) },
    });
    expect(report.punctuality.internal.asLastAgreed).toEqual({
      completedInTime: 1,
      completedLate: 1,
      notCompleted: 0,
      inTime: rate(1, 2),
    });
  });

  test('leaves no area out', () => {
    expect(report.byArea.map(({ area }) => area)).toEqual([
      'marketing',
      'sales',
      'operations',
      'distribution',
      'accounting',
      'customer-service',
    ]);
    const [marketing, sales, operations, , accounting, service] = report.byArea;
    expect(marketing).toMatchObject({ made: 0, keptRate: rate(0, 0), forecast: { value: null } });
    expect(sales).toMatchObject({
      made: 4,
      kept: 1,
      keptLate: 1,
      broken: 1,
      open: 1,
      completed: 2,
      keptRate: rate(1, 3),
      unbackedOpen: 1,
      imposedOpen: 0,
    });
    expect(sales).toMatchObject({ forecast: { value: near((1 + 30 / 7) / 13), n: 3 }, ownShare: near(3 / 13) });
    expect(operations).toMatchObject({
      made: 3,
      kept: 1,
      keptLate: 1,
      open: 1,
      keptRate: rate(1, 2),
      unbackedOpen: 0,
      imposedOpen: 2,
    });
    expect(operations).toMatchObject({ toCustomers: { made: 1, open: 1 }, internal: { made: 2, completedLate: 1 } });
    expect(accounting).toMatchObject({ made: 1, released: 1 });
    expect(service).toMatchObject({ made: 2, keptBySilence: 1, broken: 1, keptRate: rate(1, 2) });
    expect(report.backing).toEqual({
      unbackedOpen: 1,
      imposedOpen: 2,
      brokenBecause: { cannot: 1, willNot: 0, didNotCare: 0, unclear: 0, outside: 0, unsaid: 1 },
    });
  });

  test('follows promises through hand-offs, segments and those behind them', () => {
    expect(report.handOffs).toEqual([{ figure: 'handOffs.1', steps: '1', keptInTime: rate(1, 1) }]);
    expect(report.bySegment.map(({ segment, promises, purchases }) => [segment, promises, purchases])).toEqual([
      ['gold', 4, 3],
      ['silver', 3, 2],
    ]);
    expect(report.bySegment[0]?.money).toEqual([
      { figure: 'bySegment.gold.money.EUR', currency: 'EUR', in: 350_000, out: 20_000, stays: 180_000 },
    ]);
    expect(report.bySegment[1]?.money).toMatchObject([
      { currency: 'EUR', in: 40_000 },
      { currency: 'USD', in: 30_000 },
    ]);
    expect(report.bySegment[0]?.areas).toMatchObject([
      { area: 'operations', completedInTime: 1, completedLate: 1, notCompleted: 0 },
      { area: 'sales', completedInTime: 1, completedLate: 1, notCompleted: 0 },
    ]);
    expect(report.chains).toMatchObject([
      {
        front: 'sales',
        behind: 'operations',
        lateWhenLate: rate(1, 1),
        lateWhenInTime: rate(0, 1),
        lateRatio: null,
        failedWhenFailed: rate(1, 1),
        failedWhenKept: rate(0, 1),
      },
    ]);
  });

  test('hears customers by how their promise came out, and counts their time', () => {
    expect(
      report.feedbackByOutcome.map(({ outcome, answers, mean, lowest }) => [outcome, answers, mean.value, lowest.k]),
    ).toEqual([
      ['completedInTime', 1, 5, 0],
      ['completedLate', 1, 1, 1],
      ['notCompleted', 1, 2, 0],
    ]);
    const { byArea, ...ofAll } = report.customersTime;
    expect(byArea.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(ofAll.contacts);
    expect(byArea.find(({ area }) => area === 'operations')).toMatchObject({
      casesClosed: 1,
      caseDays: 6,
      contacts: 2,
    });
    expect(ofAll).toEqual({
      promisesLate: 1,
      waitedDays: expect.closeTo(2.5, 6),
      waitedDaysMedian: { value: expect.closeTo(2.5, 6), low: null, high: null, n: 1 },
      waitingNow: 0,
      casesClosed: 1,
      contacts: 2,
      contactsMedian: { value: 2, low: null, high: null, n: 1 },
    });
  });

  test('gives the verdict with exactly two conditions and their evidence', () => {
    const { experienceNotGood, promisesThatCannotBeDelivered, sentence } = report.verdict;
    expect(experienceNotGood.holds).toBe(true);
    expect(experienceNotGood.evidence.map(({ figure }) => figure)).toEqual(['keptRate.toCustomers']);
    expect(promisesThatCannotBeDelivered.holds).toBe(true);
    expect(promisesThatCannotBeDelivered.evidence.map(({ figure }) => figure)).toEqual([
      'backing.unbackedOpen',
      'backing.imposedOpen',
      'backing.brokenBecause.cannot',
    ]);
    expect(sentence).toContain('customers have reason not to trust us');
    expect(report.findings[0]).toEqual({
      text: 'EUR 400.00 is at risk now because of Customer Service.',
      figure: 'revenue.EUR.areas.customer-service.atRisk',
    });
    expect(report.findings.map(({ text }) => text)).toContain('Operations never agreed to 2 promises that are open.');
  });

  test('refuses a figure that there is not, and names similar ones', async () => {
    const asked = audit.why(contextOf(database()), { figure: 'balance.brokn' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid', refusal: { field: 'figure' } });
    await expect(asked).rejects.toMatchObject({ refusal: { remedy: expect.stringContaining('balance.broken') } });
  });

  describe('limited', () => {
    test('to an area counts the promises of that area alone', async () => {
      const limited = await askAudit(database(), { area: 'operations' });
      expect(limited.balance).toMatchObject({ made: 3, kept: 1, keptLate: 1, open: 1, reconciles: true });
      expect(limited.byArea.map(({ area, imposedOpen }) => [area, imposedOpen])).toEqual([['operations', 2]]);
      expect(limited.scope.customers).toBe(3);
    });

    test('to a period counts promises by when they were made, money by when it moved', async () => {
      const asked = { since: '2026-01-01', until: '2026-01-31' };
      const limited = await askAudit(database(), asked);
      expect(limited.scope).toMatchObject({
        since: '2026-01-01T00:00:00.000Z',
        until: '2026-02-01T00:00:00.000Z',
        filters: asked,
      });
      expect(limited.balance).toMatchObject({ made: 6, open: 0, broken: 1 });
      expect(limited.revenue[0]).toMatchObject({ in: 309_000, out: 20_000 });
    });

    test('to a segment counts its promises, purchases and money', async () => {
      const limited = await askAudit(database(), { segment: 'silver' });
      expect(limited.balance).toMatchObject({ made: 3, broken: 2, released: 1 });
      expect(limited.revenue).toMatchObject([
        { currency: 'EUR', in: 40_000 },
        { currency: 'USD', in: 30_000 },
      ]);
    });

    test('to an earlier time says what was known then', async () => {
      const then = await askAudit(database(), { asOf: '2026-01-12T00:00:00Z' });
      expect(then.balance).toMatchObject({ made: 5, kept: 2, open: 3 });
      expect(then.scope.asOf).toBe('2026-01-12T00:00:00.000Z');
    });

    test('to an area that nobody knows is refused', async () => {
      await expect(askAudit(database(), { area: 'salse' })).rejects.toMatchObject({ code: 'unknown_area' });
    });
  });

  test('reads as a document with the verdict first and a way into every number', () => {
    const document = endpoints.report.document?.(report);
    if (document === undefined) throw new Error('The audit has a document');
    expect(document.blocks[0]).toMatchObject({ kind: 'paragraph', tone: 'lead' });
    const text = renderText(document, { width: 120, color: false });
    expect(text).toContain('Promise audit');
    expect(text).toContain('made 10 = ');
  });

  test('takes an area that was merged for the one it became part of', async () => {
    const merged = [
      {
        type: 'area.merged',
        customerId: 'company',
        occurredAt: '2026-02-28T09:00:00Z',
        sourceId: 'merge',
        fields: { area: 'distribution', into: 'operations' },
      },
    ];
    await recordFacts(contextOf(database()), merged, { source: 'test' });
    const after = await askAudit(database());
    expect(after.byArea.map(({ area }) => area)).not.toContain('distribution');
    expect(after.byArea.find(({ area }) => area === 'operations')).toMatchObject({ made: 3, kept: 1 });
    expect(after.journey.median).toBeCloseTo(report.journey.median ?? 0, 9);
  });
});
