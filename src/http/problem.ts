/** Errors as `application/problem+json` (RFC 9457): what was wrong, with which field and value, and what to do. */
import { type Failure, failureOf } from '../operations/failure.ts';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly remedy: string;
  readonly instance: string;
  readonly field?: string | null;
  readonly value?: unknown;
  readonly problems?: readonly unknown[];
}

type Code = Failure['code'];

/** Status by code; what is not listed is 422 for a refusal and 500 for a fault. */
const statuses: Partial<Record<Code, number>> = {
  unknown_customer: 404,
  unknown_promise: 404,
  unknown_event: 404,
  unknown_link: 404,
  unknown_offer: 404,
  link_ended: 410,
  already_exists: 409,
  move_not_allowed: 409,
  not_your_move: 409,
  ambiguous: 409,
  nothing_to_do: 409,
  conflict: 503,
  database_unreachable: 503,
  database_busy: 503,
  query_too_slow: 503,
  outcome_unknown: 503,
  storage_full: 507,
};

/** What a server answers to too much, whatever was asked. */
const excesses: Readonly<Record<number, Pick<Problem, 'code' | 'detail' | 'remedy'>>> = {
  413: {
    code: 'too_large',
    detail: 'The body is larger than this server reads at once',
    remedy: 'Send less at once: many events go in several batches, or by `troth import`',
  },
  429: {
    code: 'too_many_requests',
    detail: 'More requests came from this address than this server takes in a minute',
    remedy: 'Go on after the seconds that Retry-After says, and send events in batches',
  },
};

/** Seconds after which a caller may try again when the database was away. */
export const retryAfterSeconds = 2;

/** What a caller is told of an error. Of a bug nothing but a number by which it is found in the log. */
export function problemOf(error: unknown, requestId: string): Problem {
  const failure = failureOf(error);
  const instance = `urn:troth:request:${requestId}`;
  if (failure !== null) {
    const status = statuses[failure.code] ?? (failure.kind === 'refusal' ? 422 : 500);
    return {
      type: `urn:troth:problem:${failure.code}`,
      title: failure.kind === 'refusal' ? 'The request was refused' : 'The request could not be carried out',
      status,
      detail: failure.reason,
      code: failure.code,
      remedy: failure.remedy,
      instance,
      ...(failure.kind === 'refusal' && {
        field: failure.field,
        value: repeatable(failure.value),
        ...(failure.problems.length > 1 && {
          problems: failure.problems.map((each) => ({ ...each, value: repeatable(each.value) })),
        }),
      }),
    };
  }
  const status = statusOf(error);
  const excess = excesses[status];
  if (excess !== undefined) return plainProblem(requestId, { status, ...excess });
  const isOurs = status >= 500;
  return {
    type: 'about:blank',
    title: isOurs ? 'Something went wrong here' : 'The request cannot be read',
    status,
    detail: isOurs ? `This is a fault of the program; its log names it ${requestId}` : messageOf(error),
    code: isOurs ? 'internal' : 'bad_request',
    remedy: isOurs ? 'Try again; if it stays, report it with this number' : 'Correct the request and send it again',
    instance,
  };
}

/** Levels of a refused value that are repeated in the answer. */
const valueDepthMax = 20;

/** A value as it can be sent back. One that is nested without end could not even be written as JSON. */
function repeatable(value: unknown): unknown {
  return isNestedWithin(valueDepthMax, value) ? value : '(nested too deeply to repeat)';
}

function isNestedWithin(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isNestedWithin(depth - 1, inner));
}

/** A problem found before any operation was asked. */
export function plainProblem(
  requestId: string,
  problem: Pick<Problem, 'status' | 'code' | 'detail' | 'remedy' | 'field' | 'value'>,
): Problem {
  return {
    type: `urn:troth:problem:${problem.code}`,
    title: 'The request was refused',
    instance: `urn:troth:request:${requestId}`,
    ...problem,
  };
}

function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
