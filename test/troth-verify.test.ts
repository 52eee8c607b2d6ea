/** Every way of changing an export is found by the stand-alone verifier, and the right line is named. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { checkpointText, firstPreviousHash, linkHash } from '../src/domain/chain.ts';
import type { Checkpoint } from '../src/ledger/checkpoint.ts';
import { exportLines } from '../src/ledger/export.ts';
import { sha256 } from '../src/ledger/sha256.ts';
import type { WalkedEvent } from '../src/ledger/walk.ts';
import { engines, freshDatabase } from './databases.ts';
import { fillSample, newSigningKey, type SampleLedger } from './sample-ledger.ts';
import { verifyFile, verifyMany } from './stand-alone-verifier.ts';

type Line = Readonly<Record<string, unknown>>;

let sample: SampleLedger;
let lines: readonly Line[];
const kindIs = (kind: string) => (line: Line) => line['kind'] === kind;

beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is always one engine');
  const database = await freshDatabase(engine);
  sample = await fillSample(database);
  const read: Line[] = [];
  for await (const line of exportLines(database)) read.push(JSON.parse(line) as Line);
  lines = read;
  await database.close();
});

interface Tampering {
  readonly lines: readonly Line[];
  /** What the verdict has to say. */
  readonly expected: string | RegExp;
}

async function expectBroken(tamperings: readonly Tampering[]): Promise<void> {
  expect(tamperings.length).toBeGreaterThan(0);
  const verdicts = await verifyMany(tamperings.map((tampering) => contentOf(tampering.lines)));
  for (const [index, { expected }] of tamperings.entries()) {
    const verdict = verdicts[index];
    expect(verdict?.said).toMatch(expected);
    expect(verdict?.said).toMatch(/^BROKEN: /);
    expect(verdict?.exitCode).toBe(1);
  }
}

function contentOf(all: readonly Line[]): string {
  return all.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The lines with some of them replaced, from an index on. */
function replaced(index: number, count: number, ...by: readonly Line[]): readonly Line[] {
  return lines.toSpliced(index, count, ...by);
}

function placesOf(kind: string): readonly (readonly [number, Line])[] {
  return lines.flatMap((line, index) => (kindIs(kind)(line) ? [[index, line] as const] : []));
}

/** The end with counts that fit, as somebody would write it. */
function recounted(all: readonly Line[]): readonly Line[] {
  const events = all.filter(kindIs('event'));
  const streams = new Set(events.map((event) => event['customerId'])).size;
  const checkpoints = all.filter(kindIs('checkpoint')).length;
  return [...all.slice(0, -1), { kind: 'end', streams, events: events.length, checkpoints }];
}

/** Another value of the same shape. */
function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (value === null) return 'x';
  if (typeof value === 'string') return `${value}x`;
  return { ...(value as object), added: 0 };
}

function nameOf(line: Line): string {
  return `event ${String(line['revision'])} of ${String(line['customerId'])}:`;
}

test('a changed field of any event is found at its line', async () => {
  const tamperings = placesOf('event').flatMap(([index, line]) =>
    Object.keys(line).map((field) => ({
      lines: replaced(index, 1, { ...line, [field]: changed(line[field]) }),
      expected: new RegExp(`[( ]line ${index + 1}[:)]|^BROKEN: (text of )?${nameOf(line)}`),
    })),
  );
  expect(tamperings.length).toBeGreaterThan(800);
  await expectBroken(tamperings);
});

test('a field that is added, taken away or too large for JSON is found at its line', async () => {
  const tamperings = placesOf('event').flatMap(([index, line]) => [
    ...Object.keys(line).map((field) => {
      const { [field]: _, ...rest } = line;
      return { lines: replaced(index, 1, rest), expected: `line ${index + 1}` };
    }),
    { lines: replaced(index, 1, { ...line, added: null }), expected: `line ${index + 1}: it has other fields` },
  ]);
  await expectBroken(tamperings);
  const [index, line] = placesOf('event')[0] ?? [0, {}];
  const nulled = { ...line, data: { ...(line['data'] as object), added: null } };
  const linked = { ...nulled, hash: linkHash(nulled as unknown as WalkedEvent, firstPreviousHash, sha256) };
  const content = contentOf(replaced(index, 1, linked)).replace('"added":null', '"added":1e999');
  expect((await verifyFile(content)).said).toContain(`BROKEN: ${nameOf(line)}`);
});

