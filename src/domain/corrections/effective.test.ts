/** Which events count, and in which order they are folded. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { compareInFoldOrder, retractedIds } from './effective.ts';

const told = history().made({ promiseId: 'prm_1' }).made({ promiseId: 'prm_2' });

test('an event is out from when it is retracted until it is restored, as often as that happens', () => {
  const out = (so: typeof told) => [...retractedIds(so.events)];
  expect(out(told)).toEqual([]);
  expect(out(told.retracted(1, 2))).toEqual(['evt_1', 'evt_2']);
  expect(out(told.retracted(1, 2).restored(2))).toEqual(['evt_1']);
  expect(out(told.retracted(1).restored(1).retracted(1))).toEqual(['evt_1']);
});

test('a restoration that comes before the retraction restores nothing', () => {
  expect([...retractedIds(told.restored(1).retracted(1).events)]).toEqual(['evt_1']);
});

test('a correction is not undone by taking it out, only by the opposite correction', () => {
  expect([...retractedIds(told.retracted(1).retracted(3).events)]).toEqual(['evt_1', 'evt_3']);
});

test('events stand by their time, then by what names before what happens, then by source and its id', () => {
  const event = { occurredAt: '2026-01-02T00:00:00.000Z', rank: 5, source: 'b', sourceId: '5' };
  const inOrder = [
    { ...event, occurredAt: '2026-01-01T00:00:00.000Z', rank: 9, source: 'z', sourceId: '9' },
    { ...event, rank: 3, source: 'z', sourceId: '9' },
    { ...event, source: 'a', sourceId: '9' },
    { ...event, sourceId: '10' },
    event,
  ];
  expect(inOrder.toReversed().sort(compareInFoldOrder)).toEqual(inOrder);
  expect(compareInFoldOrder(event, { ...event })).toBe(0);
});
