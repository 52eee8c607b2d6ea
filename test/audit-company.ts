/** A company small enough to audit by hand: six customers, one of each fate, and sales to nobody in particular. */
import type { IncomingFact } from '../src/operations/incoming.ts';

/** When the company is audited. */
export const auditedAt = '2026-03-01T00:00:00.000Z';

function facts(
  customerId: string,
  ...told: readonly (readonly [string, string, Record<string, unknown>])[]
): IncomingFact[] {
  return told.map(([type, when, fields], index) => ({
    type,
    customerId,
    occurredAt: `2026-${when}:00Z`,
    sourceId: `${customerId} ${index}`,
    fields,
  }));
}

const made = (promiseId: string, by: string, fields: Record<string, unknown>) => ({
  promiseId,
  by,
  to: 'customer',
  words: `The word of ${by}`,
  ...fields,
});
const done = (promiseId: string) => ({ promiseId, move: 'declareComplete' });
const satisfied = (promiseId: string) => ({ promiseId, move: 'declareSatisfied' });

/** Everything was kept, and the customer came back. One move came after the end and is irregular. */
const happy = facts(
  'cus_a',
  ['customer.described', '01-01T08:00', { kind: 'business', name: 'Acme' }],
  ['purchase.made', '01-01T09:00', { purchaseId: 'pur_a1', amount: 100_000, currency: 'EUR', segment: 'gold' }],
  [
    'promise.made',
    '01-01T10:00',
    made('prm_a1', 'sales', { dueDay: '2026-01-10', purchaseId: 'pur_a1', needs: ['operations'] }),
  ],
  [
    'promise.made',
    '01-01T11:00',
    made('prm_a1o', 'operations', { to: 'sales', dueDay: '2026-01-09', purchaseId: 'pur_a1', backs: ['prm_a1'] }),
  ],
  ['promise.moved', '01-08T09:00', done('prm_a1o')],
  ['promise.moved', '01-08T12:00', satisfied('prm_a1o')],
  ['promise.moved', '01-09T09:00', done('prm_a1')],
  ['promise.moved', '01-10T09:00', satisfied('prm_a1')],
  ['feedback.given', '01-12T09:00', { feedbackId: 'fbk_a', measure: 'satisfaction', value: 5, purchaseId: 'pur_a1' }],
  ['purchase.made', '02-01T09:00', { purchaseId: 'pur_a2', amount: 50_000, currency: 'EUR', segment: 'gold' }],
  ['promise.moved', '02-01T10:00', done('prm_a1')],
);

/** Operations was late, so Sales was late; a case was opened, handed on, and solved; part of the money went back. */
const late = facts(
  'cus_b',
  ['purchase.made', '01-02T09:00', { purchaseId: 'pur_b1', amount: 200_000, currency: 'EUR', segment: 'gold' }],
  [
    'promise.made',
    '01-02T10:00',
    made('prm_b1', 'sales', { dueDay: '2026-01-10', purchaseId: 'pur_b1', needs: ['operations'] }),
  ],
  [
    'promise.made',
    '01-02T11:00',
    made('prm_b1o', 'operations', { to: 'sales', dueDay: '2026-01-08', purchaseId: 'pur_b1', backs: ['prm_b1'] }),
  ],
  ['promise.moved', '01-10T12:00', done('prm_b1o')],
  ['promise.moved', '01-13T12:00', done('prm_b1')],
  ['case.opened', '01-14T09:00', { caseId: 'cas_b', nature: 'late', purchaseId: 'pur_b1', topic: 'late-delivery' }],
  ['promise.made', '01-14T10:00', made('prm_b2', 'customer-service', { dueDay: '2026-01-16', caseId: 'cas_b' })],
  ['case.attempted', '01-15T09:00', { caseId: 'cas_b', attempt: 'hand-off' }],
  ['promise.moved', '01-15T10:00', { promiseId: 'prm_b2', move: 'proposeChange', dueDay: '2026-01-18' }],
  ['promise.moved', '01-15T11:00', { promiseId: 'prm_b2', move: 'agreeChange' }],
  ['case.attempted', '01-16T09:00', { caseId: 'cas_b', attempt: 'try' }],
  [
    'refund.paid',
    '01-16T10:00',
    { refundId: 'ref_b', amount: 20_000, currency: 'EUR', caseId: 'cas_b', reason: 'late' },
  ],
  ['promise.moved', '01-17T09:00', done('prm_b2')],
  ['feedback.given', '01-18T09:00', { feedbackId: 'fbk_b', measure: 'satisfaction', value: 1, purchaseId: 'pur_b1' }],
  ['case.closed', '01-20T09:00', { caseId: 'cas_b', verdict: 'satisfied' }],
);

