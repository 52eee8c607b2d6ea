/** An audit that is signed promises the next one. */
import { expect, test } from 'vitest';
import { defaultPolicy } from './policy.ts';
import { signOffsOf } from './sign-offs.ts';

const signed = (at: string, nextBy: string) => ({
  auditId: 'aud_1' as const,
  filters: {},
  asOf: at,
  knownBy: at,
  checkpoint: 1,
  root: 'a'.repeat(64),
  events: 10,
  promises: 4,
  experienceNotGood: null,
  promisesThatCannotBeDelivered: null,
  verdict: 'It is too early for a verdict: too few promises have come out.',
  nextBy,
  byPerson: null,
  signer: 'Kim Berg',
  statement: null,
  at,
});
const company = (...audits: readonly ReturnType<typeof signed>[]) => ({
  audits,
  policy: { ...defaultPolicy, zone: 'Europe/Berlin' },
});
const fates = (at: string, ...audits: readonly ReturnType<typeof signed>[]) =>
  signOffsOf(company(...audits), at).map(({ next }) => next);

test('the next audit is open until the end of its day in the company’s zone, and late after it', () => {
  const first = signed('2026-06-01T10:00:00.000Z', '2026-09-01');
  expect(fates('2026-09-01T21:59:00.000Z', first)).toEqual(['open']);
  expect(fates('2026-09-01T22:01:00.000Z', first)).toEqual(['late']);
});

test('the next signature keeps the promise, in time or late, and promises another; the newest stands first', () => {
  const first = signed('2026-03-01T10:00:00.000Z', '2026-06-01');
  const second = signed('2026-06-01T10:00:00.000Z', '2026-09-01');
  const third = signed('2026-09-03T10:00:00.000Z', '2026-12-01');
  expect(fates('2026-09-04T10:00:00.000Z', second, first, third)).toEqual(['open', 'keptLate', 'kept']);
});
