/** The command line as a person uses it: a folder of their own, plain words, exit codes that programs can read. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'troth-cli-'));
const data = join(folder, 'data');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function troth(...words: readonly string[]) {
  const run = spawnSync(process.execPath, [join(root, 'bin/troth.mjs'), '--data', data, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', NO_COLOR: '1' },
    timeout: 120_000,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function json(...words: readonly string[]) {
  const run = troth('--format', 'json', ...words);
  expect(run.code, run.err).toBe(0);
  return JSON.parse(run.out);
}

beforeAll(() => {
  // The first command builds the program and makes the folder; nothing else may print on its way.
  expect(troth('--version').code).toBe(0);
});

test('the template of plain CSV files becomes an audit', () => {
  const files = join(folder, 'files');
  cpSync(join(root, 'sources/generic/template'), files, { recursive: true });
  const dry = json('import', 'generic', files, '--dry-run');
  expect(dry).toMatchObject({ dryRun: true, refused: 0 });
  expect(json('audit').balance.made).toBe(0);
  const first = json('import', 'generic', files);
  expect(first).toMatchObject({ recorded: dry.rows, known: 0 });
  expect(json('import', 'generic', files)).toMatchObject({ recorded: 0, known: dry.rows });
  const audit = json('audit');
  expect(audit.balance.made).toBeGreaterThan(0);
  expect(troth('audit').out).toContain('Promises made');
  expect(troth('--format', 'html', 'audit').out).toMatch(/^<!doctype html>/i);
  expect(json('imports').imports).toHaveLength(2);
  const undone = troth('import', '--undo', first.importId);
  expect(undone.out).toContain(`${first.recorded} events`);
  expect(json('audit').balance.made).toBe(0);
  expect(json('import', 'generic', files)).toMatchObject({ restored: dry.rows });
});

test('a refused row goes to a file with its reason and its remedy', () => {
  const files = join(folder, 'bad');
  cpSync(join(root, 'sources/generic/template'), files, { recursive: true });
  const purchases = readFileSync(join(files, 'purchases.csv'), 'utf8').split('\n');
  purchases[1] = purchases[1]?.replace(/\d{4}-\d{2}-\d{2}/, '31/02/2026') ?? '';
  writeFileSync(join(files, 'purchases.csv'), purchases.join('\n'));
  const summary = json('import', 'generic', files, '--dry-run', '--refused', join(folder, 'refused.csv'));
  expect(summary.refused).toBeGreaterThan(0);
  const refused = readFileSync(join(folder, 'refused.csv'), 'utf8');
  expect(refused).toContain('31/02/2026');
  expect(refused.split('\n')[0]).toContain('remedy');
});

test('a promise is made, kept and found by hand', () => {
  const customerId = json('add-customer', 'Acme Ltd', '--customer-id', 'acme').customerId;
  expect(customerId).toBe('cus_acme');
  expect(troth('add-customer', 'Beta', '--customer-id', 'beta').out).toContain('· cus_beta');
  const purchase = ['purchase', 'beta', '--currency', 'EUR', '--amount'];
  expect(troth(...purchase, '12400.00')).toMatchObject({ code: 2, err: expect.stringContaining('minor units') });
  expect(troth(...purchase, '1240000').out).toContain('12400.00');
  const made = json('promise', 'Ship the replacement', '--to', 'acme', '--by', 'sales', '--due', 'today');
  const { promiseId } = made.events[0].names;
  expect(troth('promises', '--due', 'today').out).toMatch(/Ship the/);
  expect(troth('promises', '--due', 'today').out).toContain(promiseId);
  expect(troth('done', promiseId).code).toBe(0);
  expect(troth('kept', promiseId, '--note', 'They said thank you').code).toBe(0);
  expect(json('show', promiseId).promise.state).toBe('kept');
  expect(troth('customer', 'acme').out).toContain('Ship the replacement');
  expect(troth('brief', 'acme').code).toBe(0);
  expect(troth('trust', 'acme', 'customer', 'sales').out).toContain('.67');
});

test('errors say what to do, and exit codes tell them apart', () => {
  const unknown = troth('customer', 'nobody');
  expect(unknown).toMatchObject({ code: 4 });
  expect(unknown.err).toContain('→');
  expect(troth('promise', 'x', '--to', 'acme', '--by', 'sales', '--due', 'when pigs fly')).toMatchObject({ code: 2 });
  const broken = json('promise', 'Call back', '--to', 'acme', '--by', 'sales', '--due', 'tomorrow').events[0].names
    .promiseId;
  expect(troth('uphold', broken)).toMatchObject({ code: 3 });
  expect(troth('import', 'nowhere', folder).err).toContain('olist');
  expect(troth('flatter', 'the customer').code).toBe(2);
  expect(troth('serve', '--host', '0.0.0.0')).toMatchObject({ code: 2, err: expect.stringContaining('--api-token') });
  expect(troth('serve', '--port', 'x').code).toBe(2);
  const failed = troth('--format', 'json', 'customer', 'nobody');
  expect(JSON.parse(failed.err)).toMatchObject({ code: 'unknown_customer', value: 'cus_nobody' });
});

test('the chain is signed, verified, exported and verified again without the program', () => {
  expect(troth('checkpoint').code).toBe(0);
  expect(json('verify')).toMatchObject({ ok: true, checkpoints: 1 });
  const target = join(folder, 'export.jsonl');
  expect(troth('export', target).code).toBe(0);
  const verified = spawnSync(process.execPath, [join(root, 'verifier/troth-verify.mjs'), target], { encoding: 'utf8' });
  expect(verified.status, verified.stderr).toBe(0);
  expect(troth('erase', 'acme').code).toBe(0);
  expect(troth('customer', 'acme').out.toLowerCase()).toContain('erased');
  expect(json('verify')).toMatchObject({ ok: true });
  expect(troth('export', join(folder, 'parquet')).out).toContain('promise.parquet');
});
