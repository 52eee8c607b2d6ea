import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineWidth, pad, printLine, run, textWidth, wrap, type Line } from './text-layout.ts';

const plain = (lines: readonly Line[]): readonly string[] => lines.map((line) => printLine(line, false));

test('a wide character takes two cells and a mark alone takes none', () => {
  expect(['Acme', '東京', 'é', 'e\u0301', '👍', '👩‍🔧', '✓', '−.33'].map(textWidth)).toEqual([4, 4, 1, 1, 2, 2, 1, 4]);
});

test('lines break at spaces, and a word longer than a line breaks inside', () => {
  expect(plain(wrap([run('the corrected invoice by Tuesday')], 13))).toEqual([
    'the corrected',
    'invoice by',
    'Tuesday',
  ]);
  expect(plain(wrap([run('an Auftragsbestätigung')], 10))).toEqual(['an', 'Auftragsbe', 'stätigung']);
});

test('a figure is not broken, nor parted from the comma behind it', () => {
  const runs = [run('kept is '), run('88.6 %', 'plain', true), run(', says the ledger')];
  expect(plain(wrap(runs, 12))).toEqual(['kept is', '88.6 %, says', 'the ledger']);
});

test('no line is ever wider than the terminal, and no word is lost', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 2, max: 40 }), (texts, width) => {
      const runs = texts.map((each) => run(each));
      const lines = wrap(runs, width);
      expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(width);
      const letters = (whole: string): string => whole.replace(/\s/g, '');
      expect(letters(lines.flatMap((line) => line.map((piece) => piece.text)).join(''))).toBe(
        letters(runs.map((piece) => piece.text).join('')),
      );
    }),
    { seed: 20260212, numRuns: 300 },
  );
});

test('numbers are padded on the left and words on the right', () => {
  expect(pad([run('12')], 4, 'end').map((piece) => piece.text)).toEqual(['  ', '12']);
  expect(lineWidth(pad([run('東京')], 6))).toBe(6);
});

test('styles are written only where colour is asked for', () => {
  const line = [run('kept', 'good'), run('   ')];
  expect(printLine(line, false)).toBe('kept');
  expect(printLine(line, true)).toBe('\u001b[32mkept\u001b[0m');
});

test('a stranger’s words cannot command the terminal', () => {
  const hostile = '\u001b]0;owned\u0007\u001b[2Jbill\u202egnp\u2066';
  expect(printLine([run(hostile)], true)).toBe(']0;owned[2Jbillgnp');
});
