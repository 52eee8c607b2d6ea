/** A small ledger in which everything occurs that its proof has to cover: four customers, the company, three checkpoints. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect } from 'vitest';
import { type Checkpoint, takeCheckpoint } from '../src/ledger/checkpoint.ts';
import type { Database } from '../src/ledger/database.ts';
import type { SigningKey } from '../src/ledger/signing-key.ts';
import type { Context } from '../src/operations/context.ts';
import type { IncomingFact } from '../src/operations/incoming.ts';
import { recordFacts } from '../src/operations/record.ts';

/** Ids that a language sorts in another order than code units do. */
export const sampleCustomers = ['cus_Zoe', 'cus_a', 'cus_a-1', 'cus_b'] as const;

/** A word that stands in every personal text of a customer, and nowhere else. */
export function markOf(customerId: string): string {
  return `Words-of-${customerId.slice(4)}!`;
}

export interface SampleLedger {
  readonly context: Context;
  readonly key: SigningKey;
  readonly checkpoints: readonly Checkpoint[];
}

/** Records the sample in three rounds, each followed by a checkpoint. */
export async function fillSample(database: Database): Promise<SampleLedger> {
  let clock = Date.parse('2026-05-01T09:00:00Z');
  const now = (): string => new Date(clock++).toISOString();
  const context: Context = { database, now, actor: 'system', source: 'test', folder: '' };
  const key = newSigningKey();
  const facts = [...companyFacts(), ...sampleCustomers.flatMap(customerFacts)];
  const checkpoints: Checkpoint[] = [];
  for (const round of [0, 1, 2]) {
    // The company and one customer rest in the last round, so that a checkpoint does not hold every head.
    const share = facts.filter(({ customerId }, index) =>
      restsInTheEnd(customerId) ? Math.min(index % 3, 1) === round : index % 3 === round,
    );
    const outcomes = await recordFacts(context, share, { source: 'sample' });
    expect(outcomes.filter((outcome) => outcome.status !== 'recorded')).toEqual([]);
    checkpoints.push((await takeCheckpoint(database, key, now())).checkpoint);
  }
  return { context, key, checkpoints };
}

function restsInTheEnd(customerId: string): boolean {
  return customerId === 'company' || customerId === 'cus_b';
}

/** A key as `loadSigningKey` gives one. */
export function newSigningKey(): SigningKey {
  const { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') };
}

function companyFacts(): readonly IncomingFact[] {
  return [
    factOf('company', 0, 'area.described', { area: 'distribution', name: 'Logistics' }),
    factOf('company', 1, 'area.described', { area: 'workshop', name: 'Workshop' }),
    factOf('company', 2, 'person.described', { personId: 'per_kim', area: 'sales', name: 'Kim Berg' }),
    factOf('company', 3, 'person.described', { personId: 'per_lee', area: 'operations', mail: 'lee@example.com' }),
    factOf('company', 4, 'offer.published', {
      offerId: 'off_standard',
      name: 'Standard',
      limits: ['Not below -10 °C'],
    }),
    factOf('company', 5, 'policy.set', { zone: 'Europe/Berlin', graceDays: 10 }),
    factOf('company', 6, 'policy.set', { silenceDays: 7.5 }),
  ];
}

function customerFacts(customerId: string): readonly IncomingFact[] {
  const key = customerId.slice(4);
  const say = (what: string): string => `${what}: ${markOf(customerId)} “ü\u2028\n🙂”`;
  const promiseId = `prm_${key}`;
  const purchaseId = `pur_${key}`;
  const caseId = `cas_${key}`;
  const facts: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['customer.described', { kind: 'business', segment: 'retail', name: say('Name') }],
    ['contact.described', { contactId: `con_${key}`, name: say('Contact'), mail: say('Mail'), phone: say('Phone') }],
    ['purchase.made', { purchaseId, amount: 124_000, currency: 'EUR', benefit: say('Benefit') }],
    ['promise.made', { promiseId, by: 'sales', words: say('Promise'), dueDay: '2026-03-20', purchaseId }],
    ['promise.made', { promiseId: `${promiseId}-2`, by: 'operations', words: say('Second'), backs: [promiseId] }],
    [
      'promise.moved',
      { promiseId, move: 'proposeChange', words: say('New words'), dueDay: '2026-03-25', note: say('Note') },
    ],
    ['promise.moved', { promiseId, move: 'agreeChange' }],
    ['delivery.made', { deliveryId: `del_${key}`, purchaseId, what: say('Delivery') }],
    ['promise.moved', { promiseId, move: 'declareComplete', proof: 'system', note: say('Done') }],
    ['case.opened', { caseId, purchaseId, promiseId, nature: 'defect', issue: say('Issue') }],
    ['case.attempted', { caseId, what: say('Try') }],
    ['case.attributed', { caseId, shares: { operations: 0.3, sales: 0.7 }, why: say('Why') }],
    ['case.closed', { caseId, verdict: 'satisfied', words: say('Verdict') }],
    ['feedback.given', { feedbackId: `fbk_${key}`, measure: 'trust', value: 3.25, words: say('Feedback') }],
  ];
  return facts.map(([type, fields], index) => factOf(customerId, index, type, fields));
}

function factOf(customerId: string, index: number, type: string, fields: IncomingFact['fields']): IncomingFact {
  const occurredAt = new Date(Date.parse('2026-03-01T08:00:00.125Z') + index * 36e5 * 7).toISOString();
  return { type, customerId, occurredAt, sourceId: `${customerId}-${index}`, fields };
}
