/** Who may come in: the right host, the right origin, and a token where the door is open to others. */
import { timingSafeEqual } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { plainProblem, type Problem } from './problem.ts';

export interface Guard {
  /** Host names by which this server may be addressed. */
  readonly hosts: readonly string[];
  readonly token: string | undefined;
}

const loopback = ['127.0.0.1', 'localhost', '[::1]', '::1'];

/** Whether an address to listen on is this machine only. */
export function isLoopback(host: string): boolean {
  return loopback.includes(host);
}

/** What speaks against a request, or null. A page of another site can neither read from nor write to us. */
export function objection(request: FastifyRequest, guard: Guard): Problem | null {
  const host = hostName(request.headers.host ?? '');
  if (!guard.hosts.includes(host) && !loopback.includes(host)) {
    return plainProblem(request.id, {
      status: 421,
      code: 'wrong_host',
      detail: `This server does not answer for the host ${host || '(none)'}`,
      remedy: 'Address it by the name it was started with (--host), or as localhost',
    });
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== 'null' && hostName(origin.replace(/^https?:\/\//, '')) !== host) {
    return plainProblem(request.id, {
      status: 403,
      code: 'wrong_origin',
      detail: `A page of ${origin} may not call this server`,
      remedy: 'Call it from its own pages, or from a program without an Origin header',
    });
  }
  if (guard.token === undefined || hasToken(request, guard.token)) return null;
  return plainProblem(request.id, {
    status: 401,
    code: 'token_missing',
    detail: 'This server asks for a token',
    remedy: 'Send the header Authorization: Bearer <the token it was started with>',
  });
}

function hasToken(request: FastifyRequest, token: string): boolean {
  const given = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':')[0] ?? '');
}
