/** One customer's history: who they are, what counts, what was irregular, and between whom there is evidence. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';

const end = '2026-06-01T00:00:00Z';
const described = history()
  .at('2026-01-02T09:00:00Z')
  .fact('customer.described', { kind: 'business', name: 'Acme Ltd', segment: 'retail' });

test('a customer is a business until something else is said, and what is not said again stays', () => {
  expect(history().customerAt(end)).toMatchObject({ kind: 'business', name: null, firstAt: null, nextClockAt: null });
  const moved = described.at('2026-02-02T09:00:00Z').fact('customer.described', { kind: 'person' });
  expect(moved.customerAt(end)).toMatchObject({ kind: 'person', name: 'Acme Ltd', segment: 'retail' });
  expect(moved.customerAt('2026-01-03T00:00:00Z').kind).toBe('business');
});

test('the latest description counts, not the one that we learnt last', () => {
  const learntLate = described.at('2025-01-02T09:00:00Z').fact('customer.described', { name: 'Acme & Sons' });
  expect(learntLate.customerAt(end).name).toBe('Acme Ltd');
});

test('contacts are known by their last description', () => {
  const contact = described
    .fact('contact.described', { contactId: 'con_anna', role: 'purchasing', name: 'Anna Ek', mail: 'a@acme.example' })
    .fact('contact.described', { contactId: 'con_bo', name: 'Bo Alm' });
  expect(contact.customerAt(end).contacts).toEqual([
    { contactId: 'con_anna', role: 'purchasing', name: 'Anna Ek', mail: 'a@acme.example', phone: null },
    { contactId: 'con_bo', role: null, name: 'Bo Alm', mail: null, phone: null },
  ]);
});

test('once the words are erased nobody is named any more, and what happened stands', () => {
  const told = described
    .fact('contact.described', { contactId: 'con_anna', name: 'Anna Ek' })
    .made({ dueDay: '2026-01-10' })
    .at('2026-01-09T09:00:00Z')
    .moved('declareComplete')
    .fact('customer.erased', { textsErased: 3 })
    .erased();
  const state = told.customerAt(end);
  expect(state).toMatchObject({ name: null, segment: 'retail', erasedAt: '2026-01-09T09:00:00.000Z' });
  expect(state.contacts).toMatchObject([{ contactId: 'con_anna', name: null }]);
  expect(state.promises.get('prm_1')).toMatchObject({ state: 'keptBySilence', terms: { words: null } });
});

test('a customer is known from the first fact to the last, whatever was corrected since', () => {
  const corrected = described
    .at('2026-03-02T09:00:00Z')
    .fact('feedback.given', { feedbackId: 'fbk_1', measure: 'trust', value: 4 })
    .at('2026-05-02T09:00:00Z')
    .retracted(2);
  expect(corrected.customerAt(end)).toMatchObject({
    firstAt: '2026-01-02T09:00:00.000Z',
    lastAt: '2026-01-02T09:00:00.000Z',
    feedback: [],
  });
  const restored = corrected.restored(2).customerAt(end);
  expect(restored).toMatchObject({ lastAt: '2026-03-02T09:00:00.000Z', feedback: [{ eventId: 'evt_2' }] });
});

test('the last correction of an event decides, and a correction counts for all of its past', () => {
  const made = described.made().retracted(2).restored(2).at('2026-05-01T09:00:00Z').retracted(2);
  expect(made.customerAt('2026-01-03T00:00:00Z').promises.size).toBe(0);
});

test('a promise is made once, and nothing happens to one that was not made yet', () => {
  const odd = described
    .made({ promiseId: 'prm_1', words: 'First' })
    .made({ promiseId: 'prm_1', words: 'Second' })
    .moved('declareComplete', { promiseId: 'prm_2' })
    .assessed({ promiseId: 'prm_3', severity: 'minor' });
  const state = odd.customerAt(end);
  expect(state.promises.get('prm_1')?.terms.words).toBe('First');
  expect(state.irregularities.map(({ eventId, why }) => [eventId, why])).toEqual([
    ['evt_3', 'promise prm_1 was made before'],
    ['evt_4', 'promise prm_2 was not made yet'],
    ['evt_5', 'promise prm_3 was not made yet'],
  ]);
});

test('at one instant what names a thing comes before what happens to it, in whatever order it was told', () => {
  const upsideDown = described
    .fact('case.closed', { caseId: 'cas_1', verdict: 'satisfied' })
    .fact('case.attempted', { caseId: 'cas_1' })
    .moved('declareComplete', { promiseId: 'prm_1' })
    .made({ promiseId: 'prm_1', caseId: 'cas_1' })
    .fact('case.opened', { caseId: 'cas_1', purchaseId: 'pur_1' })
    .fact('purchase.made', { purchaseId: 'pur_1', amount: 100, currency: 'EUR' });
  const state = upsideDown.customerAt('2026-01-02T09:00:00Z');
  expect(state.irregularities).toEqual([]);
  expect(state.cases.get('cas_1')).toMatchObject({ state: 'closed', tries: 1 });
  expect(state.promises.get('prm_1')?.state).toBe('completed');
});

test('facts of the company do not belong to a customer', () => {
  const odd = described.fact('policy.set', { graceDays: 1 }).customerAt(end);
  expect(odd.irregularities).toMatchObject([{ why: "policy.set belongs to the company's own stream" }]);
});

test('pitches, lost deals and what the customer said are kept as they were told', () => {
  const told = described
    .fact('pitch.made', { pitchId: 'pit_1' })
    .fact('deal.lost', { dealId: 'dea_1', step: 'pitch' })
    .fact('feedback.given', { feedbackId: 'fbk_1', measure: 'effort', value: 2 })
    .customerAt(end);
  expect([told.pitches, told.lostDeals, told.feedback].map((events) => events.map(({ eventId }) => eventId))).toEqual([
    ['evt_2'],
    ['evt_3'],
    ['evt_4'],
  ]);
});

test('evidence lies between who was promised and who promised, in the order in which it came', () => {
  const told = described
    .made({ promiseId: 'prm_1', by: 'sales' })
    .made({ promiseId: 'prm_2', by: 'operations', to: 'sales' })
    .made({ promiseId: 'prm_3', by: 'sales' })
    .made({ promiseId: 'prm_4', by: 'customer', to: 'accounting' })
    .at('2026-01-09T09:00:00Z')
    .moved('renege', { promiseId: 'prm_2' })
    .moved('renege', { promiseId: 'prm_1' })
    .moved('renege', { promiseId: 'prm_4' })
    .at('2026-01-05T09:00:00Z')
    .moved('renege', { promiseId: 'prm_3' });
  const { edges, areas } = told.customerAt(end);
  expect(edges.map(({ truster, trustee, outcomes }) => [truster, trustee, outcomes.map(({ key }) => key)])).toEqual([
    ['customer', 'sales', ['prm_3', 'prm_1']],
    ['sales', 'operations', ['prm_2']],
    ['accounting', 'customer', ['prm_4']],
  ]);
  expect(areas.map(({ area, outcomes }) => [area, outcomes.length])).toEqual([
    ['sales', 2],
    ['operations', 1],
  ]);
});

test('the clock of a customer is that of the promise whose time comes first', () => {
  const told = described
    .made({ promiseId: 'prm_1', dueDay: '2026-01-20' })
    .made({ promiseId: 'prm_2', dueDay: '2026-01-10' })
    .made({ promiseId: 'prm_3' });
  expect(told.customerAt('2026-01-03T00:00:00Z').nextClockAt).toBe('2026-01-11T00:00:00.000Z');
  expect(told.customerAt('2026-01-12T00:00:00Z').nextClockAt).toBe('2026-01-21T00:00:00.000Z');
});
