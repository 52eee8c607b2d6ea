import { describe, expect, test } from 'vitest';
import type { Document } from '../documents/document.ts';
import { renderCsv } from '../documents/to-csv.ts';
import { renderHtml } from '../documents/to-html.ts';
import { renderText } from '../documents/to-text.ts';
import { promiseDocument, promisesDocument } from './promise-documents.ts';
import { lateBy, listed, plainName } from './promise-phrases.ts';
import type { PromiseConversation, PromiseView } from './promise-views.ts';

const promise: PromiseView = {
  customerId: 'cus_acme',
  customerName: 'Acme Ltd',
  promiseId: 'prm_1',
  words: 'Installed by the 30th',
  doneWhen: null,
  byParty: 'sales',
  byPerson: null,
  toParty: 'customer',
  state: 'promised',
  balancePart: 'open',
  since: '2026-11-01T09:00:00.000Z',
  madeAt: '2026-11-01T09:00:00.000Z',
  promisedAt: '2026-11-01T09:00:00.000Z',
  firstDeadline: '2026-11-30T22:59:59.999Z',
  deadline: '2026-11-30T22:59:59.999Z',
  dueDay: '2026-11-30',
  zone: 'Europe/Berlin',
  completedAt: null,
  completedLate: false,
  brokenAt: null,
  severity: null,
  cause: null,
  topic: null,
  proof: null,
  purchaseId: null,
  caseId: null,
  claimId: null,
  repairs: null,
  segment: null,
  step: 'delivery',
  weight: 1,
  quality: 3,
  explicit: true,
  voluntary: true,
  backs: [],
  needs: [],
  missingBackers: [],
  irregular: 0,
};

const conversation: PromiseConversation = {
  promise,
  asOf: '2026-11-10T09:00:00.000Z',
  zone: 'Europe/Berlin',
  steps: [],
  irregularities: [],
  possible: [],
  nextClockAt: null,
  behind: [],
  inFront: [],
  mending: [],
  mended: [],
  erased: false,
};

function printed(document: Document): string {
  return renderText(document, { width: 240, color: false });
}

function page(promises: readonly PromiseView[], count = promises.length) {
  return promisesDocument({
    promises: [...promises],
    count,
    asOf: conversation.asOf,
    zone: conversation.zone,
    next: null,
  });
}

describe('a page of promises', () => {
  test('names every promise by its words, with whose it is and the way to it', () => {
    const document = page([promise]);
    expect(printed(document)).toMatch(
      /“Installed by the 30th”\s+prm_1\s+○ open\s+Acme Ltd\s+Sales\s+the customer\s+30 Nov 2026/,
    );
    const html = renderHtml(document, { generatedAt: conversation.asOf });
    expect(html).toContain('href="/promises/prm_1"');
    expect(html).toContain('href="/customers/cus_acme"');
  });

  test('says who never agreed, and whom somebody else promised for, while it is open', () => {
    const unbacked = {
      ...promise,
      needs: ['operations', 'distribution'],
      missingBackers: ['operations', 'distribution'],
    };
    expect(printed(page([unbacked]))).toContain('unbacked: Operations and Distribution never agreed to this');
    expect(printed(page([{ ...promise, byParty: 'operations', voluntary: false }]))).toContain(
      'imposed: promised for Operations without asking',
    );
    expect(printed(page([{ ...promise, needs: ['operations'] }]))).toContain('all agreed');
    const kept: PromiseView = { ...unbacked, state: 'kept', balancePart: 'kept' };
    expect(printed(page([kept]))).not.toContain('never agreed');
  });

  test('says how many there are beside those shown', () => {
    expect(printed(page([promise], 1_284))).toContain('1 of 1,284 are shown');
    expect(printed(page([]))).toContain('There is no such promise.');
  });
});

describe('how late', () => {
  const late = (change: Partial<PromiseView>, asOf: string) => {
    const figure = lateBy({ ...promise, ...change }, asOf);
    return figure === null
      ? null
      : printed({ title: '', blocks: [{ kind: 'paragraph', text: figure }] })
          .trim()
          .split('\n')
          .at(-1);
  };

  test('a due day is late by calendar days in its zone', () => {
    expect(late({}, '2026-11-30T22:59:59.999Z')).toBeNull();
    expect(late({}, '2026-11-30T23:30:00.000Z')).toBe('1 day');
    expect(late({}, '2026-12-02T12:00:00.000Z')).toBe('2 days');
  });

  test('a due instant is late by the time that has passed', () => {
    const change = { dueDay: null, deadline: '2026-11-30T14:00:00.000Z' };
    expect(late(change, '2026-11-30T14:12:00.000Z')).toBe('12 min');
    expect(late(change, '2026-12-02T14:00:00.000Z')).toBe('2 d');
  });

  test('what was done in time is not late, however long it waits to be confirmed', () => {
    const done = { state: 'completed' as const, completedAt: '2026-11-20T09:00:00.000Z' };
    expect(late(done, '2027-01-01T00:00:00.000Z')).toBeNull();
    const doneLate = {
      state: 'keptLate' as const,
      balancePart: 'keptLate' as const,
      completedAt: '2026-12-03T09:00:00.000Z',
      completedLate: true,
    };
    expect(late(doneLate, '2027-01-01T00:00:00.000Z')).toBe('3 days');
    expect(late({ dueDay: null, deadline: null }, '2027-01-01T00:00:00.000Z')).toBeNull();
  });
});

