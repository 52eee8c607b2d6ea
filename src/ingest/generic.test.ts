import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingFact } from '../operations/incoming.ts';
import { checkIncoming } from '../operations/check-incoming.ts';
import { openRows } from './rows.ts';
import { readSource, shippedSources } from './source.ts';

const generic = readSource('generic');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troth-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function factsIn(path: string, options: Readonly<Record<string, string>> = {}): Promise<IncomingFact[]> {
  const facts: IncomingFact[] = [];
  for await (const batch of (await openRows(generic, path, options)).batches()) facts.push(...batch);
  return facts;
}

async function factsOf(
  file: string,
  rows: readonly Readonly<Record<string, string>>[],
  options = {},
): Promise<IncomingFact[]> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  writeFileSync(join(folder, file), lines.map((cells) => cells.join(';')).join('\r\n'));
  return factsIn(folder, options);
}

const made = {
  customer: 'acme',
  promise: '1',
  words: 'Done',
  by: 'Customer Service',
  made_on: '2026-03-01',
  due: '2026-03-28',
};
const now = '2026-11-21T00:00:00.000Z';
const movesOf = (facts: readonly IncomingFact[]) =>
  facts
    .filter((fact) => fact.type === 'promise.moved')
    .map((fact) => `${fact.occurredAt.slice(0, 16)} ${String(fact.fields['move'])}`);
const movesFor = async (row: Readonly<Record<string, string>>) =>
  movesOf(await factsOf('promises.csv', [{ ...made, ...row }]));
const refusalFor = async (file: string, row: Readonly<Record<string, string>>) =>
  (await factsOf(file, [row])).map((fact) => fact.refused);

test('the template imports with nothing refused', async () => {
  const facts = await factsIn(join(shippedSources, 'generic/template'));
  expect(facts.map((fact) => checkIncoming(fact, now)).filter((checked) => 'refusal' in checked)).toEqual([]);
  expect(new Set(facts.map((fact) => fact.type)).size).toBe(9);
  expect(facts).toHaveLength(28);
});

describe('a promise', () => {
  test('due on a day has that day and the zone, due at a time the instant', async () => {
    const rows = [
      made,
      { ...made, promise: '2', due: '2026-03-29T09:00' },
      { ...made, promise: '3', due: '2026-03-29T09:00Z' },
    ];
    const [day, local, offset] = await factsOf('promises.csv', rows, { zone: 'Europe/Berlin' });
    expect(day).toMatchObject({ occurredAt: '2026-02-28T23:00:00.000Z' });
    expect(day?.fields).toMatchObject({
      dueDay: '2026-03-28',
      zone: 'Europe/Berlin',
      dueAt: null,
      by: 'customer-service',
    });
    expect(local?.fields).toMatchObject({ dueDay: null, zone: null, dueAt: '2026-03-29T07:00:00.000Z' });
    expect(offset?.fields).toMatchObject({ dueAt: '2026-03-29T09:00:00.000Z' });
  });

  test('names what it backs and needs, several at a time', async () => {
    const [fact] = await factsOf('promises.csv', [
      { ...made, backs: 'P-1, P-2', needs: 'Operations,customer service' },
    ]);
    expect(fact?.fields).toMatchObject({
      backs: ['prm_P-1', 'prm_P-2'],
      needs: ['operations', 'customer-service'],
      to: 'customer',
    });
  });

  test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['open', { outcome: 'open' }, []],
    ['kept', { outcome: 'Kept', done_on: '2026-03-20' }, ['2026-03-20T00:00 declareComplete']],
    [
      'kept and confirmed',
      { done_on: '2026-03-01', made_on: '2026-03-01T15:00', confirmed: 'yes' },
      ['2026-03-01T15:00 declareComplete', '2026-03-01T15:00 declareSatisfied'],
    ],
    ['broken when its day was over', { outcome: 'broken' }, ['2026-03-28T23:59 renege']],
    ['broken on a day', { outcome: 'broken', ended_on: '2026-03-10' }, ['2026-03-10T00:00 renege']],
    [
      'done in time and rejected',
      { outcome: 'broken', done_on: '2026-03-20', ended_on: '2026-03-22' },
      ['2026-03-20T00:00 declareComplete', '2026-03-22T00:00 reject', '2026-03-22T00:00 concede'],
    ],
    [
      'done late and rejected',
      { outcome: 'broken', done_on: '2026-03-29', confirmed: 'no' },
      ['2026-03-29T00:00 declareComplete', '2026-03-29T00:00 reject'],
    ],
    ['given up', { outcome: 'given up', ended_on: '2026-03-10' }, ['2026-03-10T00:00 renege']],
    ['released', { outcome: 'released', ended_on: '2026-03-10' }, ['2026-03-10T00:00 release']],
  ])('that is %s is told by its moves', async (_, row, moves) => {
    expect(await movesFor(row)).toEqual(moves);
  });
});

