import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseOptions, listSources, readSource } from './source.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'troth-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function givenSource(files: Readonly<Record<string, string>>): void {
  mkdirSync(join(root, 'shop'));
  const complete = {
    'source.json': JSON.stringify(shop),
    'source.md': 'Nothing.',
    'purchase-made.sql': 'select 1',
    ...files,
  };
  for (const [file, text] of Object.entries(complete)) writeFileSync(join(root, 'shop', file), text);
}

const shop = { name: 'shop', summary: 'A shop.', tables: { orders: { file: 'orders.csv' } } };

test('every shipped source can be read and says what it assumes', () => {
  const sources = listSources().map((name) => readSource(name));
  expect(sources.map((source) => source.name)).toEqual(['cdnow', 'generic', 'olist', 'online-retail', 'uci-incident']);
  for (const source of sources) {
    expect(source.assumptions).toMatch(/what this source assumes/);
    expect(source.kindSelects.length).toBeGreaterThan(0);
  }
});

test('an unknown source is answered with those that there are', () => {
  expect(() => readSource('salesforce')).toThrow('There is no source “salesforce”');
  try {
    readSource('../olist');
  } catch (error) {
    expect(error).toMatchObject({ remedy: 'Use one of these: cdnow, generic, olist, online-retail, uci-incident.' });
  }
});

test('options left out have their defaults', () => {
  expect(chooseOptions(readSource('olist'), {})).toEqual({ due: 'day' });
  expect(chooseOptions(readSource('generic'), { zone: 'Europe/Berlin' })).toEqual({
    zone: 'Europe/Berlin',
    currency: 'EUR',
  });
});

test('an unknown option, and a value that an option cannot take, are named', () => {
  const olist = readSource('olist');
  expect(() => chooseOptions(olist, { until: 'day' })).toThrow('has no option “until”');
  expect(() => chooseOptions(olist, { constructor: 'day' })).toThrow('has no option “constructor”');
  expect(() => chooseOptions(olist, { due: 'noon' })).toThrow('The option due cannot be “noon”');
  expect(() => chooseOptions(readSource('generic'), { zone: '' })).toThrow('empty or too long');
});

test('a SELECT named after no kind of event is a fault', () => {
  givenSource({ 'purchase-mode.sql': 'select 1' });
  expect(() => readSource('shop', root)).toThrow('shop/purchase-mode.sql is named after no kind of event');
});

test('a description that is broken, or reaches out of the data folder, is a fault', () => {
  givenSource({ 'source.json': '{' });
  expect(() => readSource('shop', root)).toThrow('shop/source.json is no JSON');
  for (const file of ['../secret.csv', '/etc/passwd', 'a/b.csv', 'passwords.txt']) {
    writeFileSync(join(root, 'shop/source.json'), JSON.stringify({ ...shop, tables: { orders: { file } } }));
    expect(() => readSource('shop', root)).toThrow('shop/source.json');
  }
});

test('a source without its assumptions is a fault', () => {
  givenSource({});
  rmSync(join(root, 'shop/source.md'));
  expect(() => readSource('shop', root)).toThrow('shop/source.md is missing');
});
