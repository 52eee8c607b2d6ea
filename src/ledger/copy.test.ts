import { expect, test } from 'vitest';
import { type Database } from './queryable.ts';
import { copyPieces } from './copy.ts';
import { onEveryEngine } from '../../test/databases.ts';

const textOf = (rows: readonly object[], columns: readonly string[]) =>
  Buffer.concat([...copyPieces(rows, columns)]).toString('utf8');

test('what would end a cell or a line is written so that it does not', () => {
  expect(textOf([{ a: 'tab\tline\nback\\slash\rend', b: null }], ['a', 'b'])).toBe(
    'tab\\tline\\nback\\\\slash\\rend\t\\N\n',
  );
});

test('a row larger than a piece is a piece of its own, and nothing is lost at the seams', () => {
  const rows = ['x', 'ü'.repeat(300_000), 'y', '€'.repeat(90_000)].map((a) => ({ a }));
  expect(textOf(rows, ['a'])).toBe(rows.map(({ a }) => `${a}\n`).join(''));
});

onEveryEngine('rows inserted at once', (database: () => Database) => {
  test('come back as they were, few or many', async () => {
    for (const count of [1, 5_000]) {
      await database().transaction(async (tx) => {
        await tx.script(`create temporary table odd (n integer, text text, list jsonb, at timestamptz) on commit drop`);
        const rows = Array.from({ length: count }, (_, n) => ({
          n,
          text: n % 2 === 0 ? `\\N \t "quoted" \\. 'ü€😀' ${n}\n` : null,
          list: [`\\"\t${n}`, { n }],
          at: '2026-03-01T10:00:00.000Z',
        }));
        await tx.insert('odd', rows);
        expect(await tx.query('select n, text, list, at from odd order by n')).toEqual(rows);
      });
    }
  });
});
