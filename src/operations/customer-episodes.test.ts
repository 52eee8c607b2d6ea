/** What hangs together in an account, and what it did to trust. */
import { expect, test } from 'vitest';
import { history } from '../../test/given.ts';
import { episodesOf } from './customer-episodes.ts';

const at = '2026-03-01T12:00:00.000Z';
const told = history()
  .at('2026-01-01T09:00:00Z')
  .fact('customer.described', { name: 'Acme' })
  .fact('purchase.made', { purchaseId: 'pur_1', amount: 10_000, currency: 'EUR' })
  .made({ by: 'sales', dueDay: '2026-01-10', purchaseId: 'pur_1' })
  .made({ promiseId: 'prm_2', by: 'operations', to: 'sales', dueDay: '2026-01-08', backs: ['prm_1'] })
  .at('2026-01-09T09:00:00Z')
  .moved('declareComplete', { promiseId: 'prm_1' })
  .moved('declareSatisfied', { promiseId: 'prm_1' })
  .at('2026-02-01T09:00:00Z')
  .made({ promiseId: 'prm_3', by: 'accounting', dueDay: '2026-02-05' })
  .at('2026-02-02T09:00:00Z')
  .moved('renege', { promiseId: 'prm_3' })
  .at('2026-02-20T09:00:00Z')
  .fact('case.opened', { caseId: 'cas_1', issue: 'The bill is wrong' });

const account = { state: told.customerAt(at), events: told.events, company: history('company').companyAt(at), at };

test('a purchase, its promises and those behind them are one episode; what hangs on nothing of it is another', () => {
  const { episodes, episodeOf } = episodesOf(account, told.events);
  expect(episodes.map(({ title, open, events }) => [title, open, events])).toEqual([
    ['Case: The bill is wrong', true, 1],
    ['“Delivered”', false, 2],
    ['Bought for EUR 100.00', false, 5],
  ]);
  expect(episodeOf.get(told.events[0]?.eventId ?? '')).toBeUndefined();
});

test('an episode says what the journey was trusted before it and after it', () => {
  const [open, broken, kept] = episodesOf(account, told.events).episodes;
  expect(kept?.trustBefore).toBeNull();
  expect(broken?.trustBefore).toBe(open?.trustBefore === null ? null : broken?.trustBefore);
  expect(broken?.trustAfter ?? 1).toBeLessThan(broken?.trustBefore ?? 0);
  expect(open?.trustAfter).toBeCloseTo(open?.trustBefore ?? 0, 1);
});
