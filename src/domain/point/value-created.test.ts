/** What finished improvements created, and their total. */
import { expect, test } from 'vitest';
import type { ProgrammeFound } from './programme-report.ts';
import { totalCreated, valueCreated } from './value-created.ts';

const refused = { answered: false, why: 'too few', reason: 'too few units', missing: 'more', column: null } as const;
const basis = { answered: true, n: 20, counted: 'units', period: null, model: '', assumptions: [] } as const;
const interval = { estimate: 10, low: 4, high: 18 };
const staggered = {
  ...basis,
  difference: interval,
  before: interval,
  treated: 12,
  controls: 8,
  leftOut: 0,
  wording: 'worth',
  design: '',
} as const;
const beforeAfter = { ...basis, change: interval, before: 1, after: 2, wording: 'associated with' } as const;
const finished: ProgrammeFound = {
  programme: {
    programmeId: 'prg_1',
    area: 'distribution',
    title: 'Call before coming',
    measure: 'income',
    starts: [],
    finishedAt: '2026-06-01T00:00:00.000Z',
  },
  customers: 20,
  before: beforeAfter,
  staggered,
};
const counted = { monthsAfter: 6, marginShare: 0.5 };

test('what it created is what a customer brought more a month, of the customers and months compared, as margin', () => {
  expect(valueCreated(finished, counted)).toEqual({
    amount: { estimate: 360, low: 144, high: 648 },
    customers: 12,
    months: 6,
    design: 'against customers who had it not yet (staggered start)',
    wording: 'worth',
    reason: null,
  });
});

test('where nobody is left to compare with, before and after stands, and is only associated', () => {
  expect(valueCreated({ ...finished, staggered: refused }, counted)).toMatchObject({
    amount: { estimate: 600 },
    design: 'before and after in the same customers',
    wording: 'associated with',
  });
  expect(valueCreated({ ...finished, staggered: refused, before: refused }, counted)).toMatchObject({
    amount: null,
    reason: 'too few units',
  });
});

test('one that still runs has no entry, and one that moved no money no amount', () => {
  const { programme } = finished;
  expect(valueCreated({ ...finished, programme: { ...programme, finishedAt: null } }, counted)).toBeNull();
  expect(valueCreated({ ...finished, programme: { ...programme, measure: 'kept' } }, counted)?.amount).toBeNull();
});

test('the total is the sum; its interval is narrower than the sum of the intervals', () => {
  const entry = valueCreated(finished, counted);
  if (entry === null) throw new Error('no entry');
  const total = totalCreated([entry, entry, { ...entry, amount: null }]);
  expect(total).toMatchObject({ programmes: 2, unknown: 1, designs: [entry.design] });
  expect(total?.amount.estimate).toBe(720);
  expect(total?.amount.low).toBeCloseTo(720 - Math.hypot(216, 216), 9);
  expect(total?.amount.high).toBeCloseTo(720 + Math.hypot(288, 288), 9);
  expect(totalCreated([{ ...entry, amount: null }])).toBeNull();
});
