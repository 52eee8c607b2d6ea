import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { canCarryOn, handedOn, reassigned, stillTheirs, takerOf } from './leaving.ts';

const company = history('company')
  .fact('area.described', { area: 'field', name: 'Field' })
  .fact('area.merged', { area: 'field', into: 'operations' })
  .fact('person.described', { personId: 'per_kim', area: 'operations', name: 'Kim' })
  .fact('person.described', { personId: 'per_lee', area: 'field', name: 'Lee' })
  .fact('person.described', { personId: 'per_max', area: 'sales', name: 'Max' })
  .fact('person.described', { personId: 'per_old', area: 'operations', name: 'Old' })
  .fact('person.left', { personId: 'per_old' })
  .companyAt('2026-02-01T00:00:00Z');

const account = history()
  .made({ byPerson: 'per_kim', dueDay: '2026-03-01' })
  .made({ promiseId: 'prm_2', byPerson: 'per_kim', dueDay: '2026-03-01' })
  .moved('declareComplete')
  .moved('declareSatisfied')
  .made({ promiseId: 'prm_3', by: 'sales', dueDay: '2026-03-01' })
  .fact('case.opened', { caseId: 'cas_1' })
  .fact('case.attempted', { caseId: 'cas_1', byPerson: 'per_kim' });
const on = '2026-02-01T00:00:00Z';

test('what is settled or nobody’s is not still theirs', () => {
  const { promises, cases } = stillTheirs(account.customerAt(on), 'per_kim');
  expect(promises.map(({ promiseId }) => promiseId)).toEqual(['prm_1']);
  expect(cases.map(({ caseId }) => caseId)).toEqual(['cas_1']);
  expect(stillTheirs(account.customerAt(on), 'per_lee')).toEqual({ promises: [], cases: [] });
});

test('only who is there and works in the area, mergers counted, carries on what it promised', () => {
  expect(
    ['per_kim', 'per_lee', 'per_max', 'per_old', 'per_none'].map((one) => canCarryOn(company, one, 'operations')),
  ).toEqual([true, true, false, false, false]);
});

test('one taker takes what they may, what is said of one promise goes before it', () => {
  const promise = account.promiseAt(on, 'prm_1');
  const none = new Map();
  expect(takerOf(company, { to: 'per_lee', each: none }, promise)).toBe('per_lee');
  expect(takerOf(company, { to: 'per_max', each: none }, promise)).toBeNull();
  expect(takerOf(company, { to: 'per_lee', each: new Map([['prm_1', null]]) }, promise)).toBeNull();
});

test('a promise that was handed over is what it was, but for whose it is; taken back, it is theirs again', () => {
  const before = account.promiseAt(on, 'prm_1');
  const fact = reassigned(before, 'per_lee');
  const after = account.fact(fact.type, fact.data);
  const handed = after.promiseAt(on, 'prm_1');
  expect(handed).toMatchObject({ person: 'per_lee', handOvers: [{ state: 'promised' }] });
  expect({ ...handed, person: before.person, handOvers: [] }).toEqual(before);
  expect(after.retracted(after.events.length).promiseAt(on, 'prm_1')).toEqual(before);
  expect(after.fact('promise.reassigned', { promiseId: 'prm_1' }).promiseAt(on, 'prm_1').person).toBeNull();
});

test('a case that was handed on is whom it was handed to', () => {
  const [known] = stillTheirs(account.customerAt(on), 'per_kim').cases;
  if (known === undefined) throw new Error('There is no case');
  const fact = handedOn(known, 'per_kim', 'per_max');
  const after = account.fact(fact.type, fact.data).customerAt(on);
  expect(stillTheirs(after, 'per_max').cases).toMatchObject([{ caseId: 'cas_1', handOffs: 1 }]);
});

test('who is described after they left works here again', () => {
  const kim = history('company')
    .fact('person.described', { personId: 'per_kim', area: 'sales' })
    .at('2026-01-05T00:00:00Z')
    .fact('person.left', { personId: 'per_kim' });
  expect(kim.companyAt(on).people.get('per_kim')?.leftAt).toBe('2026-01-05T00:00:00.000Z');
  const back = kim.at('2026-01-09T00:00:00Z').fact('person.described', { personId: 'per_kim', area: 'sales' });
  expect(back.companyAt(on).people.get('per_kim')?.leftAt).toBeNull();
});
