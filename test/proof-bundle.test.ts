/** A proof bundle as an auditor gets it: unpacked, verified with what is in it, and a changed byte found. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../src/http/server.ts';
import { ask, endpoints } from '../src/operations/ask.ts';
import type { Context } from '../src/operations/context.ts';
import { recordFacts } from '../src/operations/record.ts';
import { auditedAt, smallCompany } from './audit-company.ts';
import { onEveryEngine } from './databases.ts';

onEveryEngine('a proof bundle', (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'troth-proof-'));
  let files: ReadonlyMap<string, Buffer>;
  let context: Context;

  beforeAll(async () => {
    const keys = join(folder, 'keys-of-the-company');
    mkdirSync(keys);
    context = { database: database(), now: () => auditedAt, actor: 'system', source: 'test', folder: keys };
    await recordFacts(context, smallCompany, { source: 'test' });
    const checkpoint = endpoints.find(({ group, name }) => group === 'ledger' && name === 'checkpoint');
    if (checkpoint === undefined) throw new Error('There is no checkpoint to take');
    await ask(context, checkpoint, {});
    const server = await createServer({ context, guard: { hosts: ['localhost'], token: undefined }, version: '0' });
    const answer = await server.inject('/audit/proof.zip?area=sales');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/zip');
    files = unzipped(answer.rawPayload);
    expect((await server.inject('/audit/proof.zip?area=nobody')).statusCode).toBe(422);
    await server.close();
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const verified = (file: string) =>
    spawnSync(process.execPath, ['troth-verify.mjs', file], { cwd: folder, encoding: 'utf8' });

  test('holds the report of its scope, the events, the checkpoint, the verifier, and says how to use them', () => {
    expect([...files.keys()].toSorted()).toEqual([
      'README.txt',
      'audit.csv',
      'audit.html',
      'audit.json',
      'checkpoint.json',
      'export.jsonl',
      'troth-verify.mjs',
    ]);
    const report = JSON.parse(String(files.get('audit.json')));
    expect(report.scope.filters).toEqual({ area: 'sales' });
    expect(String(files.get('README.txt'))).toContain(report.verdict.sentence);
    expect(String(files.get('README.txt'))).toContain('node troth-verify.mjs export.jsonl');
    expect(String(files.get('audit.html'))).toContain('Promise audit');
  });

  test('verifies with nothing but what is in it', () => {
    const said = execFileSync(process.execPath, ['troth-verify.mjs', 'export.jsonl'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(said).toMatch(/^INTACT: .* 1 checkpoints/);
    expect(said).toContain(JSON.parse(String(files.get('checkpoint.json'))).publicKey);
  });

  test('a changed byte is found', () => {
    const content = readFileSync(join(folder, 'export.jsonl'), 'utf8');
    const place = content.indexOf('"recordedAt":"2') + '"recordedAt":"202'.length;
    const digit = content[place] === '6' ? '7' : '6';
    writeFileSync(join(folder, 'changed.jsonl'), content.slice(0, place) + digit + content.slice(place + 1));
    const { status, stderr } = verified('changed.jsonl');
    expect(stderr).toMatch(/^BROKEN: event 1 of /);
    expect(status).toBe(1);
  });
});

/** The files of a zip, by its central directory. */
function unzipped(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const name = zip.subarray(at + 46, at + 46 + (nameLength ?? 0)).toString();
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    files.set(name, zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0);
  }
  return files;
}
