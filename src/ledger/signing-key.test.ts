/** The signing key: made once, kept to ourselves, and a damaged one is named with a remedy. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSigningKey } from './signing-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troth-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pathIn = (place: string): string => join(place, 'keys', 'checkpoint.pem');

test('the first call makes the key, and every later one finds it', async () => {
  const made = await loadSigningKey(folder);
  expect(await loadSigningKey(folder)).toEqual(made);
  expect(made.publicKey).toMatch(/^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$/);
  expect(readFileSync(pathIn(folder), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  if (process.platform !== 'win32') expect(statSync(pathIn(folder)).mode & 0o777).toBe(0o600);
});

test('two first calls at once end with the same key', async () => {
  const keys = await Promise.all([loadSigningKey(folder), loadSigningKey(folder)]);
  expect(keys[0]?.publicKey).toBe(keys[1]?.publicKey);
});

test('a key that is handed in wins, also with its line breaks written as \\n, and leaves no file', async () => {
  const other = await loadSigningKey(join(folder, 'other'));
  const pem = readFileSync(pathIn(join(folder, 'other')), 'utf8');
  expect((await loadSigningKey(folder, pem)).publicKey).toBe(other.publicKey);
  expect((await loadSigningKey(folder, pem.replaceAll('\n', '\\n'))).publicKey).toBe(other.publicKey);
  expect(() => statSync(pathIn(folder))).toThrow('ENOENT');
});

test('a key that is damaged, of another kind or out of reach is named, with a remedy', async () => {
  const unusable = { name: 'LedgerFault', code: 'key_unusable', remedy: expect.stringMatching(/\.$/) as string };
  await expect(loadSigningKey(folder, 'nonsense')).rejects.toMatchObject(unusable);
  await expect(loadSigningKey(folder, 'nonsense')).rejects.toThrow('TROTH_SIGNING_KEY');
  await loadSigningKey(folder);
  writeFileSync(pathIn(folder), readFileSync(pathIn(folder), 'utf8').slice(0, 60));
  await expect(loadSigningKey(folder)).rejects.toMatchObject(unusable);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(pathIn(folder), privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await expect(loadSigningKey(folder)).rejects.toThrow('not Ed25519');
  rmSync(pathIn(folder));
  mkdirSync(pathIn(folder));
  await expect(loadSigningKey(folder)).rejects.toMatchObject(unusable);
  writeFileSync(join(folder, 'file'), '');
  await expect(loadSigningKey(join(folder, 'file'))).rejects.toMatchObject(unusable);
});
