/** Reads for an audit: several connections share the work, and all of them see one state of the ledger. */
import type { Database, Queryable } from '../queryable.ts';

/** Connections that one audit takes at most; the pool has to leave some for others. */
const lanesMax = 4;
// Compiling a statement costs more than it saves on tables of this size; sorting half a million rows needs more than 4 MB.
// Promises that are alike are some thousand, and the planner takes them for as many as there are: it would sort them all.
const heavy = `set local jit = off; set local work_mem = '64MB'; set local hash_mem_multiplier = 8`;
const steady = 'set transaction isolation level repeatable read';

/** Runs reads that see nothing of what is written meanwhile. They may be asked all at once. */
export async function readSteadily<Result>(
  database: Database,
  read: (tables: Queryable) => Promise<Result>,
): Promise<Result> {
  const lanes = openLanes();
  const { promise: over, resolve: end } = promised<void>();
  const { promise: begun, resolve: begin, reject } = promised<string>();
  const first = database.transaction(async (tx) => {
    await tx.script(`${steady}; ${heavy}`);
    lanes.add(tx);
    begin(database.engine === 'postgres' ? await exportSnapshot(tx) : '');
    await over;
  });
  first.catch(reject);
  try {
    const snapshot = await begun;
    const lanesMore = snapshot === '' ? 0 : lanesMax - 1;
    for (let lane = 0; lane < lanesMore; lane++) {
      // One that comes too late, or not at all, is not needed: the first alone can do everything.
      join(database, snapshot, lanes, over).catch(() => undefined);
    }
    return await read(lanes.tables);
  } finally {
    end();
    await first.catch(() => undefined);
  }
}

async function exportSnapshot(tx: Queryable): Promise<string> {
  const [row] = await tx.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
  return row?.snapshot ?? '';
}

async function join(database: Database, snapshot: string, lanes: Lanes, over: Promise<void>): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.script(`${steady}; set transaction snapshot '${snapshot}'; ${heavy}`);
    lanes.add(tx);
    await over;
  });
}

/** The same in a transaction that is already open, whose tables nobody else sees. */
export async function readHeavily<Result>(
  tx: Queryable,
  read: (tables: Queryable) => Promise<Result>,
): Promise<Result> {
  await tx.script(heavy);
  const lanes = openLanes();
  lanes.add(tx);
  return read(lanes.tables);
}

interface Lanes {
  /** Answers each statement on the first connection that is free. */
  readonly tables: Queryable;
  readonly add: (tx: Queryable) => void;
}

function openLanes(): Lanes {
  const free: Queryable[] = [];
  const waiting: ((tx: Queryable) => void)[] = [];
  const add = (tx: Queryable): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(tx);
    else next(tx);
  };
  async function use<Result>(run: (tx: Queryable) => Promise<Result>): Promise<Result> {
    const tx = free.pop() ?? (await new Promise<Queryable>((resolve) => waiting.push(resolve)));
    try {
      return await run(tx);
    } finally {
      add(tx);
    }
  }
  return {
    add,
    tables: {
      query: (sql, parameters) => use((tx) => tx.query(sql, parameters)),
      script: (sql) => use((tx) => tx.script(sql)),
      insert: (table, rows) => use((tx) => tx.insert(table, rows)),
    },
  };
}

interface Promised<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

/** A promise that is kept from outside. */
function promised<Value>(): Promised<Value> {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<Value>((keep, fail) => {
    resolve = keep;
    reject = fail;
  });
  return { promise, resolve, reject };
}
