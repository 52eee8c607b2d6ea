/** The whole ledger as lines of JSON, complete enough for anybody to verify it without us (`verifier/troth-verify.mjs`). */
import { readLastCheckpoint, readStrayHeads, type SignedHead, walkCheckpoints } from './checkpoint.ts';
import type { Queryable } from './queryable.ts';
import { type WalkedEvent, walkEvents } from './walk.ts';

/** The first line. Its version is raised when lines change so that an older verifier would misread them. */
const header = {
  kind: 'troth-export',
  version: 1,
  canonicalJson: 'RFC 8785',
  hash: 'SHA-256',
  tree: 'RFC 6962 over hexadecimal text',
  signature: 'Ed25519',
};

/**
 * Lines without line ends: a header; every event, streams one after the other, with salt and text where they are still
 * there; the checkpoints, each after the heads that moved since the one before; a footer with the counts. Others may
 * write meanwhile: checkpoints that are taken after the start are left out, so that those in it always fit its events.
 */
export async function* exportLines(database: Queryable): AsyncGenerator<string> {
  const newest = (await readLastCheckpoint(database))?.number ?? 0;
  const strays = await readStrayHeads(database, newest);
  const counts = { streams: 0, events: 0, checkpoints: 0 };
  yield JSON.stringify(header);
  let customerId: string | undefined;
  for await (const page of walkEvents(database)) {
    for (const event of page) {
      if (event.customerId !== customerId) counts.streams += 1;
      customerId = event.customerId;
      counts.events += 1;
      yield JSON.stringify(eventLine(event));
    }
  }
  for await (const { checkpoint, heads } of walkCheckpoints(database, newest)) {
    for (const head of heads) yield JSON.stringify(headLine(head));
    counts.checkpoints += 1;
    yield JSON.stringify({ kind: 'checkpoint', ...checkpoint });
  }
  // They show whoever verifies that the newest checkpoint is gone.
  for (const head of strays) yield JSON.stringify(headLine(head));
  yield JSON.stringify({ kind: 'end', ...counts });
}

function eventLine(event: WalkedEvent): object {
  // JSON leaves out what is undefined: the head is of our tables alone, and a text that is gone leaves no field behind.
  const leftOut = event.salt === null ? { head: undefined, salt: undefined, text: undefined } : { head: undefined };
  return { kind: 'event', ...event, ...leftOut };
}

function headLine({ number, customerId, revision, hash }: SignedHead): object {
  return { kind: 'head', checkpoint: number, customerId, revision, hash };
}
