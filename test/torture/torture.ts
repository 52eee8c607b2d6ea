/**
 * Kills the product over and over while it imports and while several write, and looks afterwards whether everything that
 * was acknowledged is there, nothing is there twice, the chain verifies, and the read tables are those of the events.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlace } from '../../src/commands/open.ts';
import { rebuild, tick } from '../../src/ledger/rebuild.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { writeCompany } from '../../bench/company.ts';
import { readTables } from '../read-tables.ts';
import { type Data, run, serve, start } from './product.ts';
import { customersWrittenTo, introduce, type Remembered, remember, send, write } from './writers.ts';

export interface TortureOptions {
  readonly rounds: number;
  readonly seed: number;
  /** The address of an empty database, or empty for the embedded engine. */
  readonly url: string;
  readonly onRound?: (round: number, kind: string) => void;
}

export interface TortureSummary {
  readonly engine: 'embedded' | 'postgres';
  readonly rounds: number;
  readonly seed: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  /** Sent without an answer: how many of them turned out to be stored. */
  readonly open: number;
  readonly openStored: number;
  readonly events: number;
  readonly importsKilled: number;
  readonly answers503: number;
}

type Kind = 'writers' | 'import' | 'server crash';

const writersAtOnce = 4;
const promisesImported = 1_500;
/** Of what was acknowledged, how much is sent again at the end. */
const resentMax = 200;

/** Runs so many rounds on one ledger; throws at the first thing that is not as it has to be. */
export async function torture(options: TortureOptions): Promise<TortureSummary> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-torture-'));
  const data: Data = { folder: join(folder, 'data'), url: options.url };
  const files = join(folder, 'files');
  writeCompany(files, promisesImported);
  const random = seeded(options.seed);
  const memory = remember();
  const kinds: Record<string, number> = {};
  let openStored = 0;
  try {
    await introduceCustomers(data);
    for (let round = 1; round <= options.rounds; round++) {
      const kind = kindOf(round, options.url !== '');
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      options.onRound?.(round, kind);
      if (kind === 'import') await killImport(data, files, random() * 2_500);
      else await killWriters(data, memory, { round, kind, after: 200 + random() * 1_800 });
      openStored += await inspect(data, memory);
    }
    await sendAgain(data, memory, resentMax);
    const events = await compareImport(data, files);
    return {
      engine: options.url === '' ? 'embedded' : 'postgres',
      rounds: options.rounds,
      seed: options.seed,
      kinds,
      acknowledged: memory.acknowledged.size,
      open: memory.open.size + openStored,
      openStored,
      events,
      importsKilled: kinds['import'] ?? 0,
      answers503: memory.refused.get(503) ?? 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function kindOf(round: number, isServer: boolean): Kind {
  if (round % 3 === 0) return 'import';
  return isServer && round % 3 === 2 ? 'server crash' : 'writers';
}

async function introduceCustomers(data: Data): Promise<void> {
  const server = await serve(data);
  for (let n = 0; n < customersWrittenTo; n++) await introduce(server.address, `cus_t${n}`);
  await server.stop();
}

async function killImport(data: Data, files: string, after: number): Promise<void> {
  const child = start(data, ['import', 'generic', files]);
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), 900 + after);
  await ended;
  clearTimeout(timer);
}

interface Killing {
  readonly round: number;
  readonly kind: Kind;
  /** Milliseconds of load before. */
  readonly after: number;
}

async function killWriters(data: Data, memory: Remembered, { round, kind, after }: Killing): Promise<void> {
  const server = await serve(data);
  const before = memory.acknowledged.size;
  let isOver = false;
  const writers = Array.from({ length: writersAtOnce }, (_, writer) =>
    write(server.address, `r${round}w${writer}`, { memory, isOver: () => isOver }),
  );
  await pause(after);
  await until(() => memory.acknowledged.size > before, 'the server takes no writes');
  if (kind === 'server crash') {
    crashDatabase(data.url);
    await pause(1_500);
    const sofar = memory.acknowledged.size;
    await until(() => memory.acknowledged.size > sofar, 'the server takes no writes after its database came back');
    if (server.child.exitCode !== null) throw new Error('The process ended when its database went away');
    if (memory.unclear > 0) throw new Error(`${memory.unclear} answers of 503 do not say why or when to come back`);
  }
  await server.kill();
  isOver = true;
  await Promise.all(writers);
}

