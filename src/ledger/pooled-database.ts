/** The one code path to every engine: queries and transactions on a `pg` pool, whose outcome cannot get lost. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { pipeline } from 'node:stream/promises';
import type { PoolClient, QueryConfig } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Connections, connectionsOf, type PooledPlace } from './connections.ts';
import { isAnswer, isTheEnd, outcomeUnknown, type Place } from './database-faults.ts';
import { copyPieces } from './copy.ts';
import type { Database, Queryable, TransactionOptions } from './queryable.ts';

export interface PooledDatabase extends PooledPlace {
  /** Statements that the owner runs one by one, outside a transaction. */
  readonly maintenance: readonly string[];
  /** Runs once, after the last connection is closed. */
  readonly afterClose: (outcome: { readonly hasFailed: boolean }) => Promise<void>;
}

/** Makes a database of a pool whose `types` are `valueParsers`. */
export function pooledDatabase(place: PooledDatabase): Database {
  const connections = connectionsOf(place);
  const insideOf = new AsyncLocalStorage<Scope>();
  let closing: Promise<void> | undefined;

  async function use<Result>(run: (client: PoolClient) => Promise<Result>): Promise<Result> {
    assert(!insideOf.getStore()?.isOpen, 'Inside a transaction only its own tx may be used, not the database.');
    return await connections.use(run);
  }

  async function transaction<Result>(
    run: (tx: Queryable) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    const scope: Scope = { isOpen: true };
    const result = await use(async (client) => {
      await client.query(options.asOwner ? 'begin; set local role none' : 'begin');
      try {
        const outcome = await insideOf.run(scope, () => run(queryableWithin(client, scope, place)));
        scope.isOpen = false;
        await commit(client, place, connections);
        return outcome;
      } finally {
        scope.isOpen = false;
      }
    });
    if (options.asOwner) connections.renewRoles();
    return result;
  }

  async function maintain(client: PoolClient): Promise<void> {
    if (place.maintenance.length === 0) return;
    try {
      await client.query('reset role');
      for (const statement of place.maintenance) await client.query(statement);
    } finally {
      connections.renewRoles();
    }
  }

  async function close(): Promise<void> {
    await place.pool.end();
    await place.afterClose({ hasFailed: connections.hasEnded() });
  }

  return {
    engine: place.engine,
    description: place.description,
    query: (sql, parameters) => use((client) => rowsOf(client, sql, parameters)),
    script: (sql) => use((client) => runScript(client, sql)),
    insert: (table, rows) => use((client) => insertRows(client, place, table, rows)),
    transaction,
    maintain: () => use(maintain),
    close: () => (closing ??= close()),
  };
}

/** One transaction, as seen by whoever runs inside it. */
interface Scope {
  isOpen: boolean;
}

function queryableWithin(client: PoolClient, scope: Scope, place: Place): Queryable {
  function assertOpen(): void {
    assert(scope.isOpen, 'The transaction is over: every use of its tx must be awaited inside it.');
  }
  return {
    async query(sql, parameters) {
      assertOpen();
      return await rowsOf(client, sql, parameters);
    },
    async script(sql) {
      assertOpen();
      await runScript(client, sql);
    },
    async insert(table, rows) {
      assertOpen();
      await insertRows(client, place, table, rows);
    },
  };
}

/** A commit of a transaction in which a statement failed answers ROLLBACK and no error, even if the caller swallowed the failure. */
async function commit(client: PoolClient, place: Place, connections: Connections): Promise<void> {
  let answer: string;
  try {
    answer = (await client.query('commit')).command;
  } catch (error) {
    connections.noteEnd(error);
    throw isAnswer(error) && !isTheEnd(error) ? error : outcomeUnknown(place, error);
  }
  assert(answer === 'COMMIT', 'A statement failed inside the transaction and was ignored; nothing was stored.');
}

async function rowsOf<Row>(client: PoolClient, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  // The extended protocol takes one statement only, so nothing smuggled into the text can start a second one.
  const statement: QueryConfig<unknown[]> & { queryMode: 'extended' } = {
    text: sql,
    values: [...parameters],
    queryMode: 'extended',
  };
  return (await client.query(statement)).rows as Row[];
}

async function runScript(client: PoolClient, sql: string): Promise<void> {
  await client.query(sql);
}

/** From so many rows on a COPY takes less than its two more messages cost. The embedded engine has no COPY over this bridge. */
const copyRowsMin = 20;

async function insertRows(client: PoolClient, place: Place, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  if (place.engine === 'embedded' || rows.length < copyRowsMin) {
    await rowsOf(client, `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
      JSON.stringify(rows),
    ]);
    return;
  }
  const columns = Object.keys(first);
  await pipeline(copyPieces(rows, columns), client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)));
}
