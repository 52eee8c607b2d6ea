/** Live facts are decided: what would not be allowed is refused with a reason and what to do instead. */
import { expect, test } from 'vitest';
import { type History, history } from '../../test/given.ts';
import type { Fact, NewFact } from './catalogue.ts';
import { checkFacts } from './check.ts';

const company = history('company').companyAt('2026-01-01T00:00:00Z');
const now = '2026-01-08T12:00:00.000Z';
const promised = history().at('2026-01-02T09:00:00Z').made({ dueDay: '2026-01-10' });

/** What is said to the facts that are told on top of a history. */
function refusal(so: History, tell: (so: History) => History, at = now) {
  const candidates = tell(so.at(at))
    .events.slice(so.events.length)
    .map((event): NewFact => {
      const { occurredAt, actor, source, sourceId, type, data, text } = event;
      return { fact: { type, data, text } as Fact, occurredAt, actor, source, sourceId };
    });
  return checkFacts({ customerId: 'cus_acme', events: so.events }, company, candidates, now);
}

test('nothing speaks against a move that the law allows, or a promise between areas that exist', () => {
  expect(refusal(promised, (so) => so.moved('declareComplete'))).toBeNull();
  expect(refusal(promised, (so) => so.made({ promiseId: 'prm_2', to: 'sales', needs: ['accounting'] }))).toBeNull();
  expect(refusal(promised, (so) => so.made({ promiseId: 'prm_2', by: 'customer', to: 'sales' }))).toBeNull();
});

test('what customers promise, they promise us', () => {
  expect(refusal(promised, (so) => so.made({ promiseId: 'prm_2', by: 'customer', to: 'customer' }))).toMatchObject({
    code: 'invalid',
    field: 'to',
    remedy: expect.stringContaining('toParty'),
  });
});

test.each([
  ['by', { by: 'legal' }, 'legal'],
  ['to', { to: 'legal' }, 'legal'],
  ['needs', { needs: ['operations', 'legal'] }, 'legal'],
  ['needs', { needs: ['customer'] }, 'customer'],
])('a promise whose field %s names an area that does not exist is refused', (field, fields, value) => {
  const said = refusal(promised, (so) => so.made({ promiseId: 'prm_2', ...fields }));
  expect(said).toMatchObject({ code: 'unknown_area', field, value });
  expect(said?.remedy).toContain('customer-service');
});

test('the burden of a case can only be borne by areas, and feedback can only be about them', () => {
  const opened = promised.fact('case.opened', { caseId: 'cas_1' });
  const shares = { sales: 0.5, legal: 0.5 };
  expect(refusal(opened, (so) => so.fact('case.attributed', { caseId: 'cas_1', shares, why: 'So' }))).toMatchObject({
    code: 'unknown_area',
    field: 'shares',
    value: 'legal',
  });
  const feedback = { feedbackId: 'fbk_1', measure: 'trust', value: 3, area: 'legal' };
  expect(refusal(promised, (so) => so.fact('feedback.given', feedback))).toMatchObject({ code: 'unknown_area' });
});

