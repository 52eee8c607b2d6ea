/** Numbers and instants come out of a packed text as they went in. */
import { expect, test } from 'vitest';
import { onEveryEngine } from '../../../test/databases.ts';
import { packInstants, packNumbers, unpackInstants, unpackNumbers } from './audit-packed.ts';

onEveryEngine('A packed column', (database) => {
  test('holds numbers to the last digit', async () => {
    const numbers = [0.1 + 0.2, -1e-300, 0, 2 ** 53, 1 / 3];
    const [row] = await database().query<{ all: string; some: string; none: string | null }>(
      `select ${packNumbers('x')} as all, ${packNumbers('x', 'x > 1')} as some, ${packNumbers('x', 'x > 1e300')} as none
       from unnest($1::float8[]) as x`,
      [numbers],
    );
    expect([...unpackNumbers(row?.all ?? null)]).toEqual(numbers);
    expect([...unpackNumbers(row?.some ?? null)]).toEqual([2 ** 53]);
    expect([...unpackNumbers(row?.none ?? null)]).toEqual([]);
  });

  test('holds instants to the millisecond, before the year 2000 and far ahead', async () => {
    const instants = ['0001-01-01T00:00:00.001Z', '1999-12-31T23:59:59.999Z', '2026-03-01T08:00:00.250Z'];
    const far = '9999-12-31T23:59:59.999Z';
    const [row] = await database().query<{ all: string }>(
      `select ${packInstants('x')} as all from unnest($1::timestamptz[]) as x`,
      [[...instants, far]],
    );
    expect([...unpackInstants(row?.all ?? null)]).toEqual([...instants, far].map((at) => Date.parse(at)));
  });
});
