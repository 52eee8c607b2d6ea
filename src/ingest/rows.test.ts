import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IncomingFact } from '../operations/incoming.ts';
import { ImportFault } from './fault.ts';
import { lineBytesMax } from './limits.ts';
import { openRows } from './rows.ts';
import { readSource } from './source.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'troth-test-'));
  mkdirSync(join(root, 'data'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const select = `select 'cus_' || customer as customer_id, bought::timestamp at time zone 'UTC' as occurred_at, id as source_id,
  'pur_' || id as purchase_id, cents::bigint as amount, 'EUR' as currency from orders;  -- all of them`;
const orders = 'id,customer,bought,cents\n2,acme,2026-01-02 10:00,200\n1,acme,2026-01-01,100\n3,bolt,2026-01-01,300\n';

interface Given {
  readonly sql?: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly table?: object;
  readonly options?: Readonly<Record<string, string>>;
}

async function factsOf({
  sql = select,
  files = { 'orders.csv': orders },
  table = {},
  options = {},
}: Given): Promise<IncomingFact[]> {
  mkdirSync(join(root, 'sources/shop'), { recursive: true });
  const tables = { orders: { file: 'orders.csv', columns: ['id', 'customer', 'bought', 'cents'], ...table } };
  const source = { name: 'shop', summary: 'A shop.', tables, options: { due: { default: 'day', explain: 'x' } } };
  writeFileSync(join(root, 'sources/shop/source.json'), JSON.stringify(source));
  writeFileSync(join(root, 'sources/shop/source.md'), 'Nothing.');
  writeFileSync(join(root, 'sources/shop/purchase-made.sql'), sql);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, 'data', file), text);
  const rows = await openRows(readSource('shop', join(root, 'sources')), join(root, 'data'), options);
  const facts: IncomingFact[] = [];
  for await (const batch of rows.batches()) facts.push(...batch);
  expect(facts).toHaveLength(rows.total);
  return facts;
}

