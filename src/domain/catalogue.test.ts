/** Every kind of event is complete, reads back what was stored, and says what is wrong with what it is given. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { history } from '../../test/given.ts';
import { sha256 } from '../ledger/sha256.ts';
import { views } from '../ledger/views/views.ts';
import {
  eventKinds,
  type EventType,
  fieldsOf,
  findKind,
  kindOf,
  parseFact,
  readEvent,
  sentenceOf,
  type StoredEvent,
  withPolicy,
} from './catalogue.ts';
import { firstPreviousHash, linkHash, textDigest } from './chain.ts';
import { erased } from './words.ts';
import { defaultPolicy } from './company/policy.ts';

const types = eventKinds.map(({ type }): EventType => type);

/** A stored event as it was written once; never edited. A new version of a kind gets a file of its own. */
interface GoldenEvent extends StoredEvent {
  readonly salt: string | null;
}
const goldenFolder = new URL('../../test/golden/events/', import.meta.url);
const goldenFiles = readdirSync(goldenFolder).filter((file) => file.endsWith('.json'));

function golden(file: string): GoldenEvent {
  return JSON.parse(readFileSync(new URL(file, goldenFolder), 'utf8')) as GoldenEvent;
}

function exampleOf(type: EventType) {
  const parsed = parseFact(type, kindOf(type).example);
  if (!parsed.ok) throw new Error(`The example of ${type} is refused: ${JSON.stringify(parsed.problems)}`);
  return withPolicy(parsed.fact, defaultPolicy);
}

