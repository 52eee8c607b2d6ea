import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Document, Table } from './document.ts';
import {
  count,
  day,
  duration,
  figure,
  link,
  money,
  notApplicable,
  notEnough,
  share,
  state,
  trustChange,
} from './document.ts';
import { renderCsv, tableToCsv } from './to-csv.ts';

const rate = share({ share: 0.88, low: 0.846, high: 0.909, count: 412 });
const areas: Table = {
  kind: 'table',
  name: 'areas',
  caption: 'What each area promised',
  columns: ['area', 'made', 'kept', 'at risk', 'waited'],
  rows: [
    ['Sales', count(412), rate, money(1_240_050, 'EUR'), duration(90)],
    ['Distribution', count(3), notEnough(3), notApplicable, ''],
  ],
  total: ['All areas', count(415), rate, money(1_240_050, 'EUR'), duration(90)],
  empty: 'Nothing was promised.',
};

test('a table keeps its columns; intervals, counts and units stand beside their numbers', () => {
  expect(tableToCsv(areas).split('\r\n')).toEqual([
    'area,made,kept,kept low,kept high,kept n,at risk,at risk unit,waited,waited unit',
    'Sales,412,0.88,0.846,0.909,412,12400.50,EUR,90,seconds',
    'Distribution,3,,,,3,,,,',
    'All areas,415,0.88,0.846,0.909,412,12400.50,EUR,90,seconds',
    '',
  ]);
});

test('a table without rows is its head alone', () => {
  expect(tableToCsv({ ...areas, rows: [], total: undefined })).toBe('area,made,kept,at risk,waited\r\n');
});

test('a document is one long table of everything that it counts', () => {
  const document: Document = {
    title: 'Promise audit',
    blocks: [
      { kind: 'facts', rows: [{ label: 'Events', value: count(24_918) }] },
      { kind: 'heading', level: 2, text: 'Scope' },
      { kind: 'paragraph', text: ['Of ', count(7), ' nothing is said here.'] },
      {
        kind: 'facts',
        rows: [
          { label: 'First', value: day('2025-01-01') },
          { label: 'Method', value: link('how', '/method') },
        ],
      },
      {
        kind: 'equation',
        name: 'revenue',
        caption: 'Revenue',
        total: { label: 'Stays', figure: money(700, 'EUR') },
        terms: [
          { label: 'In', figure: money(1000, 'EUR') },
          { label: state('broken'), figure: money(300, 'EUR'), sign: '-' },
        ],
      },
      {
        kind: 'bars',
        name: 'trust',
        caption: 'Trust',
        empty: 'None.',
        rows: [
          { label: 'Sales', value: { kind: 'trust', trust: 0.58, low: 0.4, high: 0.7 }, note: 'leads' },
          { label: 'Client', value: { kind: 'notEnough', count: 2 } },
        ],
      },
      {
        ...areas,
        rows: [['Sales', state('keptLate'), [state('overdue'), ' 2 d'], trustChange(-0.33), '']],
        total: undefined,
      },
    ],
  };
  expect(renderCsv(document).split('\r\n')).toEqual([
    'section,row,column,value,low,high,count,unit',
    'Promise audit,Events,value,24918,,,,count',
    'Scope,First,value,2025-01-01,,,,day',
    'Scope,Method,value,how,,,,',
    'revenue,Stays,total,7.00,,,,EUR',
    'revenue,In,added,10.00,,,,EUR',
    'revenue,broken,subtracted,3.00,,,,EUR',
    'trust,Sales,value,0.58,0.4,0.7,,trust',
    'trust,Sales,note,leads,,,,',
    'trust,Client,value,,,,2,',
    'areas,Sales,made,keptLate,,,,state',
    'areas,Sales,kept,overdue 2 d,,,,',
    'areas,Sales,at risk,-0.33,,,,trust',
    '',
  ]);
});

test('a cell that a spreadsheet would run is made harmless, and a negative number stays a number', () => {
  const words = ['=1+1', '+49 30', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1', 'a=1'];
  const table: Table = {
    ...areas,
    columns: ['=cmd', 'n'],
    rows: words.map((word) => [word, money(-500, 'EUR')]),
    total: undefined,
  };
  const parsed = parseCsv(tableToCsv(table));
  expect(parsed[0]).toEqual(["'=cmd", 'n', 'n unit']);
  expect(parsed.slice(1).map((line) => line[0])).toEqual(words.map((word) => (word === 'a=1' ? word : `'${word}`)));
  expect(parsed[1]?.[1]).toBe('-5.00');
  const unit = figure({ kind: 'measure', measure: 1, digits: 0, unit: '=1' });
  expect(tableToCsv({ ...table, rows: [['x', unit]] })).toContain("x,1,'=1");
});

test('any words come back as they were', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', ';'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 5 }), (rows) => {
      const cells = rows.map(([first, second]): [string, string] => [`x${first}`, `x${second}`]);
      const csv = tableToCsv({ ...areas, columns: ['first', 'second'], rows: cells, total: undefined });
      expect(parseCsv(csv).slice(1)).toEqual(cells);
    }),
    { seed: 20260212 },
  );
});

/** RFC 4180, read strictly: written apart from the writer. */
function parseCsv(csv: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, bare = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== '\r\n') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
