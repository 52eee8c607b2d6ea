/** Walks every link of every stream, every text that is left and every checkpoint, and names the first broken one. */
import { createPublicKey, verify } from 'node:crypto';
import { checkpointText, firstPreviousHash, type Head, linkHash, textDigest, treeRoot } from '../domain/chain.ts';
import { type Checkpoint, type CheckpointWithHeads, compareByCustomer, walkCheckpoints } from './checkpoint.ts';
import type { Queryable } from './queryable.ts';
import { sha256 } from './sha256.ts';
import { type WalkedEvent, walkEvents } from './walk.ts';

export interface Broken {
  readonly what: 'event' | 'text' | 'head' | 'checkpoint';
  readonly customerId: string | null;
  readonly revision: number | null;
  readonly eventId: string | null;
  readonly checkpoint: number | null;
  readonly why: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly streams: number;
  readonly events: number;
  readonly checkpoints: number;
  /** Events whose text is gone; the digest that stays behind proves nothing about it any more. */
  readonly textsErased: number;
  /** Keys that checkpoints carry, each with the checkpoint from which it signs: more than one where the key changed. */
  readonly publicKeys: readonly { readonly publicKey: string; readonly fromCheckpoint: number }[];
  /** Streams in order of their ids, in each by revision; then checkpoints by number. */
  readonly firstBroken: Broken | null;
  readonly brokenCount: number;
}

export interface VerifyOptions {
  /** Keys known to be ours: a checkpoint that carries any other is broken. Left out: a change of key is only named. */
  readonly publicKeys?: readonly string[];
  /** Called now and then with the number of events walked so far. */
  readonly onProgress?: (events: number) => void;
}

/** Verifies the whole ledger. Others may write meanwhile; memory grows with the number of streams, not of events. */
export async function verifyLedger(database: Queryable, options: VerifyOptions = {}): Promise<Verification> {
  const findings: Findings = { first: null, count: 0 };
  const walked = await verifyStreams(database, findings, options.onProgress ?? (() => {}));
  await findStrays(database, findings);
  const signed = await verifyCheckpoints(database, findings, options.publicKeys);
  return {
    ok: findings.count === 0,
    ...walked,
    ...signed,
    firstBroken: findings.first,
    brokenCount: findings.count,
  };
}

interface Findings {
  first: Broken | null;
  count: number;
}

const nowhere = { customerId: null, revision: null, eventId: null, checkpoint: null };

function note(findings: Findings, found: Pick<Broken, 'what' | 'why'> & Partial<Broken>): void {
  const broken = { ...nowhere, ...found };
  findings.count += 1;
  if (findings.first === null || comesBefore(broken, findings.first)) findings.first = broken;
}

/** Databases sort ids in ways of their own; which fault is the first should not depend on that. */
function comesBefore(left: Broken, right: Broken): boolean {
  const [number, otherNumber] = [left.checkpoint ?? 0, right.checkpoint ?? 0];
  if (number !== otherNumber) return number < otherNumber;
  if (number !== 0) return false;
  const [one, other] = [left.customerId ?? '', right.customerId ?? ''];
  return one === other ? (left.revision ?? 0) < (right.revision ?? 0) : one < other;
}

async function verifyStreams(
  database: Queryable,
  findings: Findings,
  onProgress: (events: number) => void,
): Promise<Pick<Verification, 'streams' | 'events' | 'textsErased'>> {
  const counts = { streams: 0, events: 0, textsErased: 0 };
  let before: WalkedEvent | null = null;
  for await (const page of walkEvents(database)) {
    for (const event of page) {
      if (before?.customerId !== event.customerId) {
        if (before !== null) verifyHead(before, findings);
        before = null;
        counts.streams += 1;
      }
      verifyLink(event, before, findings);
      verifyText(event, findings);
      counts.events += 1;
      if (event.textDigest !== null && event.salt === null) counts.textsErased += 1;
      before = event;
    }
    onProgress(counts.events);
  }
  if (before !== null) verifyHead(before, findings);
  return counts;
}

