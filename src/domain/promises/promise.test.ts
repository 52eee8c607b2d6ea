/** What a promise is at a time: its due time, the clock, late facts, and terms as first promised and as last agreed. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';

const january = history().at('2026-01-02T09:00:00Z');
/** Due at the end of 10 January in UTC, with 14 days of grace, 14 of silence and 30 for a repair. */
const promised = january.made({ dueDay: '2026-01-10' });
const justOverdue = '2026-01-11T00:00:00.000Z';

const days = [
  { why: 'an ordinary day', day: '2026-01-10', zone: 'Europe/Berlin', end: '2026-01-10T22:59:59.999Z' },
  { why: 'a day of 23 hours', day: '2026-03-29', zone: 'Europe/Berlin', end: '2026-03-29T21:59:59.999Z' },
  { why: 'a day of 25 hours', day: '2026-10-25', zone: 'Europe/Berlin', end: '2026-10-25T22:59:59.999Z' },
  { why: 'the eve of no midnight', day: '2017-10-14', zone: 'America/Sao_Paulo', end: '2017-10-15T02:59:59.999Z' },
  { why: 'a day without midnight', day: '2017-10-15', zone: 'America/Sao_Paulo', end: '2017-10-16T01:59:59.999Z' },
  { why: 'the eve of a day that never was', day: '2011-12-29', zone: 'Pacific/Apia', end: '2011-12-30T09:59:59.999Z' },
  { why: 'a day that never was', day: '2011-12-30', zone: 'Pacific/Apia', end: '2011-12-30T09:59:59.999Z' },
];

test.each(days)('a promise due on $why is kept until the end of that day in $zone', ({ day, zone, end }) => {
  const made = history().at('2011-01-01T00:00:00Z').made({ dueDay: day, zone });
  expect(made.promiseAt(end).terms.deadline).toBe(end);
  expect(made.promiseAt(end).state).toBe('promised');
  expect(made.at(end).moved('declareComplete').promiseAt(end).state).toBe('completed');
  const after = new Date(Date.parse(end) + 1).toISOString();
  expect(made.promiseAt(after).state).toBe('overdue');
  expect(made.at(after).moved('declareComplete').promiseAt(after).state).toBe('completedLate');
});

test('a promise due on the last day that sources can write, their “never”, does not become overdue', () => {
  const never = january.made({ dueDay: '9999-12-31', zone: 'America/New_York' }).promiseAt('2999-01-01T00:00:00Z');
  expect(never).toMatchObject({ state: 'promised', terms: { deadline: '9999-12-31T23:59:59.999Z' } });
});

test('a promise due at an instant is in time at that instant and late a millisecond after it', () => {
  const made = january.made({ dueAt: '2026-01-10T17:00:00+01:00' });
  expect(made.promiseAt('2026-01-10T16:00:00.000Z').state).toBe('promised');
  expect(made.promiseAt('2026-01-10T16:00:00.001Z')).toMatchObject({
    state: 'overdue',
    since: '2026-01-10T16:00:00.001Z',
  });
});

test('a day without a zone is a day in the zone of the company', () => {
  const made = january.under({ zone: 'Asia/Tokyo' }).made({ dueDay: '2026-01-10' });
  expect(made.promiseAt(justOverdue).terms).toMatchObject({ zone: 'Asia/Tokyo', deadline: '2026-01-10T14:59:59.999Z' });
});

test('a day that is agreed later is one in the zone of the promise, also where it was first due at an instant', () => {
  const moved = january
    .under({ zone: 'Asia/Tokyo' })
    .made({ dueAt: '2026-01-08T00:00:00Z' })
    .at('2026-01-05T09:00:00Z')
    .moved('proposeChange', { dueDay: '2026-01-10' })
    .moved('agreeChange');
  expect(moved.promiseAt('2026-01-06T00:00:00Z').terms.deadline).toBe('2026-01-10T14:59:59.999Z');
});

test('a promise without a due time is never overdue', () => {
  expect(january.made().promiseAt('2999-01-01T00:00:00Z')).toMatchObject({ state: 'promised', nextClockAt: null });
});

test('that the due time passed can be observed where the record does not say when it was due', () => {
  const observed = january.made().at('2026-02-01T09:00:00Z').moved('duePassed');
  expect(observed.promiseAt('2026-02-01T09:00:00Z')).toMatchObject({ state: 'overdue', irregularities: [] });
  expect(observed.promiseAt('2026-02-15T09:00:00Z')).toMatchObject({ state: 'broken' });
});

test('that a known due time passed cannot be observed before it did', () => {
  const observed = promised.at('2026-01-05T09:00:00Z').moved('duePassed').at('2026-01-09T09:00:00Z');
  const kept = observed.moved('declareComplete').promiseAt('2026-01-09T09:00:00Z');
  expect(kept).toMatchObject({ state: 'completed', completedLate: false });
  expect(kept.irregularities).toHaveLength(1);
});

