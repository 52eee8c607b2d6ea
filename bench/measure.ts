/** What the benchmarks share: a PostgreSQL server of their own, and figures printed as one line of JSON. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { openDatabase } from '../src/ledger/database.ts';
import { migrate } from '../src/ledger/migrate.ts';
import type { Database } from '../src/ledger/queryable.ts';
import { debian15, npmBinaries, startServer } from '../test/postgres-server.ts';

export interface Bench {
  readonly database: Database;
  readonly url: string;
}

/** Runs steps on a fresh, migrated PostgreSQL server with its safety on, which is gone afterwards. */
export async function onServer(run: (bench: Bench) => Promise<void>): Promise<void> {
  const binaries = existsSync(debian15) ? debian15 : npmBinaries();
  const server = await startServer({ binaries, initdbOptions: ['--locale=C'], settings: serverSettings });
  try {
    const database = await openDatabase({ folder: '', url: server.url });
    try {
      await migrate(database);
      await run({ database, url: server.url });
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

/** Those of a small server; the rest as PostgreSQL ships it, so that what is acknowledged is on the disk. */
const serverSettings = ['shared_buffers=1GB', 'max_wal_size=4GB', 'max_connections=60'];

/** Processor seconds that all PostgreSQL servers of this machine have used so far. Zero where the system does not tell. */
export function serverSeconds(): number {
  try {
    const sum = `cat /proc/[0-9]*/stat 2>/dev/null | awk '$2 ~ /postgres/ { ticks += $14 + $15 + $16 + $17 } END { print ticks / 100 }'`;
    return Number(execFileSync('sh', ['-c', sum], { encoding: 'utf8' }));
  } catch {
    return 0;
  }
}

/** One line: the name of the benchmark and its figures, rounded to three digits. */
export function print(name: string, figures: Readonly<Record<string, number | string>>): void {
  const rounded = Object.entries(figures).map(([key, value]) => [
    key,
    typeof value === 'number' ? Number(value.toPrecision(3)) : value,
  ]);
  console.log(`${name} ${JSON.stringify(Object.fromEntries(rounded))}`);
}

/** The middle of several timings of the same thing, in milliseconds. */
export async function medianMilliseconds(times: number, run: (time: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const started = performance.now();
    await run(time);
    taken.push(performance.now() - started);
  }
  return middle(taken);
}

/** The middle one of some numbers. */
export function middle(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
