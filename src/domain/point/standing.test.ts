/** Standings month by month: only what was known before a month, whatever came later. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { foldCustomer } from '../customers/customer.ts';
import { epochDays } from '../instants.ts';
import { monthNumber } from '../statistics/months.ts';
import { foldEvidence, trustAt } from '../trust/evidence.ts';
import { defaultTrustParameters } from '../trust/parameters.ts';
import { pastOf } from './past.ts';
import { momentsBetween, standingsAt } from './standing.ts';

const rules = { trust: defaultTrustParameters, areaNow: (area: string) => area };
const moments = momentsBetween(monthNumber('2026-02') ?? 0, monthNumber('2026-08') ?? 0, 'UTC');
const acme = history()
  .at('2026-01-03T09:00:00Z')
  .fact('purchase.made', { purchaseId: 'pur_1', amount: 1_000, currency: 'EUR' })
  .made({ promiseId: 'prm_1', dueDay: '2026-01-10' })
  .at('2026-01-09T09:00:00Z')
  .moved('declareComplete')
  .at('2026-01-09T10:00:00Z')
  .moved('declareSatisfied')
  .at('2026-02-02T09:00:00Z')
  .made({ promiseId: 'prm_2', dueDay: '2026-03-05', needs: ['distribution'] });

test('months begin at the first instant of their first day in the zone of the company', () => {
  expect(momentsBetween(monthNumber('2026-04') ?? 0, monthNumber('2026-04') ?? 0, 'Europe/Berlin')).toEqual([
    { month: '2026-04', at: '2026-03-31T22:00:00.000Z' },
  ]);
});

test('a standing is what a fold as of that instant says, though most months are not folded again', () => {
  const standings = standingsAt('cus_acme', acme.events, moments, rules);
  for (const [index, { month, at }] of moments.entries()) {
    const state = foldCustomer('cus_acme', acme.events, new Date(Date.parse(at) - 1).toISOString());
    const [area] = state.areas;
    const evidence = foldEvidence(area?.outcomes ?? [], defaultTrustParameters);
    const { score } = trustAt(evidence, epochDays(at), defaultTrustParameters);
    expect(standings[index]).toMatchObject({ month, settled: area?.outcomes.length, trust: expect.closeTo(score, 12) });
  }
});

test('the clock alone makes a promise late and then broken, in the months in which it did', () => {
  const standings = standingsAt('cus_acme', acme.events, moments, rules);
  expect(standings.map(({ overdue, broken, unbacked }) => ({ overdue, broken, unbacked })).slice(0, 3)).toEqual([
    { overdue: 0, broken: 0, unbacked: 0 },
    { overdue: 0, broken: 0, unbacked: 1 },
    { overdue: 0, broken: 1, unbacked: 0 },
  ]);
});

test('what is recorded of a later month changes nothing that was known before it, not even by a repair', () => {
  const before = standingsAt('cus_acme', acme.events, moments, rules);
  const later = acme
    .at('2026-04-20T09:00:00Z')
    .moved('promiseRepair', { promiseId: 'prm_2' })
    .at('2026-04-28T09:00:00Z')
    .moved('declareSatisfied', { promiseId: 'prm_2' })
    .assessed({ promiseId: 'prm_2', severity: 'critical' })
    .fact('customer.described', { segment: 'retail' })
    .fact('feedback.given', { feedbackId: 'fbk_1', measure: 'satisfaction', value: 1 });
  const after = standingsAt('cus_acme', later.events, moments, rules);
  expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
  expect(after[3]?.trust).not.toEqual(before[3]?.trust);
});

test('money without a customer to name has no past, and nor has a customer of whom nothing was known yet', () => {
  const past = (events: typeof acme.events, until: string) =>
    pastOf('cus_acme', events, { ...rules, zone: 'UTC', until, moments });
  expect(
    past(history().fact('customer.described', { kind: 'unidentified' }).events, '2026-08-01T00:00:00Z'),
  ).toBeNull();
  expect(past(acme.events, '2025-12-01T00:00:00Z')).toBeNull();
  expect(past(acme.events, '2026-03-15T00:00:00Z')?.standings.map(({ month }) => month)).toEqual([
    '2026-02',
    '2026-03',
  ]);
});

test('trust of a relationship and waits are as of the month, and who still waits has waited until then', () => {
  const told = acme
    .at('2026-03-20T00:00:00Z')
    .fact('case.opened', { caseId: 'cas_1', issue: 'Leaks' })
    .made({ promiseId: 'prm_3', opening: 'request' })
    .at('2026-04-03T00:00:00Z')
    .fact('case.attempted', { caseId: 'cas_1', attempt: 'try', by: 'operations' });
  const standings = standingsAt('cus_acme', told.events, moments, rules);
  const of = (month: string) => standings.find((standing) => standing.month === month);
  expect(of('2026-03')).toMatchObject({ attemptDays: null, answerDays: null });
  expect(of('2026-04')).toMatchObject({ attemptDays: 12, answerDays: 12 });
  expect(of('2026-05')?.attemptDays).toBe(14);
  // Nobody has answered what was asked for; a wait that began more than three months ago is no sign of now.
  expect(of('2026-05')?.answerDays).toBe(42);
  expect(of('2026-08')).toMatchObject({ attemptDays: null, answerDays: null });
  expect(of('2026-02')?.relations).toEqual({
    'customer to operations': expect.closeTo(of('2026-02')?.trust ?? NaN, 12),
  });
});

test('the end of a contract is known of the months after the one in which it was paid for', () => {
  const bought = (number: number, contractUntil: string) => ({
    purchaseId: `pur_c${number}`,
    contractId: 'ctr_1',
    contractUntil,
    amount: 1,
    currency: 'EUR',
  });
  const told = history()
    .at('2026-01-03T09:00:00Z')
    .fact('purchase.made', bought(1, '2026-01-31'))
    .at('2026-02-03T09:00:00Z')
    .fact('purchase.made', bought(2, '2026-06-30'));
  const past = pastOf('cus_acme', told.events, { ...rules, zone: 'UTC', until: '2026-03-01T00:00:00.000Z', moments });
  expect(past?.contractEnds).toEqual(['2026-06-30']);
});