async function faultOf(given: Given): Promise<string> {
  const fault = await factsOf(given).then(
    () => 'none',
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(ImportFault);
  return fault instanceof ImportFault ? `${fault.message} — ${fault.remedy}` : '';
}

const ids = (facts: readonly IncomingFact[]) => facts.map((fact) => fact.sourceId);

describe('rows become facts', () => {
  test('each customer’s together, in the order of time', async () => {
    expect(await factsOf({})).toEqual([
      {
        customerId: 'cus_acme',
        occurredAt: '2026-01-01T00:00:00.000Z',
        type: 'purchase.made',
        sourceId: '1',
        fields: { purchaseId: 'pur_1', amount: 100, currency: 'EUR' },
      },
      expect.objectContaining({ customerId: 'cus_acme', sourceId: '2', occurredAt: '2026-01-02T10:00:00.000Z' }),
      expect.objectContaining({ customerId: 'cus_bolt', sourceId: '3' }),
    ]);
  });

  test('a batch ends with a customer', async () => {
    const many = Array.from({ length: 7_000 }, (_, row) => `${row},c${row % 2_000},2026-01-01,1`).join('\n');
    await factsOf({ files: { 'orders.csv': `id,customer,bought,cents\n${many}\n` } });
    const rows = await openRows(readSource('shop', join(root, 'sources')), join(root, 'data'), {});
    const batches: (readonly IncomingFact[])[] = [];
    for await (const batch of rows.batches()) batches.push(batch);
    expect(batches).toHaveLength(2);
    expect(batches[0]?.at(-1)?.customerId).not.toBe(batches[1]?.[0]?.customerId);
  });

  test('a row without customer or time is refused, and stops no other', async () => {
    const facts = await factsOf({ files: { 'orders.csv': `${orders}4,,2026-01-01,1\n5,acme,,1\n` } });
    expect(
      facts.filter((fact) => fact.refused !== undefined).map((fact) => [fact.sourceId, fact.refused?.split(':')[0]]),
    ).toEqual([
      ['4', 'customer_id is missing'],
      ['5', 'occurred_at is missing'],
    ]);
    expect(facts).toHaveLength(5);
  });

  test('dates, lists, numbers and what is not finite keep their meaning', async () => {
    const sql = `select 'cus_a' as customer_id, timestamptz '2026-03-29 02:30:00.1239+01' as occurred_at, 'x' as source_id,
      'pur_1' as purchase_id, 12.0::decimal(9, 1) as amount, date '2026-03-29'::varchar as currency,
      'nan'::double as segment, timestamptz '2026-03-29 00:00:00+02' as benefit from orders limit 1`;
    expect(await factsOf({ sql })).toEqual([
      expect.objectContaining({
        occurredAt: '2026-03-29T01:30:00.123Z',
        fields: {
          purchaseId: 'pur_1',
          amount: 12,
          currency: '2026-03-29',
          segment: 'nan',
          benefit: '2026-03-28T22:00:00.000Z',
        },
      }),
    ]);
  });

  test('a SELECT can ask for an option', async () => {
    const sql = select.replace("'EUR'", "getvariable('due')");
    expect((await factsOf({ sql, options: { due: "it's noon" } }))[0]?.fields['currency']).toBe("it's noon");
  });
});

describe('files are found and read', () => {
  test('packed, with another separator, with headings as people write them', async () => {
    const packed = gzipSync('\ufeffID;Customer;Bought ; cents\r\n1;"acme";2026-01-01; 100 \r\n;;;\r\n');
    expect((await factsOf({ files: { 'orders.csv.gz': packed } }))[0]?.fields['amount']).toBe(100);
  });

  test('whatever the case of their letters', async () => {
    expect(ids(await factsOf({ files: { 'Orders.CSV': orders } }))).toHaveLength(3);
  });

  test('as JSON', async () => {
    const json = JSON.stringify([{ id: 1, customer: 'acme', bought: '2026-01-01', cents: 100 }]);
    expect(ids(await factsOf({ files: { 'orders.json': json } }))).toEqual(['1']);
  });

  test('several by a pattern, each by its own header', async () => {
    const files = { 'orders-1.csv': orders, 'orders-2.csv': 'cents;bought;customer;id\n5;2026-01-09;acme;9\n' };
    expect(ids(await factsOf({ files, table: { file: 'orders-*.csv' } }))).toEqual(['1', '2', '9', '3']);
  });

  test('a declared column that a file lacks is empty, and one that it has twice gets a number', async () => {
    const sql = select.replace('id as source_id', "coalesce(note, id_1, 'none') as source_id");
    const files = { 'orders.csv': 'id,id,customer,bought,cents\n1,b,acme,2026-01-01,100\n' };
    expect(
      ids(await factsOf({ sql, files, table: { columns: ['id', 'customer', 'bought', 'cents', 'note'] } })),
    ).toEqual(['b']);
  });
});

describe('a broken file is named, with its line', () => {
  const cases: readonly (readonly [string, string | Buffer, string])[] = [
    ['an open quotation mark', `${orders}4,"acme,2026-01-01,1\n`, 'orders.csv, line 5: a quotation mark is not closed'],
    ['too few cells', `${orders}4,acme\n`, 'orders.csv, line 5: 2 cells where the header has 4'],
    ['too many cells', `${orders}4,acme,2026-01-01,1,2\n`, 'orders.csv, line 5: 5 cells where the header has 4'],
    [
      'another encoding',
      Buffer.from(`${orders}4,café,2026-01-01,1\n`, 'latin1'),
      'orders.csv, line 5: the text is not UTF-8',
    ],
    ['UTF-16', Buffer.from(orders, 'utf16le'), 'orders.csv is no text in UTF-8'],
    ['nothing', '', 'orders.csv is empty'],
    [
      'an endless line',
      `${orders}4,${'x'.repeat(lineBytesMax)},2026-01-01,1\n`,
      'orders.csv, line 5: the line is longer',
    ],
    ['an endless header', `"id${'x'.repeat(70_000)}`, 'orders.csv, line 1: the header does not end'],
    [
      'mixed line endings',
      'id,customer,bought,cents\r\n1,a,2026-01-01,1\n2,b,2026-01-01,1\r\n',
      'orders.csv: the line endings are mixed',
    ],
    ['another file', 'a,b\n1,2\n', 'orders.csv has none of the columns that are read from it'],
  ];
  test.each(cases)('%s', async (_, text, fault) => {
    expect(await faultOf({ files: { 'orders.csv': text } })).toContain(fault);
  });

  test('what only calls itself packed', async () => {
    expect(await faultOf({ files: { 'orders.csv.gz': orders } })).toContain('orders.csv.gz cannot be read');
  });

  test('a missing file, with what the folder holds instead', async () => {
    expect(await faultOf({ files: { 'Orders 2026.xlsx': 'x' } })).toMatch(
      /needs orders\.csv.*does not hold it — The folder holds Orders 2026\.xlsx/,
    );
  });

  test('a heading that nobody reads, where only known ones may be', async () => {
    const files = { 'orders.csv': orders.replace('cents', 'pence') };
    expect(await faultOf({ files, table: { onlyThese: true } })).toContain('has the column “pence”, which is not read');
  });
});

describe('a broken SELECT is named', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['without a time', select.replace('occurred_at', 'at_last'), 'shop/purchase-made.sql has no column occurred_at'],
    ['with a time without a zone', select.replace(" at time zone 'UTC'", ''), 'the column occurred_at is a TIMESTAMP'],
    ['with a field of no such kind', select.replace('purchase_id', 'order_id'), 'purchase.made has no field orderId'],
    [
      'with a misspelt column',
      select.replace('cents::', 'pence::'),
      'shop/purchase-made.sql: Binder Error: Referenced column "pence"',
    ],
    [
      'with a value that cannot be cast',
      select.replace('cents::bigint', 'customer::bigint'),
      'shop/purchase-made.sql: Conversion Error',
    ],
    ['with an unknown zone', select.replace("'UTC'", "'Mars/Base'"), 'there is no time zone “Mars/Base”'],
    ['that is more than one', `select 1; ${select}`, 'Cannot prepare multiple statements'],
    ['that changes something', 'create table x (y integer)', 'shop/purchase-made.sql is no SELECT'],
  ];
  test.each(cases)('%s', async (_, sql, fault) => {
    expect(await faultOf({ sql })).toContain(fault);
  });
});

