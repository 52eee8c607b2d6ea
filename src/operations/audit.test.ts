/** The promise audit of a company that was audited by hand, and what must hold of any. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditedAt, smallCompany } from '../../test/audit-company.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import type { audit as contract } from '../api/audit.ts';
import { AuditReport, FigureExplained } from '../api/audit-report.ts';
import { figuresOf } from '../api/audit-values.ts';
import type { RequestOf } from '../api/endpoint.ts';
import { audit as endpoints } from '../api/audit.ts';
import { renderText } from '../documents/to-text.ts';
import { defaultPolicy } from '../domain/company/policy.ts';
import { epochDays } from '../domain/instants.ts';
import { moveNames, openings } from '../domain/promises/machine.ts';
import { trustAt } from '../domain/trust/evidence.ts';
import type { Database } from '../ledger/database.ts';
import { readAreaScores } from '../ledger/views/audit-trust.ts';
import { toEvidence, type TrustAreaRow } from '../ledger/views/trust.ts';
import { readSteadily } from '../ledger/views/audit-reading.ts';
import { audit, explainFigure, readsFor } from './audit.ts';
import { computeAudit } from './audit-report.ts';
import type { Context } from './context.ts';
import type { IncomingFact } from './incoming.ts';
import { recordFacts } from './record.ts';

function contextOf(database: Database): Context {
  return { database, now: () => auditedAt, actor: 'system', source: 'test', folder: '' };
}

/** Asks as a way in does: through the contract. */
async function ask(database: Database, asked: RequestOf<(typeof contract)['report']> = {}): Promise<AuditReport> {
  const report = await audit.report(contextOf(database), endpoints.report.input.parse(asked));
  return AuditReport.parse(report);
}

const rate = (k: number, n: number) => expect.objectContaining({ k, n, rate: n === 0 ? null : k / n });
const near = (value: number) => expect.closeTo(value, 9);