const unknown: readonly (readonly [string, string, (so: History) => History])[] = [
  ['promiseId', 'unknown_promise', (so) => so.moved('release', { promiseId: 'prm_9' })],
  ['promiseId', 'unknown_promise', (so) => so.assessed({ promiseId: 'prm_9' })],
  ['repairs', 'unknown_promise', (so) => so.made({ promiseId: 'prm_2', repairs: 'prm_9' })],
  ['backs', 'unknown_promise', (so) => so.made({ promiseId: 'prm_2', backs: ['prm_1', 'prm_9'] })],
  ['repairedBy', 'unknown_promise', (so) => so.moved('renege').moved('promiseRepair', { repairedBy: 'prm_9' })],
  ['purchaseId', 'unknown_purchase', (so) => so.made({ promiseId: 'prm_2', purchaseId: 'pur_9' })],
  ['purchaseId', 'unknown_purchase', (so) => so.fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_9' })],
  ['caseId', 'unknown_case', (so) => so.fact('case.closed', { caseId: 'cas_9', verdict: 'satisfied' })],
];

test.each(unknown)('a fact whose %s names nothing of this customer is refused as %s', (field, code, tell) => {
  expect(refusal(promised, tell)).toMatchObject({
    code,
    field,
    value: expect.stringMatching(/_9$/),
    reason: expect.stringMatching(/^This customer has no (promise|purchase|case) \w+_9/),
  });
});

test('what is named may come into being by the same request', () => {
  const sold = (so: History) =>
    so
      .fact('purchase.made', { purchaseId: 'pur_1', amount: 100, currency: 'EUR' })
      .fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_1' })
      .made({ promiseId: 'prm_2', purchaseId: 'pur_1', caseId: 'cas_1', backs: ['prm_1'] })
      .moved('declareComplete');
  expect(refusal(promised, sold)).toBeNull();
  expect(refusal(promised, (so) => so.moved('declareComplete').moved('declareSatisfied'))).toBeNull();
});

test('what happens a moment after now is checked like everything else', () => {
  const aMomentLater = '2026-01-08T12:00:00.001Z';
  const sold = (so: History) =>
    so.fact('purchase.made', { purchaseId: 'pur_1', amount: 100, currency: 'EUR' }).made({
      promiseId: 'prm_2',
      purchaseId: 'pur_1',
    });
  expect(refusal(promised, sold, aMomentLater)).toBeNull();
  expect(refusal(promised, (so) => so.moved('uphold'), aMomentLater)).toMatchObject({ code: 'move_not_allowed' });
  expect(refusal(promised, (so) => so.made(), aMomentLater)).toMatchObject({ code: 'already_exists' });
});

test('a move that the law does not allow is refused with the moves that are possible, and whose they are', () => {
  expect(refusal(promised, (so) => so.moved('declareSatisfied'))).toEqual({
    code: 'move_not_allowed',
    reason: 'The promise is promised; declareSatisfied is not possible from there',
    remedy: expect.stringContaining('declareComplete (by the promisor), release (by the promisee)'),
    field: 'move',
    value: 'declareSatisfied',
  });
});

test('nobody is told to make the moves of the clock', () => {
  const said = refusal(promised, (so) => so.moved('uphold'));
  expect(said?.remedy).not.toContain('duePassed');
});

test('where nothing is possible any more it is said so', () => {
  const released = promised.at('2026-01-03T09:00:00Z').moved('release');
  expect(refusal(released, (so) => so.moved('declareComplete'))).toMatchObject({
    code: 'move_not_allowed',
    reason: expect.stringContaining('The promise is released'),
    remedy: 'Nothing moves it any more; promise something new',
  });
});

test('a move in the past is judged by what was then', () => {
  const done = promised.at('2026-01-05T09:00:00Z').moved('declareComplete');
  const said = refusal(done, (so) => so.moved('reject'), '2026-01-03T09:00:00Z');
  expect(said).toMatchObject({ code: 'move_not_allowed', reason: expect.stringContaining('The promise is promised') });
});

const tooEarly: readonly (readonly [string, (so: History) => History])[] = [
  ['promise prm_1 was not made yet', (so) => so.moved('declareComplete', { promiseId: 'prm_1' })],
  ['promise prm_1 was not made yet', (so) => so.assessed({ promiseId: 'prm_1', severity: 'minor' })],
  ['case cas_1 was not opened yet', (so) => so.fact('case.closed', { caseId: 'cas_1', verdict: 'satisfied' })],
];

test.each(tooEarly)('nothing can happen to what was not there at that time: %s', (why, tell) => {
  const both = promised.fact('case.opened', { caseId: 'cas_1' });
  expect(refusal(both, tell, '2026-01-01T09:00:00Z')).toMatchObject({
    code: 'move_not_allowed',
    reason: `At that time ${why}`,
    field: 'occurredAt',
    value: '2026-01-01T09:00:00.000Z',
  });
});

test('a fact that would contradict what happened after it is refused, naming the contradiction', () => {
  const done = promised.at('2026-01-05T09:00:00Z').moved('declareComplete');
  expect(refusal(done, (so) => so.moved('release'), '2026-01-03T09:00:00Z')).toEqual({
    code: 'move_not_allowed',
    reason: expect.stringContaining('declareComplete is not possible while the promise is released'),
    remedy: expect.stringContaining('retract the later event first'),
    field: 'occurredAt',
    value: '2026-01-03T09:00:00.000Z',
  });
});

const twice: readonly (readonly [string, (so: History) => History])[] = [
  ['promise', (so) => so.made()],
  ['purchase', (so) => so.fact('purchase.made', { purchaseId: 'pur_1', amount: 1, currency: 'EUR' })],
  ['case', (so) => so.fact('case.opened', { caseId: 'cas_1' })],
];

test.each(twice)('the id of a %s is taken once', (_, tell) => {
  expect(refusal(tell(history().at('2026-01-02T09:00:00Z')), tell)).toMatchObject({ code: 'already_exists' });
  expect(refusal(history(), (so) => tell(tell(so)))).toMatchObject({ code: 'already_exists' });
});

test('what was irregular before stands in nobody’s way', () => {
  const odd = promised.at('2026-01-03T09:00:00Z').moved('uphold');
  expect(refusal(odd, (so) => so.moved('declareComplete'))).toBeNull();
});

test('a fact that makes an irregular one regular is welcome', () => {
  const odd = promised.at('2026-01-05T09:00:00Z').moved('reject');
  expect(refusal(odd, (so) => so.moved('declareComplete'), '2026-01-04T09:00:00Z')).toBeNull();
});

test('the company’s own facts are not decided here', () => {
  const stream = { customerId: 'company', events: [] } as const;
  expect(checkFacts(stream, company, [], now)).toBeNull();
});

const bought = history()
  .at('2026-01-02T09:00:00Z')
  .fact('purchase.made', { purchaseId: 'pur_1', amount: 10_000, currency: 'EUR' })
  .fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_1' });
const refund = (fields: object) => (so: History) => so.fact('refund.paid', { refundId: 'ref_1', ...fields });

test.each([{ purchaseId: 'pur_1' }, { caseId: 'cas_1' }, {}])(
  'no more can be given back than was paid (%o)',
  (about) => {
    expect(refusal(bought, refund({ ...about, amount: 10_000, currency: 'EUR' }))).toBeNull();
    expect(refusal(bought, refund({ ...about, amount: 10_001, currency: 'EUR' }))).toMatchObject({
      code: 'invalid',
      field: 'amount',
      value: 10_001,
      reason: 'Of 100.00 EUR that was paid, 100.00 EUR is left to give back',
    });
    const half = bought.fact('refund.paid', { refundId: 'ref_0', ...about, amount: 6_000, currency: 'EUR' });
    expect(refusal(half, refund({ ...about, amount: 4_001, currency: 'EUR' }))).toMatchObject({
      reason: 'Of 100.00 EUR that was paid, 40.00 EUR is left to give back',
    });
    expect(refusal(bought, refund({ ...about, amount: 1, currency: 'USD' }))).toMatchObject({
      code: 'invalid',
      field: 'currency',
      remedy: 'Give the refund in the currency of the purchase: EUR',
    });
  },
);

test('where no purchase is recorded nobody can say what was paid, and a refund is taken as it is told', () => {
  expect(refusal(promised, refund({ amount: 5_000, currency: 'EUR' }))).toBeNull();
});

test('a case that is closed can be closed again only after it was reopened', () => {
  const close = (so: History) => so.fact('case.closed', { caseId: 'cas_1', verdict: 'dissatisfied' });
  const closed = bought.at('2026-01-05T09:00:00Z').fact('case.closed', { caseId: 'cas_1', verdict: 'satisfied' });
  expect(refusal(bought, close)).toBeNull();
  expect(refusal(closed, close)).toMatchObject({
    code: 'move_not_allowed',
    field: 'caseId',
    reason: 'The case cas_1 was closed on 2026-01-05 (satisfied)',
  });
  const reopened = closed.at('2026-01-06T09:00:00Z').fact('case.attempted', { caseId: 'cas_1', attempt: 'reopening' });
  expect(refusal(reopened, close)).toBeNull();
});
