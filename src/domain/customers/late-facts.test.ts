/** Facts that came after what followed them. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { learnedLate } from './late-facts.ts';

/** The same events, each recorded on the day given, in that order. */
function recorded(told: ReturnType<typeof history>, ...days: readonly number[]) {
  return told.events.map((event, index) => ({
    ...event,
    recordedAt: `2026-03-${String(days[index]).padStart(2, '0')}T00:00:00.000Z`,
  }));
}

const bought = { purchaseId: 'pur_1', amount: 1, currency: 'EUR' };
const told = history().at('2026-02-10T00:00:00Z').made().at('2026-02-01T00:00:00Z').fact('purchase.made', bought);

test('a fact is late when what happened after it was known before', () => {
  const [, purchase] = told.events;
  expect([...learnedLate(recorded(told, 1, 2))]).toEqual([[purchase?.eventId, '2026-03-02T00:00:00.000Z']]);
});

test('old facts that come in one import are not late, in whatever order it tells them', () => {
  expect(learnedLate(recorded(told, 1, 1)).size).toBe(0);
});