describe('a source reads its folder and nothing else', () => {
  const reads = (path: string) => select.replace('from orders', `from orders, read_text('${path}')`);

  test.each(['/etc/hosts', '../secret.txt', 'https://example.org/x.csv'])('not %s', async (path) => {
    expect(await faultOf({ sql: reads(path) })).toContain('Permission Error');
  });

  test('not a file beside the folder, nor a folder whose name begins alike', async () => {
    writeFileSync(join(root, 'secret.txt'), 'secret');
    mkdirSync(join(root, 'data-of-others'));
    writeFileSync(join(root, 'data-of-others/secret.txt'), 'secret');
    for (const path of ['secret.txt', 'data/../secret.txt', 'data-of-others/secret.txt']) {
      expect(await faultOf({ sql: reads(`${root}/${path}`) })).toContain('Permission Error');
    }
  });

  test('not even to write into it', async () => {
    expect(await faultOf({ sql: `copy (select 1) to '${root}/data/out.csv'` })).toContain(
      'shop/purchase-made.sql is no SELECT',
    );
    expect(existsSync(join(root, 'data/out.csv'))).toBe(false);
  });

  test('not through a link', async () => {
    writeFileSync(join(root, 'secret.csv'), orders);
    symlinkSync(join(root, 'secret.csv'), join(root, 'data/orders.csv'));
    expect(await faultOf({ files: {} })).toContain('orders.csv is a link out of the folder');
  });

  test('and leaves no temporary folder behind', async () => {
    mkdirSync(join(root, 'tmp'));
    vi.stubEnv('TMPDIR', join(root, 'tmp'));
    await factsOf({});
    await faultOf({ sql: 'select' });
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
    expect(existsSync(join(root, 'data/orders.csv'))).toBe(true);
  });
});
