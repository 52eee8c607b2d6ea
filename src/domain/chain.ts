/**
 * The hash chain: canonical JSON (RFC 8785), the link from one event to the next, and the tree over the heads of all
 * streams (RFC 6962). Frozen by fixtures in `test/golden`: a change here would be a change of history. The hash function
 * is handed in, so that the same code runs on a server, in a browser and in an auditor's script.
 */
import type { Envelope } from './event.ts';

/** SHA-256 of UTF-8 text, as 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** What the first event of a stream follows. */
export const firstPreviousHash = '0'.repeat(64);

/** Canonical JSON of RFC 8785: keys in UTF-16 order, no white space, numbers as ECMAScript prints them. Throws on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`A number that is not finite cannot be hashed: ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isRecord(value)) {
    let members = '';
    for (const key of Object.keys(value).sort()) {
      if (value[key] === undefined) continue;
      members += `${members === '' ? '' : ','}${canonicalText(key)}:${canonicalJson(value[key])}`;
    }
    return `{${members}}`;
  }
  throw new Error(`What is no JSON cannot be hashed: ${Object.prototype.toString.call(value)}`);
}

/** Half a pair of surrogates has no UTF-8: two programs would hash it differently (RFC 8785, 3.2.2.2). */
function canonicalText(text: string): string {
  if (!text.isWellFormed()) throw new Error('Text with a broken surrogate pair cannot be hashed');
  return JSON.stringify(text);
}

/** A date or a map would read as an empty object, and its content would be outside the hash. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export interface Linkable extends Omit<Envelope, 'hash'> {
  readonly type: string;
  readonly data: unknown;
}

/** The hash of an event: over everything it carries but its text, and over the hash of the event before it. */
export function linkHash(event: Linkable, previousHash: string, sha256: Sha256): string {
  // The canonical JSON of all these fields, written out: every event is hashed, and sorting the same keys each time would cost more.
  return sha256(
    `{"actor":${canonicalText(event.actor)},"customerId":${canonicalText(event.customerId)},"data":${canonicalJson(event.data)},` +
      `"eventId":${canonicalText(event.eventId)},"occurredAt":${canonicalText(event.occurredAt)},"previousHash":${canonicalText(previousHash)},` +
      `"recordedAt":${canonicalText(event.recordedAt)},"revision":${canonicalJson(event.revision)},"source":${canonicalText(event.source)},` +
      `"sourceId":${canonicalText(event.sourceId)},"textDigest":${canonicalJson(event.textDigest)},"type":${canonicalText(event.type)},` +
      `"version":${canonicalJson(event.version)}}`,
  );
}

/** The digest that an event keeps of its personal text. The salt makes it useless for guessing once both are destroyed. */
export function textDigest(text: unknown, salt: string, sha256: Sha256): string {
  return sha256(canonicalJson({ salt, text }));
}

export interface Head {
  readonly customerId: string;
  readonly revision: number;
  readonly hash: string;
}

/**
 * The root of the tree over stream heads: leaves are prefixed `0`, nodes `1`, as RFC 6962 does, over hexadecimal text.
 * Leaves stand by stream in UTF-16 order, whatever order the heads come in: databases sort by their own collation.
 */
export function treeRoot(heads: readonly Head[], sha256: Sha256): string {
  const sorted = [...heads].sort((left, right) => (left.customerId < right.customerId ? -1 : 1));
  let level = sorted.map((head) => sha256(`0${canonicalJson([head.customerId, head.revision, head.hash])}`));
  if (level.length === 0) return sha256('');
  while (level.length > 1) {
    const next: string[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const left = level[index] ?? '';
      const right = level[index + 1];
      next.push(right === undefined ? left : sha256(`1${left}${right}`));
    }
    level = next;
  }
  return level[0] ?? '';
}

export interface CheckpointBody {
  readonly number: number;
  readonly createdAt: string;
  readonly streams: number;
  readonly events: number;
  readonly root: string;
  /** Digest of the checkpoint before, so that a missing one is noticed. */
  readonly previous: string;
}

/** What is signed: the checkpoint's fields as canonical JSON. */
export function checkpointText(body: CheckpointBody): string {
  return canonicalJson({
    number: body.number,
    createdAt: body.createdAt,
    streams: body.streams,
    events: body.events,
    root: body.root,
    previous: body.previous,
  });
}
