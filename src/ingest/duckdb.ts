/** Opens DuckDB so that it can read one data folder and nothing else, and cleans up after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { ImportFault } from './fault.ts';
import { memoryLimit } from './limits.ts';

export interface Duckdb {
  readonly connection: DuckDBConnection;
  /** Closes the connection and removes its temporary folder. */
  readonly close: () => void;
}

/**
 * DuckDB in memory, in UTC, with the variables set that the SELECTs read by `getvariable('due')`. It may read `folder`
 * (a real path) and use its own temporary folder; every other file, the network, extensions and its own settings are
 * locked.
 */
export async function openDuckdb(folder: string, variables: Readonly<Record<string, string>>): Promise<Duckdb> {
  const spill = mkdtempSync(join(tmpdir(), 'troth-import-'));
  // Loaded when it is needed: it takes longer than the rest of the program together.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const close = () => {
    connection.closeSync();
    instance.closeSync();
    rmSync(spill, { recursive: true, force: true });
  };
  try {
    const settings = [
      `set memory_limit = ${quoted(memoryLimit)}`,
      // Each thread pins blocks of its own: with several, two million rows do not fit. The database next to it needs the other core.
      'set threads = 1',
      `set temp_directory = ${quoted(spill)}`,
      `set TimeZone = 'UTC'`,
      'set autoinstall_known_extensions = false',
      `set allowed_directories = [${quoted(folder)}, ${quoted(spill)}]`,
      'set enable_external_access = false',
      'set lock_configuration = true',
      ...Object.entries(variables).map(([name, value]) => `set variable ${named(name)} = ${quoted(value)}`),
    ];
    for (const setting of settings) await connection.run(setting);
    return { connection, close };
  } catch (error) {
    close();
    throw error;
  }
}

export interface Column {
  readonly name: string;
  /** As DuckDB writes it: `TIMESTAMP WITH TIME ZONE`. */
  readonly type: string;
}

/** The columns of a SELECT, without running it. Throws an ImportFault where the text is anything but one SELECT. */
export async function describeSelect(connection: DuckDBConnection, sql: string, place: string): Promise<Column[]> {
  const { StatementType } = await import('@duckdb/node-api');
  const prepared = await connection.prepare(sql);
  try {
    if (prepared.statementType !== StatementType.SELECT) {
      throw new ImportFault(`${place} is no SELECT`, 'A source only reads: write one SELECT.');
    }
    return Array.from({ length: prepared.columnCount }, (_, index) => ({
      name: prepared.columnName(index),
      type: prepared.columnType(index).toString(),
    }));
  } finally {
    prepared.destroySync();
  }
}

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as SQL writes it. */
export function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
