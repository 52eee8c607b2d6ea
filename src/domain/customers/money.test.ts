/** Where money moved: Revenue In at a purchase, Out at a refund, Stays where a satisfied client left it with us. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { moneyAtRisk, riskOf } from './money.ts';

const bought = history()
  .at('2026-01-02T09:00:00Z')
  .fact('purchase.made', { purchaseId: 'pur_1', amount: 10_000, currency: 'EUR' });
const complained = bought
  .at('2026-01-05T09:00:00Z')
  .fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_1', nature: 'defect' });
const refund = { refundId: 'ref_1', amount: 4_000, currency: 'EUR' };
const satisfied = { caseId: 'cas_1', verdict: 'satisfied' };
const end = '2026-06-01T00:00:00Z';

function moved(told: typeof bought, movement: 'in' | 'out' | 'stays') {
  return told
    .customerAt(end)
    .money.filter((entry) => entry.movement === movement)
    .map(({ amount, area, step }) => ({ amount, area, step }));
}

test('a first purchase brings revenue in, and so does every later one, as the benefit of the first', () => {
  const again = bought
    .at('2026-02-02T09:00:00Z')
    .fact('purchase.made', { purchaseId: 'pur_2', amount: 5_000, currency: 'EUR' });
  expect(moved(again, 'in')).toEqual([
    { amount: 10_000, area: null, step: 'purchase' },
    { amount: 5_000, area: null, step: 'benefit' },
  ]);
  expect([...again.customerAt(end).purchases.values()].map(({ repurchase }) => repurchase)).toEqual([false, true]);
});

test('which purchase was the first follows from when they were made, not from when we learnt of them', () => {
  const learntLate = bought
    .at('2025-12-01T09:00:00Z')
    .fact('purchase.made', { purchaseId: 'pur_0', amount: 700, currency: 'EUR' });
  expect(learntLate.customerAt(end).purchases.get('pur_1')?.repurchase).toBe(true);
});

test('a refund is revenue out, whether it names the purchase or only the case', () => {
  for (const names of [{ purchaseId: 'pur_1' }, { caseId: 'cas_1' }]) {
    const refunded = complained.at('2026-01-09T09:00:00Z').fact('refund.paid', { ...refund, ...names });
    expect(moved(refunded, 'out')).toMatchObject([{ amount: 4_000, step: 'dissatisfied' }]);
    expect(refunded.customerAt(end).purchases.get('pur_1')?.refunded).toBe(4_000);
  }
});

test('where no promise about the purchase was broken, the area with most of the burden of the case stands for it', () => {
  const refunded = complained.at('2026-01-09T09:00:00Z').fact('refund.paid', { ...refund, caseId: 'cas_1' });
  expect(moved(refunded, 'out')).toMatchObject([{ area: 'operations' }]);
  const uncased = bought.fact('refund.paid', { ...refund, purchaseId: 'pur_1' });
  expect(moved(uncased, 'out')).toMatchObject([{ area: null }]);
});

test('a refund in another currency is no part of the purchase', () => {
  const odd = bought.fact('refund.paid', { ...refund, currency: 'USD', purchaseId: 'pur_1' });
  expect(odd.customerAt(end).purchases.get('pur_1')?.refunded).toBe(0);
  expect(moved(odd, 'out')).toHaveLength(1);
});

test('a satisfied client leaves the money that was at risk', () => {
  const closed = complained.at('2026-01-09T09:00:00Z').fact('case.closed', satisfied);
  expect(moved(closed, 'stays')).toEqual([{ amount: 10_000, area: 'operations', step: 'satisfied' }]);
});

test('nothing stays while a case is open, nor where the client is not satisfied or did not say', () => {
  expect(moved(complained, 'stays')).toEqual([]);
  for (const verdict of ['dissatisfied', 'unknown']) {
    const closed = complained.at('2026-01-09T09:00:00Z').fact('case.closed', { caseId: 'cas_1', verdict });
    expect(moved(closed, 'stays')).toEqual([]);
  }
});

test('what was given back for the case did not stay', () => {
  for (const names of [{ purchaseId: 'pur_1' }, { caseId: 'cas_1' }]) {
    const part = complained.at('2026-01-08T09:00:00Z').fact('refund.paid', { ...refund, ...names });
    const closed = part.at('2026-01-09T09:00:00Z').fact('case.closed', satisfied);
    expect(moved(closed, 'stays')).toMatchObject([{ amount: 6_000 }]);
  }
});

test('what was given back before the case was never at risk in it', () => {
  const before = bought
    .at('2026-01-03T09:00:00Z')
    .fact('refund.paid', { ...refund, purchaseId: 'pur_1' })
    .at('2026-01-05T09:00:00Z')
    .fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_1' });
  const { cases, purchases } = before.customerAt(end);
  const known = cases.get('cas_1');
  expect(known === undefined ? null : moneyAtRisk(known, purchases)?.amount).toBe(6_000);
  const closed = before.at('2026-01-09T09:00:00Z').fact('case.closed', satisfied);
  expect(moved(closed, 'stays')).toMatchObject([{ amount: 6_000 }]);
});

test('what was given back in the moment in which the case was opened was given back for it', () => {
  const atOnce = complained.fact('refund.paid', { ...refund, purchaseId: 'pur_1' });
  expect(moved(atOnce.at('2026-01-09T09:00:00Z').fact('case.closed', satisfied), 'stays')).toMatchObject([
    { amount: 6_000 },
  ]);
});

test('what was given back for another case of the same purchase did not stay either', () => {
  const twice = complained
    .fact('case.opened', { caseId: 'cas_2', purchaseId: 'pur_1' })
    .at('2026-01-08T09:00:00Z')
    .fact('refund.paid', { ...refund, amount: 10_000, caseId: 'cas_2' })
    .fact('case.closed', { caseId: 'cas_2', verdict: 'dissatisfied' })
    .fact('case.closed', satisfied);
  expect(moved(twice, 'stays')).toEqual([]);
});

test('what stayed is not unsaid by a refund for something later', () => {
  const later = complained
    .at('2026-01-09T09:00:00Z')
    .fact('case.closed', satisfied)
    .at('2026-03-01T09:00:00Z')
    .fact('case.opened', { caseId: 'cas_2', purchaseId: 'pur_1' })
    .fact('refund.paid', { ...refund, caseId: 'cas_2' });
  expect(moved(later, 'stays')).toMatchObject([{ amount: 10_000 }]);
});

test('a case may say how much is at risk itself, in the currency of its purchase unless it says another', () => {
  const stated = bought.fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_1', amount: 2_500 });
  const { cases, purchases } = stated.customerAt(end);
  const known = cases.get('cas_1');
  expect(known === undefined ? null : moneyAtRisk(known, purchases)).toEqual({
    amount: 2_500,
    currency: 'EUR',
    purchaseId: 'pur_1',
  });
  const closed = stated.at('2026-01-09T09:00:00Z').fact('case.closed', satisfied);
  expect(moved(closed, 'stays')).toMatchObject([{ amount: 2_500 }]);
});

test('a case without purchase and amount puts no known money at risk', () => {
  const alone = bought.fact('case.opened', { caseId: 'cas_1', amount: 2_500 });
  const { cases, purchases } = alone.customerAt(end);
  const known = cases.get('cas_1');
  expect(known === undefined ? undefined : moneyAtRisk(known, purchases)).toBeNull();
});

const about = { purchaseId: 'pur_1', dueDay: '2026-01-05' };

test('money that went out is put down to the area that was the first to break its promise about the purchase', () => {
  const broken = bought
    .made({ ...about, promiseId: 'prm_1', by: 'sales' })
    .made({ ...about, promiseId: 'prm_2', by: 'distribution' })
    .at('2026-01-03T09:00:00Z')
    .moved('renege', { promiseId: 'prm_2' })
    .at('2026-01-04T09:00:00Z')
    .moved('renege', { promiseId: 'prm_1' })
    .at('2026-01-07T09:00:00Z')
    .moved('promiseRepair', { promiseId: 'prm_2' })
    .at('2026-04-01T09:00:00Z')
    .moved('declareSatisfied', { promiseId: 'prm_2' })
    .fact('refund.paid', { ...refund, purchaseId: 'pur_1' });
  expect(moved(broken, 'out')).toMatchObject([{ area: 'distribution' }]);
});

test('a broken promise counts before one that was late, and one to the customer before one among areas', () => {
  const late = bought
    .made({ ...about, promiseId: 'prm_1', by: 'accounting' })
    .at('2026-01-07T09:00:00Z')
    .moved('declareComplete')
    .moved('declareSatisfied');
  const paid = (told: typeof bought) =>
    moved(told.at('2026-01-20T09:00:00Z').fact('refund.paid', { ...refund, purchaseId: 'pur_1' }), 'out');
  expect(paid(late)).toMatchObject([{ area: 'accounting' }]);
  const inside = late.made({ ...about, promiseId: 'prm_2', by: 'operations', to: 'sales' }).moved('renege');
  expect(paid(inside)).toMatchObject([{ area: 'operations' }]);
  const outside = inside
    .at('2026-01-08T09:00:00Z')
    .made({ ...about, promiseId: 'prm_3', by: 'sales' })
    .moved('renege');
  expect(paid(outside)).toMatchObject([{ area: 'sales' }]);
});

/** What is at risk of a purchase, by the state of a customer at an instant. */
function riskAt(told: ReturnType<typeof history>, instant: string) {
  const state = told.customerAt(instant);
  const purchase = state.purchases.get('pur_1');
  if (purchase === undefined) throw new Error('There is no purchase pur_1');
  return riskOf(purchase, [...state.promises.values()], [...state.cases.values()]);
}