function verifyLink(event: WalkedEvent, before: WalkedEvent | null, findings: Findings): void {
  const { customerId, revision, eventId } = event;
  const expected = (before?.revision ?? 0) + 1;
  if (revision > expected) {
    const upTo = revision - 1 === expected ? '' : ` to ${revision - 1}`;
    // The event before it is gone, so its own link cannot be told right from wrong.
    note(findings, { what: 'event', customerId, revision: expected, why: `revision ${expected}${upTo} is missing` });
  } else if (revision < expected) {
    note(findings, { what: 'event', customerId, revision, eventId, why: 'it stands before the first event' });
  } else if (!holds(() => linkHash(event, before?.hash ?? firstPreviousHash, sha256) === event.hash)) {
    note(findings, { what: 'event', customerId, revision, eventId, why: 'what it says does not fit its hash' });
  }
}

function verifyText(event: WalkedEvent, findings: Findings): void {
  const { customerId, revision, eventId, salt } = event;
  if (salt === null) return;
  if (event.textDigest === null) {
    note(findings, { what: 'text', customerId, revision, eventId, why: 'text stands beside an event that had none' });
  } else if (!holds(() => textDigest(event.text, salt, sha256) === event.textDigest)) {
    note(findings, { what: 'text', customerId, revision, eventId, why: 'the text does not fit its digest' });
  }
}

function verifyHead(last: WalkedEvent, findings: Findings): void {
  const { customerId, head } = last;
  if (head !== null && head.revision === last.revision && head.hash === last.hash) return;
  const why =
    head === null
      ? 'the stream has no head'
      : head.revision === last.revision
        ? 'the head carries another hash than the last event'
        : `the head says revision ${head.revision}, and the last event is ${last.revision}`;
  const revision = Math.max(last.revision, head?.revision ?? 0);
  note(findings, { what: 'head', customerId, revision, eventId: last.eventId, why });
}

interface Stray {
  readonly customerId: string;
  readonly revision: number;
}

/** Heads and texts that belong to no event. Few or none, so they need no pages. */
async function findStrays(database: Queryable, findings: Findings): Promise<void> {
  const heads = await database.query<Stray>(
    `select h.customer_id as "customerId", h.revision from stream_head h
     where not exists (select 1 from event e where e.customer_id = h.customer_id)`,
  );
  for (const stray of heads) note(findings, { what: 'head', ...stray, why: 'the stream has a head and no events' });
  const texts = await database.query<Stray>(
    `select t.customer_id as "customerId", t.revision from event_text t
     where not exists (select 1 from event e where e.customer_id = t.customer_id and e.revision = t.revision)`,
  );
  for (const stray of texts) note(findings, { what: 'text', ...stray, why: 'text is there and its event is not' });
}

async function verifyCheckpoints(
  database: Queryable,
  findings: Findings,
  known: readonly string[] | undefined,
): Promise<Pick<Verification, 'checkpoints' | 'publicKeys'>> {
  const publicKeys: { publicKey: string; fromCheckpoint: number }[] = [];
  const heads = new Map<string, Head>();
  let checkpoints = 0;
  let before: Verified | null = null;
  for await (const next of walkCheckpoints(database)) {
    const { checkpoint } = next;
    verifyKey(checkpoint, publicKeys, known, findings);
    before = verifyCheckpoint(checkpoint, before, findings);
    verifyHeads(next, heads, findings);
    checkpoints += 1;
  }
  const strays = await database.query<{ number: number }>(
    `select distinct h.number from checkpoint_head h
     where not exists (select 1 from checkpoint c where c.number = h.number) order by h.number`,
  );
  for (const { number } of strays) {
    // A gap between two others is already named.
    if (number > (before?.checkpoint.number ?? 0)) noteCheckpoint(findings, number, 'it is missing');
  }
  return { checkpoints, publicKeys };
}

/** A checkpoint that the next one is compared with. */
interface Verified {
  readonly checkpoint: Checkpoint;
  readonly isIntact: boolean;
}

