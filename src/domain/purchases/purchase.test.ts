/** What a purchase is at a time, and who holds the risk of it. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { leftOf, riskHolderOf } from './purchase.ts';

const bought = history()
  .at('2026-01-02T09:00:00Z')
  .fact('purchase.made', { purchaseId: 'pur_1', amount: 10_000, currency: 'EUR' });
const end = '2026-06-01T00:00:00Z';

function purchaseOf(told: typeof bought, instant = end) {
  return told.customerAt(instant).purchases.get('pur_1');
}

test('before the purchase the seller carries the risk, after it the buyer does', () => {
  expect(riskHolderOf(purchaseOf(bought, '2026-01-01T00:00:00Z'))).toBe('seller');
  expect(riskHolderOf(purchaseOf(bought))).toBe('buyer');
});

test('nobody carries the risk any more once the benefit is there, or all the money is back', () => {
  const report = (benefit: string) => bought.fact('benefit.reported', { purchaseId: 'pur_1', benefit });
  expect(riskHolderOf(purchaseOf(report('realised')))).toBe('nobody');
  expect(riskHolderOf(purchaseOf(report('partly')))).toBe('buyer');
  const refund = (amount: number) =>
    bought.fact('refund.paid', { refundId: 'ref_1', purchaseId: 'pur_1', amount, currency: 'EUR' });
  expect(riskHolderOf(purchaseOf(refund(9_999)))).toBe('buyer');
  expect(riskHolderOf(purchaseOf(refund(10_000)))).toBe('nobody');
});

test('a delivery and the benefit belong to the purchase that they name', () => {
  const told = bought
    .at('2026-01-09T09:00:00Z')
    .fact('delivery.made', { deliveryId: 'del_1', purchaseId: 'pur_1' })
    .fact('delivery.made', { deliveryId: 'del_2', purchaseId: 'pur_9' })
    .fact('benefit.reported', { purchaseId: 'pur_1', benefit: 'partly' });
  expect(purchaseOf(told)).toMatchObject({ deliveredAt: '2026-01-09T09:00:00.000Z', benefit: 'partly' });
  expect(purchaseOf(told, '2026-01-08T00:00:00Z')).toMatchObject({ deliveredAt: null, benefit: null });
});

test('a purchase is made once', () => {
  const twice = bought.fact('purchase.made', { purchaseId: 'pur_1', amount: 1, currency: 'USD' });
  expect(purchaseOf(twice)?.made.data).toMatchObject({ amount: 10_000, currency: 'EUR' });
  expect(twice.customerAt(end).irregularities).toMatchObject([{ why: 'purchase pur_1 was made before' }]);
});

test('what a purchase has left depends on when one asks, and is never less than nothing', () => {
  const refunded = bought
    .at('2026-01-09T09:00:00Z')
    .fact('refund.paid', { refundId: 'ref_1', purchaseId: 'pur_1', amount: 4_000, currency: 'EUR' })
    .at('2026-02-09T09:00:00Z')
    .fact('refund.paid', { refundId: 'ref_2', purchaseId: 'pur_1', amount: 9_000, currency: 'EUR' });
  const purchase = purchaseOf(refunded);
  if (purchase === undefined) throw new Error('The purchase was not made');
  expect(leftOf(purchase, (at) => at < '2026-01-09')).toBe(10_000);
  expect(leftOf(purchase, (at) => at < '2026-02-01')).toBe(6_000);
  expect(leftOf(purchase, () => true)).toBe(0);
});
