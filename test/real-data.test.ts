/** The audit of real data against the figures published with it. Runs where that data lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit as endpoints } from '../src/api/audit.ts';
import type { AuditReport } from '../src/api/audit-report.ts';
import { readSource } from '../src/ingest/source.ts';
import { runImport } from '../src/ingest/run-import.ts';
import type { ImportSummary } from '../src/ingest/tally.ts';
import type { Database } from '../src/ledger/database.ts';
import { audit } from '../src/operations/audit.ts';
import type { Context } from '../src/operations/context.ts';
import { recordFacts } from '../src/operations/record.ts';
import { engines, freshDatabase, servers } from './databases.ts';

const folder = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const isThere = existsSync(folder);
if (!isThere) console.log('The real data is not beside the repository, so its figures are not compared.');

/** Long after the last fact: everything that could come out has. */
const now = '2026-11-21T00:00:00.000Z';
const importMilliseconds = 1_200_000;

interface Audited {
  readonly report: () => AuditReport;
  readonly summary: () => ImportSummary;
  readonly why: (figure: string) => Promise<number>;
}

/** Imports a source into a database of its own and audits it. */
function describeSource(source: string, files: string, suite: (audited: Audited) => void): void {
  describe.runIf(isThere)(`Audited from ${source}`, () => {
    const known: { database?: Database; context?: Context; report?: AuditReport; summary?: ImportSummary } = {};
    const of = <Field extends keyof typeof known>(field: Field): NonNullable<(typeof known)[Field]> => {
      const value = known[field];
      if (value === undefined) throw new Error(`There is no ${field} before the import is over`);
      return value;
    };
    beforeAll(async () => {
      const engine = servers[0] ?? engines[0];
      if (engine === undefined) throw new Error('There is no engine to import into');
      const database = await freshDatabase(engine);
      known.database = database;
      known.context = { database, now: () => now, actor: 'import:imp_real', source: 'cli', folder: '' };
      const policy = {
        type: 'policy.set',
        customerId: 'company',
        occurredAt: '2000-01-01T00:00:00Z',
        sourceId: 'policy',
        fields: { zone: 'America/Sao_Paulo' },
      };
      if (source === 'olist') await recordFacts(of('context'), [policy], { source });
      known.summary = await runImport(
        (facts) => recordFacts(of('context'), facts, { source }),
        readSource(source),
        `${folder}${files}`,
      );
      await database.maintain();
      known.report = await audit.report(of('context'), endpoints.report.input.parse({}));
    }, importMilliseconds);
    afterAll(() => known.database?.close());
    suite({
      report: () => of('report'),
      summary: () => of('summary'),
      why: async (figure) => (await audit.why(of('context'), endpoints.why.input.parse({ figure }))).count,
    });
  });
}

interface OlistFacts {
  readonly orders: number;
  readonly customers: number;
  readonly status: Readonly<Record<string, number>>;
  readonly delivered: { readonly withTime: number; readonly onTimeByDay: number; readonly lateByDay: number };
  readonly handover: { readonly withTime: number; readonly late: number };
  readonly paidMinorUnits: Readonly<Record<string, number>>;
  readonly reviewsByDay: Readonly<
    Record<'onTime' | 'late', { readonly reviews: number; readonly mean: number; readonly oneStarShare: number }>
  >;
  readonly lateDeliveryShareByDay: { readonly handoverOnTime: number; readonly handoverLate: number };
}

