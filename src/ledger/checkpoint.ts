/** Signed checkpoints: one root over the heads of all streams, so that a stream cut short or written anew is noticed. */
import { sign } from 'node:crypto';
import { type CheckpointBody, checkpointText, firstPreviousHash, type Head, treeRoot } from '../domain/chain.ts';
import type { Instant } from '../domain/instants.ts';
import type { Database } from './database.ts';
import type { Queryable } from './queryable.ts';
import { sha256 } from './sha256.ts';
import type { SigningKey } from './signing-key.ts';
import { exactInstant } from './walk.ts';

export interface Checkpoint extends CheckpointBody {
  /** The key that signed it: base64 of its SPKI form. */
  readonly publicKey: string;
  /** Ed25519 over `checkpointText`, in base64. */
  readonly signature: string;
}

export interface Taken {
  readonly checkpoint: Checkpoint;
  /** False where nothing moved since the last one, which is then the answer. */
  readonly isNew: boolean;
}

/** Any number that nothing else on the server uses as a lock; these are the letters of "chkp". */
const checkpointLock = 0x63686b70;
const headsPerStatement = 10_000;

/** Signs the heads of all streams as they are now, unless none of them moved since the last checkpoint. Two at once queue. */
export function takeCheckpoint(database: Database, key: SigningKey, now: Instant): Promise<Taken> {
  return database.transaction(async (tx) => {
    // Each statement after this one sees what the taker before has stored.
    await tx.query('select pg_advisory_xact_lock($1)', [checkpointLock]);
    const last = await readLastCheckpoint(tx);
    // One statement, so one moment: a writer stores events and heads together, so these heads are those of the events.
    const heads = (await tx.query<CurrentHead>(currentHeads)).sort(compareByCustomer);
    const moved = heads.filter((head) => head.moved);
    if (last !== null && moved.length === 0) return { checkpoint: last, isNew: false };
    const body: CheckpointBody = {
      number: (last?.number ?? 0) + 1,
      createdAt: now,
      streams: heads.length,
      events: heads.reduce((sum, head) => sum + head.revision, 0),
      root: treeRoot(heads, sha256),
      previous: last === null ? firstPreviousHash : sha256(checkpointText(last)),
    };
    const signature = sign(null, Buffer.from(checkpointText(body)), key.privateKey).toString('base64');
    const checkpoint = { ...body, publicKey: key.publicKey, signature };
    await store(tx, checkpoint, moved);
    return { checkpoint, isNew: true };
  });
}

interface CurrentHead extends Head {
  readonly moved: boolean;
}

const currentHeads = `
  select h.customer_id as "customerId", h.revision, h.hash,
    (c.revision is distinct from h.revision or c.hash is distinct from h.hash) as moved
  from stream_head h left join lateral (
    select revision, hash from checkpoint_head c where c.customer_id = h.customer_id order by c.number desc limit 1
  ) c on true`;

async function store(tx: Queryable, checkpoint: Checkpoint, moved: readonly Head[]): Promise<void> {
  await tx.query(
    `insert into checkpoint (number, created_at, streams, events, root, previous, public_key, signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      checkpoint.number,
      checkpoint.createdAt,
      checkpoint.streams,
      checkpoint.events,
      checkpoint.root,
      checkpoint.previous,
      checkpoint.publicKey,
      checkpoint.signature,
    ],
  );
  for (let from = 0; from < moved.length; from += headsPerStatement) {
    await tx.query(
      `insert into checkpoint_head (customer_id, number, revision, hash)
       select r."customerId", $2, r.revision, r.hash
       from jsonb_to_recordset($1::jsonb) as r("customerId" text, revision integer, hash text)`,
      [JSON.stringify(moved.slice(from, from + headsPerStatement)), checkpoint.number],
    );
  }
}

interface CheckpointRow extends Omit<Checkpoint, 'events'> {
  readonly events: string;
}

const checkpointColumns = `number, created_at::text as "createdAt", streams, events::text as events, root, previous,
  public_key as "publicKey", signature`;

function checkpointOf(row: CheckpointRow): Checkpoint {
  return { ...row, createdAt: exactInstant(row.createdAt), events: Number(row.events) };
}

/** The newest checkpoint, or null where there is none. */
export async function readLastCheckpoint(database: Queryable): Promise<Checkpoint | null> {
  const [row] = await database.query<CheckpointRow>(
    `select ${checkpointColumns} from checkpoint order by number desc limit 1`,
  );
  return row === undefined ? null : checkpointOf(row);
}

/** A head as a checkpoint signed it. */
export interface SignedHead extends Head {
  readonly number: number;
}

export interface CheckpointHead extends SignedHead {
  /** The hash that the event at this place carries now, or null where there is no such event. */
  readonly eventHash: string | null;
}

export interface CheckpointWithHeads {
  readonly checkpoint: Checkpoint;
  /** The heads that moved since the checkpoint before, ordered by stream. */
  readonly heads: readonly CheckpointHead[];
}

const checkpointsPerPage = 100;

/** Checkpoints by number, up to a number, each with the heads that moved. */
export async function* walkCheckpoints(
  database: Queryable,
  upTo = Number.POSITIVE_INFINITY,
): AsyncGenerator<CheckpointWithHeads> {
  let after: number | null = null;
  for (;;) {
    const rows: CheckpointRow[] = await database.query<CheckpointRow>(
      `select ${checkpointColumns} from checkpoint where $1::integer is null or number > $1 order by number limit ${checkpointsPerPage}`,
      [after],
    );
    const page = rows.filter((row) => row.number <= upTo);
    const [first, last] = [page[0], page.at(-1)];
    if (first === undefined || last === undefined) return;
    const heads = new Map<number, CheckpointHead[]>(page.map((row) => [row.number, []]));
    for (const head of await readHeads(database, first.number, last.number)) heads.get(head.number)?.push(head);
    for (const row of page) {
      yield { checkpoint: checkpointOf(row), heads: (heads.get(row.number) ?? []).sort(compareByCustomer) };
    }
    if (rows.length < checkpointsPerPage) return;
    after = last.number;
  }
}

function readHeads(database: Queryable, from: number, to: number): Promise<CheckpointHead[]> {
  return database.query<CheckpointHead>(
    `select c.number, c.customer_id as "customerId", c.revision, c.hash, e.hash as "eventHash"
     from checkpoint_head c left join event e on e.customer_id = c.customer_id and e.revision = c.revision
     where c.number between $1 and $2`,
    [from, to],
  );
}

const strayHeadsMax = 1_000;

/** Heads that a checkpoint after the newest must have signed: it was taken away, for the two are stored as one. */
export function readStrayHeads(database: Queryable, newest: number): Promise<SignedHead[]> {
  return database.query(
    `select c.number, c.customer_id as "customerId", c.revision, c.hash from checkpoint_head c
     where c.number > $1 and not exists (select 1 from checkpoint n where n.number = c.number)
     order by c.number, c.customer_id limit ${strayHeadsMax}`,
    [newest],
  );
}

/** Order by code unit, which is what the tree is built on; a database may sort by the rules of a language. */
export function compareByCustomer(left: Head, right: Head): number {
  return left.customerId < right.customerId ? -1 : left.customerId > right.customerId ? 1 : 0;
}
