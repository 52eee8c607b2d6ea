/** The typed client: an endpoint of the contract and its input make a request; the answer has the contract's type. */
import type { Endpoint, OutputOf, RequestOf } from '../api/endpoint.ts';

/** What the server refused or could not do: which field, which value, and what to do about it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly field: string | null;
  readonly value: unknown;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body['detail'] === 'string' ? body['detail'] : `The server answered ${status}`);
    this.status = status;
    this.code = typeof body['code'] === 'string' ? body['code'] : 'unknown';
    this.remedy = typeof body['remedy'] === 'string' ? body['remedy'] : 'Try again in a moment';
    this.field = typeof body['field'] === 'string' ? body['field'] : null;
    this.value = body['value'];
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Where the server is; left out in a browser, which is on its page. */
  readonly base?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Calls an endpoint. Throws a `Problem` where the server says no, or does not answer at all. */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: RequestOf<E>,
  { signal, base = '' }: CallOptions = {},
): Promise<OutputOf<E>> {
  const { address, rest } = addressOf(endpoint, input);
  const isRead = endpoint.method === 'get';
  const { idempotencyKey, ...body } = rest;
  const response = await answered(`${base}${address}${isRead ? queryOf(rest) : ''}`, {
    method: endpoint.method.toUpperCase(),
    ...(signal !== undefined && { signal }),
    headers: {
      accept: 'application/json',
      ...(!isRead && { 'content-type': 'application/json' }),
      ...(isKeyed(endpoint) && { 'idempotency-key': String(idempotencyKey ?? crypto.randomUUID()) }),
    },
    ...(!isRead && { body: JSON.stringify(body) }),
  });
  const content: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, content as Fields);
  return content as OutputOf<E>;
}

/** Whether sending it twice has to be told apart from asking for it twice. */
function isKeyed({ input }: Endpoint): boolean {
  return Object.hasOwn(input.shape, 'idempotencyKey');
}

/** The address of a read in another format, for a download or the plain page. */
export function addressIn<E extends Endpoint>(
  endpoint: E,
  input: RequestOf<E>,
  format: 'csv' | 'html' | 'text',
): string {
  const { address, rest } = addressOf(endpoint, input);
  return `${address}${queryOf({ ...rest, format })}`;
}

/** The address of a whole list as one file of CSV. */
export function addressOfAll<E extends Endpoint>(endpoint: E, input: RequestOf<E>): string {
  const { address, rest } = addressOf(endpoint, input);
  return `${address}.csv${queryOf(rest)}`;
}

/** The address of something that is no endpoint of the contract, for the same fields as one. */
export function addressBeside<E extends Endpoint>(path: string, input: RequestOf<E>): string {
  return `${path}${queryOf(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)))}`;
}

async function answered(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Problem(0, {
      code: 'unreachable',
      detail: 'The server does not answer',
      remedy: 'See whether it is running and you are online; what you wrote is still here',
    });
  }
}

/** Fields of the path go into it; what is left is query or body. Empty fields are left out. */
function addressOf(endpoint: Endpoint, input: Fields): { readonly address: string; readonly rest: Fields } {
  const rest = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== ''));
  const address = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { address, rest };
}

function queryOf(fields: Fields): string {
  const query = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  return query.size === 0 ? '' : `?${query}`;
}
