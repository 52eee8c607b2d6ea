/** The database on a PostgreSQL server, by the address in DATABASE_URL. */
import { Client, Pool } from 'pg';
import { asFault, type Place } from './database-faults.ts';
import { LedgerFault } from './faults.ts';
import { pooledDatabase } from './pooled-database.ts';
import type { Database } from './queryable.ts';
import { valueParsers } from './value-parsers.ts';

const connectionsMax = 10;
const connectMilliseconds = 10_000;
const idleMilliseconds = 30_000;

/** No page or job of ours needs a single statement this long; one that does is stuck, and holds up others. */
const statementSeconds = 120;

/** `jsonb` rows, `nulls not distinct` and the rest of what our SQL uses came with this version. */
const oldestVersion = 15;

/**
 * Connects to the server and looks at its version. Faults: `database_unreachable`, `database_refused` (user, password, rights),
 * `database_missing`, `database_busy`, `database_too_old`. Messages name host and database, never the password.
 */
export async function openServer(url: string): Promise<Database> {
  const name = nameOf(url);
  const pool = new Pool({
    connectionString: url,
    application_name: 'troth',
    max: connectionsMax,
    connectionTimeoutMillis: connectMilliseconds,
    idleTimeoutMillis: idleMilliseconds,
    keepAlive: true,
    types: valueParsers,
  });
  try {
    const version = await serverVersion(pool, { engine: 'postgres', description: name });
    refuseOldServer(version, name);
    return pooledDatabase({
      pool,
      engine: 'postgres',
      description: `${name} (version ${version})`,
      // Compiling a query takes longer than any of ours runs.
      sessionSettings: [`set statement_timeout = '${statementSeconds}s'`, 'set jit = off'],
      maintenance: [],
      afterClose: () => Promise.resolve(),
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Throws `database_too_old` for a version such as '14.9'. */
export function refuseOldServer(version: string, description: string): void {
  if (Number.parseInt(version, 10) >= oldestVersion) return;
  throw new LedgerFault({
    code: 'database_too_old',
    message: `${description} runs version ${version}, and Troth needs PostgreSQL ${oldestVersion} or later.`,
    remedy: 'Upgrade the server, or name another one in DATABASE_URL.',
  });
}

async function serverVersion(pool: Pool, place: Place): Promise<string> {
  try {
    const found = await pool.query<{ version: string }>(`select current_setting('server_version') as version`);
    return found.rows[0]?.version ?? 'unknown';
  } catch (error) {
    throw asFault(error, place);
  }
}

/** The address without user and password. The parser's own error is not passed on: it holds the whole address. */
function nameOf(url: string): string {
  try {
    const { host, port, database } = new Client({ connectionString: url });
    return `PostgreSQL at ${host.startsWith('/') ? host : `${host}:${port}`}, database "${database ?? ''}"`;
  } catch {
    throw new LedgerFault({
      code: 'database_unreachable',
      message: 'DATABASE_URL is not an address of PostgreSQL.',
      remedy:
        'Write it as postgres://user:password@host:5432/database, with special characters in the password percent-encoded.',
    });
  }
}