test('a missing, repeated, swapped or displaced event is found, with counts that fit', async () => {
  const events = placesOf('event');
  const tamperings = events.flatMap(([index, line]) => {
    const isLast = lines[index + 1]?.['customerId'] !== line['customerId'];
    const customerId = String(line['customerId']);
    const head = placesOf('head').find(
      ([, one]) => one['customerId'] === customerId && Number(one['revision']) >= Number(line['revision']),
    );
    const signed = `it signed event ${String(head?.[1]['revision'])} of ${customerId}, which is missing`;
    const next = lines[index + 1] ?? {};
    return [
      { lines: recounted(replaced(index, 1)), expected: isLast ? signed : `${nameOf(line)} it is missing` },
      { lines: recounted(replaced(index, 1, line, line)), expected: `${nameOf(line)} it is there twice` },
      {
        lines: recounted(replaced(index, 2, next, line)),
        expected: isLast ? /BROKEN/ : `${nameOf(line)} it is missing`,
      },
      { lines: recounted([...replaced(index, 1).slice(0, -1), line, {}]), expected: /BROKEN/ },
      { lines: recounted([...lines.slice(0, 64), line, ...lines.slice(64)]), expected: /twice|apart/ },
    ];
  });
  await expectBroken(tamperings);
});

test('an event moved to another stream is found there', async () => {
  const end = lines.findLastIndex(kindIs('event'));
  const last = lines[end] ?? {};
  const tamperings = placesOf('event')
    .filter(([, line]) => line['customerId'] !== last['customerId'])
    .map(([, line]) => {
      const arrived = { ...line, customerId: last['customerId'], revision: Number(last['revision']) + 1 };
      return { lines: recounted(replaced(end, 1, last, arrived)), expected: nameOf(arrived) };
    });
  await expectBroken(tamperings);
});

test('a stream cut short, or written anew with links that fit, is found by the first checkpoint that signed it', async () => {
  const tamperings = placesOf('event').flatMap(([index, line]) => {
    const customerId = String(line['customerId']);
    const revision = Number(line['revision']);
    const [, head] = placesOf('head').find(
      ([, one]) => one['customerId'] === customerId && Number(one['revision']) >= revision,
    ) ?? [0, {}];
    const expected = `checkpoint ${String(head['checkpoint'])}: it signed event ${String(head['revision'])} of ${customerId}, which`;
    const isCut = (one: Line): boolean =>
      kindIs('event')(one) && one['customerId'] === customerId && Number(one['revision']) >= revision;
    return [
      { lines: recounted(lines.filter((one) => !isCut(one))), expected: `${expected} is missing` },
      {
        lines: relinked(replaced(index, 1, { ...line, actor: 'x' })),
        expected: `${expected} is not the event that is here`,
      },
    ];
  });
  await expectBroken(tamperings);
});

/** Every link made to fit. */
function relinked(all: readonly Line[]): readonly Line[] {
  let previous: { readonly customerId?: unknown; readonly hash: string } = { hash: firstPreviousHash };
  return all.map((line) => {
    if (!kindIs('event')(line)) return line;
    const before = previous.customerId === line['customerId'] ? previous.hash : firstPreviousHash;
    const hash = linkHash(line as unknown as WalkedEvent, before, sha256);
    previous = { customerId: line['customerId'], hash };
    return { ...line, hash };
  });
}

