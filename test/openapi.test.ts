/** The API document in the repository is the one that is served. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApi } from '../src/http/openapi.ts';
import { endpoints } from '../src/operations/ask.ts';

test('docs/openapi.json is what the contract says; UPDATE=1 writes it anew', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  const served = `${JSON.stringify(openApi(endpoints, version), null, 2)}\n`;
  if (process.env['UPDATE'] === '1') writeFileSync('docs/openapi.json', served);
  expect(readFileSync('docs/openapi.json', 'utf8')).toBe(served);
});
