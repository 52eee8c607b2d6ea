/** Whether an offer fits, what of it is beyond need and use, and which one would fit better. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { betterFor, misfitsOf, type Offered, undeliverable } from './oversell.ts';
import { soldInVain, undeliverableIn } from './soil.ts';

const small: Offered = { offerId: 'off_small', name: 'Small', fits: { needs: ['chilled'], sizeMax: 5, unit: 'rooms' } };
const large: Offered = {
  offerId: 'off_large',
  name: 'Large',
  fits: { needs: ['chilled', 'frozen'], sizeMin: 6, sizeMax: 40, unit: 'rooms', usageMin: 6 },
};
const silent: Offered = { offerId: 'off_silent', name: 'Silent' };
const offers = [small, large, silent];
const said = (offer: Offered, wanted: Parameters<typeof misfitsOf>[1]) =>
  misfitsOf(offer, wanted).map(({ words }) => words);

test('an offer that fits need, size and use is not warned of', () => {
  expect(said(small, { need: 'chilled', size: 3, usage: 3 })).toEqual([]);
  expect(said(large, { need: 'frozen', size: 12, usage: 12 })).toEqual([]);
});

test('what lies outside what the offer is made for is said in plain words', () => {
  expect(said(small, { need: 'frozen' })).toEqual(['Small is made for chilled, not for frozen.']);
  expect(said(small, { size: 8 })).toEqual(['Small is made for up to 5 rooms; this would be 8.']);
  expect(said(large, { size: 4 })).toEqual(['Large is made for 6 to 40 rooms; this would be 4.']);
  expect(said(large, { usage: 3 })).toEqual(['Large pays from use of 6 or more rooms; they use 3.']);
});

test('more than is used is too much, whatever the offer says', () => {
  expect(said(silent, { size: 10, usage: 4 })).toEqual(['They use 4; 10 would go beyond what is used.']);
});

test('an offer that says nothing is warned of for nothing that it could have said', () => {
  expect(said(silent, { need: 'frozen', size: 400 })).toEqual([]);
});

test('the better offer is one that says it fits; of several the one that leaves the least room', () => {
  expect(betterFor(offers, large, { need: 'chilled', size: 3 })?.offerId).toBe('off_small');
  expect(betterFor(offers, small, { need: 'frozen', size: 8 })?.offerId).toBe('off_large');
  expect(
    betterFor(
      [...offers, { ...large, offerId: 'off_huge', fits: { needs: ['frozen'], sizeMax: 900, unit: 'rooms' } }],
      small,
      {
        need: 'frozen',
        size: 8,
      },
    )?.offerId,
  ).toBe('off_large');
  expect(betterFor(offers, small, { need: 'dry' })).toBeNull();
  expect(betterFor(offers, small, {})).toBeNull();
});

test('an offer that is counted in something else is no better one', () => {
  const weighed = { offerId: 'off_weighed', name: 'Weighed', fits: { needs: ['chilled'], sizeMax: 9, unit: 'kg' } };
  expect(betterFor([...offers, weighed], small, { need: 'chilled', size: 8 })?.offerId).toBe('off_large');
  expect(betterFor([small, weighed], small, { need: 'chilled', size: 8 })).toBeNull();
});

test('where more is asked for than is used, the better offer is the one for what is used', () => {
  expect(betterFor(offers, large, { need: 'chilled', size: 12, usage: 3 })?.offerId).toBe('off_small');
});

test('more sold on top of what cannot be kept is pointed out: late, never agreed to, promised for others', () => {
  const open = (told: ReturnType<typeof history>) =>
    undeliverable(undeliverableIn(told.customerAt('2026-02-01T00:00:00Z'), (party) => party)).map(({ words }) => words);
  const sold = history().made({ words: 'Installed', by: 'sales', needs: ['operations'], dueDay: '2026-03-01' });
  expect(open(sold)).toEqual([
    'What was promised to them cannot be kept as it stands: “Installed” (sales) was never agreed to by operations.',
  ]);
  const backed = sold.made({ promiseId: 'prm_2', to: 'sales', backs: ['prm_1'], dueDay: '2026-03-01' });
  expect(open(backed)).toEqual([]);
  const late = backed.made({ promiseId: 'prm_3', words: 'A bill', by: 'accounting', dueDay: '2026-01-25' });
  const imposed = late.made({ promiseId: 'prm_4', words: 'A call', voluntary: false, dueDay: '2026-03-01' });
  expect(open(imposed)).toEqual([
    'What was promised to them cannot be kept as it stands: “A bill” (accounting) is late, and 1 more.',
  ]);
});

test('what brought them nothing is not sold to them again without a word', () => {
  const bought = history()
    .at('2026-01-05T12:00:00Z')
    .fact('purchase.made', { purchaseId: 'pur_1', offerId: 'off_small', amount: 100, currency: 'EUR' });
  const inVain = bought.fact('benefit.reported', { purchaseId: 'pur_1', benefit: 'not' });
  const vain = (told: typeof bought, offerId: string) =>
    soldInVain(told.customerAt('2026-02-01T00:00:00Z'), offerId).map(({ words }) => words);
  expect(vain(bought, 'off_small')).toEqual([]);
  expect(vain(inVain, 'off_small')).toEqual([
    'They bought this on 2026-01-05 and do not have the benefit they hoped for.',
  ]);
  expect(vain(inVain, 'off_large')).toEqual([]);
});