test('money is at risk from the moment a promise about its purchase is late, because of the area that was late first', () => {
  const told = bought
    .made({ promiseId: 'prm_1', by: 'distribution', dueDay: '2026-01-12', purchaseId: 'pur_1' })
    .made({ promiseId: 'prm_2', by: 'accounting', dueDay: '2026-01-10', purchaseId: 'pur_1' });
  expect(riskAt(told, '2026-01-09T00:00:00Z')).toEqual({ amount: 0, area: null });
  expect(riskAt(told, '2026-01-13T00:00:00Z')).toEqual({ amount: 10_000, area: 'accounting' });
});

test('open cases add up to at most what the purchase has left, and another currency does not count', () => {
  const opened = (caseId: string, fields: object) =>
    ({ caseId, purchaseId: 'pur_1', nature: 'defect', ...fields }) as Readonly<Record<string, unknown>>;
  const told = bought
    .fact('case.opened', opened('cas_1', { amount: 1_000 }))
    .fact('case.opened', opened('cas_2', { amount: 6_000, nature: 'wrong-bill' }))
    .fact('case.opened', opened('cas_3', { amount: 900, currency: 'USD' }));
  expect(riskAt(told, '2026-01-03T00:00:00Z')).toEqual({ amount: 7_000, area: 'accounting' });
  const refunded = told.fact('refund.paid', { refundId: 'ref_1', purchaseId: 'pur_1', amount: 5_000, currency: 'EUR' });
  expect(riskAt(refunded, '2026-01-03T00:00:00Z')).toEqual({ amount: 5_000, area: 'accounting' });
});