/** Never delivered: broken when the grace was over, and no repair was promised in time. */
const broken = facts(
  'cus_c',
  ['purchase.made', '01-03T09:00', { purchaseId: 'pur_c1', amount: 30_000, currency: 'USD', segment: 'silver' }],
  [
    'promise.made',
    '01-03T10:00',
    made('prm_c1', 'sales', {
      dueDay: '2026-01-12',
      purchaseId: 'pur_c1',
      topic: 'late-delivery',
      needs: ['operations', 'distribution'],
    }),
  ],
);

/** Asked for, offered, and promised without asking Operations; a deal was lost. */
const prospect = facts(
  'cus_d',
  ['promise.made', '01-20T09:00', made('prm_d1', 'sales', { opening: 'request', dueDay: '2026-02-01' })],
  ['promise.moved', '01-21T09:00', { promiseId: 'prm_d1', move: 'decline' }],
  ['promise.made', '01-22T09:00', made('prm_d2', 'sales', { opening: 'offer', dueDay: '2026-02-01' })],
  ['promise.moved', '01-23T09:00', { promiseId: 'prm_d2', move: 'withdraw' }],
  ['deal.lost', '02-10T09:00', { dealId: 'dea_d', step: 'pitch', amount: 70_000, currency: 'EUR', reason: 'price' }],
  ['promise.made', '02-20T09:00', made('prm_d3', 'sales', { dueDay: '2026-03-10', needs: ['operations'] })],
);

/** Given up because it could not be done; another one released. */
const givenUp = facts(
  'cus_e',
  ['purchase.made', '02-05T09:00', { purchaseId: 'pur_e1', amount: 40_000, currency: 'EUR', segment: 'silver' }],
  [
    'promise.made',
    '02-05T10:00',
    made('prm_e1', 'customer-service', { dueDay: '2026-02-10', purchaseId: 'pur_e1', topic: 'call-back' }),
  ],
  ['promise.made', '02-05T11:00', made('prm_e2', 'accounting', { dueDay: '2026-02-20', purchaseId: 'pur_e1' })],
  ['promise.moved', '02-09T09:00', { promiseId: 'prm_e1', move: 'renege', cause: 'cannot' }],
  ['promise.moved', '02-15T09:00', { promiseId: 'prm_e2', move: 'release' }],
  ['feedback.given', '02-16T09:00', { feedbackId: 'fbk_e', measure: 'satisfaction', value: 2, purchaseId: 'pur_e1' }],
);

/** Bought without a name. */
const unidentified = facts(
  'cus_unidentified',
  ['customer.described', '01-05T08:00', { kind: 'unidentified' }],
  ['purchase.made', '01-05T09:00', { purchaseId: 'pur_f1', amount: 9_000, currency: 'EUR' }],
);

/** Promised us to pay, and did; was promised something in the name of Operations; disputes a bill. */
const payer = facts(
  'cus_g',
  ['promise.made', '01-15T09:00', made('prm_g1', 'customer', { to: 'accounting', dueDay: '2026-02-01' })],
  ['promise.moved', '01-30T09:00', done('prm_g1')],
  ['promise.made', '02-01T09:00', made('prm_g2', 'operations', { dueDay: '2026-03-05', voluntary: false })],
  [
    'case.opened',
    '02-25T09:00',
    { caseId: 'cas_g', nature: 'wrong-bill', topic: 'late-bill', amount: 5_000, currency: 'EUR' },
  ],
);

export const smallCompany: readonly IncomingFact[] = [
  ...happy,
  ...late,
  ...broken,
  ...prospect,
  ...givenUp,
  ...unidentified,
  ...payer,
];