test.each([
  ['2026-01-02T09:00:00.000Z', 'promised', justOverdue],
  ['2026-01-10T23:59:59.999Z', 'promised', justOverdue],
  [justOverdue, 'overdue', '2026-01-25T00:00:00.000Z'],
  ['2026-01-24T23:59:59.999Z', 'overdue', '2026-01-25T00:00:00.000Z'],
  ['2026-01-25T00:00:00.000Z', 'broken', '2026-02-24T00:00:00.000Z'],
  ['2026-02-24T00:00:00.000Z', 'unrepaired', null],
])('at %s a promise that nobody touched is %s', (instant, state, nextClockAt) => {
  expect(promised.promiseAt(instant)).toMatchObject({ state, nextClockAt });
});

test('what is declared done is kept by silence after the days of silence, and not before', () => {
  const done = promised.at('2026-01-09T09:00:00Z').moved('declareComplete');
  expect(done.promiseAt('2026-01-23T08:59:59.999Z')).toMatchObject({
    state: 'completed',
    nextClockAt: '2026-01-23T09:00:00.000Z',
  });
  expect(done.promiseAt('2026-01-23T09:00:00Z')).toMatchObject({ state: 'keptBySilence', nextClockAt: null });
});

test('a rejection of what was kept by silence still opens a dispute', () => {
  const rejected = promised.at('2026-01-09T09:00:00Z').moved('declareComplete').at('2026-03-01T09:00:00Z');
  expect(rejected.moved('reject').promiseAt('2026-03-01T09:00:00Z').state).toBe('disputed');
});

test('without days of grace a promise is broken in the moment in which it is overdue', () => {
  const strict = january.under({ graceDays: 0 }).made({ dueDay: '2026-01-10' }).promiseAt(justOverdue);
  expect(strict).toMatchObject({ state: 'broken', brokenAt: justOverdue });
  expect(strict.steps.map(({ move }) => move)).toEqual(['promise', 'duePassed', 'graceExpired']);
});

test('a policy set later does not change a promise made before', () => {
  const later = promised.under({ graceDays: 0, recoveryDays: 0, zone: 'Asia/Tokyo' });
  expect(later.promiseAt('2026-01-24T00:00:00Z').state).toBe('overdue');
});

test('a fact learnt late that lies before the due time was in time', () => {
  expect(promised.promiseAt('2026-02-01T00:00:00Z').state).toBe('broken');
  const learnt = promised.at('2026-01-10T12:00:00Z').moved('declareComplete');
  expect(learnt.promiseAt('2026-01-20T00:00:00Z')).toMatchObject({ state: 'completed', completedLate: false });
});

test('done after the due time and within the grace is late, and is kept late once it is confirmed', () => {
  const late = promised.at('2026-01-12T09:00:00Z').moved('declareComplete');
  expect(late.promiseAt('2026-01-12T09:00:00Z')).toMatchObject({ state: 'completedLate', completedLate: true });
  const confirmed = late.at('2026-01-13T09:00:00Z').moved('declareSatisfied').promiseAt('2026-01-13T09:00:00Z');
  expect(confirmed).toMatchObject({ state: 'keptLate', proof: 'promisee', completedAt: '2026-01-12T09:00:00.000Z' });
});

test('the clock comes before whatever happens at the same time', () => {
  const tooLate = promised.at('2026-01-25T00:00:00Z').moved('declareComplete').promiseAt('2026-01-25T00:00:00Z');
  expect(tooLate).toMatchObject({ state: 'broken', irregularities: [{ eventId: 'evt_2' }] });
});

test('a promise is known as it was at any time, whatever came later', () => {
  const all = promised
    .at('2026-01-05T09:00:00Z')
    .moved('proposeChange', { dueDay: '2026-01-20' })
    .at('2026-01-06T09:00:00Z')
    .moved('agreeChange')
    .at('2026-01-20T09:00:00Z')
    .moved('declareComplete')
    .at('2026-01-21T09:00:00Z')
    .moved('reject')
    .at('2026-01-22T09:00:00Z')
    .moved('uphold');
  const states = ['02', '05', '06', '20', '21', '22'].map((day) => all.promiseAt(`2026-01-${day}T12:00:00Z`).state);
  expect(states).toEqual(['promised', 'renegotiating', 'promised', 'completed', 'disputed', 'kept']);
});

test('both are known: what was first promised and what was last agreed', () => {
  const changed = promised
    .at('2026-01-05T09:00:00Z')
    .moved('proposeChange', { dueDay: '2026-01-20', words: 'Half now, half on the 20th' })
    .moved('agreeChange');
  const { firstTerms, terms } = changed.promiseAt('2026-01-06T00:00:00Z');
  expect(firstTerms).toMatchObject({ words: 'Delivered', dueDay: '2026-01-10', deadline: '2026-01-10T23:59:59.999Z' });
  expect(terms).toMatchObject({ words: 'Half now, half on the 20th', deadline: '2026-01-20T23:59:59.999Z' });
});

