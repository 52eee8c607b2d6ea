/** A case: what was tried, whose burden it was, how it ended, and what it leaves on the relationships inside the company. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { splitBurden } from './case.ts';

const opened = history().at('2026-01-05T09:00:00Z').fact('case.opened', { caseId: 'cas_1', nature: 'defect' });
const misuse = history().at('2026-01-05T09:00:00Z').fact('case.opened', { caseId: 'cas_1', nature: 'misuse' });
const end = '2026-06-01T00:00:00Z';

function caseOf(told: typeof opened, instant = end) {
  const known = told.customerAt(instant).cases.get('cas_1');
  if (known === undefined) throw new Error('The case was not opened');
  return known;
}

function burden(told: typeof opened) {
  return splitBurden(caseOf(told)).map(({ truster, trustee, outcome }) => ({
    truster,
    trustee,
    weight: outcome.weight,
    severity: outcome.severity,
    repaired: outcome.repaired,
  }));
}

test('tries, hand-offs and reopenings are counted apart, and who had it last is known', () => {
  const tried = opened
    .fact('case.attempted', { caseId: 'cas_1', by: 'operations' })
    .fact('case.attempted', { caseId: 'cas_1', by: 'sales', attempt: 'hand-off' })
    .fact('case.attempted', { caseId: 'cas_1', by: 'accounting' });
  expect(caseOf(tried)).toMatchObject({ tries: 2, handOffs: 1, reopenings: 0, lastBy: 'accounting' });
});

test('a case that is reopened has no verdict until it is closed again', () => {
  const closed = opened.at('2026-01-07T09:00:00Z').fact('case.closed', { caseId: 'cas_1', verdict: 'satisfied' });
  expect(caseOf(closed)).toMatchObject({
    state: 'closed',
    verdict: 'satisfied',
    closedAt: '2026-01-07T09:00:00.000Z',
  });
  const reopened = closed.at('2026-01-09T09:00:00Z').fact('case.attempted', { caseId: 'cas_1', attempt: 'reopening' });
  expect(caseOf(reopened)).toMatchObject({ state: 'open', verdict: null, closedAt: null, reopenings: 1 });
  expect(caseOf(reopened, '2026-01-08T00:00:00Z').state).toBe('closed');
  const again = reopened.at('2026-01-11T09:00:00Z').fact('case.closed', { caseId: 'cas_1', verdict: 'dissatisfied' });
  expect(caseOf(again)).toMatchObject({ state: 'closed', verdict: 'dissatisfied' });
});

test('the nature of a case says whose burden it is, by the policy of the day it was opened', () => {
  expect(caseOf(opened).shares).toEqual({ operations: 1 });
  expect(caseOf(misuse).shares).toEqual({ operations: 0.5, 'customer-service': 0.5 });
  const ours = history()
    .under({ caseShares: { defect: { distribution: 1 } } })
    .fact('case.opened', { caseId: 'cas_1', nature: 'defect' });
  expect(caseOf(ours).shares).toEqual({ distribution: 1 });
});

test('a nature that the policy does not know is shared as an unknown one', () => {
  for (const nature of ['flood', 'constructor', 'toString']) {
    const odd = history().fact('case.opened', { caseId: 'cas_1', nature });
    expect(caseOf(odd).shares).toEqual({ operations: 0.5, 'customer-service': 0.5 });
  }
});

test('somebody may attribute the burden otherwise, with a reason', () => {
  const attributed = opened.fact('case.attributed', {
    caseId: 'cas_1',
    shares: { operations: 0.25, sales: 0.75 },
    why: 'Sold for a use it was not built for',
  });
  expect(caseOf(attributed).shares).toEqual({ operations: 0.25, sales: 0.75 });
});

test('each area that bears a share has to convince Customer Service, which itself has to convince Operations', () => {
  expect(burden(opened)).toEqual([
    { truster: 'customer-service', trustee: 'operations', weight: 1, severity: 'minor', repaired: 0 },
  ]);
  expect(burden(misuse)).toEqual([
    { truster: 'customer-service', trustee: 'operations', weight: 0.5, severity: 'minor', repaired: 0 },
    { truster: 'operations', trustee: 'customer-service', weight: 0.5, severity: 'minor', repaired: 0 },
  ]);
});

test('who bears nothing has nothing to prove', () => {
  const shares = { operations: 1, sales: 0 };
  const attributed = opened.fact('case.attributed', { caseId: 'cas_1', shares, why: 'A defect after all' });
  expect(burden(attributed).map(({ trustee }) => trustee)).toEqual(['operations']);
});

test('a satisfied client repairs the burden, a dissatisfied one makes it graver, silence does neither', () => {
  const closed = (verdict: string) => burden(opened.fact('case.closed', { caseId: 'cas_1', verdict }));
  expect(closed('satisfied')).toMatchObject([{ severity: 'minor', repaired: 1 }]);
  expect(closed('dissatisfied')).toMatchObject([{ severity: 'major', repaired: 0 }]);
  expect(closed('unknown')).toMatchObject([{ severity: 'minor', repaired: 0 }]);
});

test('a case is opened once, and nothing happens to one that never was', () => {
  const odd = opened
    .fact('case.opened', { caseId: 'cas_1', nature: 'misuse' })
    .fact('case.closed', { caseId: 'cas_2', verdict: 'satisfied' });
  const { cases, irregularities } = odd.customerAt(end);
  expect([...cases.keys()]).toEqual(['cas_1']);
  expect(caseOf(odd).shares).toEqual({ operations: 1 });
  expect(irregularities.map(({ why }) => why)).toEqual([
    'case cas_1 was opened before',
    'case cas_2 was not opened yet',
  ]);
});