describeSource('olist', 'olist', ({ report, summary, why }) => {
  const facts = isThere
    ? (JSON.parse(readFileSync(`${folder}olist-facts.json`, 'utf8')) as OlistFacts)
    : ({} as OlistFacts);
  const segment = (name: string) => report().bySegment.find((known) => known.segment === name);

  test('every order and customer is there, and only what nobody can judge is refused', () => {
    const purchases = Object.fromEntries(
      report().bySegment.map(({ segment: name, purchases: count }) => [name, count]),
    );
    expect(purchases).toEqual(facts.status);
    expect(report().scope.customers).toBe(facts.customers);
    expect(Object.values(purchases).reduce((sum, count) => sum + count, 0)).toBe(facts.orders);
    // Eight delivered orders have no time of delivery; one of them was never handed over either, so no carrier promised.
    expect(summary().refusedByReason.map(({ count }) => count)).toEqual([8 + 7, 1]);
  });

  test('the delivery day was kept and missed as often as the files say', async () => {
    const sales = segment('delivered')?.areas.find(({ area }) => area === 'sales');
    expect(sales).toMatchObject({
      completedInTime: facts.delivered.onTimeByDay,
      completedLate: facts.delivered.lateByDay,
      notCompleted: 0,
    });
    expect((sales?.completedInTime ?? 0) + (sales?.completedLate ?? 0)).toBe(facts.delivered.withTime);
    expect(await why('bySegment.delivered.areas.sales.completedLate')).toBe(facts.delivered.lateByDay);
  });

  test('the hand-over was late as often as the files say', () => {
    const operations = segment('delivered')?.areas.find(({ area }) => area === 'operations');
    expect(operations).toMatchObject({
      completedInTime: facts.handover.withTime - facts.handover.late,
      completedLate: facts.handover.late,
      notCompleted: 0,
    });
  });

  test('money by status is what was paid, to the cent', () => {
    const paid = Object.fromEntries(report().bySegment.map(({ segment: name, money }) => [name, money[0]?.in]));
    const { all, ...byStatus } = facts.paidMinorUnits;
    expect(paid).toEqual(byStatus);
    expect(report().revenue).toMatchObject([
      { currency: 'BRL', in: all, out: (byStatus['canceled'] ?? 0) + (byStatus['unavailable'] ?? 0) },
    ]);
  });

  test('reviews follow the promise', () => {
    const [onTime, late] = report().feedbackByOutcome;
    for (const [counted, expected] of [
      [onTime, facts.reviewsByDay.onTime],
      [late, facts.reviewsByDay.late],
    ] as const) {
      expect(counted?.answers).toBe(expected.reviews);
      expect(counted?.mean.value).toBeCloseTo(expected.mean, 6);
      expect(counted?.lowest.rate).toBeCloseTo(expected.oneStarShare, 6);
    }
  });

  test('a late hand-over makes the delivery late four times as often', () => {
    const chain = report().chains.find(({ front, behind }) => front === 'sales' && behind === 'operations');
    expect(chain?.lateWhenLate.rate).toBeCloseTo(facts.lateDeliveryShareByDay.handoverLate, 6);
    expect(chain?.lateWhenInTime.rate).toBeCloseTo(facts.lateDeliveryShareByDay.handoverOnTime, 6);
  });

  test('the verdict rests on promises that could not be kept', () => {
    expect(report().balance.reconciles).toBe(true);
    expect(report().backing.brokenBecause.cannot).toBe(facts.status['unavailable']);
    expect(report().verdict.promisesThatCannotBeDelivered.holds).toBe(true);
  });
});

describeSource('uci-incident', 'uci-incident', ({ report }) => {
  test('15,803 of 24,918 incidents were solved within the agreed level', () => {
    expect(report().keptRate.toCustomers).toMatchObject({ k: 15_803, n: 24_918 });
    expect(report().balance).toMatchObject({
      made: 24_918,
      kept: 0,
      keptBySilence: 15_803,
      keptLate: 9_115,
      broken: 0,
      open: 0,
      reconciles: true,
    });
  });

  test('hand-offs break promises', () => {
    const shares = report().handOffs.map(({ steps, keptInTime }) => [
      steps,
      Math.round((keptInTime.rate ?? 0) * 1_000) / 10,
    ]);
    expect(shares).toEqual([
      ['0', 78.4],
      ['1', 57.1],
      ['2', 39.9],
      ['3-5', 28.8],
      ['6+', 8.6],
    ]);
    expect(report().findings.some(({ text }) => text.startsWith('Hand-offs go with broken promises'))).toBe(true);
  });
});

describeSource('online-retail', 'online-retail', ({ report }) => {
  test('money in and out add up to what the file has, to the penny', () => {
    const [pounds] = report().revenue;
    expect(pounds?.net).toBe(974_774_793);
    const cancelled = pounds?.refunds.find(({ reason }) => reason === 'cancellation');
    expect(cancelled).toMatchObject({ count: 3_836, amount: 89_681_249 });
  });

  test('of the customers with a number, two in three bought again', () => {
    expect(report().scope.customers).toBe(4_372);
    expect(report().repurchase.customers.rate).toBeCloseTo(0.656, 3);
  });

  test('without promises there is no trust to tell, and it says so', () => {
    expect(report().balance.made).toBe(0);
    expect(report().journey).toMatchObject({ customers: 0, median: null });
    expect(report().verdict.experienceNotGood.holds).toBeNull();
    expect(report().verdict.promisesThatCannotBeDelivered.holds).toBeNull();
  });
});
