/** The land, counsel and decisions over all customers. */
import { beforeEach, expect, test } from 'vitest';
import { selling as contract } from '../api/selling.ts';
import { value as valueContract } from '../api/value.ts';
import { simulatedPurchases } from '../../test/simulated-purchases.ts';
import { askingAbout, onDay } from '../../test/acme.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { burnIndex } from '../domain/statistics/burn-index.ts';
import type { IncomingFact } from './incoming.ts';
import { recordFacts } from './record.ts';
import { selling } from './selling.ts';
import { value } from './value.ts';

type Fields = Readonly<Record<string, unknown>>;

onEveryEngine('the land', (database) => {
  let now = '';
  const { record, context } = askingAbout(database, () => now);
  const land = (asOf?: string) => selling.land(context(), contract.land.input.parse({ asOf }));
  const counsel = () => selling.counselRecord(context(), contract.counselRecord.input.parse({}));
  const decisions = () => selling.decisions(context(), contract.decisions.input.parse({}));
  const of = (who: string, type: string, day: number, fields: Fields): IncomingFact => ({
    type,
    customerId: `cus_${who}`,
    occurredAt: onDay(day),
    sourceId: `${who} ${type} ${day} ${JSON.stringify(fields)}`,
    fields,
  });
  const bought = (who: string, day: number, amount: number, currency = 'EUR') =>
    of(who, 'purchase.made', day, { purchaseId: `pur_${who}-${day}`, amount, currency });

  beforeEach(async () => {
    now = onDay(400);
    await emptied(database());
  });

  test('is empty without customers, and says nothing that nobody knows', async () => {
    expect(await land()).toMatchObject({ capacity: [], quarters: [], resting: [], asks: [], gifts: [] });
    expect((await counsel()).cameBack.refusal).toEqual({
      reason: '0 customers got counsel at least 180 days ago',
      missing: '10 more, and customers like them',
    });
    expect((await decisions()).nineOfTen.refusal).not.toBeNull();
  });

  test('what can be worked, and what holds the rest back, adds up to the whole', async () => {
    await record([
      bought('rested', 300, 30_000),
      bought('gone', 10, 99_000),
      bought('asked', 320, 10_000),
      of('asked', 'pitch.made', 395, { pitchId: 'pit_1' }),
      bought('wronged', 330, 20_000),
      of('wronged', 'promise.made', 331, { promiseId: 'prm_1', by: 'sales', words: 'A bill', dueDay: '2026-12-01' }),
      of('wronged', 'promise.moved', 340, { promiseId: 'prm_1', move: 'renege' }),
      of('counter', 'customer.described', 1, { kind: 'unidentified' }),
      bought('counter', 330, 77_000),
    ]);
    const { capacity, resting, counts } = await land();
    expect(capacity).toEqual([
      {
        currency: 'EUR',
        capacity: 20_000,
        whole: 80_000,
        share: 0.25,
        productive: 1,
        customers: 4,
        heldBack: { inactive: 20_000, distrusting: 20_000, resting: 20_000 },
        basis: 'yearlySpend',
        meanSpend: 20_000,
        active: 3,
      },
    ]);
    expect(counts).toEqual({ customers: 4, resting: 1, rested: 3 });
    expect(resting).toEqual([
      { customerId: 'cus_asked', name: null, until: onDay(409), because: 'they were asked 5 days ago' },
    ]);
  });

  test('with enough purchases each customer counts with the lifetime value expected of them', async () => {
    now = '2026-11-21T00:00:00.000Z';
    await recordFacts(context(), simulatedPurchases(300, 5), { source: 'test' });
    const [found] = (await land()).capacity;
    const scores = await value.scores(context(), valueContract.scores.input.parse({ limit: 300 }));
    const total = scores.rows.reduce((sum, row) => sum + (row.value?.amount ?? 0), 0);
    expect(found?.basis).toBe('lifetimeValue');
    expect(found?.whole).toBeCloseTo(total, 3);
    const [then] = (await land('2026-11-20')).capacity;
    expect(then?.basis).toBe('yearlySpend');
  });

  test('currencies are never added', async () => {
    await record([bought('one', 300, 30_000), bought('one', 301, 500, 'USD'), bought('two', 302, 700, 'USD')]);
    expect((await land()).capacity.map(({ currency, whole, customers }) => [currency, whole, customers])).toEqual([
      ['EUR', 30_000, 1],
      ['USD', 1_200, 2],
    ]);
  });

  test('what is late or broken and not put right keeps a customer resting until it is', async () => {
    await record([
      bought('acme', 300, 30_000),
      of('acme', 'promise.made', 390, { promiseId: 'prm_1', by: 'sales', words: 'A bill', dueDay: '2027-02-01' }),
    ]);
    expect((await land()).resting).toEqual([
      {
        customerId: 'cus_acme',
        name: null,
        until: null,
        because: 'a promise to them is late, disputed or broken',
      },
    ]);
  });

  test('the burn index of a quarter is that of its customers, refunds taken off and the running quarter left out', async () => {
    await record([
      bought('a', 100, 1_000),
      bought('b', 110, 2_000),
      bought('b', 200, 500),
      bought('c', 210, 3_000),
      of('c', 'refund.paid', 230, { refundId: 'ref_1', amount: 400, currency: 'EUR', purchaseId: 'pur_c-210' }),
      bought('d', 398, 9_000),
    ]);
    const { quarters } = await land();
    expect(quarters.map(({ quarter }) => quarter)).toEqual(['2026-07-01', '2026-10-01']);
    const expected = burnIndex([
      { customerId: 'a', before: 1_000, now: 0, isNew: false },
      { customerId: 'b', before: 2_000, now: 500, isNew: false },
      { customerId: 'c', before: 0, now: 2_600, isNew: true },
    ]);
    expect(quarters[0]).toMatchObject({ ...expected, customers: 3, newCustomers: 1 });
    expect(quarters[0]?.index).toBeCloseTo(2_500 / 3_100, 9);
    expect(quarters[1]).toMatchObject({ income: 0, index: null });
  });

  test('asks stand against gifts of a year, and counsel is a gift', async () => {
    await record([
      of('acme', 'ask.made', 20, { askId: 'ask_1', ask: 'survey' }),
      of('acme', 'ask.made', 200, { askId: 'ask_2', ask: 'survey', despite: 'They wanted it' }),
      of('acme', 'gift.given', 210, { giftId: 'gif_1', gift: 'advice' }),
      of('acme', 'counsel.given', 220, { counselId: 'cns_1', advised: 'less', why: 'Two do' }),
    ]);
    expect(await land()).toMatchObject({
      asks: [{ what: 'survey', count: 1, customers: 1, despite: 1 }],
      gifts: [
        { what: 'advice', count: 1 },
        { what: 'counsel', count: 1 },
      ],
    });
    expect((await land(onDay(100))).asks).toEqual([{ what: 'survey', count: 1, customers: 1, despite: 0 }]);
  });

  test('counsel is to the credit of whoever gave it, with what was forgone and what came back', async () => {
    await record([
      of('acme', 'customer.described', 1, { name: 'Acme Ltd' }),
      of('acme', 'counsel.given', 20, { counselId: 'cns_1', advised: 'less', forgone: 5_000, why: 'Two do' }),
      bought('acme', 60, 800),
      of('acme', 'referral.given', 70, { referralId: 'rfl_1' }),
      of('bolt', 'counsel.given', 90, {
        counselId: 'cns_2',
        advised: 'nothing',
        byPerson: 'per_kim',
        why: 'A draught',
      }),
    ]);
    const { count, forgone, counsels } = await counsel();
    expect({ count, forgone }).toEqual({ count: 2, forgone: [{ currency: 'EUR', amount: 5_000, count: 1 }] });
    expect(counsels).toMatchObject([
      { customerId: 'cus_bolt', by: 'per_kim, Sales', returnedAt: null, referrals: 0 },
      { name: 'Acme Ltd', by: 'Sales', why: 'Two do', returnedAt: onDay(60), purchases: 1, referrals: 1 },
    ]);
  });

  test('what came back of counsel is held against customers like them, as an association with its interval', async () => {
    const pair = (number: number): readonly IncomingFact[] => [
      bought(`told${number}`, 1 + number * 3, 100),
      of(`told${number}`, 'counsel.given', 46, { counselId: `cns_${number}`, advised: 'less', why: 'Two do' }),
      ...(number < 9 ? [bought(`told${number}`, 80, 100)] : []),
      bought(`left${number}`, 1 + number * 3, 100),
      ...(number < 3 ? [bought(`left${number}`, 80, 100)] : []),
    ];
    await record(Array.from({ length: 12 }, (_, number) => pair(number)).flat());
    const { cameBack } = await counsel();
    expect(cameBack).toMatchObject({ refusal: null, pairs: 12, counselledMean: 0.75, matchedMean: 0.25 });
    expect(cameBack.difference?.estimate).toBeNull();
    expect(cameBack.difference?.low).toBeLessThan(0.5);
    expect(cameBack.difference?.high).toBeGreaterThan(0.5);
    expect(cameBack.assumptions).toContain('fewer than 30 pairs: interval only');
  });

  test('nine times out of ten is tested on what was judged, with its interval', async () => {
    const decision = (number: number, chosen: 'right' | 'other', best: string | null): readonly IncomingFact[] => {
      const decisionId = `dec_${chosen}-${number}`;
      return [
        of('acme', 'decision.made', number + 1, { decisionId, trigger: 'quote', chosen, right: 'So', choice: 'So' }),
        ...(best === null ? [] : [of('acme', 'decision.judged', number + 60, { decisionId, best })]),
      ];
    };
    await record([
      ...Array.from({ length: 9 }, (_, number) => decision(number, 'right', 'both')).flat(),
      ...decision(20, 'right', 'customer'),
      ...decision(21, 'right', null),
      ...decision(22, 'other', 'us'),
    ]);
    const { count, judged, nineOfTen, decisions: rows } = await decisions();
    expect({ count, judged, n: nineOfTen.n, open: nineOfTen.open }).toEqual({ count: 12, judged: 11, n: 10, open: 1 });
    expect(nineOfTen).toMatchObject({
      share: { estimate: 0.9 },
      verdict: 'not known yet',
      otherwise: { share: 0, n: 1 },
    });
    expect(rows[0]).toMatchObject({ wasRight: false, best: 'us', by: 'Sales' });
  });
});