/** What of the purchase is at risk as of an instant. */
function risk(told: typeof bought, instant: string) {
  const { purchases, promises, cases } = told.customerAt(instant);
  const purchase = purchases.get('pur_1');
  if (purchase === undefined) throw new Error('The purchase was not made');
  return riskOf(purchase, [...promises.values()], [...cases.values()]);
}
const nothing = { amount: 0, area: null };

test('a purchase is at risk from when a promise about it to the customer is late until it is put right', () => {
  const repaired = bought
    .made({ ...about, by: 'distribution' })
    .at('2026-01-08T09:00:00Z')
    .moved('renege')
    .at('2026-01-09T09:00:00Z')
    .moved('promiseRepair')
    .at('2026-01-12T09:00:00Z')
    .moved('declareSatisfied');
  expect(risk(repaired, '2026-01-05T23:59:59.999Z')).toEqual(nothing);
  expect(risk(repaired, '2026-01-06T00:00:00Z')).toEqual({ amount: 10_000, area: 'distribution' });
  expect(risk(repaired, '2026-01-10T00:00:00Z')).toEqual({ amount: 10_000, area: 'distribution' });
  expect(risk(repaired, '2026-01-12T09:00:00Z')).toEqual(nothing);
});

test('a promise among areas puts no money of the customer at risk by itself', () => {
  expect(risk(bought.made({ ...about, to: 'sales' }), '2026-01-10T00:00:00Z')).toEqual(nothing);
});

test('the area that was the first to be late stands for the risk', () => {
  const both = bought
    .made({ ...about, promiseId: 'prm_1', by: 'sales', dueDay: '2026-01-07' })
    .made({ ...about, promiseId: 'prm_2', by: 'operations', dueDay: '2026-01-06' });
  expect(risk(both, '2026-01-10T00:00:00Z').area).toBe('operations');
});

test('open cases put at risk what they say together, never more than the purchase has left', () => {
  const opened = (amount: number, caseId: string) => ({ caseId, purchaseId: 'pur_1', amount, nature: 'wrong-bill' });
  const one = bought.fact('case.opened', opened(3_000, 'cas_1'));
  expect(risk(one, end)).toEqual({ amount: 3_000, area: 'accounting' });
  const two = one.fact('case.opened', { ...opened(4_000, 'cas_2'), nature: 'defect' });
  expect(risk(two, end)).toEqual({ amount: 7_000, area: 'operations' });
  expect(risk(two.fact('case.opened', opened(9_000, 'cas_3')), end).amount).toBe(10_000);
  expect(risk(two.fact('case.closed', { caseId: 'cas_2', verdict: 'unknown' }), end).amount).toBe(3_000);
  const refunded = two.fact('refund.paid', { ...refund, amount: 10_000, purchaseId: 'pur_1' });
  expect(risk(refunded, end)).toEqual(nothing);
});