describe.each(types)('%s is complete:', (type) => {
  const kind = kindOf(type);

  test('its name is a noun and what happened to it, and nobody else has it', () => {
    expect(type).toMatch(/^[a-z]+\.[a-z]+$/);
    expect(types.filter((other) => other === type)).toHaveLength(1);
    expect(findKind(type)).toBe(kind);
  });

  test('its example can be read, uses no field twice, and makes a sentence, also once its text is erased', () => {
    const fact = exampleOf(type);
    expect(new Set(fieldsOf(kind)).size).toBe(fieldsOf(kind).length);
    for (const text of [fact.text, null]) {
      const sentence = sentenceOf({ ...fact, text } as Parameters<typeof sentenceOf>[0]);
      expect(sentence).toMatch(/^\S.{7,}\S$/);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  test('what its text says is gone from the sentence once it is erased', () => {
    const fact = exampleOf(type);
    const sentence = sentenceOf({ ...fact, text: null } as Parameters<typeof sentenceOf>[0]);
    for (const words of Object.values(fact.text)) expect(sentence).not.toContain(words);
  });

  test('every older version can be lifted, step by step', () => {
    const older = Array.from({ length: kind.version - 1 }, (_, index) => String(index + 1));
    expect(Object.keys(kind.upcast)).toEqual(older);
  });

  test('some view shows it, if it belongs to customers', () => {
    const shown = views.some((view) => view.shows.includes(type));
    expect(shown).toBe(kind.stream !== 'company');
  });

  test('each of its versions has a golden file, and today it is written as in the last one', () => {
    const versions = Array.from({ length: kind.version }, (_, index) => `${type}.v${index + 1}.json`);
    expect(goldenFiles.filter((file) => file.startsWith(`${type}.v`)).sort()).toEqual(versions);
    const { data, text } = golden(`${type}.v${kind.version}.json`);
    expect(exampleOf(type)).toEqual({ type, data, text });
  });
});

test.each(goldenFiles)('%s reads as an event of today and has the hash it always had', (file) => {
  const { salt, ...stored } = golden(file);
  const event = readEvent(stored);
  const kind = kindOf(event.type);
  expect(file).toBe(`${stored.type}.v${stored.version}.json`);
  expect(kind.data.parse(event.data)).toEqual(event.data);
  expect(kind.text.parse(event.text)).toEqual(event.text);
  expect(salt === null ? null : textDigest(stored.text, salt, sha256)).toBe(stored.textDigest);
  const { hash, text: _, ...linked } = stored;
  expect(linkHash(linked, firstPreviousHash, sha256)).toBe(hash);
});

test('an event of a kind, or of a version, that this program does not know is not read as something else', () => {
  const stored = golden('promise.made.v1.json');
  expect(() => readEvent({ ...stored, type: 'promise.guessed' })).toThrow('no event type promise.guessed');
  expect(() => readEvent({ ...stored, version: 2 })).toThrow('newer than this program');
  expect(() => readEvent({ ...stored, version: 0 })).toThrow('cannot be lifted');
  expect(findKind('promise.guessed')).toBeUndefined();
});

function problemsOf(type: string, fields: Record<string, unknown>) {
  const parsed = parseFact(type, fields);
  return parsed.ok ? [] : parsed.problems;
}
const made = { promiseId: 'prm_1', by: 'sales', words: 'Delivered' };

test('a fact that cannot be read is told by field, value and reason, all at once', () => {
  expect(problemsOf('promise.made', { ...made, by: 'Sales!', dueDay: '2026-02-30', weight: -1, words: ' ' })).toEqual([
    { field: 'by', value: 'Sales!', reason: expect.stringContaining('must be the short name of an area') },
    { field: 'dueDay', value: '2026-02-30', reason: 'must be a day, like 2026-11-21' },
    { field: 'weight', value: -1, reason: expect.stringContaining('>0') },
    { field: 'words', value: ' ', reason: 'must not be empty' },
  ]);
});

test('what is missing is said to be missing, whatever it should have been', () => {
  expect(problemsOf('promise.made', { by: 'sales' })).toEqual([
    { field: 'promiseId', value: null, reason: 'is missing' },
    { field: 'words', value: null, reason: 'is missing' },
  ]);
  expect(problemsOf('promise.moved', { promiseId: 'prm_1' })).toEqual([
    { field: 'move', value: null, reason: 'is missing' },
  ]);
  expect(problemsOf('purchase.made', { purchaseId: 'pur_1' }).map(({ reason }) => reason)).toEqual([
    'is missing',
    'is missing',
  ]);
});

test.each(['colour', 'constructor', 'toString', '__proto__'])(
  'a field %s that the kind does not have is named',
  (field) => {
    const fields = Object.fromEntries([...Object.entries(made), [field, 'red']]);
    expect(problemsOf('promise.made', fields)).toMatchObject([
      { field, value: 'red', reason: expect.stringContaining('is no field of promise.made; its fields are promiseId') },
    ]);
  },
);

test('betrayal is never foreseen: it is a judgement on what was done', () => {
  expect(problemsOf('promise.made', { ...made, severityIfBroken: 'betrayal' })).toMatchObject([
    { field: 'severityIfBroken', value: 'betrayal' },
  ]);
  expect(problemsOf('promise.assessed', { promiseId: 'prm_1', severity: 'betrayal' })).toEqual([]);
});

test('a kind that does not exist is named', () => {
  expect(problemsOf('promise.guessed', {})).toMatchObject([{ field: 'type', value: 'promise.guessed' }]);
});

test('a value inside a list or a record is named by its place', () => {
  const claims = [
    { claimId: 'clm_1', area: 'sales', words: 'Fast' },
    { claimId: 'clm_2', area: 'Sales', words: 'Good' },
  ];
  expect(problemsOf('offer.published', { offerId: 'off_1', name: 'Standard', claims })).toMatchObject([
    { field: 'claims.1.area', value: 'Sales' },
  ]);
});

test('what a source leaves empty is left out, and the rest gets its defaults', () => {
  const parsed = parseFact('promise.made', { ...made, dueDay: null, channel: undefined });
  expect(parsed).toMatchObject({ ok: true, fact: { data: { opening: 'promise', to: 'customer', weight: 1 } } });
  expect(parsed.ok ? Object.keys(parsed.fact.data) : []).not.toContain('dueDay');
});

test('personal words go beside the data, never into it', () => {
  const parsed = parseFact('promise.made', { ...made, doneWhen: 'Signed' });
  expect(parsed.ok ? parsed.fact.text : null).toEqual({ words: 'Delivered', doneWhen: 'Signed' });
  expect(parsed.ok ? JSON.stringify(parsed.fact.data) : '').not.toMatch(/Delivered|Signed/);
});

test.each([
  ['customer.described', { name: 'Acme \0' }],
  ['customer.described', { name: 'Acme \ud800' }],
  ['area.described', { area: 'sales', name: 'Sales \0' }],
  ['offer.published', { offerId: 'off_1', name: 'Standard', benefits: ['Fast \ud800'] }],
  [
    'offer.published',
    { offerId: 'off_1', name: 'Standard', claims: [{ claimId: 'clm_1', area: 'sales', words: '\0' }] },
  ],
  ['policy.set', { caseShares: { 'late\0': { sales: 1 } } }],
])('text that no database or hash gives back as it was is refused in %s', (type, fields) => {
  expect(problemsOf(type, fields)).toHaveLength(1);
});

test('the policy fills only what a fact leaves open', () => {
  const policy = { ...defaultPolicy, zone: 'Asia/Tokyo', graceDays: 1, silenceDays: 2, recoveryDays: 3 };
  const filled = (fields: Record<string, unknown>) => {
    const parsed = parseFact('promise.made', { ...made, ...fields });
    return parsed.ok ? withPolicy(parsed.fact, policy).data : null;
  };
  expect(filled({})).toMatchObject({ graceDays: 1, silenceDays: 2, recoveryDays: 3, zone: 'Asia/Tokyo' });
  expect(filled({ graceDays: 0, zone: 'Europe/Berlin' })).toMatchObject({ graceDays: 0, zone: 'Europe/Berlin' });
  const shares = { sales: 1 };
  const stated = parseFact('case.opened', { caseId: 'cas_1', nature: 'defect', shares });
  expect(stated.ok ? withPolicy(stated.fact, policy).data : null).toMatchObject({ shares });
  const kept = parseFact('purchase.made', { purchaseId: 'pur_1', amount: 1, currency: 'EUR' });
  expect(kept.ok ? withPolicy(kept.fact, policy) : null).toEqual(kept.ok ? kept.fact : undefined);
});

test('a sentence says amounts as the currency counts', () => {
  const paid = (amount: number, currency: string) => {
    const [event] = history().fact('purchase.made', { purchaseId: 'pur_1', amount, currency }).events;
    return event === undefined ? '' : sentenceOf(event);
  };
  expect(paid(1_240_005, 'EUR')).toBe('Bought for EUR 12400.05');
  expect(paid(1_240, 'JPY')).toBe('Bought for JPY 1240');
  expect(paid(1_240, 'KWD')).toBe('Bought for KWD 1.240');
  expect(paid(1_000_000_000_000, 'EUR')).toBe('Bought for EUR 10000000000.00');
  expect(() => paid(Number.MAX_SAFE_INTEGER, 'EUR')).toThrow('must be at most');
});

test('erased text is said to be erased', () => {
  const [event] = history().made().erased().events;
  expect(event === undefined ? '' : sentenceOf(event)).toBe(`operations promised “${erased}” to customer`);
});