describe('a promise as a conversation', () => {
  test('says where it stands, both due times where they differ, and what each party can do now', () => {
    const text = printed(
      promiseDocument({
        ...conversation,
        asOf: '2026-12-02T12:00:00.000Z',
        promise: {
          ...promise,
          state: 'overdue',
          firstDeadline: '2026-11-20T22:59:59.999Z',
          since: '2026-11-30T23:00:00.000Z',
        },
        possible: [
          { move: 'declareComplete', by: 'promisor', to: 'completedLate' },
          { move: 'renege', by: 'promisor', to: 'broken' },
          { move: 'release', by: 'promisee', to: 'released' },
        ],
        nextClockAt: '2026-12-14T23:00:00.000Z',
      }),
    );
    expect(text).toContain('“Installed by the 30th”');
    expect(text).toContain('Sales to Acme Ltd');
    expect(text).toContain('▲ overdue since 1 Dec 2026, 00:00 CET, 2 days late.');
    expect(text).toMatch(/Due as first promised\s+20 Nov 2026, 23:59 CET/);
    expect(text).toMatch(/Due as last agreed\s+30 Nov 2026/);
    expect(text).toContain('The one who promised can declare it done (declareComplete), or give it up (renege).');
    expect(text).toContain('The one it was promised to can release it (release).');
    expect(text).toContain('If nobody does anything, the clock moves it on 15 Dec 2026, 00:00 CET.');
  });

  test('says whose burden it is while an area never agreed', () => {
    const text = printed(
      promiseDocument({
        ...conversation,
        promise: { ...promise, needs: ['operations'], missingBackers: ['operations'] },
      }),
    );
    expect(text).toContain('Operations never agreed to this: until it promises its part, the burden stays with Sales.');
  });

  test('says that the words were erased, and still what came of it', () => {
    const text = printed(
      promiseDocument({
        ...conversation,
        erased: true,
        promise: { ...promise, words: null, customerName: null, state: 'kept', balancePart: 'kept' },
      }),
    );
    expect(text).toContain('A promise whose words were erased');
    expect(text).toContain('The words were erased for good.');
    expect(text).toContain('✓ kept since');
    expect(text).toContain('Nobody can move it any more: it is kept.');
  });

  test('tells the steps with who made them, and when a late fact was learned', () => {
    const text = printed(
      promiseDocument({
        ...conversation,
        steps: [
          {
            at: '2026-11-01T09:00:00.000Z',
            move: 'promise',
            sentence: 'Sales promised it',
            actor: 'promisor',
            from: 'none',
            to: 'promised',
            eventId: 'evt_1',
            recordedBy: 'import:imp_1',
            learnedAt: '2026-11-09T09:00:00.000Z',
          },
          {
            at: '2026-11-30T23:00:00.000Z',
            move: 'duePassed',
            sentence: 'The due time passed',
            actor: 'system',
            from: 'promised',
            to: 'overdue',
            eventId: null,
            recordedBy: null,
            learnedAt: null,
          },
        ],
        irregularities: [
          {
            eventId: 'evt_2',
            at: '2026-11-02T09:00:00.000Z',
            why: 'accept is not possible while the promise is promised',
          },
        ],
      }),
    );
    expect(text).toContain('Sales promised it (learned only on 9 Nov 2026, 10:00 CET)');
    expect(text).toMatch(/The due time passed\s+the clock\s+▲ overdue/);
    expect(text).toContain('accept is not possible while the promise is promised');
  });

  test('can be written in every form', () => {
    const document = promiseDocument({ ...conversation, behind: [promise], inFront: [promise] });
    expect(renderHtml(document, { generatedAt: conversation.asOf })).toContain('Promises that stand behind it');
    expect(renderCsv(document)).toContain('30');
  });
});

test('parties read as people say them', () => {
  expect(plainName('customer-service')).toBe('Customer Service');
  expect(plainName('customer')).toBe('the customer');
  expect(listed(['Sales'])).toBe('Sales');
  expect(listed(['Sales', 'Operations', 'Accounting'])).toBe('Sales, Operations and Accounting');
});