onEveryEngine('The audit of a small company', (database) => {
  let report: AuditReport;
  beforeAll(async () => {
    const outcomes = await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
    expect(outcomes.filter(({ status }) => status !== 'recorded')).toEqual([]);
    report = await ask(database());
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
    expect(report.customersTime).toEqual({
      promisesLate: 1,
      waitedDays: expect.closeTo(2.5, 6),
      waitedDaysMedian: { value: expect.closeTo(2.5, 6), low: null, high: null, n: 1 },
      waitingNow: 0,
      casesClosed: 1,
      contacts: 2,
      contactsMedian: { value: 2, low: null, high: null, n: 1 },
    });
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

  test('opens every figure of the report down to rows that come to the same', async () => {
    expect(await disagreements(database())).toEqual([]);
  });

  test('refuses a figure that there is not, and names similar ones', async () => {
    const asked = audit.why(contextOf(database()), { figure: 'balance.brokn' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid', refusal: { field: 'figure' } });
    await expect(asked).rejects.toMatchObject({ refusal: { remedy: expect.stringContaining('balance.broken') } });
  });

  describe('limited', () => {
    test('to an area counts the promises of that area alone', async () => {
      const limited = await ask(database(), { area: 'operations' });
      expect(limited.balance).toMatchObject({ made: 3, kept: 1, keptLate: 1, open: 1, reconciles: true });
      expect(limited.byArea.map(({ area, imposedOpen }) => [area, imposedOpen])).toEqual([['operations', 2]]);
      expect(limited.scope.customers).toBe(3);
      expect(await disagreements(database(), { area: 'operations' })).toEqual([]);
    });

    test('to a period counts promises by when they were made, money by when it moved', async () => {
      const asked = { since: '2026-01-01', until: '2026-01-31' };
      const limited = await ask(database(), asked);
      expect(limited.scope).toMatchObject({
        since: '2026-01-01T00:00:00.000Z',
        until: '2026-02-01T00:00:00.000Z',
        filters: asked,
      });
      expect(limited.balance).toMatchObject({ made: 6, open: 0, broken: 1 });
      expect(limited.revenue[0]).toMatchObject({ in: 309_000, out: 20_000 });
      expect(await disagreements(database(), asked)).toEqual([]);
    });

    test('to a segment counts its promises, purchases and money', async () => {
      const limited = await ask(database(), { segment: 'silver' });
      expect(limited.balance).toMatchObject({ made: 3, broken: 2, released: 1 });
      expect(limited.revenue).toMatchObject([
        { currency: 'EUR', in: 40_000 },
        { currency: 'USD', in: 30_000 },
      ]);
    });

    test('to an earlier time says what was known then', async () => {
      const then = await ask(database(), { asOf: '2026-01-12T00:00:00Z' });
      expect(then.balance).toMatchObject({ made: 5, kept: 2, open: 3 });
      expect(then.scope.asOf).toBe('2026-01-12T00:00:00.000Z');
    });

    test('to an area that nobody knows is refused', async () => {
      await expect(ask(database(), { area: 'salse' })).rejects.toMatchObject({ code: 'unknown_area' });
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
    const after = await ask(database());
    expect(after.byArea.map(({ area }) => area)).not.toContain('distribution');
    expect(after.byArea.find(({ area }) => area === 'operations')).toMatchObject({ made: 3, kept: 1 });
    expect(after.journey.median).toBeCloseTo(report.journey.median ?? 0, 9);
    expect(await disagreements(database())).toEqual([]);
  });
});

/** Figures whose rows do not come to their value. */
async function disagreements(
  database: Database,
  asked: RequestOf<(typeof contract)['report']> = {},
): Promise<string[]> {
  const context = contextOf(database);
  return readSteadily(database, async (tx) => {
    const reads = await readsFor(tx, endpoints.report.input.parse(asked), context.now());
    const wrong: string[] = [];
    for (const { figure, value, n } of figuresOf(await computeAudit(reads))) {
      const why = FigureExplained.parse(await explainFigure(reads, figure));
      const expectThat = (holds: boolean, what: string) => holds || wrong.push(`${figure} is ${value}, but ${what}`);
      expectThat(why.value === value, `${why.value} as explained`);
      expectThat(why.rows.length === Math.min(why.count, 50), `${why.rows.length} rows are listed of ${why.count}`);
      if (why.formula.startsWith('counted')) expectThat(why.count === value, `there are ${why.count} rows`);
      if (why.shows === 'rate') expectThat(why.count === n, `it is of ${n}, and there are ${why.count} rows`);
      if (why.formula.startsWith('the sum') && why.count <= 50) {
        const sum = why.rows.reduce((all, row) => all + (row.value ?? 0), 0);
        expectThat(Math.abs(sum - (value ?? 0)) < 1e-6, `its rows come to ${sum}`);
      }
      expectThat(!/[{}]|undefined|NaN/.test(why.sentence), `it reads “${why.sentence}”`);
    }
    return wrong;
  });
}

/** Random histories: any promise, any move, in any order, as imports bring them. */
const area = fc.constantFrom('marketing', 'sales', 'operations', 'accounting', 'customer-service');
const minutes = fc.integer({ min: 0, max: 80_000 });
const told = fc.record({
  customer: fc.constantFrom('cus_p', 'cus_q', 'cus_r', 'cus_s', 'cus_t', 'cus_u'),
  at: minutes,
  by: fc.oneof({ weight: 5, arbitrary: area }, { weight: 1, arbitrary: fc.constant('customer') }),
  to: fc.oneof({ weight: 3, arbitrary: fc.constant('customer') }, { weight: 1, arbitrary: area }),
  opening: fc.constantFrom(...openings),
  dueAfter: fc.option(fc.integer({ min: 60, max: 60_000 })),
  needs: fc.array(area, { maxLength: 2 }),
  voluntary: fc.boolean(),
  topic: fc.option(fc.constantFrom('late', 'bill 1.2', 'rude')),
  amount: fc.option(fc.integer({ min: 0, max: 90_000 })),
  segment: fc.constantFrom('a', 'b.c', 'd'),
  backs: fc.nat({ max: 40 }),
  hasCase: fc.boolean(),
  moves: fc.array(fc.record({ after: minutes, move: fc.constantFrom(...moveNames) }), { maxLength: 4 }),
});

function instantOf(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1) + Math.min(minute, 84_000) * 60_000).toISOString();
}

/** What was told of one promise, with its purchase and its case where it has them. */
function factsOf(one: TellingOf<typeof told>, index: number): IncomingFact[] {
  const promiseId = `prm_${index}`;
  const fact = (type: string, minute: number, fields: Record<string, unknown>): IncomingFact => ({
    type,
    customerId: one.customer,
    occurredAt: instantOf(minute),
    sourceId: `${type} ${index} ${JSON.stringify(fields).length} ${minute}`,
    fields,
  });
  const { by, opening, needs, voluntary, topic, segment } = one;
  const to = one.to === by ? 'distribution' : one.to;
  return [
    ...(one.amount === null
      ? []
      : [
          fact('purchase.made', one.at, {
            purchaseId: `pur_${index}`,
            amount: one.amount,
            currency: index % 3 === 0 ? 'USD' : 'EUR',
            segment,
          }),
        ]),
    ...(one.hasCase
      ? [fact('case.opened', one.at, { caseId: `cas_${index}`, nature: 'late', topic, amount: 100, currency: 'EUR' })]
      : []),
    fact('promise.made', one.at, {
      promiseId,
      by,
      to,
      opening,
      needs,
      voluntary,
      topic,
      words: 'Any word',
      dueAt: one.dueAfter === null ? null : instantOf(one.at + one.dueAfter),
      purchaseId: one.amount === null ? null : `pur_${index}`,
      caseId: one.hasCase ? `cas_${index}` : null,
      backs: one.backs < index ? [`prm_${one.backs}`] : [],
    }),
    ...one.moves.map(({ after, move }, nth) => fact('promise.moved', one.at + after + nth, { promiseId, move })),
    ...(one.amount === null
      ? []
      : [
          fact('feedback.given', one.at + 5, {
            feedbackId: `fbk_${index}`,
            measure: 'effort',
            value: 1 + (index % 5),
            promiseId,
          }),
        ]),
  ];
}

onEveryEngine('The audit of any company', (database, { engine }) => {
  test('adds up, and every figure opens to rows that come to the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 20, maxLength: 60 }), async (tellings) => {
        await emptied(database());
        const outcomes = await recordFacts(contextOf(database()), tellings.flatMap(factsOf), { source: 'test' });
        expect(outcomes.filter(({ status }) => status === 'refused')).toEqual([]);
        const report = await ask(database());
        const { made, reconciles, ...parts } = report.balance;
        expect(reconciles).toBe(true);
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(made);
        expect(report.byArea.reduce((sum, area) => sum + area.made, 0)).toBe(made);
        expect(report.journey.customers + report.journey.withoutEvidence).toBe(report.scope.customers);
        expect(await disagreements(database())).toEqual([]);
      }),
      { numRuns: engine === 'embedded' ? 6 : 2, seed: 20_260_301, endOnFailure: true },
    );
  });

  test('reads the same trust from tables as the method folds from evidence', async () => {
    const parameters = defaultPolicy.trust;
    const at = '2027-12-01T00:00:00.000Z';
    const scope = {
      since: null,
      until: null,
      areas: null,
      segment: null,
      at,
      zone: 'UTC',
      mergers: {},
      trust: parameters,
    };
    const rows = await database().query<TrustAreaRow>('select * from trust_area');
    const byArea = new Map((await readAreaScores(database(), scope)).map((packed) => [packed.name, packed]));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const packed = byArea.get(row.area);
      const score = packed?.values[packed.customerIds.indexOf(row.customer_id)];
      expect(score).toBeCloseTo(trustAt(toEvidence(row), epochDays(at), parameters).score, 12);
    }
  });
});

type TellingOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Telling> ? Telling : never;
