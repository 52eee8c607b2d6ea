import { expect, test } from 'vitest';
import { history, type History } from '../../test/given.ts';
import { burdensOf } from './customer-burdens.ts';

const at = '2026-02-01T12:00:00.000Z';

function burdens(told: History, company: History = history('company')) {
  return burdensOf({ state: told.customerAt(at), events: told.events, company: company.companyAt(at), at });
}

function owed(told: History, company?: History): string[] {
  return burdens(told, company).map(
    ({ bearer, toConvince, late }) => `${bearer} to ${toConvince}${late ? ', late' : ''}`,
  );
}

const made = history().at('2026-01-01T09:00:00Z').made({ by: 'sales', dueDay: '2026-02-10' });

test('who promised bears the burden, also for what needs an area that never agreed', () => {
  expect(owed(made)).toEqual(['sales to customer']);
  expect(
    owed(
      history()
        .at('2026-01-01T09:00:00Z')
        .made({ by: 'sales', needs: ['operations'] }),
    ),
  ).toEqual(['sales to customer']);
});

test('an area that did agree owes its own part to the one in front', () => {
  const backed = made.made({
    promiseId: 'prm_2',
    by: 'operations',
    to: 'sales',
    backs: ['prm_1'],
    dueDay: '2026-02-08',
  });
  expect(owed(backed)).toEqual(['operations to sales', 'sales to customer']);
});

test('what was only asked for or offered, and what is settled, is owed by nobody', () => {
  expect(owed(history().made({ opening: 'offer' }))).toEqual([]);
  expect(owed(made.moved('declareComplete').moved('declareSatisfied'))).toEqual([]);
});

test('late is what was not declared done in time', () => {
  const due = history().at('2026-01-01T09:00:00Z').made({ by: 'sales', dueDay: '2026-01-30', silenceDays: 60 });
  expect(owed(due)).toEqual(['sales to customer, late']);
  expect(owed(due.at('2026-01-20T09:00:00Z').moved('declareComplete'))).toEqual(['sales to customer']);
  expect(owed(due.at('2026-01-31T09:00:00Z').moved('declareComplete'))).toEqual(['sales to customer, late']);
});

test('an open case is owed to the client by Customer Service, and to it by the areas that bear it', () => {
  const told = history().fact('case.opened', { caseId: 'cas_1', nature: 'misuse', issue: 'It stops' });
  expect(burdens(told).map(({ bearer, toConvince, what, caseId }) => [bearer, toConvince, what, caseId])).toEqual([
    ['customer-service', 'customer', 'the issue “It stops” put right', 'cas_1'],
    ['operations', 'customer-service', 'what went wrong with “It stops” (50 % of the burden)', 'cas_1'],
    ['customer-service', 'operations', 'what went wrong with “It stops” (50 % of the burden)', 'cas_1'],
  ]);
  expect(owed(told.fact('case.closed', { caseId: 'cas_1', verdict: 'unknown' }))).toEqual([]);
});

test('what the customer promised, the customer owes', () => {
  expect(owed(history().made({ by: 'customer', to: 'operations' }))).toEqual(['customer to operations']);
});

test('a merged area is called by what it became, and owes nothing to itself', () => {
  const company = history('company').fact('area.merged', { area: 'marketing', into: 'sales' });
  expect(owed(history().made({ by: 'marketing' }), company)).toEqual(['sales to customer']);
  expect(owed(history().made({ by: 'marketing', to: 'sales' }), company)).toEqual([]);
  expect(burdens(history().made({ by: 'marketing' }), company)[0]?.bearerName).toBe('Sales');
});

test('erased words are said to be erased', () => {
  expect(burdens(made.erased())[0]?.what).toBe('[erased]');
});
