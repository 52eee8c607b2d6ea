/** What the rest of the ledger sees of a database, whichever engine runs it. */

export interface Queryable {
  /** Runs one statement and returns its rows. Values travel as parameters `$1`, `$2`, … and never inside the text. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements that take no parameters, as one transaction unless the text says otherwise. */
  script(sql: string): Promise<void>;
  /**
   * Inserts any number of rows into a table in one step, by the way that is fastest on the engine. Keys are columns; all
   * rows have the same ones. Objects and lists are stored as JSON.
   */
  insert(table: string, rows: readonly object[]): Promise<void>;
}

export interface TransactionOptions {
  /** Runs with the rights of the one who owns the tables, for migrations and rebuilds; everything else appends only. */
  readonly asOwner?: boolean;
}

export interface Database extends Queryable {
  readonly engine: 'embedded' | 'postgres';
  /** Where the records are, in words for a person; never holds a password. */
  readonly description: string;
  /**
   * Runs the steps as one unit: all are stored when it returns, none when it throws. Inside it only the given `tx` may be
   * used; the database itself refuses, because on the embedded engine it would wait for ever for its only connection.
   */
  transaction<Result>(run: (tx: Queryable) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /** Gives back the space of dead rows and renews the planner's statistics. PostgreSQL does this by itself: nothing to do there. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}
