/** `npm run fuzz -- --seed 1 --runs 20000`: the full length of what `npm test` does in short, on the embedded database. */
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { embeddedDatabase } from '../../src/ledger/embedded.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { fuzz } from './fuzz.ts';
import { fuzzedServer } from './fuzzed-server.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '20000' } },
});
const [seed, runs] = [Number(values.seed), Number(values.runs)];
const started = performance.now();
const database = embeddedDatabase(await PGlite.create(), { description: 'A database in memory' });
await migrate(database);
const server = await fuzzedServer(database);
const { requests, byStatus, answered } = await fuzz(server, { seed, runs });
await server.close();
await database.close();
const minutes = Number(((performance.now() - started) / 60_000).toFixed(1));
console.log(JSON.stringify({ seed, requests, byStatus, endpointsThatAnswered: answered.length, minutes }));
