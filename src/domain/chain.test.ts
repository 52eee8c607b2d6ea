/** The chain is for ever: canonical JSON as RFC 8785 has it, and hashes that were written down once and never change. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../ledger/sha256.ts';
import {
  canonicalJson,
  checkpointText,
  firstPreviousHash,
  type Head,
  type Linkable,
  linkHash,
  textDigest,
  treeRoot,
} from './chain.ts';

test('SHA-256 is that of FIPS 180-4', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('the sample of RFC 8785 comes out as printed there', () => {
  const sample = `{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`;
  expect(canonicalJson(JSON.parse(sample))).toBe(
    `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
  );
});

test('keys stand in the order of their UTF-16 units, also where a pair of surrogates stands for one sign', () => {
  const names = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  expect([...canonicalJson(names).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ]);
});

// RFC 8785, appendix B: the bits of a number and how it is written.
test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('the number with the bits %s is written %s', (bits, written) => {
  expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written);
});

test.each([
  ['a number that is not finite', Number.NaN],
  ['an infinite number', Number.POSITIVE_INFINITY],
  ['half a pair of surrogates', { words: 'broken \ud800 words' }],
  ['half a pair of surrogates in a name', { '\udc00': 1 }],
  ['a hole in a list', [undefined]],
  ['nothing at all', undefined],
  ['a large integer', 1n],
  ['a function', () => 1],
  ['a date', { at: new Date(0) }],
  ['a map', new Map([['a', 1]])],
])('what JSON cannot hold cannot be hashed: %s', (_, value) => {
  expect(() => canonicalJson(value)).toThrow('cannot be hashed');
});

test('a field without a value is no field', () => {
  expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}');
});

test('canonical JSON reads back as what it was, in one spelling only', () => {
  const holds = (value: unknown) => {
    const text = canonicalJson(value);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  };
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), holds), { numRuns: 500, seed: 8785 });
});

interface GoldenChain {
  readonly events: readonly (Linkable & {
    readonly salt: string | null;
    readonly text: unknown;
    readonly hash: string;
  })[];
  readonly heads: readonly Head[];
  readonly roots: readonly string[];
  readonly checkpoint: {
    readonly body: Parameters<typeof checkpointText>[0];
    readonly text: string;
    readonly hash: string;
  };
}

const golden: GoldenChain = JSON.parse(readFileSync(new URL('../../test/golden/chain.json', import.meta.url), 'utf8'));

test('the hashes of a small chain are those written down', () => {
  let previous = firstPreviousHash;
  for (const { hash, salt, text, ...event } of golden.events) {
    expect(salt === null ? null : textDigest(text, salt, sha256)).toBe(event.textDigest);
    expect(linkHash(event, previous, sha256)).toBe(hash);
    previous = hash;
  }
});

test('an event that is changed in any way, or moved, has another hash', () => {
  const [, event] = golden.events;
  if (event === undefined) throw new Error('The golden chain has two events');
  const previous = golden.events[0]?.hash ?? '';
  const { hash, salt: _, text: __, ...linked } = event;
  const changes: readonly Partial<Linkable>[] = [
    { eventId: 'evt_other' },
    { customerId: 'cus_other' },
    { revision: 3 },
    { type: 'promise.moved' },
    { version: 2 },
    { occurredAt: '2026-01-01T00:00:00.000Z' },
    { recordedAt: '2026-01-01T00:00:00.000Z' },
    { actor: 'system' },
    { source: 'other' },
    { sourceId: 'other' },
    { data: {} },
    { textDigest: null },
  ];
  expect(Object.keys(linked).sort()).toEqual(changes.flatMap((change) => Object.keys(change)).sort());
  const hashes = changes.map((change) => linkHash({ ...linked, ...change }, previous, sha256));
  expect(new Set([...hashes, linkHash(linked, firstPreviousHash, sha256), hash]).size).toBe(changes.length + 2);
});

test('the order of the fields of an event does not matter, for a database may turn them round', () => {
  const [event] = golden.events;
  if (event === undefined) throw new Error('The golden chain has an event');
  const turned = Object.fromEntries(Object.entries(event.data as object).toReversed());
  expect(linkHash({ ...event, data: turned }, firstPreviousHash, sha256)).toBe(event.hash);
});

test('the same words with another salt have another digest', () => {
  expect(textDigest({ words: 'Yes' }, 'a', sha256)).not.toBe(textDigest({ words: 'Yes' }, 'b', sha256));
});

test('the root over the first heads is that written down, for every number of them', () => {
  expect(golden.heads.map((_, count) => treeRoot(golden.heads.slice(0, count), sha256))).toEqual(
    golden.roots.slice(0, -1),
  );
  expect(treeRoot(golden.heads, sha256)).toBe(golden.roots.at(-1));
});

test('the tree is that of RFC 6962, and heads stand in it by their stream, whatever order they come in', () => {
  const heads = fc.uniqueArray(fc.record({ customerId: fc.string(), revision: fc.nat(), hash: fc.string() }), {
    selector: ({ customerId }) => customerId,
    maxLength: 40,
  });
  const holds = (some: readonly Head[]) => {
    const sorted = [...some].sort((left, right) => (left.customerId < right.customerId ? -1 : 1));
    expect(treeRoot(some, sha256)).toBe(
      rootOf(sorted.map((head) => sha256(`0${canonicalJson([head.customerId, head.revision, head.hash])}`))),
    );
  };
  fc.assert(fc.property(heads, holds), { numRuns: 200, seed: 6962 });
});

/** The definition in section 2.1 of RFC 6962: split at the largest power of two below the number of leaves. */
function rootOf(leaves: readonly string[]): string {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return leaves[0] ?? '';
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(`1${rootOf(leaves.slice(0, split))}${rootOf(leaves.slice(split))}`);
}

test('what is signed of a checkpoint is that written down', () => {
  const { body, text, hash } = golden.checkpoint;
  expect(checkpointText(body)).toBe(text);
  expect(sha256(text)).toBe(hash);
});
