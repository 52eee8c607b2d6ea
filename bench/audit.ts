/**
 * What each statement of an audit costs the server, one at a time and without helpers: processor time, which other work on
 * the machine changes less than the clock. `npm run bench audit -- 350000` for so many promises; Linux only.
 */
import { readFileSync } from 'node:fs';
import type { Queryable } from '../src/ledger/queryable.ts';
import { readHeavily } from '../src/ledger/views/audit-reading.ts';
import { computeAudit } from '../src/operations/audit-report.ts';
import { readsFor } from '../src/operations/audit.ts';
import { loadCompany } from './company.ts';
import { onServer, print } from './measure.ts';

const promises = Number(process.argv[2] ?? 350_000);
const times = 3;
const at = new Date().toISOString();

await onServer(async ({ database }) => {
  await loadCompany({ database, now: () => at, actor: 'api:bench', source: 'bench', folder: '' }, promises);
  await database.query('vacuum analyze');
  const costs = new Map<string, number>();
  let ours = Number.POSITIVE_INFINITY;
  await database.transaction((tx) =>
    readHeavily(tx, async (tables) => {
      await tables.script('set local max_parallel_workers_per_gather = 0');
      for (let time = 0; time < times; time++) {
        const before = process.cpuUsage();
        await computeAudit(await readsFor(await metered(tables, costs), {}, at));
        const { user, system } = process.cpuUsage(before);
        ours = Math.min(ours, (user + system) / 1000);
      }
    }),
  );
  const sorted = [...costs].sort(([, one], [, other]) => other - one);
  for (const [sql, milliseconds] of sorted.slice(0, 15))
    console.log(`${milliseconds.toFixed(0).padStart(6)} ms  ${sql}`);
  const server = sorted.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  print('audit', { promises, serverMilliseconds: server, ourMilliseconds: ours });
});

/** The same tables, asked one statement after the other; the least that each took is kept. */
async function metered(tables: Queryable, costs: Map<string, number>): Promise<Queryable> {
  const [session] = await tables.query<{ pid: number }>('select pg_backend_pid() as pid');
  const used = () => Number(readFileSync(`/proc/${session?.pid ?? 0}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  let previous: Promise<unknown> = Promise.resolve();
  return {
    ...tables,
    query: <Row>(sql: string, parameters?: readonly unknown[]) => {
      const answer = previous.then(async () => {
        const before = used();
        const rows = await tables.query<Row>(sql, parameters);
        const key = sql.replace(/\s+/g, ' ').slice(0, 100);
        costs.set(key, Math.min(costs.get(key) ?? Number.POSITIVE_INFINITY, used() - before));
        return rows;
      });
      previous = answer.catch(() => undefined);
      return answer;
    },
  };
}
