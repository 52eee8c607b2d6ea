/** Values read the same on every engine, whatever the server's own time zone and date style are. */
import { expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { parseInstant } from './value-parsers.ts';

test('an instant is ISO text with milliseconds, and finer digits are cut', () => {
  expect(parseInstant('2026-03-01 08:00:00+00')).toBe('2026-03-01T08:00:00.000Z');
  expect(parseInstant('2026-03-01 08:00:00.2+00')).toBe('2026-03-01T08:00:00.200Z');
  expect(parseInstant('2026-03-01 08:00:00.999999+00')).toBe('2026-03-01T08:00:00.999Z');
});

test.each(['infinity', '-infinity', '0044-03-15 00:00:00+00 BC', '10000-01-01 00:00:00+00', '2026-03-01 08:00:00+02'])(
  'an instant that ISO text in UTC cannot hold is refused: %s',
  (value) => expect(() => parseInstant(value)).toThrow(/years 1 to 9999, in UTC/),
);

onEveryEngine('Values', (database) => {
  test('instants and days are text, numbers are numbers, and documents are objects', async () => {
    const rows = await database().query(
      `select '2026-03-01T10:00:00.1234+02:00'::timestamptz as instant, '2026-03-01'::date as day, 7::bigint as count,
        12.50::numeric as amount, 0.5::float8 as share, true as kept, '{"a": [1, null]}'::jsonb as document,
        null::timestamptz as nothing, $1::text as quoted`,
      ["it's"],
    );
    expect(rows).toEqual([
      {
        instant: '2026-03-01T08:00:00.123Z',
        day: '2026-03-01',
        count: 7,
        amount: 12.5,
        share: 0.5,
        kept: true,
        document: { a: [1, null] },
        nothing: null,
        quoted: "it's",
      },
    ]);
  });

  test('lists hold the same values as columns do', async () => {
    const rows = await database().query(
      `select array['2026-03-01T08:00:00Z'::timestamptz, null] as instants, array['2026-03-01'::date] as days,
        array[1, 2]::bigint[] as counts, array[]::bigint[] as none, array[1.5, 2]::numeric[] as amounts, array['a,b', '"'] as texts`,
    );
    expect(rows).toEqual([
      {
        instants: ['2026-03-01T08:00:00.000Z', null],
        days: ['2026-03-01'],
        counts: [1, 2],
        none: [],
        amounts: [1.5, 2],
        texts: ['a,b', '"'],
      },
    ]);
  });

  test('an instant sent is the instant read', async () => {
    const sent = '2026-10-25T00:30:00.001Z';
    expect(await database().query('select $1::timestamptz as instant', [sent])).toEqual([{ instant: sent }]);
  });

  test('a whole number that JavaScript cannot hold exactly is refused, not rounded', async () => {
    await expect(database().query('select 9007199254740993 as count')).rejects.toThrow('9007199254740993');
    expect(await database().query('select 9007199254740991 as count')).toEqual([{ count: Number.MAX_SAFE_INTEGER }]);
  });

  test('a day outside the calendar is refused', async () => {
    await expect(database().query(`select 'infinity'::date as day`)).rejects.toThrow('infinity');
  });
});
