#!/usr/bin/env node
/**
 * Verifies an export of a Troth ledger, using nothing of Troth: one file, no dependencies, Node 18 or later.
 *
 * It reads the lines one by one and checks that
 *   1. each event's hash fits all that the event says and the hash of the event before it, from revision 1 on, no gap;
 *   2. each text that is still there fits the salted digest which its event holds;
 *   3. each checkpoint is signed, follows the one before, and has the root that the heads of its streams come to;
 *   4. each head that a checkpoint signed is an event of this export.
 * The first thing that does not hold is named. Exit 0: intact. 1: broken. 2: it could not be verified.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';

const usage = `use it as: node troth-verify.mjs [export.jsonl] [--key <public key in base64>]…
Without a file it reads standard input. Without a key it checks signatures by the keys in the export, and prints them.`;

const header =
  '{"kind":"troth-export","version":1,"canonicalJson":"RFC 8785","hash":"SHA-256","tree":"RFC 6962 over hexadecimal text","signature":"Ed25519"}';
const linked = 'eventId customerId revision type version occurredAt recordedAt actor source sourceId data textDigest';
const signed = 'number createdAt streams events root previous';
const fieldsOfKind = {
  event: `kind ${linked} hash`,
  head: 'kind checkpoint customerId revision hash',
  checkpoint: `kind ${signed} publicKey signature`,
  end: 'kind streams events checkpoints',
};

class Broken extends Error {}

function demand(holds, what, why) {
  if (!holds) throw new Broken(`${what}: ${why}`);
}

/** JSON of RFC 8785: members sorted by UTF-16 code unit, no white space. A number too large for it must not pass for null. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'number') return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
const pick = (line, fields) => Object.fromEntries(fields.split(' ').map((field) => [field, line[field]]));

/** The root over leaves[from..to): RFC 6962 splits at the largest power of two below their number. */
function treeRoot(leaves, from = 0, to = leaves.length) {
  if (from === to) return sha256('');
  if (from + 1 === to) return sha256(`0${canonical(leaves[from])}`);
  let half = 1;
  while (half * 2 < to - from) half *= 2;
  return sha256(`1${treeRoot(leaves, from, from + half)}${treeRoot(leaves, from + half, to)}`);
}

function isSigned(checkpoint) {
  try {
    const key = createPublicKey({ key: Buffer.from(checkpoint.publicKey, 'base64'), format: 'der', type: 'spki' });
    const signature = Buffer.from(checkpoint.signature, 'base64');
    const spki = key.asymmetricKeyType === 'ed25519' && key.export({ format: 'der', type: 'spki' }).toString('base64');
    if (spki !== checkpoint.publicKey || signature.toString('base64') !== checkpoint.signature) return false;
    return verify(null, Buffer.from(canonical(pick(checkpoint, signed))), key, signature);
  } catch {
    return false;
  }
}

function readEvent(line, seen) {
  const { customerId, revision } = line;
  const name = (at) => `event ${at} of ${customerId}`;
  if (customerId !== seen.customerId) {
    demand(!seen.hashes.has(customerId), name(revision), 'it stands apart from the others of its stream');
    seen.hashes.set(customerId, []);
    seen.customerId = customerId;
  }
  const hashes = seen.hashes.get(customerId);
  demand(!(revision > hashes.length + 1), name(hashes.length + 1), 'it is missing');
  demand(revision === hashes.length + 1, name(revision), 'it is there twice, or out of order');
  const hash = sha256(canonical({ ...pick(line, linked), previousHash: hashes.at(-1) ?? '0'.repeat(64) }));
  demand(hash === line.hash, name(revision), 'what it says does not fit its hash');
  if ('salt' in line) {
    demand(line.textDigest !== null, `text of ${name(revision)}`, 'the event had none');
    const digest = sha256(canonical({ salt: line.salt, text: line.text }));
    demand(digest === line.textDigest, `text of ${name(revision)}`, 'it does not fit its digest');
  } else if (line.textDigest !== null) seen.erased += 1;
  hashes.push(hash);
  seen.events += 1;
  seen.unsigned += 1;
}

/** Heads stand before the checkpoint that signs them: one for each stream that moved since the checkpoint before. */
function readHead(line, seen) {
  const { customerId, revision, hash } = line;
  demand(line.checkpoint === seen.checkpoints + 1, `checkpoint ${seen.checkpoints + 1}`, 'it is missing');
  const found = seen.hashes.get(customerId)?.[revision - 1];
  const why = found === undefined ? 'which is missing' : 'which is not the event that is here';
  demand(found === hash, `checkpoint ${line.checkpoint}`, `it signed event ${revision} of ${customerId}, ${why}`);
  seen.heads.set(customerId, [customerId, revision, hash]);
  seen.openHeads += 1;
}