function noteCheckpoint(findings: Findings, number: number, why: string, place: Partial<Broken> = {}): void {
  note(findings, { what: 'checkpoint', ...place, checkpoint: number, why });
}

/** Number, signature, and the link to the one before. A link that a good signature vouches for accuses the one before. */
function verifyCheckpoint(checkpoint: Checkpoint, before: Verified | null, findings: Findings): Verified {
  const { number } = checkpoint;
  const expected = (before?.checkpoint.number ?? 0) + 1;
  const isIntact = isSigned(checkpoint);
  if (number > expected) noteCheckpoint(findings, expected, 'it is missing');
  else if (number < expected) noteCheckpoint(findings, number, 'it stands before the first checkpoint');
  else if (isIntact && checkpoint.previous !== digestOf(before)) {
    if (before === null) noteCheckpoint(findings, number, 'the first checkpoint follows another');
    else if (before.isIntact) {
      noteCheckpoint(findings, expected - 1, `it is not the one that checkpoint ${number} was signed after`);
    }
  }
  if (!isIntact) noteCheckpoint(findings, number, 'its signature does not fit');
  return { checkpoint, isIntact };
}

function digestOf(before: Verified | null): string {
  return before === null ? firstPreviousHash : sha256(checkpointText(before.checkpoint));
}

/** Both encodings have to be the plain ones: a spelling that decodes to the same bytes is still not what we stored. */
function isSigned(checkpoint: Checkpoint): boolean {
  return holds(() => {
    const der = Buffer.from(checkpoint.publicKey, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const signature = Buffer.from(checkpoint.signature, 'base64');
    return (
      key.asymmetricKeyType === 'ed25519' &&
      key.export({ format: 'der', type: 'spki' }).toString('base64') === checkpoint.publicKey &&
      signature.toString('base64') === checkpoint.signature &&
      verify(null, Buffer.from(checkpointText(checkpoint)), key, signature)
    );
  });
}

/** A key may give way to another, and is then named; one that comes back shows that what lies between is somebody else's. */
function verifyKey(
  { number, publicKey }: Checkpoint,
  publicKeys: { publicKey: string; fromCheckpoint: number }[],
  known: readonly string[] | undefined,
  findings: Findings,
): void {
  if (known?.includes(publicKey) === false)
    noteCheckpoint(findings, number, 'it is signed with a key that is not ours');
  const last = publicKeys.at(-1);
  if (last?.publicKey === publicKey) return;
  const returns = publicKeys.some((earlier) => earlier.publicKey === publicKey);
  publicKeys.push({ publicKey, fromCheckpoint: number });
  if (known !== undefined || last === undefined || !returns) return;
  noteCheckpoint(findings, last.fromCheckpoint, 'it is signed with another key than those before and after it');
}

/** Brings the heads, which are kept in the order of the tree, to those of a checkpoint, and compares its root. */
function verifyHeads(
  { checkpoint, heads: moved }: CheckpointWithHeads,
  heads: Map<string, Head>,
  findings: Findings,
): void {
  const { number } = checkpoint;
  const known = heads.size;
  for (const { customerId, revision, hash, eventHash } of moved) {
    heads.set(customerId, { customerId, revision, hash });
    if (eventHash === hash) continue;
    const why = `revision ${revision} ${eventHash === null ? 'is missing' : 'is not the event that it signed'}`;
    noteCheckpoint(findings, number, why, { customerId, revision });
  }
  const all = [...heads.values()];
  if (heads.size > known) {
    heads.clear();
    for (const head of all.sort(compareByCustomer)) heads.set(head.customerId, head);
  }
  const events = all.reduce((sum, head) => sum + head.revision, 0);
  if (treeRoot(all, sha256) !== checkpoint.root) noteCheckpoint(findings, number, 'its root is not that of its heads');
  else if (all.length !== checkpoint.streams || events !== checkpoint.events) {
    noteCheckpoint(findings, number, 'it counts other streams or events than its heads');
  }
}

/** What cannot even be hashed or read does not hold. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