describe('a cell that cannot be read refuses its row, with what to write instead', () => {
  test.each<readonly [string, string, Readonly<Record<string, string>>, string]>([
    [
      'a day that does not exist',
      'promises.csv',
      { ...made, done_on: '31/02/2026' },
      "done_on '31/02/2026' is no date: write YYYY-MM-DD",
    ],
    ['the 30th of February', 'promises.csv', { ...made, due: '2026-02-30' }, "due '2026-02-30' is no date"],
    ['a missing day', 'promises.csv', { ...made, made_on: '' }, 'made_on is missing: write'],
    [
      'a strange outcome',
      'promises.csv',
      { ...made, outcome: 'fine' },
      "outcome 'fine' is not known: write kept, broken",
    ],
    [
      'an outcome without its day',
      'promises.csv',
      { ...made, outcome: 'released' },
      'ended_on is missing though the promise was released',
    ],
    [
      'a contradiction',
      'promises.csv',
      { ...made, outcome: 'kept', done_on: '2026-03-02', confirmed: 'no' },
      'contradicts confirmed',
    ],
    ['work before the promise', 'promises.csv', { ...made, done_on: '2026-02-01' }, 'lies before made_on'],
    ['a weight in words', 'promises.csv', { ...made, weight: 'high' }, "weight 'high' is no number"],
    [
      'an amount with a sign',
      'purchases.csv',
      { customer: 'a', purchase: '1', bought_on: '2026-01-01', amount: '€ 5' },
      "amount '€ 5' is no amount in EUR: write it like 1234.00",
    ],
    [
      'thousands',
      'purchases.csv',
      { customer: 'a', purchase: '1', bought_on: '2026-01-01', amount: '1,234' },
      "amount '1,234' is no amount",
    ],
    [
      'an answer in words',
      'feedback.csv',
      { customer: 'a', given_on: '2026-01-01', measure: 'trust', value: 'good' },
      "value 'good' is no number",
    ],
    [
      'a verdict without a day',
      'cases.csv',
      { customer: 'a', case: '1', opened_on: '2026-01-01', verdict: 'satisfied' },
      'closed_on is missing',
    ],
  ])('%s', async (_, file, row, refusal) => {
    expect(await refusalFor(file, row)).toEqual([expect.stringContaining(refusal)]);
  });

  test('in the domain’s own words where the cell is readable but not allowed', async () => {
    const [fact] = await factsOf('cases.csv', [
      { customer: 'a', case: '1', opened_on: '2026-01-01', severity: 'huge' },
    ]);
    expect(fact === undefined ? null : checkIncoming(fact, now)).toMatchObject({
      refusal: { field: 'severity', value: 'huge' },
    });
  });
});

test('amounts are whole minor units of their currency', async () => {
  const bought = { customer: 'a', bought_on: '2026-01-01' };
  const facts = await factsOf('purchases.csv', [
    { ...bought, purchase: '1', amount: '124.5' },
    { ...bought, purchase: '2', amount: '124,50', currency: 'usd' },
    { ...bought, purchase: '3', amount: '1500', currency: 'JPY', refunded_on: '2026-01-05' },
  ]);
  expect(facts.map((fact) => [fact.type, fact.fields['amount'], fact.fields['currency']])).toEqual([
    ['purchase.made', 12_450, 'EUR'],
    ['purchase.made', 12_450, 'USD'],
    ['purchase.made', 1_500, 'JPY'],
    ['refund.paid', 1_500, 'JPY'],
  ]);
});

test('a contract needs its number and its last day, which is a day after the purchase', async () => {
  const bought = { customer: 'a', bought_on: '2026-01-01', amount: '10' };
  const facts = await factsOf('purchases.csv', [
    { ...bought, purchase: '1', contract: 'C-1', contract_until: '2026-12-31' },
    { ...bought, purchase: '2', contract: 'C-1' },
    { ...bought, purchase: '3', contract_until: '2026-12-31' },
    { ...bought, purchase: '4', contract: 'C-1', contract_until: '2025-12-31' },
    { ...bought, purchase: '5', contract: 'C-1', contract_until: 'next year' },
  ]);
  const [whole, ...refused] = facts;
  expect(whole?.refused).toBeUndefined();
  expect(whole?.fields['contractUntil']).toBe('2026-12-31');
  expect(refused.map((fact) => JSON.stringify(fact.refused))).toEqual([
    expect.stringContaining(
      'contract_until is missing though there is a contract: write the last day that is paid for',
    ),
    expect.stringContaining('contract is missing though contract_until is there: write the number of the contract'),
    expect.stringContaining("contract_until '2025-12-31' lies before bought_on: correct one of them"),
    expect.stringContaining('contract_until'),
  ]);
});

test('a misspelt heading is named, not lost', async () => {
  await expect(factsOf('promises.csv', [{ ...made, 'done at': '2026-03-02' }])).rejects.toThrow(
    'the column “done at”, which is not read',
  );
});
