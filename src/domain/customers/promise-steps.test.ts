/** Which step of the process a promise belongs to. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { promiseSteps } from './promise-steps.ts';

const word = (promiseId: string, more: Record<string, unknown> = {}) => ({
  promiseId,
  by: 'sales',
  words: 'Any word',
  ...more,
});

test('a promise belongs where the customer stood, on what it hangs on, when it was made', () => {
  const told = history()
    .at('2026-01-01T09:00:00Z')
    .fact('promise.made', word('prm_quote'))
    .at('2026-01-02T09:00:00Z')
    .fact('promise.made', word('prm_before', { purchaseId: 'pur_1' }))
    .at('2026-01-03T09:00:00Z')
    .fact('purchase.made', { purchaseId: 'pur_1', amount: 100, currency: 'EUR' })
    .fact('promise.made', word('prm_with', { purchaseId: 'pur_1' }))
    .fact('promise.made', word('prm_behind', { by: 'operations', to: 'sales', purchaseId: 'pur_1' }))
    .fact('promise.made', word('prm_claim', { purchaseId: 'pur_1', claimId: 'clm_1' }))
    .at('2026-01-04T09:00:00Z')
    .fact('promise.made', word('prm_after', { purchaseId: 'pur_1' }))
    .fact('promise.made', word('prm_unlinked'))
    .at('2026-01-05T09:00:00Z')
    .fact('delivery.made', { deliveryId: 'del_1', purchaseId: 'pur_1' })
    .at('2026-01-06T09:00:00Z')
    .fact('promise.made', word('prm_review', { purchaseId: 'pur_1' }))
    .fact('promise.made', word('prm_unlinked_later'))
    .at('2026-01-07T09:00:00Z')
    .fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_1' })
    .fact('promise.made', word('prm_call', { caseId: 'cas_1', purchaseId: 'pur_1' }))
    .at('2026-01-08T09:00:00Z')
    .fact('case.attempted', { caseId: 'cas_1' })
    .fact('promise.made', word('prm_mend', { caseId: 'cas_1' }))
    .fact('promise.made', word('prm_mend_behind', { by: 'operations', to: 'sales', backs: ['prm_mend'] }))
    .fact('promise.made', word('prm_repair', { purchaseId: 'pur_1', repairs: 'prm_after' }))
    .at('2026-01-09T09:00:00Z')
    .fact('case.closed', { caseId: 'cas_1', verdict: 'dissatisfied' })
    .at('2026-01-10T09:00:00Z')
    .fact('promise.made', word('prm_refund', { caseId: 'cas_1' }));
  expect(Object.fromEntries(promiseSteps(told.customerAt('2026-02-01T00:00:00Z')))).toEqual({
    prm_quote: 'pitch',
    prm_before: 'purchase',
    prm_with: 'purchase',
    prm_behind: 'delivery',
    prm_claim: 'offer',
    prm_after: 'delivery',
    prm_unlinked: 'delivery',
    prm_review: 'benefit',
    prm_unlinked_later: 'benefit',
    prm_call: 'issue',
    prm_mend: 'rectify',
    prm_mend_behind: 'rectify',
    prm_repair: 'rectify',
    prm_refund: 'dissatisfied',
  });
});
