/** The ways in which the world outside the domain can fail, each with a code that programs read and a remedy that people read. */

/** Every code that a fault can carry. A way in (HTTP, command line, job) turns them into its own language in one place. */
export const faultCodes = [
  'folder_in_use',
  'folder_unusable',
  'folder_damaged',
  'storage_full',
  'database_unreachable',
  'database_refused',
  'database_missing',
  'database_too_old',
  'database_busy',
  'database_damaged',
  'query_too_slow',
  'outcome_unknown',
  'conflict',
  'schema_newer',
  'schema_changed',
  'migration_failed',
  'key_unusable',
  'ledger_not_empty',
  'backup_unusable',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** A failure of the world (folder, database, schema). The message says what happened; the remedy says what a person can do about it. */
export class LedgerFault extends Error {
  readonly code: FaultCode;
  readonly remedy: string;

  constructor(fault: {
    readonly code: FaultCode;
    readonly message: string;
    readonly remedy: string;
    readonly cause?: unknown;
  }) {
    super(fault.message, fault.cause === undefined ? undefined : { cause: fault.cause });
    this.name = 'LedgerFault';
    this.code = fault.code;
    this.remedy = fault.remedy;
  }
}
