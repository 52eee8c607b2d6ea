/** Areas against steps, customers' time by area, and the spread over customers: as one would count them by hand. */
import { beforeAll, expect, test } from 'vitest';
import { askAudit, contextOf, disagreements } from '../../test/audit-asked.ts';
import { auditedAt, smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import type { AuditReport } from '../api/audit-report.ts';
import { defaultPolicy } from '../domain/company/policy.ts';
import { promiseSteps } from '../domain/customers/promise-steps.ts';
import type { CustomerState } from '../domain/customers/state.ts';
import { CustomerId } from '../domain/ids.ts';
import { daysBetween, epochDays } from '../domain/instants.ts';
import { balancePartOf } from '../domain/promises/machine.ts';
import type { PromiseState } from '../domain/promises/promise.ts';
import { foldEvidence, trustAt } from '../domain/trust/evidence.ts';
import { journeyScore } from '../domain/trust/journey.ts';
import { compareOutcomes, type Outcome } from '../domain/trust/outcome.ts';
import { demoFacts } from '../ingest/demo/demo.ts';
import { readCustomer } from '../ledger/read.ts';
import { quantile } from './audit-numbers.ts';
import { recordFacts } from './record.ts';

const parameters = defaultPolicy.trust;
const near = (value: number) => expect.closeTo(value, 7);

function scoreOf(outcomes: readonly Outcome[]): number {
  const evidence = foldEvidence([...outcomes].sort(compareOutcomes), parameters);
  return trustAt(evidence, epochDays(auditedAt), parameters).score;
}

onEveryEngine('The audit of a part of the demo company', (database) => {
  let report: AuditReport;
  const states: CustomerState[] = [];
  beforeAll(async () => {
    const facts = demoFacts({ seed: 7, until: auditedAt }).filter(({ customerId }) => customerId.endsWith('3'));
    await recordFacts(contextOf(database()), facts, { source: 'demo' });
    await recordFacts(contextOf(database()), smallCompany, { source: 'test' });
    report = await askAudit(database());
    const ids = await database().query<{ id: string }>(
      `select customer_id as id from customer where kind <> 'unidentified'`,
    );
    for (const { id } of ids) {
      states.push((await readCustomer(database(), CustomerId.parse(id), auditedAt)).state);
    }
  });

  const told = () =>
    states.flatMap((state) => {
      const steps = promiseSteps(state);
      return [...state.promises.values()]
        .filter(({ made, promisedAt }) => made.data.by !== 'customer' && promisedAt !== null)
        .map((promise) => ({ state, promise, area: promise.made.data.by, step: steps.get(promise.promiseId) }));
    });
  const lateDays = ({ made, completedAt, completedLate, terms }: PromiseState) =>
    made.data.to === 'customer' && completedAt !== null && completedLate && terms.deadline !== null
      ? daysBetween(terms.deadline, completedAt)
      : 0;

  test('counts the promises of every area at every step, what they did to trust, and how long customers waited', () => {
    const all = told();
    expect(report.byStep.reduce((sum, { made }) => sum + made, 0)).toBe(all.length);
    expect(new Set(report.byStep.map(({ step }) => step)).size).toBeGreaterThan(5);
    for (const cell of report.byStep) {
      const mine = all.filter(({ area, step }) => area === cell.area && step === cell.step);
      const parts = mine.map(({ promise }) => balancePartOf(promise.state));
      const settled = parts.filter((part) => part !== 'open' && part !== 'released');
      const scores = states.flatMap((state) => {
        const outcomes = mine.filter((one) => one.state === state).flatMap(({ promise }) => promise.outcomes);
        return outcomes.length === 0 ? [] : [scoreOf(outcomes)];
      });
      expect(cell, cell.figure).toMatchObject({
        made: mine.length,
        broken: parts.filter((part) => part === 'broken').length,
        keptRate: {
          k: settled.filter((part) => part === 'kept' || part === 'keptBySilence').length,
          n: settled.length,
        },
        customers: scores.length,
        promisesLate: mine.filter(({ promise }) => lateDays(promise) > 0).length,
        waitedDays: near(mine.reduce((sum, { promise }) => sum + lateDays(promise), 0)),
      });
      const median = quantile(scores.sort(), 0.5);
      expect(cell.median, cell.figure).toEqual(median === null ? null : near(median));
    }
  });

  test('says what each area took of customers’ time', () => {
    const { byArea, waitedDays, casesClosed, contacts } = report.customersTime;
    const sum = (field: 'waitedDays' | 'casesClosed' | 'contacts') => byArea.reduce((all, one) => all + one[field], 0);
    expect(sum('waitedDays')).toBeCloseTo(waitedDays, 6);
    expect([sum('casesClosed'), sum('contacts')]).toEqual([casesClosed, contacts]);
    const days = states
      .flatMap(({ cases }) => [...cases.values()])
      .reduce(
        (all, { opened, closedAt }) => all + (closedAt === null ? 0 : daysBetween(opened.occurredAt, closedAt)),
        0,
      );
    expect(byArea.reduce((all, { caseDays }) => all + caseDays, 0)).toBeCloseTo(days, 6);
  });

  test('spreads customers over the scale of trust, and says of how many too little is known', () => {
    const journeys = states
      .filter(({ areas }) => areas.length > 0)
      .map(({ areas }) => {
        const scores = areas.map(({ outcomes }) => scoreOf(outcomes));
        const count = areas
          .flatMap(({ outcomes }) => outcomes)
          .reduce((sum, { kept }) => sum + (kept === 1 || kept === 0 ? 1 : 2), 0);
        return { score: journeyScore(scores, parameters.journeyPower), lowest: Math.min(...scores), count };
      });
    const [journey, weakest, client] = report.spread;
    for (const [spread, field] of [
      [journey, 'score'],
      [weakest, 'lowest'],
    ] as const) {
      const values = journeys.map((one) => one[field]);
      expect(spread?.customers).toBe(journeys.length);
      expect(spread?.median).toBeCloseTo(quantile(values.sort(), 0.5) ?? 0, 7);
      expect(spread?.bins.map(({ customers }) => customers)).toEqual(
        Array.from(
          { length: 10 },
          (_, bin) => values.filter((value) => Math.min(9, Math.floor(value * 10 + 1e-8)) === bin).length,
        ),
      );
    }
    expect(journey?.thin).toBe(journeys.filter(({ count }) => count < 5).length);
    expect(client?.figure).toBe('spread.customer.sales');
    expect(client?.customers).toBe(report.relationships[0]?.customers);
  });

  test('opens every one of these figures to rows that come to the same', async () => {
    expect((await disagreements(database())).filter((wrong) => /^(byStep|spread|customersTime)/.test(wrong))).toEqual(
      [],
    );
  });
});
