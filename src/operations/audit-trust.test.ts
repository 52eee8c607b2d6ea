/** Trust and money of the company that was audited by hand. */
import { beforeAll, expect, test } from 'vitest';
import { askAudit, contextOf } from '../../test/audit-asked.ts';
import { auditedAt, smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import type { AuditReport } from '../api/audit-report.ts';
import { recordFacts } from './record.ts';

const rate = (k: number, n: number) => expect.objectContaining({ k, n, rate: n === 0 ? null : k / n });
const near = (value: number) => expect.closeTo(value, 9);

onEveryEngine('Trust and money of a small company', (database) => {
  let report: AuditReport;
  beforeAll(async () => {
    await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
    report = await askAudit(database());
  });

  test('names the weakest link and what lifting it would do', () => {
    expect(report.journey).toMatchObject({
      customers: 4,
      withoutEvidence: 2,
      median: near(0.2783048026),
      tenthPercentile: near(0.1538461538),
      belowHalf: rate(3, 4),
      cleanJourney: near(0.0788869577),
      neverEstablished: rate(2, 4),
      eroded: 1,
      weakest: 'operations',
    });
    expect(report.journey.byRevenue).toMatchObject([
      { currency: 'EUR', median: near(0.4027634514), tenthPercentile: near(0.1538461538), belowHalf: near(240 / 390) },
      { currency: 'USD', median: near(0.1538461538), belowHalf: 1 },
    ]);
    expect(report.journey.areas).toMatchObject([
      {
        area: 'operations',
        customers: 2,
        median: near(0.5185185185),
        weakestFor: rate(2, 4),
        dragShare: near(0.4830794698),
        liftedMedian: null,
      },
      {
        area: 'customer-service',
        customers: 2,
        median: near(0.3769230769),
        weakestFor: rate(1, 4),
        dragShare: near(0.5338410604),
        liftedMedian: near(0.460640985),
      },
      {
        area: 'sales',
        customers: 3,
        median: near(0.3703703704),
        weakestFor: rate(1, 4),
        dragShare: near(0.6553863132),
        liftedMedian: near(0.3914653494),
      },
    ]);
  });

  test('shows the pinned relationships first, dormant or not, and every other one', () => {
    expect(
      report.relationships.map(({ truster, trustee, customers, openPromises, openCases }) => [
        truster,
        trustee,
        customers,
        openPromises,
        openCases,
      ]),
    ).toEqual([
      ['customer', 'sales', 3, 1, 0],
      ['sales', 'operations', 2, 0, 0],
      ['customer-service', 'operations', 1, 0, 0],
      ['operations', 'customer-service', 0, 0, 0],
      ['customer', 'customer-service', 2, 0, 1],
      ['accounting', 'customer', 1, 0, 0],
      ['customer', 'operations', 0, 1, 0],
      ['customer-service', 'accounting', 1, 0, 1],
    ]);
    const [client, , service, dormant] = report.relationships;
    expect(client).toMatchObject({
      median: near(0.3703703704),
      lowerQuartile: near(0.2621082621),
      upperQuartile: near(0.5185185185),
      belowHalf: rate(2, 3),
      kept: 2,
      broken: 2,
      dormant: false,
    });
    expect(service).toMatchObject({ median: near(0.32), kept: 0, broken: 1 });
    expect(dormant).toMatchObject({ dormant: true, median: null, pinned: true });
  });

  test('measures consistency and what keeps coming back', () => {
    expect(report.consistency).toMatchObject({ acrossAreas: near(0.8633088138), inTime: near(0.9342532468) });
    expect(report.consistency.months).toMatchObject([
      { month: '2026-01', kept: rate(3, 6), forecast: near(0.4553571429) },
      { month: '2026-02', kept: rate(0, 1), forecast: near(0.3896103896) },
    ]);
    const { recurrence } = report;
    expect(recurrence.windows).toEqual({
      before: '2026-01-01T10:00:00.000Z',
      middle: '2026-01-30T17:00:00.000Z',
      end: auditedAt,
    });
    expect(recurrence.displacement).toEqual({ increases: 2, decreases: 2, change: 0, ratio: 1 });
    expect(recurrence.topics.map(({ topic, before, after }) => [topic, before, after])).toEqual([
      ['late-delivery', 2, 0],
      ['call-back', 0, 1],
      ['late-bill', 0, 1],
    ]);
    expect(recurrence).toMatchObject({
      reopening: { fixed: 0, reopened: 0, within90Days: { value: null } },
      month: '2026-02',
      surprises: [],
    });
    expect(recurrence.signals).toMatchObject([
      { area: 'customer-service', usualRate: near(2.5 / 11), alarms: 0 },
      { area: 'operations', usualRate: near(2.5 / 11), alarms: 0 },
      { area: 'sales', usualRate: near(3.5 / 12), alarms: 0, days: [] },
    ]);
  });

  test('books money by currency, step and area, and who came back', () => {
    const [euro, dollar] = report.revenue;
    expect(euro).toMatchObject({
      currency: 'EUR',
      in: 399_000,
      inCount: 5,
      out: 20_000,
      outCount: 1,
      stays: 180_000,
      staysCount: 1,
      net: 379_000,
      atRisk: 40_000,
      atRiskCount: 1,
      casesAtRisk: 5_000,
    });
    expect(euro?.steps.map((step) => [step.step, step.in, step.out, step.stays])).toEqual([
      ['purchase', 349_000, 0, 0],
      ['dissatisfied', 0, 20_000, 0],
      ['satisfied', 0, 0, 180_000],
      ['benefit', 50_000, 0, 0],
    ]);
    expect(euro?.areas.map(({ area, out, stays, atRisk }) => [area, out, stays, atRisk])).toEqual([
      ['customer-service', 0, 0, 40_000],
      ['sales', 20_000, 180_000, 0],
    ]);
    expect(euro?.refunds).toEqual([{ figure: 'revenue.EUR.refunds.late', reason: 'late', count: 1, amount: 20_000 }]);
    expect(dollar).toMatchObject({ currency: 'USD', in: 30_000, out: 0, atRisk: 0 });
    expect(report.repurchase).toEqual({ customers: rate(1, 4), afterKept: rate(1, 1), afterFailed: rate(0, 3) });
    expect(report.lostDeals).toMatchObject([{ step: 'pitch', deals: 1, money: [{ currency: 'EUR', amount: 70_000 }] }]);
  });
});
