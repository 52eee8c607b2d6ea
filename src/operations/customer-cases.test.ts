import { expect, test } from 'vitest';
import { foldCompany } from '../domain/company/company.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import { epochDays } from '../domain/instants.ts';
import { foldEvidence, trustAt } from '../domain/trust/evidence.ts';
import { history, type History } from '../../test/given.ts';
import { casesOf } from './customer-cases.ts';

const end = '2026-06-01T00:00:00.000Z';

function cases(told: History, limit = 10) {
  return casesOf({ state: told.customerAt(end), events: told.events, company: foldCompany([], end), at: end }, limit);
}

/** The trust of the client in Customer Service by folding all that was recorded, as of an instant. */
function trustAsOf(told: History, at: string): number {
  const { edges } = foldCustomer('cus_acme', told.events, at);
  const edge = edges.find(({ truster, trustee }) => truster === 'customer' && trustee === 'customer-service');
  const { trust } = foldCompany([], at).policy;
  return trustAt(foldEvidence(edge?.outcomes ?? [], trust), epochDays(at), trust).score;
}

/** A call back is broken; in the case that follows the repair is promised and kept, and one more promise falls silent. */
const recovery = history()
  .at('2026-01-01T09:00:00Z')
  .made({ promiseId: 'prm_call', by: 'customer-service', dueDay: '2026-01-05' })
  .at('2026-01-07T09:00:00Z')
  .moved('renege')
  .made({ promiseId: 'prm_mail', by: 'customer-service', dueDay: '2026-01-10', silenceDays: 3 })
  .at('2026-01-08T09:00:00Z')
  .fact('case.opened', { caseId: 'cas_1', nature: 'service-failure', issue: 'Nobody called' })
  .at('2026-01-09T09:00:00Z')
  .made({ promiseId: 'prm_repair', by: 'customer-service', dueDay: '2026-01-20', repairs: 'prm_call' })
  .moved('promiseRepair', { promiseId: 'prm_call', repairedBy: 'prm_repair' })
  .moved('declareComplete', { promiseId: 'prm_mail' })
  .at('2026-01-15T09:00:00Z')
  .moved('declareComplete')
  .moved('declareSatisfied')
  .moved('declareSatisfied', { promiseId: 'prm_call' })
  .at('2026-01-16T09:00:00Z')
  .fact('case.closed', { caseId: 'cas_1', verdict: 'satisfied' })
  .at('2026-02-01T09:00:00Z')
  .assessed({ promiseId: 'prm_call', severity: 'critical' });

test('a repair that was promised in the case does not raise the trust before the case', () => {
  const [known] = cases(recovery);
  expect(known?.trustBefore).toBeCloseTo(trustAsOf(recovery, '2026-01-08T08:59:59.999Z'), 12);
  expect(known?.trustAfter).toBeCloseTo(trustAsOf(recovery, '2026-01-16T09:00:00.000Z'), 12);
  expect(known?.trustAfter).toBeGreaterThan(known?.trustBefore ?? 1);
});

test('trust at any earlier time is what folding everything gives', () => {
  for (let day = 1; day <= 40; day++) {
    const at = new Date(Date.UTC(2026, 0, day, 12)).toISOString();
    const told = recovery.at(at).fact('case.opened', { caseId: 'cas_then' });
    const known = cases(told).find(({ caseId }) => caseId === 'cas_then');
    expect(known?.trustBefore).toBeCloseTo(trustAsOf(told, new Date(Date.parse(at) - 1).toISOString()), 12);
  }
});

test('an open case is compared with now, and the newest come first', () => {
  const told = recovery.at('2026-03-01T09:00:00Z').fact('case.opened', { caseId: 'cas_2' });
  expect(cases(told).map(({ caseId }) => caseId)).toEqual(['cas_2', 'cas_1']);
  expect(cases(told)[0]).toMatchObject({ state: 'open', closedAt: null });
  expect(cases(told)[0]?.trustAfter).toBeCloseTo(trustAsOf(told, end), 12);
  expect(cases(told, 1)).toHaveLength(1);
});

test('what was retracted has no part in it', () => {
  const retracted = recovery.retracted(2);
  const [known] = cases(retracted);
  expect(known?.trustBefore).toBe(0.5);
});
