import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Content, Document, Figure } from './document.ts';
import { count, day, link, money, notApplicable, notEnough, share, state, strong } from './document.ts';
import { textWidth } from './text-layout.ts';
import { renderText } from './to-text.ts';

const rate = (part: number, cases: number): Figure =>
  share({ share: part, low: part - 0.05, high: part + 0.04, count: cases });

function print(block: Block, width = 80, color = false): readonly string[] {
  const document: Document = { title: 'T', blocks: [block] };
  return renderText(document, { width, color }).split('\n').slice(3, -1);
}

test('a report begins with its title and its scope', () => {
  const document: Document = {
    title: 'Promise audit',
    subtitle: 'Acme · 2025',
    blocks: [
      { kind: 'heading', level: 2, text: 'Scope' },
      { kind: 'heading', level: 3, text: 'Areas' },
    ],
  };
  expect(renderText(document, { width: 80, color: false })).toBe(
    'Promise audit\n═════════════\nAcme · 2025\n\nScope\n─────\n\nAreas\n',
  );
});

test('a sentence holds figures with their evidence, and states by shape and word', () => {
  const text = [strong('Kept'), ' is ', rate(0.9, 412), ', and one is ', state('broken'), ': ', link('see', '/x'), '.'];
  expect(print({ kind: 'paragraph', text })).toEqual([
    'Kept is 90.0 % (85.0–94.0 %, n = 412), and one is ✕ broken: see.',
  ]);
});

test('a warning is marked by a shape', () => {
  expect(print({ kind: 'paragraph', tone: 'warning', text: 'Two renew soon.' })).toEqual(['▲ Two renew soon.']);
});

test('facts and lists hang under their first word', () => {
  const facts: Block = {
    kind: 'facts',
    rows: [
      { label: 'As of', value: day('2025-11-21') },
      { label: 'Left out', value: count(37), note: 'irregular' },
    ],
  };
  expect(print(facts)).toEqual(['As of     21 Nov 2025', 'Left out  37', '          irregular']);
  const long = 'word '.repeat(20).trim();
  expect(print({ kind: 'list', items: [long] })[1]).toMatch(/^ {4}word/);
});

test('a balance breaks before a sign’s term, never inside it', () => {
  const equation: Block = {
    kind: 'equation',
    name: 'balance',
    caption: 'The balance',
    total: { label: 'promises made', figure: count(1284) },
    terms: [
      { label: state('kept'), figure: count(901) },
      { label: state('keptLate'), figure: count(143) },
      { label: state('keptBySilence'), figure: count(88) },
      { label: 'withdrawn in time', figure: count(9), sign: '-' },
    ],
  };
  expect(print(equation)).toEqual([
    'The balance',
    '  promises made 1,284 = ✓ kept 901 + ◑ kept late 143 + … kept by silence 88 −',
    '  withdrawn in time 9',
  ]);
});

const areas = {
  kind: 'table',
  name: 'areas',
  caption: 'By area',
  columns: ['area', 'made', 'kept', 'at risk'],
  rows: [
    ['Sales', count(1412), rate(0.88, 1412), money(1_240_000, 'EUR')],
    ['Accounting', count(96), rate(0.1, 96), money(95_000, 'EUR')],
    ['Distribution', count(3), notEnough(3), notApplicable],
  ],
  total: ['All', count(1511), rate(0.83, 1508), money(1_335_000, 'EUR')],
  empty: 'Nothing was promised.',
} as const satisfies Block;

test('digits stand under digits, also beside an interval', () => {
  expect(print(areas)).toEqual([
    'By area',
    'area           made  kept                                   at risk',
    '───────────────────────────────────────────────────────────────────',
    'Sales         1,412  88.0 % (83.0–92.0 %, n = 1,412)  EUR 12,400.00',
    'Accounting       96  10.0 % (5.0–14.0 %, n = 96)         EUR 950.00',
    'Distribution      3  not enough yet (n = 3)                       –',
    '───────────────────────────────────────────────────────────────────',
    'All           1,511  83.0 % (78.0–87.0 %, n = 1,508)  EUR 13,350.00',
  ]);
});

test('a table without rows says its sentence', () => {
  expect(print({ ...areas, rows: [] })).toEqual(['By area', 'Nothing was promised.']);
});

test('a table too wide for the terminal is stacked row by row', () => {
  const columns = ['area', ...Array.from({ length: 5 }, (_, index) => `rate ${index}`)];
  const row = ['Sales', ...Array.from({ length: 5 }, () => rate(0.88, 412))];
  expect(print({ ...areas, columns, rows: [row], total: undefined }).slice(1, 3)).toEqual([
    'Sales',
    '  rate 0  88.0 % (83.0–92.0 %, n = 412)',
  ]);
});

test('a bar has blocks up to its lower limit, then a whisker with the value on it', () => {
  const bars: Block = {
    kind: 'bars',
    name: 'kept',
    caption: 'Kept',
    empty: 'None.',
    rows: [
      { label: 'Sales', value: { kind: 'trust', trust: 0.5, low: 0.4, high: 0.7, count: 14 } },
      { label: 'Operations', value: { kind: 'trust', trust: 0.5 }, note: 'no interval' },
      { label: 'Client', value: { kind: 'notEnough', count: 2 } },
    ],
  };
  expect(print(bars)).toEqual([
    'Kept',
    'Sales       ████████████├──●─────┤········   .50 (.40–.70, n = 14)',
    'Operations  ███████████████···············   .50                    no interval',
    'Client      ······························  not enough yet (n = 2)',
  ]);
});

test('colour is ANSI and only where it is asked for', () => {
  const paragraph: Block = { kind: 'paragraph', text: [state('broken'), ' ', count(3, '/why')] };
  expect(print(paragraph, 80, true)).toEqual(['\u001b[31m✕ broken\u001b[0m \u001b[4m3\u001b[0m']);
  expect(print(paragraph, 80, false)).toEqual(['✕ broken 3']);
});

test('no line is wider than the terminal, whatever people wrote', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 60 });
  const cell: fc.Arbitrary<Content> = fc.oneof(word, fc.constant(rate(0.88, 412)), fc.constant(state('completedLate')));
  const table = fc.array(fc.tuple(word, cell, cell, word), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(table, word, fc.integer({ min: 80, max: 160 }), (rows, label, width) => {
      const blocks: readonly Block[] = [
        { ...areas, caption: label, rows, total: undefined },
        { kind: 'facts', rows: [{ label, value: label, note: label }] },
        { kind: 'list', items: [label] },
        {
          kind: 'bars',
          name: 'b',
          caption: label,
          empty: '',
          rows: [{ label, value: { kind: 'notEnough', count: 1 }, note: label }],
        },
      ];
      const lines = renderText({ title: label, subtitle: label, blocks }, { width, color: false }).split('\n');
      expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(width);
    }),
    { seed: 20260212, numRuns: 200 },
  );
});
