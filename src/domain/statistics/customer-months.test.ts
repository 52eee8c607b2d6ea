/** The table of customers and months: a row knows only what was known before its month. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CustomerHistory, customerMonths } from './customer-months.ts';
import { firstDayOf, monthName, monthNumber } from './months.ts';

const period = { from: '2024-01', until: '2024-12' };

function customer(more: Partial<CustomerHistory> = {}): CustomerHistory {
  return {
    customerId: 'cus_1',
    segment: null,
    since: '2024-03-10',
    lostOn: null,
    noticeOn: null,
    purchases: [],
    refunds: [],
    satisfaction: [],
    advocacy: [],
    trust: [],
    keptRate: [],
    broken: [],
    contractEnds: [],
    priceChanges: [],
    ...more,
  };
}

function monthOf(history: CustomerHistory, month: string) {
  const table = customerMonths([history], period);
  const row = [...table.months, ...table.living].find((row) => monthName(row.month) === month);
  if (row === undefined) throw new Error(`no row for ${month}`);
  return row;
}

test('a customer has a row for every month from its first to the one in which it left', () => {
  const { months, living } = customerMonths([customer({ lostOn: '2024-06-30' })], period);
  expect(months.map(({ month, tenureMonths, left }) => [monthName(month), tenureMonths, left])).toEqual([
    ['2024-03', 0, false],
    ['2024-04', 1, false],
    ['2024-05', 2, false],
    ['2024-06', 3, true],
  ]);
  expect(living).toEqual([]);
});

test('who came before the period enters at its start with the tenure it then had', () => {
  const { months } = customerMonths([customer({ since: '2021-11-30' })], period);
  expect(months[0]).toMatchObject({ tenureMonths: 26, left: false });
  expect(months).toHaveLength(12);
});

test('who is still there at the end is known as of the month after it, and has left in no row', () => {
  const { months, living } = customerMonths([customer({ lostOn: '2025-02-01' })], period);
  expect(months.some(({ left }) => left)).toBe(false);
  expect(living.map(({ month }) => monthName(month))).toEqual(['2025-01']);
});

test('who was lost before the period, or came after it, has no row', () => {
  const { months, living, leftOut } = customerMonths(
    [customer({ since: '2020-01-01', lostOn: '2023-12-31' }), customer({ since: '2025-01-01' })],
    period,
  );
  expect([months, living, leftOut]).toEqual([[], [], []]);
});

test('satisfaction is the last answer before the month, and a year later it is forgotten', () => {
  const answers = [
    { day: '2024-04-30', value: 8 },
    { day: '2024-04-02', value: 3 },
    { day: '2024-05-01', value: 5 },
  ];
  const asked = customer({ satisfaction: answers });
  expect(monthOf(asked, '2024-04').satisfaction).toBeNull();
  expect(monthOf(asked, '2024-05').satisfaction).toBe(8);
  expect(monthOf(asked, '2024-06').satisfaction).toBe(5);
  const long = customer({ since: '2022-01-01', satisfaction: [{ day: '2023-03-15', value: 7 }] });
  expect(monthOf(long, '2024-03').satisfaction).toBe(7);
  expect(monthOf(long, '2024-04').satisfaction).toBeNull();
});

test('what is answered once notice was given knows the end, and does not count', () => {
  const answers = [
    { day: '2024-04-30', value: 6 },
    { day: '2024-05-20', value: 1 },
  ];
  const leaving = customer({ satisfaction: answers, advocacy: answers, noticeOn: '2024-05-20', lostOn: '2024-07-31' });
  expect(monthOf(leaving, '2024-06')).toMatchObject({ satisfaction: 6, advocacy: 6 });
});

test('counts and amounts are those of the months before', () => {
  const history = customer({
    purchases: [
      { day: '2024-03-12', value: 900 },
      { day: '2024-05-31', value: 600 },
      { day: '2024-06-01', value: 50 },
    ],
    refunds: [{ day: '2024-05-02', value: 300 }],
    broken: ['2024-03-20', '2024-06-15'],
    trust: [{ month: '2024-06', value: 0.7 }],
    contractEnds: ['2024-06-30'],
    priceChanges: ['2024-07-01'],
  });
  expect(monthOf(history, '2024-06')).toMatchObject({
    purchasesTwelveMonths: 2,
    monthsSincePurchase: 1,
    monthlyIncome: 400,
    refundsThreeMonths: 1,
    brokenThreeMonths: 1,
    trust: 0.7,
    keptRate: null,
    isContractEnd: true,
    isPriceChange: false,
    income: 50,
  });
  expect(monthOf(history, '2024-07')).toMatchObject({ brokenThreeMonths: 1, monthlyIncome: 312.5, trust: null });
});

test.each([
  ['a day that is none', customer({ broken: ['2024-02'] }), '2024-02 is no day'],
  ['a month that is none', customer({ trust: [{ month: '2024-13', value: 1 }] }), '2024-13 is no month'],
  ['an amount that is none', customer({ purchases: [{ day: '2024-04-01', value: NaN }] }), 'a value is no number'],
  ['an end before the beginning', customer({ lostOn: '2024-01-01' }), 'lost before the beginning'],
] as const)('%s leaves its customer out, with the reason', (_, history, reason) => {
  expect(customerMonths([history], period)).toMatchObject({
    months: [],
    leftOut: [{ customerId: 'cus_1', reason }],
  });
});

test('a period without months leaves everybody out', () => {
  expect(customerMonths([customer()], { from: 'spring', until: '2024-12' }).leftOut).toHaveLength(1);
  expect(customerMonths([customer()], { from: '2024-12', until: '2024-01' }).months).toEqual([]);
});

const day = fc
  .tuple(fc.integer({ min: 2023 * 12, max: 2025 * 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, day]) => `${monthName(month)}-${String(day).padStart(2, '0')}`);
const dated = fc.array(fc.record({ day, value: fc.integer({ min: 0, max: 10 }) }), { maxLength: 12 });

test('what happens in a month or after it changes nothing that the row knows', () => {
  const cut = fc.integer({ min: 2024 * 12 + 3, max: 2024 * 12 + 11 });
  fc.assert(
    fc.property(dated, dated, dated, fc.array(day), cut, (purchases, refunds, satisfaction, broken, month) => {
      const whole = customer({ since: '2023-01-01', purchases, refunds, satisfaction, broken });
      const past = ({ day }: { readonly day: string }) => day < firstDayOf(month);
      const before = customer({
        since: '2023-01-01',
        purchases: purchases.filter(past),
        refunds: refunds.filter(past),
        satisfaction: satisfaction.filter(past),
        broken: broken.filter((day) => past({ day })),
      });
      const row = monthOf(whole, monthName(month));
      expect({ ...row, income: 0 }).toEqual({ ...monthOf(before, monthName(month)), income: 0 });
    }),
    { seed: 20_261_126, numRuns: 300 },
  );
});

test('the number of a month and its name lead to each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 9999 * 12 + 11 }), (month) => {
      expect(monthNumber(monthName(month))).toBe(month);
      expect(monthNumber(firstDayOf(month))).toBe(month);
    }),
    { seed: 20_261_126 },
  );
});
