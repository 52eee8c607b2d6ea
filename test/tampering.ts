/** Changes a ledger as somebody would who owns the database and knows our method, to see whether that is found. */
import { firstPreviousHash, linkHash } from '../src/domain/chain.ts';
import type { Database, Queryable } from '../src/ledger/queryable.ts';
import { sha256 } from '../src/ledger/sha256.ts';
import { type Verification, verifyLedger, type VerifyOptions } from '../src/ledger/verify.ts';
import { type WalkedEvent, walkEvents } from '../src/ledger/walk.ts';

export interface Place {
  readonly customerId: string;
  readonly revision: number;
}

class Undone extends Error {}

/** Changes rows with the rights of their owner, verifies, and puts everything back. */
export function verifyTampered(
  database: Database,
  tamper: (tx: Queryable) => Promise<unknown>,
  options: VerifyOptions = {},
): Promise<Verification> {
  return lookAtTampered(database, tamper, (tx) => verifyLedger(tx, options));
}

/** Changes rows with the rights of their owner, looks at what is there then, and puts everything back. */
export async function lookAtTampered<Seen>(
  database: Database,
  tamper: (tx: Queryable) => Promise<unknown>,
  look: (tx: Queryable) => Promise<Seen>,
): Promise<Seen> {
  const seen: Seen[] = [];
  const run = database.transaction(
    async (tx) => {
      await tamper(tx);
      seen.push(await look(tx));
      throw new Undone();
    },
    { asOwner: true },
  );
  await run.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  const [last] = seen;
  if (last === undefined) throw new Error('Nobody looked');
  return last;
}

/** Every event, as stored. */
export async function allEvents(database: Queryable): Promise<readonly WalkedEvent[]> {
  const events: WalkedEvent[] = [];
  for await (const page of walkEvents(database)) events.push(...page);
  return events;
}

/** Puts a copy of an event at another place. */
export async function copyEvent(tx: Queryable, from: Place, to: Place): Promise<void> {
  await tx.query(
    `insert into event (customer_id, revision, event_id, type, version, occurred_at, recorded_at, actor, source, source_id, data, text_digest, hash)
     select $3, $4, event_id, type, version, occurred_at, recorded_at, actor, source, source_id, data, text_digest, hash
     from event where customer_id = $1 and revision = $2`,
    [from.customerId, from.revision, to.customerId, to.revision],
  );
}

/** Takes events of a stream out with their texts, and makes its head fit what is left. */
export async function removeEvents(tx: Queryable, { customerId, revision }: Place, count = 1): Promise<void> {
  for (const table of ['event_text', 'event']) {
    const sql = `delete from ${table} where customer_id = $1 and revision >= $2 and revision < $3`;
    await tx.query(sql, [customerId, revision, revision + count]);
  }
  await fixHead(tx, customerId);
}

/** Lets an event and the next of its stream change places. */
export async function swapWithNext(tx: Queryable, { customerId, revision }: Place): Promise<void> {
  for (const [from, to] of [
    [revision, -1],
    [revision + 1, revision],
    [-1, revision + 1],
  ]) {
    await tx.query('update event set revision = $3 where customer_id = $1 and revision = $2', [customerId, from, to]);
  }
}

/** Lets two checkpoints change places, with the heads that each signed. */
export async function swapCheckpoints(tx: Queryable, one: number, other: number): Promise<void> {
  for (const table of ['checkpoint', 'checkpoint_head']) {
    for (const [from, to] of [
      [one, -1],
      [other, one],
      [-1, other],
    ]) {
      await tx.query(`update ${table} set number = $2 where number = $1`, [from, to]);
    }
  }
}

/** Makes the head of a stream fit its last event, as somebody would who knows our tables. */
export async function fixHead(tx: Queryable, customerId: string): Promise<void> {
  await tx.query('delete from stream_head where customer_id = $1', [customerId]);
  await tx.query(
    `insert into stream_head (customer_id, revision, hash)
     select customer_id, revision, hash from event where customer_id = $1 order by revision desc limit 1`,
    [customerId],
  );
}

/** Makes every link of a stream fit, as somebody would who knows our method. */
export async function relink(tx: Queryable, customerId: string): Promise<void> {
  let hash = firstPreviousHash;
  for (const event of await allEvents(tx)) {
    if (event.customerId !== customerId) continue;
    hash = linkHash(event, hash, sha256);
    await tx.query('update event set hash = $3 where customer_id = $1 and revision = $2', [
      customerId,
      event.revision,
      hash,
    ]);
  }
}
