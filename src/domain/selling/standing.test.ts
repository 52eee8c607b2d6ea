/** Who is rested and who is resting, until when and why; and whether an ask has been earned. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { defaultSoilRules as rules } from './soil-rules.ts';
import { soilOf } from './soil.ts';
import { type NextAsk, standingOf, warningsBefore } from './standing.ts';

type Told = ReturnType<typeof history>;
const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12)).toISOString();
const soil = (told: Told, on: number) => soilOf(told.customerAt(day(on)), (party) => party);
const standing = (told: Told, on: number, contactId?: string) => standingOf(soil(told, on), rules, day(on), contactId);
const asked = (told: Told, on: number, fields: object = {}) =>
  told.at(day(on)).fact('ask.made', { askId: `ask_${told.events.length}`, ask: 'meeting', ...fields });
const given = (told: Told, on: number) =>
  told.at(day(on)).fact('gift.given', { giftId: `gif_${told.events.length}`, gift: 'advice' });
const pitched = (told: Told, on: number, offerId: string) =>
  told.at(day(on)).fact('pitch.made', { pitchId: `pit_${told.events.length}`, offerId });
const warnings = (told: Told, on: number, next: Partial<NextAsk> = {}) =>
  warningsBefore({ contactId: null, offerId: null, ...next }, soil(told, on), rules, day(on)).map(({ words }) => words);
const broken = history()
  .under({ recoveryDays: 2 })
  .at(day(1))
  .made({ words: 'A correct bill', by: 'accounting', dueDay: '2026-01-10' })
  .at(day(11))
  .moved('renege');

test('a customer whom nobody asked and to whom nothing was broken is rested', () => {
  expect(standing(history(), 50)).toEqual({ state: 'rested', until: null, because: null, rests: [] });
});

test('after an ask the customer rests for fourteen days, and a pitch is an ask', () => {
  for (const told of [asked(history(), 10), pitched(history(), 10, 'off_big')]) {
    expect(standing(told, 13)).toMatchObject({
      state: 'resting',
      until: day(24),
      because: 'they were asked 3 days ago',
    });
    expect(standing(told, 23).state).toBe('resting');
    expect(standing(told, 24).state).toBe('rested');
  }
});

test('a broken promise lets the customer rest until it is put right, and thirty days after the breach at least', () => {
  expect(standing(broken, 12)).toMatchObject({
    state: 'resting',
    until: null,
    because: '“A correct bill” (accounting) is broken and nothing was done about it',
  });
  // Nothing is promised for it any more: what is left is rest.
  expect(standing(broken, 14)).toMatchObject({ until: day(41), because: 'a promise to them was broken 3 days ago' });
  expect(standing(broken, 41).state).toBe('rested');
});

test('one who was asked three times in ninety days rests until the first of them is ninety days old', () => {
  const told = [10, 30, 60].reduce<Told>((so, on) => asked(so, on, { contactId: 'con_anna' }), history());
  expect(standing(told, 80)).toMatchObject({ until: day(100), because: 'they were asked 3 times in 90 days' });
  expect(standing(told, 100).state).toBe('rested');
});

test('what one contact was asked does not tire another', () => {
  const told = [10, 30, 60].reduce<Told>((so, on) => asked(so, on, { contactId: 'con_anna' }), history());
  expect(standing(told, 80, 'con_ben').state).toBe('rested');
  expect(standing(told, 80, 'con_anna').state).toBe('resting');
});

test('an ask before anything was given is pointed out, and counsel against a sale counts as given', () => {
  expect(warnings(history(), 50)).toEqual(['Nothing was given to them yet without being asked.']);
  expect(warnings(given(history(), 10), 50)).toEqual([]);
  const counselled = history()
    .at(day(10))
    .fact('counsel.given', { counselId: 'cns_1', advised: 'less', why: 'Two do' });
  expect(warnings(counselled, 50)).toEqual([]);
});

test('whoever asks more than they give back is told so, and not longer than a year', () => {
  const told = [20, 40].reduce<Told>((so, on) => asked(so, on), given(history(), 10));
  expect(warnings(told, 60)).toEqual(['With this it is 1 gift for 3 asks in a year; the house rule is 0.5 for each.']);
  expect(warnings(given(told, 55), 60)).toEqual([]);
});

test('the same offer is not put to the same customer again within half a year; another may be', () => {
  const told = given(pitched(given(history(), 5), 10, 'off_big'), 12);
  const same = 'The same offer was put to them 90 days ago; the house rule is to leave it for 180 days.';
  expect(warnings(told, 100, { offerId: 'off_big' })).toEqual([same]);
  expect(warnings(told, 100, { offerId: 'off_small' })).toEqual([]);
  expect(warnings(told, 191, { offerId: 'off_big' })).toEqual([]);
});

test('an ask while something is broken says so first', () => {
  expect(warnings(given(broken, 11), 12)[0]).toBe(
    'The customer is resting until it is put right: “A correct bill” (accounting) is broken and nothing was done about it.',
  );
  expect(warnings(asked(given(history(), 1), 10), 23)).toContain(
    'The customer is resting for one more day: they were asked 13 days ago.',
  );
});

test('what happens later does not count yet', () => {
  expect(standing(asked(history(), 60), 50).state).toBe('rested');
});
