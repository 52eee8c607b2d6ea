/** The one code path to every engine: a `pg` pool, sessions set up alike, and transactions that cannot lose their outcome. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { asFault, isAnswer, isTheEnd, outcomeUnknown, type Place } from './database-faults.ts';
import type { Database, Queryable, TransactionOptions } from './queryable.ts';

export interface PooledPlace extends Place {
  readonly pool: Pool;
  /** One statement that sets up a new session, beyond what every engine gets. */
  readonly sessionSetting: string;
  /** Runs on a connection before it goes back to the pool; must not throw, for the work is done by then. */
  readonly beforeRelease?: (client: PoolClient) => Promise<void>;
  /** Statements that the owner runs one by one, outside a transaction. */
  readonly maintenance: readonly string[];
  /** Runs once, after the last connection is closed. */
  readonly afterClose: (outcome: { readonly hasFailed: boolean }) => Promise<void>;
}

/** The role that may only read and append; a migration creates it. */
export const appendingRole = 'troth_app';

/** Makes a database of a pool whose `types` are `valueParsers`. */
export function pooledDatabase(place: PooledPlace): Database {
  const { pool, engine, description } = place;
  const sessions = sessionsOf(place.sessionSetting);
  const current = new AsyncLocalStorage<TransactionScope>();
  let closing: Promise<void> | undefined;
  let end: unknown;

  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);

  async function withClient<Result>(run: (client: PoolClient) => Promise<Result>): Promise<Result> {
    assert(!current.getStore()?.isOpen, 'Inside a transaction only its own tx may be used, not the database.');
    if (end !== undefined) throw end;
    try {
      const client = await pool.connect();
      let isUsable = false;
      try {
        await sessions.prepare(client);
        const result = await run(client);
        isUsable = true;
        return result;
      } catch (error) {
        // A rollback that failed leaves its transaction open: such a connection is thrown away.
        isUsable = client.getTransactionStatus() === 'I' && !isTheEnd(error);
        throw error;
      } finally {
        if (isUsable) await place.beforeRelease?.(client);
        client.release(!isUsable);
      }
    } catch (error) {
      const fault = asFault(error, place);
      // A server starts again by itself; the embedded engine would leave every later query without an answer.
      if (engine === 'embedded' && isTheEnd(error)) end = fault;
      throw fault;
    }
  }

  async function transaction<Result>(
    run: (tx: Queryable) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    const scope: TransactionScope = { isOpen: true };
    const result = await withClient(async (client) => {
      await client.query(options.asOwner ? 'begin; set local role none' : 'begin');
      try {
        const outcome = await current.run(scope, () => run(transactionQueryable(client, scope)));
        scope.isOpen = false;
        await commit(client, place);
        return outcome;
      } catch (error) {
        // The cause is what the caller needs, not that the rollback failed too.
        if (!isTheEnd(error)) await client.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        scope.isOpen = false;
      }
    });
    if (options.asOwner) sessions.renew();
    return result;
  }

  async function close(): Promise<void> {
    await pool.end();
    await place.afterClose({ hasFailed: end !== undefined });
  }

  return {
    engine,
    description,
    query: (sql, parameters) => withClient((client) => rowsOf(client, sql, parameters)),
    script: (sql) => withClient((client) => runScript(client, sql)),
    transaction,
    maintain: () =>
      withClient(async (client) => {
        if (place.maintenance.length === 0) return;
        try {
          await client.query('reset role');
          for (const statement of place.maintenance) await client.query(statement);
        } finally {
          sessions.renew();
        }
      }),
    close: () => (closing ??= close()),
  };
}

interface TransactionScope {
  isOpen: boolean;
}

/** Sets up each session once, and again when an owner may have created the role since. */
function sessionsOf(setting: string): { prepare(client: PoolClient): Promise<void>; renew(): void } {
  const prepared = new WeakMap<PoolClient, number>();
  let generation = 0;
  return {
    async prepare(client) {
      const seen = prepared.get(client);
      if (seen === generation) return;
      if (seen === undefined) {
        // A connection that breaks while in use reports it to the running query as well; without a listener it would end the process.
        client.on('error', () => undefined);
        await client.query(`${setting}; set time zone 'UTC'; set datestyle to 'ISO, YMD'`);
      }
      await client.query(takeAppendingRole);
      prepared.set(client, generation);
    },
    renew() {
      generation += 1;
    },
  };
}

/** PostgreSQL 16 split the right to take a role from membership in it. */
const takeAppendingRole = `
  select set_config('role', rolname, false) from pg_roles
  where rolname = '${appendingRole}'
    and pg_has_role(session_user, oid, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)`;

function transactionQueryable(client: PoolClient, scope: TransactionScope): Queryable {
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
  };
}

/** A commit of a transaction in which a statement failed answers ROLLBACK and no error, even if the caller swallowed the failure. */
async function commit(client: PoolClient, place: Place): Promise<void> {
  let answer: string;
  try {
    answer = (await client.query('commit')).command;
  } catch (error) {
    const hasAnswered = isAnswer(error) && error.severity !== 'FATAL';
    throw hasAnswered ? error : outcomeUnknown(place, error);
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
