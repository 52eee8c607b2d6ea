/** `npm run simulate -- --seed 1 --seeds 60 --steps 200 --engine both`: the full length of what `npm test` does in short. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { type Database, openDatabase } from '../../src/ledger/database.ts';
import { embeddedDatabase } from '../../src/ledger/embedded.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { asAdmin, databaseUrl } from '../postgres-server.ts';
import { onOwnServer } from '../torture/own-server.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '60' },
    steps: { type: 'string', default: '200' },
    engine: { type: 'string', default: 'both' },
  },
});
const [first, seeds, steps] = [Number(values.seed), Number(values.seeds), Number(values.steps)];

for (const engine of values.engine === 'both' ? ['embedded', 'postgres'] : [values.engine]) {
  const started = performance.now();
  const summary =
    engine === 'postgres'
      ? await onOwnServer((url) => simulateAll(() => databaseOn(url)))
      : await simulateAll(databaseInMemory);
  const minutes = Number(((performance.now() - started) / 60_000).toFixed(1));
  console.log(JSON.stringify({ engine, firstSeed: first, seeds, steps, ...summary, minutes }));
}

/** One seed after another, each on a ledger of its own. */
async function simulateAll(open: () => Promise<Database>) {
  const sum: Record<string, number> = {};
  const acts: Record<string, number> = {};
  for (let seed = first; seed < first + seeds; seed++) {
    process.stderr.write(`seed ${seed}      \r`);
    const database = await open();
    try {
      await migrate(database);
      const { counts, ...summary } = await simulate({ database, seed, steps });
      sum['seedsInAgreement'] = (sum['seedsInAgreement'] ?? 0) + 1;
      for (const [name, value] of Object.entries(summary)) sum[name] = (sum[name] ?? 0) + value;
      for (const [name, value] of Object.entries(counts)) acts[name] = (acts[name] ?? 0) + value;
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    } finally {
      await database.close();
    }
  }
  return { ...sum, acts };
}

async function databaseInMemory(): Promise<Database> {
  return embeddedDatabase(await PGlite.create(), { description: 'A database in memory' });
}

async function databaseOn(url: string): Promise<Database> {
  const name = `troth_simulation_${randomBytes(4).toString('hex')}`;
  await asAdmin(url, (admin) => admin.query(`create database ${name}`));
  return openDatabase({ folder: '', url: databaseUrl(url, name) });
}
