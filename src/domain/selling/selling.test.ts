/** What was asked of a customer, given, advised and decided, as of any day. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { sentenceOf } from '../catalogue.ts';
import { beginSelling, evolveSelling } from './selling.ts';

const end = '2026-06-01T00:00:00Z';
const right = 'A new sensor tomorrow';
const decided = history()
  .at('2026-02-01T09:00:00Z')
  .fact('decision.made', { decisionId: 'dec_1', trigger: 'complaint', chosen: 'right', right, choice: 'Sent one' });

test('what was asked and given is known from its day on', () => {
  const told = history()
    .at('2026-02-01T09:00:00Z')
    .fact('gift.given', { giftId: 'gif_1', gift: 'advice' })
    .at('2026-03-01T09:00:00Z')
    .fact('ask.made', { askId: 'ask_1', ask: 'referral', contactId: 'con_anna' });
  expect(told.customerAt('2026-02-15T00:00:00Z').selling).toMatchObject({ asks: [], gifts: [{ type: 'gift.given' }] });
  expect(told.customerAt(end).selling.asks).toMatchObject([{ data: { ask: 'referral', contactId: 'con_anna' } }]);
});

test('a decision waits for its judgement, and the last judgement stands', () => {
  const judged = (told: typeof decided, best: string) =>
    told.fact('decision.judged', { decisionId: 'dec_1', best }).at('2026-05-01T09:00:00Z');
  const best = (told: typeof decided) => told.customerAt(end).selling.decisions.get('dec_1')?.judged?.data.best;
  expect(best(decided)).toBeUndefined();
  const once = judged(decided.at('2026-04-01T09:00:00Z'), 'customer');
  expect(best(once)).toBe('customer');
  expect(best(judged(once, 'both'))).toBe('both');
});

test('a judgement of a decision that nobody made is kept and called irregular', () => {
  const told = history().fact('decision.judged', { decisionId: 'dec_9', best: 'us' });
  expect(told.customerAt(end).irregularities).toMatchObject([{ why: 'decision dec_9 was not made yet' }]);
});

test('an ask, a gift, a recommendation or counsel is told once', () => {
  const twice = history()
    .fact('ask.made', { askId: 'ask_1', ask: 'meeting' })
    .fact('ask.made', { askId: 'ask_1', ask: 'survey' })
    .fact('counsel.given', { counselId: 'cns_1', advised: 'less', why: 'Two are enough' })
    .fact('counsel.given', { counselId: 'cns_1', advised: 'less', why: 'Two are enough' })
    .fact('referral.given', { referralId: 'rfl_1' })
    .fact('referral.given', { referralId: 'rfl_1' });
  const { selling, irregularities } = twice.customerAt(end);
  expect([selling.asks.length, selling.counsels.length, selling.referrals.length]).toEqual([1, 1, 1]);
  expect(irregularities.map(({ why }) => why)).toEqual([
    'ask ask_1 was told before',
    'counsel cns_1 was told before',
    'referral rfl_1 was told before',
  ]);
});

test('what was told twice is found among ten thousand asks without looking at each of them', () => {
  const draft = beginSelling();
  const [known] = history().fact('ask.made', { askId: 'ask_1', ask: 'meeting' }).events;
  if (known?.type !== 'ask.made') throw new Error('an ask was told');
  const ask = (number: number) => ({ ...known, data: { ...known.data, askId: `ask_${number}` as never } });
  for (let number = 0; number < 10_000; number += 1) expect(evolveSelling(draft, ask(number))).toBeNull();
  let looks = 0;
  const watched = new Proxy(draft.asks, { get: (asks, name) => ((looks += 1), Reflect.get(asks, name) as unknown) });
  expect(evolveSelling({ ...draft, asks: watched }, ask(77))).toBe('ask ask_77 was told before');
  expect(looks).toBeLessThan(10);
});

test('what a sale would have brought, and what a gift was worth, is in the money of the company unless said otherwise', () => {
  const told = history()
    .under({ currency: 'CHF' })
    .fact('counsel.given', { counselId: 'cns_1', advised: 'less', forgone: 24_000, why: 'Two are enough' })
    .fact('gift.given', { giftId: 'gif_1', gift: 'sample', amount: 900, currency: 'EUR' })
    .fact('gift.given', { giftId: 'gif_2', gift: 'advice' });
  const { counsels, gifts } = told.customerAt(end).selling;
  expect(counsels.map(({ data }) => data.currency)).toEqual(['CHF']);
  expect(gifts.map(({ data }) => data.currency)).toEqual(['EUR', undefined]);
});

test('the timeline says why something was asked or pitched although something spoke against it', () => {
  const despite = 'They called us';
  const told = history()
    .fact('ask.made', { askId: 'ask_1', ask: 'meeting', despite })
    .fact('pitch.made', { pitchId: 'pit_1', offerId: 'off_big', despite });
  expect(told.events.map((event) => sentenceOf(event))).toEqual([
    'sales asked for a meeting (asked all the same: “They called us”)',
    'sales pitched off_big (all the same: “They called us”)',
  ]);
  expect(JSON.stringify(told.events.map(({ data }) => data))).not.toContain(despite);
});
