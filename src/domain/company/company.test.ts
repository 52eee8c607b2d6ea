/** The company: areas that are renamed, merged and added, and a policy that never reaches back. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { eventKinds, parseFact } from '../catalogue.ts';
import { shippedAreas } from '../process.ts';
import { areaName, currentArea } from './company.ts';
import { defaultPolicy, Policy } from './policy.ts';

const company = history('company').at('2026-01-02T09:00:00Z');
const end = '2026-06-01T00:00:00Z';

test('a company starts with six areas, whatever it has said', () => {
  const { areas, policy, people, offers, imports } = company.companyAt(end);
  expect([...areas.keys()]).toEqual(shippedAreas.map(({ area }) => area));
  expect(policy).toEqual(defaultPolicy);
  expect([people.size, offers.size, imports.length]).toEqual([0, 0, 0]);
});

test('an area is renamed and keeps its short name', () => {
  const renamed = company.fact('area.described', { area: 'distribution', name: 'Logistics' }).companyAt(end);
  expect(areaName(renamed, 'distribution')).toBe('Logistics');
  expect(renamed.areas.size).toBe(6);
});

test('an area that nobody described goes by its short name, and the customer is called so', () => {
  const known = company.companyAt(end);
  expect(areaName(known, 'legal')).toBe('legal');
  expect(areaName(known, 'customer')).toBe('the customer');
});

test('a merged area is part of another, over any number of steps, and stays in the list', () => {
  const merged = company
    .fact('area.described', { area: 'field', name: 'Field Service' })
    .fact('area.merged', { area: 'field', into: 'operations' })
    .at('2026-02-02T09:00:00Z')
    .fact('area.merged', { area: 'operations', into: 'distribution' });
  expect(currentArea(merged.companyAt(end), 'field')).toBe('distribution');
  expect(currentArea(merged.companyAt('2026-01-15T00:00:00Z'), 'field')).toBe('operations');
  expect(merged.companyAt(end).areas.get('field')).toEqual({
    area: 'field',
    name: 'Field Service',
    mergedInto: 'operations',
  });
});

test('areas that are merged into each other stand for themselves', () => {
  const circle = company
    .fact('area.merged', { area: 'sales', into: 'marketing' })
    .fact('area.merged', { area: 'marketing', into: 'sales' })
    .fact('area.merged', { area: 'accounting', into: 'accounting' })
    .companyAt(end);
  for (const area of ['sales', 'marketing', 'accounting', 'legal']) expect(currentArea(circle, area)).toBe(area);
});

test('a merged area that is described again stands on its own again', () => {
  const again = company
    .fact('area.merged', { area: 'marketing', into: 'sales' })
    .at('2026-03-02T09:00:00Z')
    .fact('area.described', { area: 'marketing', name: 'Brand' });
  expect(currentArea(again.companyAt('2026-02-01T00:00:00Z'), 'marketing')).toBe('sales');
  expect(currentArea(again.companyAt(end), 'marketing')).toBe('marketing');
});

test('no area can vanish: there is no kind of event that removes one', () => {
  const companyKinds = eventKinds.filter(({ stream, type }) => stream === 'company' && type.startsWith('area.'));
  expect(companyKinds.map(({ type }) => type)).toEqual(['area.described', 'area.merged']);
  const retracted = company.fact('area.described', { area: 'sales', name: 'Selling' }).retracted(1).companyAt(end);
  expect(retracted.areas.get('sales')).toEqual({ area: 'sales', name: 'Sales', mergedInto: null });
});

test('the customer is no area', () => {
  for (const [type, fields] of [
    ['area.described', { area: 'customer', name: 'Customer' }],
    ['area.merged', { area: 'customer', into: 'sales' }],
    ['area.merged', { area: 'sales', into: 'customer' }],
    ['person.described', { personId: 'per_kim', area: 'customer' }],
  ] as const) {
    expect(parseFact(type, fields)).toMatchObject({ ok: false, problems: [{ value: 'customer' }] });
  }
});

test('at one instant an area is there before it is merged, in whatever order that was told', () => {
  const upsideDown = company
    .fact('area.merged', { area: 'field', into: 'operations' })
    .fact('area.described', { area: 'field', name: 'Field Service' });
  expect(currentArea(upsideDown.companyAt(end), 'field')).toBe('operations');
});

test('a person has one area and one manager, and a name until it is erased', () => {
  const kim = company
    .fact('person.described', { personId: 'per_kim', area: 'sales', name: 'Kim Berg' })
    .at('2026-03-02T09:00:00Z')
    .fact('person.described', { personId: 'per_kim', area: 'operations', manager: 'per_lee', name: 'Kim Berg' });
  expect(kim.companyAt('2026-02-01T00:00:00Z').people.get('per_kim')).toMatchObject({ area: 'sales', manager: null });
  expect(kim.companyAt(end).people.get('per_kim')).toEqual({
    personId: 'per_kim',
    area: 'operations',
    leftAt: null,
    manager: 'per_lee',
    name: 'Kim Berg',
  });
  expect(kim.erased().companyAt(end).people.get('per_kim')?.name).toBeNull();
});

test('an offer is known as it was published last', () => {
  const offer = { offerId: 'off_1', name: 'Standard', claims: [{ claimId: 'clm_1', area: 'sales', words: 'Fast' }] };
  const published = company
    .fact('offer.published', offer)
    .at('2026-03-02T09:00:00Z')
    .fact('offer.published', {
      ...offer,
      claims: [],
    });
  expect(published.companyAt('2026-02-01T00:00:00Z').offers.get('off_1')?.claims).toHaveLength(1);
  expect(published.companyAt(end).offers.get('off_1')?.claims).toEqual([]);
});

test('a policy that is set changes what it names, from its day on, and leaves the rest', () => {
  const set = company
    .fact('policy.set', { graceDays: 3, caseShares: { flood: { distribution: 1 } } })
    .at('2026-03-02T09:00:00Z')
    .fact('policy.set', { zone: 'Europe/Berlin' });
  expect(set.companyAt('2026-02-01T00:00:00Z').policy).toMatchObject({ graceDays: 3, zone: 'UTC', silenceDays: 14 });
  const { policy } = set.companyAt(end);
  expect(policy).toMatchObject({ graceDays: 3, zone: 'Europe/Berlin' });
  expect(policy.caseShares).toMatchObject({ flood: { distribution: 1 }, defect: { operations: 1 } });
});

test('a policy set later does not reach back into what was promised or opened before', () => {
  const later = { ...defaultPolicy, graceDays: 0, caseShares: { unknown: { sales: 1 } } };
  const told = history().made({ dueDay: '2026-01-10' }).fact('case.opened', { caseId: 'cas_1' });
  const before = told.customerAt('2026-01-12T00:00:00Z');
  expect(told.under(later).fact('pitch.made', { pitchId: 'pit_1' }).customerAt('2026-01-12T00:00:00Z')).toMatchObject({
    promises: before.promises,
    cases: before.cases,
  });
});

test('an import is known with what it brought, and when it was undone', () => {
  const counts = { rows: 3, recorded: 2, known: 0, restored: 0, refused: 1, customers: 1 };
  const undone = company
    .fact('import.finished', { importId: 'imp_1', source: 'olist', ...counts })
    .at('2026-03-02T09:00:00Z')
    .fact('import.undone', { importId: 'imp_1', retracted: 2 })
    .fact('import.undone', { importId: 'imp_9', retracted: 0 });
  expect(undone.companyAt('2026-02-01T00:00:00Z').imports).toMatchObject([{ importId: 'imp_1', undoneAt: null }]);
  expect(undone.companyAt(end).imports).toMatchObject([
    { importId: 'imp_1', at: '2026-01-02T09:00:00.000Z', undoneAt: '2026-03-02T09:00:00.000Z', recorded: 2 },
  ]);
});

test('what the shipped policy says is a policy, and every burden in it is borne in whole by areas that exist', () => {
  expect(Policy.parse(defaultPolicy)).toEqual(defaultPolicy);
  const areas = new Set(Object.values(defaultPolicy.caseShares).flatMap((shares) => Object.keys(shares)));
  const { areas: known } = company.companyAt(end);
  expect([...areas].filter((area) => !known.has(area))).toEqual([]);
});

test('shares of a burden that are not one in sum are refused', () => {
  const set = (shares: Record<string, number>) => parseFact('policy.set', { caseShares: { flood: shares } }).ok;
  expect(set({ sales: 0.1, operations: 0.2, distribution: 0.7 })).toBe(true);
  expect(set({ sales: 0.5, operations: 0.4 })).toBe(false);
  expect(set({ sales: 1.5, operations: -0.5 })).toBe(false);
  expect(set({})).toBe(false);
});