/** PostgreSQL ends all its sessions and recovers from its log when one of its processes dies hard. */
function crashDatabase(url: string): void {
  const list = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  const session = list.find((line) => line.includes(`postgres: postgres ${new URL(url).pathname.slice(1)} `));
  const pid = Number.parseInt(session ?? '', 10);
  if (Number.isNaN(pid)) throw new Error('No session of the database was found to kill');
  process.kill(pid, 'SIGKILL');
}

/** Looks at what the last kill left. Returns how many promises without an answer turned out to be stored. */
async function inspect(data: Data, memory: Remembered): Promise<number> {
  const opened = await openPlace({ folder: data.folder, url: data.url || undefined }, 'torture');
  try {
    const { database, now } = opened.context;
    const rows = await database.query<{ key: string; eventId: string; count: number }>(
      `select source_id as key, min(event_id) as "eventId", count(*) as count from event where source = 'api' group by source_id`,
    );
    const stored = new Map(rows.map((row) => [row.key, row]));
    for (const [key, { eventId }] of memory.acknowledged) {
      const found = stored.get(key);
      if (found === undefined) throw new Error(`${key} was acknowledged and is not there`);
      if (found.count !== 1) throw new Error(`${key} is there ${found.count} times`);
      if (found.eventId !== eventId) throw new Error(`${key} is there as ${found.eventId}, not as ${eventId}`);
    }
    const verification = await verifyLedger(database);
    if (!verification.ok) throw new Error(`The ledger is broken: ${JSON.stringify(verification.firstBroken)}`);
    const at = now();
    await tick(database, at);
    const live = await readTables(database);
    await rebuild(database, at);
    const rebuilt = await readTables(database);
    if (JSON.stringify(live) !== JSON.stringify(rebuilt))
      throw new Error('The read tables are not those of the events');
    let found = 0;
    for (const [key, asked] of memory.open) {
      const one = stored.get(key);
      if (one === undefined) continue;
      if (one.count !== 1) throw new Error(`${key} is there ${one.count} times`);
      found += 1;
      memory.open.delete(key);
      memory.acknowledged.set(key, { ...asked, eventId: one.eventId });
    }
    return found;
  } finally {
    await opened.close();
  }
}

/** Ends the import that was killed, sends everything again, and compares with a ledger that nobody disturbed. */
async function compareImport(data: Data, files: string): Promise<number> {
  await run(data, ['import', 'generic', files]);
  const calm: Data = { folder: `${data.folder}-calm`, url: '' };
  await run(calm, ['import', 'generic', files]);
  const [disturbed, undisturbed] = [await imported(data), await imported(calm)];
  if (disturbed.content !== undisturbed.content) throw new Error('The killed import did not end as the calm one');
  return disturbed.events;
}

async function imported(data: Data): Promise<{ readonly events: number; readonly content: string }> {
  const opened = await openPlace({ folder: data.folder, url: data.url || undefined }, 'torture');
  try {
    const { database } = opened.context;
    const events = await database.query<object>(
      `select customer_id, source_id, type, occurred_at, data from event where source = 'generic'
       order by customer_id collate "C", source_id collate "C"`,
    );
    const promises = await database.query<object>(
      `select customer_id, promise_id, state, since, deadline, words from promise where customer_id not like 'cus_t%'
       order by customer_id collate "C", promise_id collate "C"`,
    );
    const [row] = await database.query<{ count: number }>('select count(*) as count from event');
    return { events: row?.count ?? 0, content: JSON.stringify([events, promises]) };
  } finally {
    await opened.close();
  }
}

/** Sends everything that was acknowledged again: each is answered with its first event. */
async function sendAgain(data: Data, memory: Remembered, most: number): Promise<void> {
  const server = await serve(data);
  const again = remember();
  for (const asked of [...memory.acknowledged.values()].slice(-most)) {
    await send(server.address, asked, again);
    const eventId = again.acknowledged.get(asked.key)?.eventId;
    if (eventId !== asked.eventId) throw new Error(`${asked.key} sent again became ${String(eventId)}`);
  }
  await server.stop();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(isSo: () => boolean, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (isSo()) return;
    await pause(100);
  }
  throw new Error(otherwise);
}

/** Numbers from 0 to 1, the same from the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x8000_0000;
  };
}
