/** What a command works on: a database of its own, or a server that has it open. */
import type { Endpoint } from '../api/endpoint.ts';
import type { Named } from '../operations/ask.ts';
import { ask } from '../operations/ask.ts';
import type { Context } from '../operations/context.ts';

export interface Globals {
  readonly data: string;
  readonly format: OutputFormat;
  readonly server?: string;
  readonly token?: string;
}

export const outputFormats = ['text', 'json', 'csv', 'html'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** Asks an endpoint, wherever it is. */
export type Ask = (named: Named, sent: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Asks in this process. */
export function askHere(context: Context): Ask {
  return (named, sent) => ask(context, named, sent);
}

/** A server said no: its problem, as it put it. */
export class ServerProblem extends Error {
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: Readonly<Record<string, unknown>>) {
    super(String(problem['detail'] ?? 'The server refused the request'));
    this.name = 'ServerProblem';
    this.problem = problem;
  }
}

const requestMillisecondsMax = 120_000;

/** Asks a server that has the data open. Throws `ServerProblem` with what it answers. */
export function askServer(server: string, token: string | undefined): Ask {
  return async ({ endpoint }, sent) => {
    const response = await fetch(new URL(pathOf(endpoint, sent), server), {
      method: endpoint.method.toUpperCase(),
      signal: AbortSignal.timeout(requestMillisecondsMax),
      headers: {
        accept: 'application/json',
        ...(endpoint.method === 'post' && { 'content-type': 'application/json' }),
        ...(typeof sent['idempotencyKey'] === 'string' && { 'idempotency-key': sent['idempotencyKey'] }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(endpoint.method === 'post' && { body: JSON.stringify(bodyOf(endpoint, sent)) }),
    });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (!response.ok) throw new ServerProblem(answer);
    return answer;
  };
}

function inPath(endpoint: Endpoint): ReadonlySet<string> {
  return new Set([...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
}

function pathOf(endpoint: Endpoint, sent: Readonly<Record<string, unknown>>): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(sent[name])));
  if (endpoint.method === 'post') return path;
  const names = inPath(endpoint);
  const query = new URLSearchParams(
    Object.entries(sent)
      .filter(([name, value]) => !names.has(name) && value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}

function bodyOf(endpoint: Endpoint, sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = inPath(endpoint);
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !names.has(name) && name !== 'idempotencyKey'));
}
