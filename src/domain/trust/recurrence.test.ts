/** How the same cause makes things worse when it comes back. */
import { expect, test } from 'vitest';
import type { Severity } from './outcome.ts';
import { defaultTrustParameters } from './parameters.ts';
import { escalate, type Recurrence, severityThatCounts } from './recurrence.ts';

function levels(breaches: readonly (readonly [at: number, cause: string | null, severity?: Severity])[]): Severity[] {
  const recurrence: Recurrence = new Map();
  return breaches.map(([at, cause, severity = 'minor']) =>
    severityThatCounts({ at, cause, severity }, recurrence, defaultTrustParameters),
  );
}

test('the third identical miss is critical', () => {
  const late = 'late invoice';
  expect(levels([10, 40, 70, 100].map((at) => [at, late]))).toEqual(['minor', 'major', 'critical', 'critical']);
});

test('a miss without a cause never escalates', () => {
  expect(levels([10, 40, 70].map((at) => [at, null]))).toEqual(['minor', 'minor', 'minor']);
});

test('different causes do not escalate each other', () => {
  expect(
    levels([
      [10, 'late'],
      [20, 'lost'],
      [30, 'late'],
    ]),
  ).toEqual(['minor', 'minor', 'major']);
});

test('the window is 180 days, its end included', () => {
  expect(levels([0, 180].map((at) => [at, 'late']))).toEqual(['minor', 'major']);
  expect(levels([0, 180.001].map((at) => [at, 'late']))).toEqual(['minor', 'minor']);
  expect(levels([0, 100, 200].map((at) => [at, 'late']))).toEqual(['minor', 'major', 'major']);
});

test('misses at the same instant do not escalate each other, but all count for the next', () => {
  expect(levels([5, 5, 5, 6].map((at) => [at, 'outage']))).toEqual(['minor', 'minor', 'minor', 'critical']);
});

test('critical and betrayal stay what they are, and count for later misses', () => {
  expect(
    levels([
      [0, 'concealed', 'betrayal'],
      [1, 'concealed', 'critical'],
      [2, 'concealed', 'betrayal'],
      [3, 'concealed'],
    ]),
  ).toEqual(['betrayal', 'critical', 'betrayal', 'critical']);
});

test('counting never reaches betrayal', () => {
  expect(escalate('minor', 0)).toBe('minor');
  expect(escalate('major', 1)).toBe('critical');
  expect(escalate('minor', 99)).toBe('critical');
  expect(escalate('betrayal', 99)).toBe('betrayal');
});
