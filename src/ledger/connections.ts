/** Lends the connections of a pool: each set up alike before use, and none kept that is out of order. */
import type { Pool, PoolClient } from 'pg';
import { asFault, isTheEnd, type Place } from './database-faults.ts';

export interface PooledPlace extends Place {
  readonly pool: Pool;
  /** Statements that set up a new session, beyond what every engine gets. */
  readonly sessionSettings: readonly string[];
  /** Runs on a connection before it goes back to the pool. The work is done by then, so its failure is not the caller's. */
  readonly beforeRelease?: (client: PoolClient) => Promise<void>;
}

export interface Connections {
  /** Lends a connection for as long as `run` takes. What fails comes out as a fault where the world is to blame. */
  use<Result>(run: (client: PoolClient) => Promise<Result>): Promise<Result>;
  /** Has every session take its role again, after an owner may have created it. */
  renewRoles(): void;
  /** Remembers an error after which the embedded engine answers nothing more. */
  noteEnd(error: unknown): void;
  hasEnded(): boolean;
}

/** The role that may only read and append; a migration creates it. */
export const appendingRole = 'troth_app';

/** Takes charge of a pool whose `types` are `valueParsers`. */
export function connectionsOf(place: PooledPlace): Connections {
  const { pool, engine } = place;
  const sessions = sessionsOf(place.sessionSettings);
  let end: unknown;

  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);

  function noteEnd(error: unknown): void {
    // A server starts again by itself; the embedded engine would leave every later query without an answer.
    if (engine === 'embedded' && isTheEnd(error)) end = asFault(error, place);
  }

  /** A transaction is still open on it, because its work failed, or the engine has ended. */
  function isOutOfOrder(client: PoolClient): boolean {
    return end !== undefined || client.getTransactionStatus() !== 'I';
  }

  async function lend<Result>(run: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    try {
      await sessions.prepare(client);
      return await run(client);
    } catch (error) {
      noteEnd(error);
      throw error;
    } finally {
      if (!isOutOfOrder(client)) await place.beforeRelease?.(client).catch(noteEnd);
      // Once it has ended, the engine would never answer.
      if (isOutOfOrder(client) && end === undefined) await client.query('rollback').catch(noteEnd);
      client.release(isOutOfOrder(client));
    }
  }

  return {
    async use(run) {
      if (end !== undefined) throw end;
      try {
        return await lend(run);
      } catch (error) {
        throw asFault(error, place);
      }
    },
    renewRoles: () => sessions.renew(),
    noteEnd,
    hasEnded: () => end !== undefined,
  };
}

function sessionsOf(settings: readonly string[]): { prepare(client: PoolClient): Promise<void>; renew(): void } {
  const prepared = new WeakMap<PoolClient, number>();
  let generation = 0;
  return {
    async prepare(client) {
      const seen = prepared.get(client);
      if (seen === generation) return;
      const current = generation;
      if (seen === undefined) {
        // A connection that breaks while in use reports it to the running query as well; without a listener it would end the process.
        client.on('error', () => undefined);
        await client.query([...settings, `set time zone 'UTC'`, `set datestyle to 'ISO, YMD'`].join('; '));
      }
      await client.query(takeAppendingRole);
      prepared.set(client, current);
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
