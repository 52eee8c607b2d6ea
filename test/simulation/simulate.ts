/** Random use of the ledger from a seed, held against a naive model: same answers, same states, same money, same rows when rebuilt. */
import { AuditReport } from '../../src/api/audit-report.ts';
import { daysLater, justAfter } from '../../src/domain/instants.ts';
import { balanceParts } from '../../src/domain/promises/machine.ts';
import { diceOf } from '../../src/ingest/demo/dice.ts';
import type { Database } from '../../src/ledger/database.ts';
import { readAsOf, rebuild, tick } from '../../src/ledger/rebuild.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { readTables } from '../read-tables.ts';
import { type Act, breakPromise, keepPromise, makePromise, movePromise } from './acts.ts';
import { correctFromOutside, importFacts, type Imports, undoSome } from './import-acts.ts';
import { skewMilliseconds } from './model.ts';
import {
  addCustomer,
  decideForCompany,
  erase,
  happen,
  happenings,
  retract,
  sendAgain,
  waitAWhile,
} from './process-acts.ts';
import { improve, sellings } from './selling-acts.ts';
import { agree, compareCustomer, count, customersOf, Disagreement, run, standing, type World } from './world.ts';

export interface SimulationOptions {
  readonly database: Database;
  readonly seed: number;
  readonly steps: number;
  /** Steps from one look at the whole to the next. */
  readonly looksEvery?: number;
}

export interface SimulationSummary {
  readonly events: number;
  readonly customers: number;
  readonly promises: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Uses an empty ledger for so many steps; throws a `Disagreement` that names seed and step. */
export async function simulate(options: SimulationOptions): Promise<SimulationSummary> {
  const { database, seed, steps, looksEvery = 25 } = options;
  const world: World = {
    database,
    dice: diceOf(seed),
    streams: new Map(),
    counts: {},
    sent: [],
    now: '2026-01-05T08:00:00.000Z',
    made: 0,
  };
  const watermarks: Watermark[] = [];
  for (let step = 1; step <= steps; step++) {
    try {
      const changed = await chooseAct(world)(world);
      if (changed !== null && changed !== 'cus_nobody') await compareCustomer(world, changed);
      if (step % looksEvery === 0 || step === steps) await lookAtAll(world, watermarks);
    } catch (error) {
      if (error instanceof Disagreement)
        throw new Error(`seed ${seed}, step ${step}, ${world.now}: ${error.message}`, { cause: error });
      throw error;
    }
  }
  const promises = customersOf(world).flatMap((stream) => standing(world, stream).promises).length;
  const { events } = await verifyLedger(database);
  return { events, customers: customersOf(world).length, promises, counts: world.counts };
}

const imports = new WeakMap<World, Imports>();

function chooseAct(world: World): Act {
  const own = imports.get(world) ?? { facts: [], ids: [] };
  imports.set(world, own);
  const acts: readonly (readonly [number, Act])[] = [
    [3, addCustomer],
    [14, makePromise],
    [26, movePromise],
    [5, keepPromise],
    [4, breakPromise],
    [16, happen(happenings)],
    [10, happen(sellings)],
    [4, decideForCompany],
    [3, improve],
    [5, retract],
    [1, erase],
    [8, importFacts(own)],
    [2, undoSome(own)],
    [4, correctFromOutside],
    [10, waitAWhile],
    [8, sendAgain],
  ];
  return world.dice.pick(acts.flatMap(([weight, act]) => Array.from({ length: weight }, () => act)));
}

/** Everything at once: each customer, the balance, the chain, the rows made anew, and what was read at earlier times. */
async function lookAtAll(world: World, watermarks: Watermark[]): Promise<void> {
  const { database } = world;
  // What was recorded by a clock that ran ahead has happened by then.
  world.now = daysLater(world.now, (skewMilliseconds + 1) / 86_400_000);
  await tick(database, world.now);
  for (const stream of customersOf(world)) await compareCustomer(world, stream);
  await compareBalance(world);
  const verification = await verifyLedger(database);
  agree('the chain', verification.firstBroken, null);
  for (const watermark of watermarks) await compareWatermark(world, watermark);
  watermarks.push(await takeWatermark(world));
  const live = await readTables(database);
  await rebuild(database, world.now);
  const rebuilt = await readTables(database);
  for (const [table, rows] of Object.entries(live)) agree(`rows of ${table}, live and rebuilt`, rows, rebuilt[table]);
  count(world, 'looks');
}

/** The balance of the audit is that of the promises of the company, and so is its money. */
async function compareBalance(world: World): Promise<void> {
  const report = AuditReport.parse(await run(world, 'audit', 'report', {}));
  const all = customersOf(world).map((stream) => standing(world, stream));
  const own = all.flatMap(({ promises }) => promises).filter(({ made }) => made.fields['by'] !== 'customer');
  for (const part of balanceParts) {
    agree(`the balance: ${part}`, report.balance[part], own.filter((promise) => promise.part === part).length);
  }
  const entries = all.flatMap(({ money }) => money);
  for (const revenue of report.revenue) {
    for (const movement of ['in', 'out', 'stays'] as const) {
      const counted = entries.filter((one) => one.currency === revenue.currency && one.movement === movement);
      const sum = counted.reduce((total, { amount }) => total + amount, 0);
      agree(`Revenue ${movement} in ${revenue.currency}`, revenue[movement], sum);
    }
  }
}

/** What was read once, by what was known then. */
interface Watermark {
  readonly at: string;
  readonly tables: Readonly<Record<string, readonly object[]>>;
}

async function takeWatermark(world: World): Promise<Watermark> {
  const at = world.now;
  // What is recorded from here on was not known then.
  world.now = justAfter(at);
  return { at, tables: await readThen(world, at) };
}

function readThen({ database }: World, at: string) {
  return readAsOf(database, at, null, readTables, at);
}

/** As of then and by what was known then, every row reads the same for ever, but for customers whose words were erased since. */
async function compareWatermark(world: World, { at, tables }: Watermark): Promise<void> {
  const now = await readThen(world, at);
  const isErased = (row: object) =>
    world.streams
      .get((row as { readonly customer_id: string }).customer_id)
      ?.some((one) => one.type === 'customer.erased' && one.at > at) === true;
  for (const [table, rows] of Object.entries(tables)) {
    const kept = (all: readonly object[] = []) => all.filter((row) => !isErased(row));
    agree(`rows of ${table} as of ${at}`, kept(now[table]), kept(rows));
  }
}