test('a changed, missing, repeated or displaced checkpoint or head is found', async () => {
  const checkpoints = placesOf('checkpoint').flatMap(([index, line]) => {
    const number = Number(line['number']);
    const named = `checkpoint ${number}:`;
    const fields = Object.keys(line).filter((field) => field !== 'kind');
    const firstHead = lines.findIndex((one) => kindIs('head')(one) && one['checkpoint'] === number);
    return [
      ...fields.map((field) => ({
        lines: replaced(index, 1, { ...line, [field]: changed(line[field]) }),
        expected: named,
      })),
      { lines: replaced(index, 1, { ...line, signature: `${String(line['signature'])} ` }), expected: named },
      { lines: recounted(replaced(index, 1)), expected: named },
      { lines: recounted(replaced(index, 1, line, line)), expected: `${named} it is there twice` },
      ...(number === 3
        ? []
        : [{ lines: recounted(replaced(firstHead, index - firstHead + 1)), expected: `${named} it is missing` }]),
      { lines: replaced(firstHead, index - firstHead + 1), expected: number === 3 ? /BROKEN: end:/ : named },
    ];
  });
  const heads = placesOf('head').flatMap(([index, line]) => {
    const fields = Object.keys(line).filter((field) => field !== 'kind');
    const named = `checkpoint ${String(line['checkpoint'])}:`;
    return [
      ...fields.map((field) => ({
        lines: replaced(index, 1, { ...line, [field]: changed(line[field]) }),
        expected: field === 'checkpoint' ? new RegExp(`line ${index + 1}`) : named,
      })),
      { lines: replaced(index, 1), expected: named },
    ];
  });
  await expectBroken([...checkpoints, ...heads]);
});

test('a checkpoint that somebody else signed is found by the key, and without it between two others', async () => {
  const other = newSigningKey();
  for (const [index, line] of placesOf('checkpoint')) {
    const checkpoint = line as unknown as Checkpoint;
    const signature = sign(null, Buffer.from(checkpointText(checkpoint)), other.privateKey).toString('base64');
    const content = contentOf(replaced(index, 1, { ...line, publicKey: other.publicKey, signature }));
    const named = `BROKEN: checkpoint ${checkpoint.number}: it is signed with`;
    const known = await verifyFile(content, ['--key', sample.key.publicKey]);
    expect(known).toMatchObject({ exitCode: 1, said: expect.stringContaining(named) as string });
    const unknown = await verifyFile(content);
    if (checkpoint.number === 2)
      expect(unknown).toMatchObject({ exitCode: 1, said: expect.stringContaining(named) as string });
    else expect(unknown.said).toContain(`on with ${other.publicKey}`);
    const both = ['--key', sample.key.publicKey, '--key', other.publicKey];
    expect(await verifyFile(content, both)).toMatchObject({ exitCode: 0 });
  }
});

test('an export that stops early, goes on after its end, or holds other lines is broken', async () => {
  const cut = lines.slice(0, -1);
  await expectBroken([
    { lines: cut, expected: 'end: the export stops before it' },
    { lines: lines.slice(0, 20), expected: 'end: the export stops before it' },
    { lines: [...lines, lines[1] ?? {}], expected: `line ${lines.length + 1}: it stands after its place` },
    {
      lines: [...cut, { kind: 'end', streams: 5, events: 64, checkpoints: 3 }],
      expected: 'end: it counts 64 events, and there are 63',
    },
    { lines: [...cut, { kind: 'toString' }], expected: 'is neither an event' },
    { lines: [...cut, {}], expected: 'is neither an event' },
  ]);
  const half = contentOf(lines).slice(0, 5_000);
  expect(await verifyFile(half)).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('it is not JSON') as string,
  });
});

test('what is no export of ours, or asked for wrongly, is not verified', async () => {
  const key = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const notVerified = { exitCode: 2, said: expect.stringMatching(/^NOT VERIFIED: /) as string };
  expect(await verifyFile('')).toMatchObject(notVerified);
  expect(await verifyFile('hello\n')).toMatchObject(notVerified);
  expect(await verifyFile(contentOf([{ ...lines[0], version: 2 }, ...lines.slice(1)]))).toMatchObject(notVerified);
  expect(await verifyFile(contentOf(lines), ['another.jsonl'])).toMatchObject(notVerified);
  expect(await verifyFile(contentOf(lines), ['--key'])).toMatchObject(notVerified);
  expect(await verifyFile(contentOf(lines), ['--quiet'])).toMatchObject(notVerified);
  expect(await verifyFile('', ['nowhere.jsonl'], 'input')).toMatchObject(notVerified);
  expect(await verifyFile(contentOf(lines), ['--key', key])).toMatchObject({ exitCode: 1 });
});
