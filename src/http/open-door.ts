/** The door for people without a token: pages that carry their own proof, forms that work without a script. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderHtml } from '../documents/to-html.ts';
import { ask, type Named } from '../operations/ask.ts';
import type { Context } from '../operations/context.ts';
import type { Problem } from './problem.ts';
import { fieldsOf } from './requests.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route carries its own proof and asks for no token of the server. */
    open?: boolean;
  }
}

const requestsPerMinuteMax = 60;
const formBytesMax = 16_384;
const formType = 'application/x-www-form-urlencoded';

/**
 * How open routes are guarded instead: small bodies, an answer that nobody keeps or passes on, and few requests, counted
 * both for the address they come from and for the proof they bring, from wherever it is used.
 */
export function openDoor(server: FastifyInstance) {
  const countProof = server.createRateLimit({
    max: requestsPerMinuteMax,
    timeWindow: '1 minute',
    keyGenerator: ({ params }) => `proof ${Object.values(params as Record<string, string>).join(' ')}`,
  });
  return {
    config: { open: true, rateLimit: { max: requestsPerMinuteMax, timeWindow: '1 minute', groupId: 'open' } },
    bodyLimit: formBytesMax,
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      void reply
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .header('x-robots-tag', 'noindex, nofollow');
      const count = await countProof(request);
      if (count.isAllowed || !count.isExceeded) return;
      void reply.header('retry-after', String(count.ttlInSeconds));
      throw Object.assign(new Error('Too many requests with one proof'), { statusCode: 429 });
    },
  };
}

/** Lets forms in, on open routes only. */
export function acceptForms(server: FastifyInstance): void {
  server.addContentTypeParser(formType, { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.config.open === true) done(null, Object.fromEntries(new URLSearchParams(String(body))));
    else done(Object.assign(new Error('Forms are not read here'), { statusCode: 415 }));
  });
}

/** Whether a request is a form that was sent from a page. */
export function isForm(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith(formType) === true;
}

/** Carries out what a form says and leads back to the page that it came from. */
export async function answerForm(
  request: FastifyRequest,
  reply: FastifyReply,
  named: Named,
  context: Context,
): Promise<FastifyReply> {
  const { send: _, ...fields } = fieldsOf(request, named.endpoint);
  await ask(context, named, fields);
  return reply.redirect(request.url.replace(/\/[^/]*$/, ''), 303);
}

/** Whether a person with a browser stands at an open door. */
export function wantsPage(request: FastifyRequest): boolean {
  return request.routeOptions.config.open === true && request.headers.accept?.includes('text/html') === true;
}

/** What went wrong, as a calm page that says what to do. */
export function problemPage(reply: FastifyReply, problem: Problem, now: string): string {
  const nonce = randomBytes(16).toString('base64');
  void reply
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    .type('text/html; charset=utf-8');
  const { title, remedy } =
    problem.status === 429
      ? { title: 'This page was asked for too often', remedy: 'Wait a minute, then open it again' }
      : { title: problem.detail, remedy: problem.remedy };
  return renderHtml(
    { title, blocks: [{ kind: 'paragraph', tone: 'lead', text: `${remedy}.` }] },
    { nonce, generatedAt: now },
  );
}
