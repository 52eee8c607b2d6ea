import { expect, test } from 'vitest';
import { promiseStates } from '../domain/promises/machine.ts';
import { shapeCharacters, shapeDrawings, stateLooks, type StateLook } from './states.ts';
import { textWidth } from './text-layout.ts';

const looks: readonly StateLook[] = Object.values(stateLooks);

test('every state of a promise has a look', () => {
  expect(promiseStates.filter((state) => !(state in stateLooks))).toEqual([]);
});

test('kept, late, broken and open are told apart without colour', () => {
  const names = [
    'kept',
    'keptLate',
    'keptBySilence',
    'broken',
    'overdue',
    'promised',
    'disputed',
    'released',
    'unknown',
  ] as const;
  const told = names.map((name) => stateLooks[name].shape);
  expect(new Set(told).size).toBe(told.length);
});

test('only what was kept on time is green, and no data never is', () => {
  expect(Object.entries(stateLooks).filter(([, look]) => look.tone === 'good')).toEqual([['kept', stateLooks.kept]]);
  expect(stateLooks.unknown.tone).toBe('unknown');
});

test('every shape is one cell wide in a terminal and drawn in the colour of its word', () => {
  expect(Object.values(shapeCharacters).map(textWidth)).toEqual(Object.values(shapeCharacters).map(() => 1));
  expect(Object.values(shapeDrawings).filter((drawing) => /#|rgb|url|style=/.test(drawing))).toEqual([]);
  expect(looks.every((look) => look.word.length > 0)).toBe(true);
});
