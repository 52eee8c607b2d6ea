/** Reads for an audit: all of them see one state of the ledger, with settings for few and heavy statements. */
import type { Database, Queryable } from '../queryable.ts';

// Compiling a statement costs more than it saves on tables of this size; sorting half a million rows needs more than 4 MB.
const heavy = `set local jit = off; set local work_mem = '64MB';`;

/** Runs reads in one transaction that sees nothing of what is written meanwhile. */
export function readSteadily<Result>(database: Database, read: (tx: Queryable) => Promise<Result>): Promise<Result> {
  return database.transaction(async (tx) => {
    await tx.script(`set transaction isolation level repeatable read; ${heavy}`);
    return read(tx);
  });
}

/** The same in a transaction that is already open and steady. */
export async function readHeavily<Result>(tx: Queryable, read: (tx: Queryable) => Promise<Result>): Promise<Result> {
  await tx.script(heavy);
  return read(tx);
}
