/** The door to the database: a folder of our own by default, a PostgreSQL server where one is named. */
import { openFolder } from './embedded.ts';
import type { Database } from './queryable.ts';
import { openServer } from './server.ts';

export type { Database, Queryable } from './queryable.ts';

export interface DatabaseLocation {
  /** The data folder of the embedded engine; made when it is missing. */
  readonly folder: string;
  /** A PostgreSQL address. It wins over the folder. */
  readonly url?: string | undefined;
}

/** Opens the database, without looking at its tables (see `migrate`). Throws `LedgerFault`, whose remedy says what a person can do. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  return location.url ? await openServer(location.url) : await openFolder(location.folder);
}
