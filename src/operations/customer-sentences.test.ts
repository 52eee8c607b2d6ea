/** Sentences name what people know by name, never by its id. */
import { expect, test } from 'vitest';
import { history } from '../../test/given.ts';
import { foldCompany } from '../domain/company/company.ts';
import { sentenceIn } from './customer-sentences.ts';

const at = '2026-06-01T00:00:00Z';

test('an offer is named as the company calls it, and an unknown one by its id', () => {
  const published = history().fact('offer.published', { offerId: 'off_parts', name: 'Parts and small works' });
  const told = history()
    .fact('pitch.made', { pitchId: 'pit_1', offerId: 'off_parts' })
    .fact('pitch.made', { pitchId: 'pit_2', offerId: 'off_gone' });
  const company = foldCompany(published.events, at);
  const account = { state: told.customerAt(at), events: told.events, company, at };
  expect(told.events.map((event) => sentenceIn(account, event))).toEqual([
    'Sales pitched Parts and small works',
    'Sales pitched off_gone',
  ]);
});