test('what was only asked for is not what was first promised', () => {
  const agreed = january
    .made({ opening: 'request', dueDay: '2026-01-05' })
    .at('2026-01-03T09:00:00Z')
    .moved('counter', { dueDay: '2026-01-12' });
  expect(agreed.promiseAt('2026-01-03T09:00:00Z')).toMatchObject({ state: 'countered', promisedAt: null });
  const accepted = agreed.at('2026-01-04T09:00:00Z').moved('accept').promiseAt('2026-01-06T00:00:00Z');
  expect(accepted).toMatchObject({
    state: 'promised',
    promisedAt: '2026-01-04T09:00:00.000Z',
    firstTerms: { dueDay: '2026-01-12' },
    terms: { dueDay: '2026-01-12' },
  });
});

test('a proposal holds nobody to anything until it is agreed', () => {
  const proposed = promised.at('2026-01-05T09:00:00Z').moved('proposeChange', { dueDay: '2026-01-20' });
  expect(proposed.promiseAt('2026-01-06T00:00:00Z')).toMatchObject({
    proposedBy: 'promisor',
    terms: { dueDay: '2026-01-10' },
  });
  expect(proposed.promiseAt(justOverdue).state).toBe('overdue');
  const refused = proposed.at('2026-01-06T09:00:00Z').moved('refuseChange').promiseAt('2026-01-07T00:00:00Z');
  expect(refused).toMatchObject({ state: 'promised', proposedBy: null, terms: { dueDay: '2026-01-10' } });
});

test('an agreement says in its own words what was proposed, and the proposed day stands', () => {
  const agreed = promised
    .at('2026-01-05T09:00:00Z')
    .moved('askChange', { dueDay: '2026-01-20' })
    .moved('agreeChange', { words: 'Then by the 20th' });
  expect(agreed.promiseAt('2026-01-06T00:00:00Z').terms).toMatchObject({
    words: 'Then by the 20th',
    dueDay: '2026-01-20',
  });
});

test('a change proposed in time and agreed after the due time moves the due time', () => {
  const agreed = promised
    .at('2026-01-09T09:00:00Z')
    .moved('proposeChange', { dueDay: '2026-01-20' })
    .at('2026-01-12T09:00:00Z')
    .moved('agreeChange');
  expect(agreed.promiseAt('2026-01-12T09:00:00Z')).toMatchObject({
    state: 'promised',
    proposedBy: null,
    nextClockAt: '2026-01-21T00:00:00.000Z',
  });
});

test('a proposal is off the table once the promise is declared done', () => {
  const done = promised
    .at('2026-01-05T09:00:00Z')
    .moved('proposeChange', { dueDay: '2026-01-20' })
    .at('2026-01-06T09:00:00Z')
    .moved('declareComplete');
  expect(done.promiseAt('2026-01-06T09:00:00Z').proposedBy).toBeNull();
  const again = done.at('2026-01-07T09:00:00Z').moved('reject').moved('rework');
  const agreed = again.at('2026-01-12T09:00:00Z').moved('agreeChange').promiseAt('2026-01-12T09:00:00Z');
  expect(agreed.terms.dueDay).toBe('2026-01-10');
});

test('work that is done again has a due time of its own where one is given', () => {
  const again = promised
    .at('2026-01-09T09:00:00Z')
    .moved('declareComplete')
    .at('2026-01-12T09:00:00Z')
    .moved('reject')
    .moved('rework', { dueDay: '2026-01-15' });
  expect(again.promiseAt('2026-01-12T09:00:00Z')).toMatchObject({
    state: 'promised',
    completedAt: null,
    nextClockAt: '2026-01-16T00:00:00.000Z',
  });
});

test('a move that the law does not allow is kept, shown, and left out of the state', () => {
  const odd = promised.at('2026-01-03T09:00:00Z').moved('uphold').moved('declareComplete');
  const promise = odd.promiseAt('2026-01-04T00:00:00Z');
  expect(promise.state).toBe('completed');
  expect(promise.irregularities).toEqual([
    { eventId: 'evt_2', at: '2026-01-03T09:00:00.000Z', why: 'uphold is not possible while the promise is promised' },
  ]);
});

test('erased words leave all else as it was', () => {
  const told = promised
    .at('2026-01-05T09:00:00Z')
    .moved('askChange', { dueDay: '2026-01-20', words: 'By the 20th' })
    .moved('agreeChange', { words: 'Agreed', note: 'By telephone' });
  const { made: _, terms, firstTerms, ...known } = told.promiseAt('2026-03-01T00:00:00Z');
  const erased = told.erased().promiseAt('2026-03-01T00:00:00Z');
  expect(erased).toMatchObject(known);
  expect(erased.terms).toEqual({ ...terms, words: null });
  expect(erased.firstTerms).toEqual({ ...firstTerms, words: null });
});
