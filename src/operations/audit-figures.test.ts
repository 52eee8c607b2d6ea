/** Every figure of an audit opens down to rows that come to the same: of the small company, and of any. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { askAudit, contextOf, disagreements } from '../../test/audit-asked.ts';
import { smallCompany } from '../../test/audit-company.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { defaultPolicy } from '../domain/company/policy.ts';
import { epochDays } from '../domain/instants.ts';
import { moveNames, openings } from '../domain/promises/machine.ts';
import { trustAt } from '../domain/trust/evidence.ts';
import { readAreaScores } from '../ledger/views/audit-trust.ts';
import { toEvidence, type TrustAreaRow } from '../ledger/views/trust.ts';
import { audit } from './audit.ts';
import type { IncomingFact } from './incoming.ts';
import { recordFacts } from './record.ts';

onEveryEngine('The figures of a small company', (database) => {
  beforeAll(async () => {
    await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
  });

  test.each([
    ['all of it', {}],
    ['an area', { area: 'operations' }],
    ['a period', { since: '2026-01-01', until: '2026-01-31' }],
    ['a segment', { segment: 'silver' }],
    ['windows of a few days', { windowDays: 20 }],
  ])('open to rows that come to the same, of %s', async (_, asked) => {
    expect(await disagreements(database(), asked)).toEqual([]);
  });

  test('say the same as of an earlier time', async () => {
    const asOf = '2026-01-12T00:00:00.000Z';
    const report = await askAudit(database(), { asOf });
    const why = await audit.why(contextOf(database()), { figure: 'balance.open', asOf });
    expect(why).toMatchObject({ value: report.balance.open, count: report.balance.open, asOf });
    expect(why.rows).toMatchObject([{ id: 'prm_c1' }, { id: 'prm_b1o' }, { id: 'prm_b1' }]);
  });

  test('that there are not are refused, and similar ones named', async () => {
    const asked = audit.why(contextOf(database()), { figure: 'balance.brokn' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid', refusal: { field: 'figure' } });
    await expect(asked).rejects.toMatchObject({ refusal: { remedy: expect.stringContaining('balance.broken') } });
    await expect(audit.why(contextOf(database()), { figure: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' });
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
    expect(rows).toHaveLength(7);
    for (const row of rows) {
      const packed = byArea.get(row.area);
      const score = packed?.values[packed.customerIds.indexOf(row.customer_id)];
      expect(score).toBeCloseTo(trustAt(toEvidence(row), epochDays(at), parameters).score, 12);
    }
  });

  describe('with an area merged into another', () => {
    beforeAll(async () => {
      const merged = {
        type: 'area.merged',
        customerId: 'company',
        occurredAt: '2026-02-28T09:00:00Z',
        sourceId: 'merge',
        fields: { area: 'distribution', into: 'operations' },
      };
      await recordFacts(contextOf(database()), [merged], { source: 'test' });
    });

    test('open to rows that come to the same', async () => {
      expect(await disagreements(database())).toEqual([]);
    });
  });
});

/** Random histories: any promise, any move, in any order, as imports bring them. */
const area = fc.constantFrom('marketing', 'sales', 'operations', 'accounting', 'customer-service');
const minutes = fc.integer({ min: 0, max: 80_000 });
const told = fc.record({
  customer: fc.constantFrom('cus_p', 'cus_q', 'cus_r', 'cus_s', 'cus_t', 'cus_u'),
  at: minutes,
  by: fc.oneof({ weight: 5, arbitrary: area }, { weight: 1, arbitrary: fc.constant('customer') }),
  to: fc.oneof({ weight: 3, arbitrary: fc.constant('customer') }, { weight: 1, arbitrary: area }),
  opening: fc.constantFrom(...openings),
  dueAfter: fc.option(fc.integer({ min: 60, max: 12_000 })),
  graceDays: fc.constantFrom(1, 14),
  needs: fc.array(area, { maxLength: 2 }),
  voluntary: fc.boolean(),
  topic: fc.option(fc.constantFrom('late', 'bill 1.2', 'rude')),
  amount: fc.option(fc.integer({ min: 0, max: 90_000 })),
  segment: fc.constantFrom('a', 'b.c', 'd'),
  backs: fc.nat({ max: 40 }),
  hasCase: fc.boolean(),
  moves: fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 9_000 }),
      move: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('accept', 'declareComplete', 'declareSatisfied', 'renege', 'reject') },
        { weight: 1, arbitrary: fc.constantFrom(...moveNames) },
      ),
    }),
    { maxLength: 5 },
  ),
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
    sourceId: `${index} ${type} ${minute} ${JSON.stringify(fields)}`.slice(0, 200),
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
      graceDays: one.graceDays,
      silenceDays: one.graceDays,
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
  // Each figure of each company is asked for by itself, which is thousands of statements.
  test('adds up, and every figure opens to rows that come to the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 20, maxLength: 60 }), async (tellings) => {
        await emptied(database());
        const outcomes = await recordFacts(contextOf(database()), tellings.flatMap(factsOf), { source: 'test' });
        expect(outcomes.filter(({ status }) => status === 'refused')).toEqual([]);
        const report = await askAudit(database());
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
});

type TellingOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Telling> ? Telling : never;
