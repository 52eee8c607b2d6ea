/** Puts an export back into an empty ledger: all of it, verified, or nothing. */
import * as z from 'zod';
import { companyStream } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import { LedgerFault } from './faults.ts';
import type { Database, Queryable } from './queryable.ts';
import { rebuildIn } from './rebuild.ts';
import { type Verification, verifyLedger } from './verify.ts';

const Text = z.string();
const Event = z.object({
  kind: z.literal('event'),
  customerId: Text,
  revision: z.int().positive(),
  eventId: Text,
  type: Text,
  version: z.int().positive(),
  occurredAt: Text,
  recordedAt: Text,
  actor: Text,
  source: Text,
  sourceId: Text,
  data: z.record(Text, z.unknown()),
  textDigest: Text.nullable(),
  hash: Text,
  salt: Text.optional(),
  text: z.record(Text, z.unknown()).optional(),
});
const Head = z.object({
  kind: z.literal('head'),
  checkpoint: z.int(),
  customerId: Text,
  revision: z.int(),
  hash: Text,
});
const Checkpoint = z.object({
  kind: z.literal('checkpoint'),
  number: z.int(),
  createdAt: Text,
  streams: z.int(),
  events: z.int(),
  root: Text,
  previous: Text,
  publicKey: Text,
  signature: Text,
});
const End = z.object({ kind: z.literal('end'), streams: z.int(), events: z.int(), checkpoints: z.int() });
const Header = z.object({ kind: z.literal('troth-export'), version: z.literal(1) });
const Line = z.discriminatedUnion('kind', [Event, Head, Checkpoint, End]);
type Line = z.output<typeof Line>;

const linesPerBatch = 5_000;

export interface RestoreOptions {
  /** As of when the read tables are made. */
  readonly now: Instant;
  readonly onProgress?: (step: 'stored' | 'verified' | 'shown', count: number) => void;
}

/**
 * Stores the lines of an export in one transaction, verifies every link and checkpoint as `verifyLedger` does, and makes
 * the read tables. Whatever is wrong ends it with nothing stored. Faults: `ledger_not_empty`, `backup_unusable`.
 */
export async function restoreLines(
  database: Database,
  lines: AsyncIterable<string>,
  options: RestoreOptions,
): Promise<Verification> {
  const say = options.onProgress ?? (() => {});
  return database.transaction(async (tx) => {
    await refuseIfNotEmpty(tx);
    const end = await store(tx, lines, (events) => say('stored', events));
    const verification = await verifyLedger(tx, { onProgress: (events) => say('verified', events) });
    refuseUnlessIntact(verification, end);
    await rebuildIn(tx, options.now, (customers) => say('shown', customers));
    return verification;
  });
}

async function refuseIfNotEmpty(tx: Queryable): Promise<void> {
  const [row] = await tx.query<{ events: boolean }>('select exists (select from event) as events');
  if (row?.events !== true) return;
  throw new LedgerFault({
    code: 'ledger_not_empty',
    message: 'The ledger holds events already; a backup is never mixed with what is there.',
    remedy: 'Restore into another folder with --data, or into a new database.',
  });
}

/** Stores lines a batch at a time; returns the last one. */
async function store(
  tx: Queryable,
  lines: AsyncIterable<string>,
  onProgress: (events: number) => void,
): Promise<z.output<typeof End>> {
  let number = 0;
  let events = 0;
  let end: z.output<typeof End> | undefined;
  let batch: Line[] = [];
  const heads = new Map<string, object>();
  for await (const text of lines) {
    number += 1;
    if (number === 1) {
      parse(Header, text, number);
      continue;
    }
    if (end !== undefined) throw unusable(`line ${number} stands after its end`);
    const line = parse(Line, text, number);
    if (line.kind === 'end') end = line;
    else batch.push(line);
    if (batch.length < linesPerBatch && end === undefined) continue;
    await storeBatch(tx, batch, heads, number);
    events += batch.filter((one) => one.kind === 'event').length;
    batch = [];
    onProgress(events);
  }
  if (end === undefined) throw unusable(`it stops early, after line ${number}`);
  await tx.insert('stream_head', [...heads.values()]);
  return end;
}

async function storeBatch(
  tx: Queryable,
  batch: readonly Line[],
  heads: Map<string, object>,
  lastNumber: number,
): Promise<void> {
  const events = batch.filter((line) => line.kind === 'event');
  for (const { customerId, revision, hash } of events)
    heads.set(customerId, { customer_id: customerId, revision, hash });
  try {
    await tx.insert('event', events.map(eventRow));
    await tx.insert('event_text', events.filter(hasText).map(textRow));
    await tx.insert('checkpoint', batch.filter((line) => line.kind === 'checkpoint').map(checkpointRow));
    await tx.insert('checkpoint_head', batch.filter((line) => line.kind === 'head').map(headRow));
  } catch (cause) {
    if (cause instanceof LedgerFault) throw cause;
    throw unusable(`among the ${batch.length} lines up to line ${lastNumber} is one that cannot be stored`, cause);
  }
}

function eventRow(line: z.output<typeof Event>): object {
  return {
    customer_id: line.customerId,
    revision: line.revision,
    event_id: line.eventId,
    type: line.type,
    version: line.version,
    occurred_at: line.occurredAt,
    recorded_at: line.recordedAt,
    actor: line.actor,
    source: line.source,
    source_id: line.sourceId,
    data: line.data,
    text_digest: line.textDigest,
    hash: line.hash,
  };
}

function hasText(line: z.output<typeof Event>): boolean {
  return line.salt !== undefined;
}

function textRow({ customerId, revision, salt, text }: z.output<typeof Event>): object {
  return { customer_id: customerId, revision, salt, text: text ?? {} };
}

function headRow({ checkpoint, customerId, revision, hash }: z.output<typeof Head>): object {
  return { customer_id: customerId, number: checkpoint, revision, hash };
}

function checkpointRow(line: z.output<typeof Checkpoint>): object {
  return {
    number: line.number,
    created_at: line.createdAt,
    streams: line.streams,
    events: line.events,
    root: line.root,
    previous: line.previous,
    public_key: line.publicKey,
    signature: line.signature,
  };
}

function refuseUnlessIntact(verification: Verification, end: z.output<typeof End>): void {
  const { firstBroken, brokenCount } = verification;
  if (firstBroken !== null) {
    const { what, customerId, revision, checkpoint, why } = firstBroken;
    const place =
      checkpoint === null ? `${what} ${revision ?? ''} of ${customerId ?? companyStream}` : `checkpoint ${checkpoint}`;
    throw unusable(`${place}: ${why}${brokenCount > 1 ? `; ${brokenCount} faults in all` : ''}`);
  }
  for (const name of ['streams', 'events', 'checkpoints'] as const) {
    if (verification[name] !== end[name])
      throw unusable(`it says ${end[name]} ${name}, and holds ${verification[name]}`);
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, text: string, number: number): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unusable(`line ${number} is no JSON`, cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (number === 1) throw unusable('its first line is not that of an export of this version');
  const [issue] = parsed.error.issues;
  throw unusable(`line ${number}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'cannot be read'}`);
}

function unusable(why: string, cause?: unknown): LedgerFault {
  return new LedgerFault({
    code: 'backup_unusable',
    message: `The backup cannot be restored: ${why}.`,
    remedy: 'Nothing was stored. Take another backup, or the same file from where it was first written.',
    cause,
  });
}