function readCheckpoint(line, seen, trusted) {
  const { number, publicKey } = line;
  const name = `checkpoint ${number}`;
  demand(!(number > seen.checkpoints + 1), `checkpoint ${seen.checkpoints + 1}`, 'it is missing');
  demand(number === seen.checkpoints + 1, name, 'it is there twice, or out of order');
  demand(isSigned(line), name, 'its signature does not fit');
  demand(trusted.length === 0 || trusted.includes(publicKey), name, 'it is signed with a key that you did not name');
  // This one is signed: where it does not follow the one before, that one was changed.
  const before = number === 1 ? name : `checkpoint ${number - 1}`;
  demand(line.previous === seen.previous, before, `it is not the one that ${name} was signed after`);
  const last = seen.keys.at(-1);
  if (last?.publicKey !== publicKey) {
    const returns = trusted.length === 0 && seen.keys.some((key) => key.publicKey === publicKey);
    demand(!returns, `checkpoint ${last?.from}`, 'it is signed with another key than those before and after it');
    seen.keys.push({ publicKey, from: number });
  }
  const heads = [...seen.heads.values()].sort(([one], [other]) => (one < other ? -1 : 1));
  const events = heads.reduce((sum, [, revision]) => sum + revision, 0);
  demand(treeRoot(heads) === line.root, name, 'its root is not that of its heads');
  demand(heads.length === line.streams && events === line.events, name, 'it does not count what its heads count');
  const previous = sha256(canonical(pick(line, signed)));
  Object.assign(seen, { checkpoints: number, previous, unsigned: seen.events - events, openHeads: 0 });
}

function readEnd(line, seen) {
  demand(seen.openHeads === 0, `checkpoint ${seen.checkpoints + 1}`, 'it is missing');
  const counted = { streams: seen.hashes.size, events: seen.events, checkpoints: seen.checkpoints };
  for (const [field, count] of Object.entries(counted)) {
    demand(line[field] === count, 'end', `it counts ${line[field]} ${field}, and there are ${count}`);
  }
  seen.hasEnded = true;
}

const readers = { event: readEvent, head: readHead, checkpoint: readCheckpoint, end: readEnd };

function readLine(text, place, seen, trusted) {
  const line = JSON.parse(text);
  const kind = String(line?.kind);
  demand(Object.hasOwn(readers, kind), place, 'it is neither an event, a head, a checkpoint nor the end');
  const fields = `${fieldsOfKind[kind]}${kind === 'event' && 'salt' in line ? ' salt text' : ''}`.split(' ');
  const hasThem = Object.keys(line).length === fields.length && fields.every((field) => Object.hasOwn(line, field));
  demand(hasThem, place, `it has other fields than ${fields.join(', ')}`);
  demand(!seen.hasEnded && (kind !== 'event' || seen.heads.size === 0), place, 'it stands after its place');
  readers[kind](line, seen, trusted);
}

/** Lines end with a line feed and nothing else: other line ends of Unicode may stand inside a text. */
async function* linesOf(stream) {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function verifyExport(stream, trusted) {
  const seen = { hashes: new Map(), heads: new Map(), keys: [], previous: '0'.repeat(64), hasEnded: false };
  Object.assign(seen, { events: 0, erased: 0, checkpoints: 0, unsigned: 0, openHeads: 0 });
  let number = 0;
  try {
    for await (const text of linesOf(stream)) {
      number += 1;
      if (number > 1) readLine(text, `line ${number}`, seen, trusted);
      else if (text !== header) throw new Error('the first line is not the header of an export of version 1.');
    }
    if (number === 0) throw new Error('there is nothing to read.');
    demand(seen.hasEnded, 'end', 'the export stops before it');
    return seen;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Broken(`line ${number}: it is not JSON`);
    if (error instanceof Broken) error.message += ` (found at line ${number})`;
    throw error;
  }
}

function report(seen, trusted) {
  const counts = `${seen.events} events in ${seen.hashes.size} streams, ${seen.checkpoints} checkpoints`;
  console.log(`INTACT: ${counts}. Texts erased: ${seen.erased}. Events since the last checkpoint: ${seen.unsigned}.`);
  for (const { publicKey, from } of seen.keys) console.log(`Signed from checkpoint ${from} on with ${publicKey}`);
  if (trusted.length === 0) console.log('Compare that with the key that the company gave you, or name it with --key.');
}

async function main(words) {
  const trusted = words.filter((_, index) => words[index - 1] === '--key');
  const paths = words.filter((word, index) => word !== '--key' && words[index - 1] !== '--key');
  try {
    if (paths.length > 1 || words.at(-1) === '--key' || paths[0]?.startsWith('--')) throw new Error(usage);
    const stream = paths[0] === undefined ? process.stdin : createReadStream(paths[0]);
    report(await verifyExport(stream, trusted), trusted);
  } catch (error) {
    console.error(error instanceof Broken ? `BROKEN: ${error.message}` : `NOT VERIFIED: ${error.message}`);
    process.exitCode = error instanceof Broken ? 1 : 2;
  }
}

await main(process.argv.slice(2));
