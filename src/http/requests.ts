/** Reads a request as the fields of an endpoint, whatever its encoding. */
import type { FastifyRequest } from 'fastify';
import type { Endpoint } from '../api/endpoint.ts';

/** How an answer may be asked for. */
export const formats = ['json', 'html', 'csv', 'text'] as const;
export type Format = (typeof formats)[number];

/** The fields of a request: path, query or body, and the idempotency key of its header. */
export function fieldsOf(request: FastifyRequest, endpoint: Endpoint): Record<string, unknown> {
  const path = request.params as Record<string, unknown>;
  if (endpoint.method === 'get') {
    const { format: _, ...query } = request.query as Record<string, unknown>;
    return { ...query, ...path };
  }
  const key = request.headers['idempotency-key'];
  const body = endpoint.cloudEvents === true ? { events: cloudEvents(request) } : (request.body ?? {});
  return { ...body, ...path, ...(typeof key === 'string' && { idempotencyKey: key }) };
}

/** The format that a request asks for: by name, or by what it accepts. A browser gets a page. */
export function formatOf(request: FastifyRequest): Format | null {
  const { format } = request.query as { format?: unknown };
  if (format !== undefined) return formats.find((known) => known === format) ?? null;
  const accepted = request.headers.accept ?? '';
  if (accepted.includes('text/html')) return 'html';
  if (accepted.includes('text/csv')) return 'csv';
  return 'json';
}

/** CloudEvents in each of their modes: structured, batch, binary, and our own list of them. */
function cloudEvents(request: FastifyRequest): unknown {
  const { body, headers } = request;
  if (Array.isArray(body)) return body;
  if (headers['ce-id'] !== undefined) {
    const attributes = Object.entries(headers)
      .filter(([name]) => name.startsWith('ce-'))
      .map(([name, value]) => [name.slice(3), value]);
    return [{ ...Object.fromEntries(attributes), data: body }];
  }
  if (typeof body === 'object' && body !== null && 'events' in body) return body.events;
  return [body];
}
