/** Turns what a driver throws into the faults of the ledger; what is not a failure of the world passes through as it is. */
import { type FaultCode, LedgerFault } from './faults.ts';

/** Where a failure happened: what to call the place, and whether it is a folder of ours or somebody's server. */
export interface Place {
  readonly engine: 'embedded' | 'postgres';
  readonly description: string;
}

/**
 * A fault when the database could not be reached, refused, was full or asked to try again; otherwise the same error
 * (a broken constraint keeps its `code` and `constraint` for the caller who expects it).
 */
export function asFault(error: unknown, place: Place): unknown {
  if (error instanceof LedgerFault) return error;
  const code = faultCodeOf(error, place);
  return code === undefined ? error : new LedgerFault({ ...explain(code, place, error), code, cause: error });
}

/** An error that the database itself reports, with PostgreSQL's five-character code. Each engine has its own class for it. */
export function isAnswer(error: unknown): error is Error & { readonly code: string; readonly severity: string } {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

/** Whether the connection (PostgreSQL) or the whole engine (embedded) ended with this error: it will answer nothing more. */
export function isTheEnd(error: unknown): boolean {
  return isAnswer(error) ? /FATAL|PANIC/.test(error.severity) : error instanceof Error && error.name === 'RuntimeError';
}

/** The fault of a connection that broke while a commit was under way. */
export function outcomeUnknown(place: Place, cause: unknown): LedgerFault {
  return new LedgerFault({ ...explain('outcome_unknown', place, cause), code: 'outcome_unknown', cause });
}

/** PostgreSQL's codes, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const faultCodeBySqlState: Readonly<Record<string, FaultCode>> = {
  '25006': 'database_refused',
  '28000': 'database_refused',
  '28P01': 'database_refused',
  '3D000': 'database_missing',
  '40001': 'conflict',
  '40P01': 'conflict',
  '53100': 'storage_full',
  '53300': 'database_busy',
  '55P03': 'conflict',
  '57014': 'query_too_slow',
  '57P01': 'database_unreachable',
  '57P02': 'database_unreachable',
  '57P03': 'database_unreachable',
  XX001: 'database_damaged',
  XX002: 'database_damaged',
};

function faultCodeOf(error: unknown, place: Place): FaultCode | undefined {
  if (isAnswer(error)) {
    const code = error.code.startsWith('08') ? 'database_unreachable' : faultCodeBySqlState[error.code];
    if (code === 'database_damaged' && place.engine === 'embedded') return 'folder_damaged';
    return code ?? (place.engine === 'embedded' && isTheEnd(error) ? 'folder_damaged' : undefined);
  }
  if (!(error instanceof Error)) return undefined;
  if (place.engine === 'embedded') return isTheEnd(error) ? 'folder_damaged' : undefined;
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (message.startsWith('timeout exceeded when trying to connect')) return 'database_busy';
  if (message.startsWith('SASL')) return 'database_refused';
  const hasBroken = syscall === 'connect' || (code !== undefined && brokenConnections.test(code));
  return hasBroken || driverComplaints.test(message) ? 'database_unreachable' : undefined;
}

/** Node's codes for networks and certificates. Not every E…: a file that is missing inside a transaction is no matter of the database. */
const brokenConnections = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE)|CERT|UNABLE_TO_VERIFY/;

const driverComplaints = /^(Connection terminated|The server does not support SSL|Client .*not queryable)/;

function explain(code: FaultCode, place: Place, error: unknown): { message: string; remedy: string } {
  const { description } = place;
  const reason = reasonOf(error);
  switch (code) {
    case 'database_refused':
      return {
        message: `${description} refused: ${reason}.`,
        remedy: 'Check the user, the password and the rights that DATABASE_URL gives.',
      };
    case 'database_missing':
      return {
        message: `${description} does not exist.`,
        remedy: 'Create it (createdb), or correct the name at the end of DATABASE_URL.',
      };
    case 'database_busy':
      return {
        message: `${description} has no connection left: ${reason}.`,
        remedy: 'Try again in a moment; if it lasts, allow more connections on the server.',
      };
    case 'query_too_slow':
      return {
        message: `${description} stopped a query that ran too long.`,
        remedy: 'Ask for a shorter period or fewer customers, or try again when the server is less busy.',
      };
    case 'storage_full':
      return {
        message: `${description} has no space left on its disk.`,
        remedy: 'Free space on that disk; if it takes no writes then, start Troth again.',
      };
    case 'outcome_unknown':
      return {
        message: `${description} broke off while a change was being stored, which may or may not be there: ${reason}.`,
        remedy: 'Send the same change again with the same idempotency key; it is stored once.',
      };
    case 'conflict':
      return {
        message: 'Somebody else changed the same records at the same moment.',
        remedy: 'Try again.',
      };
    case 'folder_damaged':
    case 'database_damaged':
      return {
        message: `${description} cannot go on: ${reason}.`,
        remedy: 'Check that its disk has space and works, then start Troth again; if it fails again, restore a backup.',
      };
    default:
      return {
        message: `${description} cannot be reached: ${reason}.`,
        remedy: 'Check that the server runs, and the host and port in DATABASE_URL.',
      };
  }
}

/** Node tries several addresses of a host and then throws an error whose own message is empty. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join('; ');
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.$/, '');
}
