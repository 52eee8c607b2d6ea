/** Serves the contract over HTTP. Knows no nouns: routes, checks and pages all come from the contract. */
import { randomBytes } from 'node:crypto';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { plainDocument } from '../api/plain-document.ts';
import { renderCsv } from '../documents/to-csv.ts';
import { formTarget, renderHtml } from '../documents/to-html.ts';
import { renderText } from '../documents/to-text.ts';
import { ask, endpoints, type Named } from '../operations/ask.ts';
import type { Context } from '../operations/context.ts';
import { allRowsRoutes } from './all-rows.ts';
import { exportRoutes } from './exports.ts';
import { type Guard, objection } from './guard.ts';
import { acceptForms, answerForm, isForm, openDoor, problemPage, wantsPage } from './open-door.ts';
import { openApi } from './openapi.ts';
import { plainProblem, problemOf, retryAfterSeconds } from './problem.ts';
import { liveRoute } from './live.ts';
import { uploadRoute } from './uploads.ts';
import { fieldsOf, formatOf, formats } from './requests.ts';
import { type WebFiles, webRoutes } from './web.ts';

export interface ServerOptions {
  readonly context: Context;
  readonly guard: Guard;
  readonly version: string;
  /** The web application; left out, a browser gets the documents of the contract. */
  readonly web?: WebFiles | undefined;
  readonly log?: boolean;
  /** How long a client may take to send; left out, the usual. */
  readonly patience?: Patience;
}

/** Milliseconds for a request's headers, for all of it, and between two looks at who is late. */
export interface Patience {
  readonly headers: number;
  readonly request: number;
  readonly looks: number;
}

const bodyBytesMax = 4 * 1024 * 1024;
const requestsPerMinuteMax = 3_000;
const usualPatience: Patience = { headers: 10_000, request: 60_000, looks: 5_000 };
const textWidth = 110;

/** Builds the server; it listens when its caller says so. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const patience = options.patience ?? usualPatience;
  const server = fastify({
    logger: options.log === true ? { level: 'warn' } : false,
    bodyLimit: bodyBytesMax,
    requestTimeout: patience.request,
    http: { headersTimeout: patience.headers, connectionsCheckingInterval: patience.looks },
    keepAliveTimeout: 2_000,
    genReqId: () => randomBytes(8).toString('hex'),
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply: FastifyReply) => {
      const problem = problemOf(error, request.id);
      void reply.code(problem.status).type('application/problem+json').send(problem);
    },
  });
  await server.register(helmet, { contentSecurityPolicy: false });
  await server.register(rateLimit, { max: requestsPerMinuteMax, timeWindow: '1 minute' });
  await server.register(compress);
  closeGracefully(server);
  for (const type of ['application/cloudevents+json', 'application/cloudevents-batch+json']) {
    server.addContentTypeParser(type, { parseAs: 'string' }, server.getDefaultJsonParser('error', 'error'));
  }
  server.addHook('onRequest', async (request, reply) => {
    const guard = request.routeOptions.config.open === true ? { ...options.guard, token: undefined } : options.guard;
    const problem = objection(request, guard);
    if (problem !== null) return reply.code(problem.status).type('application/problem+json').send(problem);
    return undefined;
  });
  acceptForms(server);
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.id);
    if (wantsPage(request)) return reply.code(problem.status).send(problemPage(reply, problem, options.context.now()));
    if (problem.status >= 500 && problem.code === 'internal') server.log.error(error);
    if (problem.status === 503) void reply.header('retry-after', String(retryAfterSeconds));
    return reply.code(problem.status).type('application/problem+json').send(problem);
  });
  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send(
        plainProblem(request.id, {
          status: 404,
          code: 'no_such_path',
          detail: `Nothing answers to ${request.method} ${request.url.split('?')[0]}`,
          remedy: 'See /openapi.json for what does',
        }),
      ),
  );
  const endpointPaths = endpoints
    .filter(({ endpoint }) => endpoint.method === 'get')
    .map(({ endpoint }) => endpoint.path.replaceAll(/\{\w+\}/g, ':'));
  if (options.web !== undefined) await webRoutes(server, options.web, endpointPaths);
  const door = openDoor(server);
  for (const named of endpoints) route(server, options, named, door);
  server.get('/', (_, reply) => reply.redirect(options.web === undefined ? '/audit' : '/today'));
  liveRoute(server, options.context);
  server.get('/openapi.json', () => openApi(endpoints, options.version));
  server.get('/healthz', async () => {
    await options.context.database.query('select 1');
    return { status: 'ok', version: options.version };
  });
  exportRoutes(server, options.context);
  allRowsRoutes(server, options.context);
  if (options.context.intake !== undefined) await uploadRoute(server, options.context);
  return server;
}

function route(server: FastifyInstance, options: ServerOptions, named: Named, door: ReturnType<typeof openDoor>): void {
  const { endpoint } = named;
  server.route({
    method: endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
    ...(endpoint.open === true && door),
    handler: async (request, reply) => {
      if (isForm(request)) return answerForm(request, reply, named, options.context);
      const answer = await ask(options.context, named, fieldsOf(request, endpoint));
      if (endpoint.method === 'post') return answer;
      void reply.header('vary', 'Accept');
      return shown(options, request, reply, named, answer);
    },
  });
}

/** An answer in the format that was asked for: the fields themselves, or the document they make. */
function shown(
  options: ServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  named: Named,
  answer: unknown,
): unknown {
  const format = formatOf(request);
  if (format === 'json') return answer;
  if (format === null) {
    const problem = plainProblem(request.id, {
      status: 422,
      code: 'invalid',
      detail: 'format is not one that this server knows',
      remedy: `Ask for one of ${formats.join(', ')}`,
      field: 'format',
      value: (request.query as { format?: unknown }).format ?? null,
    });
    return reply.code(problem.status).type('application/problem+json').send(problem);
  }
  const document = (named.endpoint.document ?? plainDocument(named.endpoint.summary))(answer);
  switch (format) {
    case 'text':
      return reply.type('text/plain; charset=utf-8').send(renderText(document, { width: textWidth, color: false }));
    case 'csv':
      return reply.type('text/csv; charset=utf-8').send(renderCsv(document));
    case 'html': {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .header(
          'content-security-policy',
          `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action ${formTarget(document)}; frame-ancestors 'none'`,
        )
        .type('text/html; charset=utf-8')
        .send(
          renderHtml(document, {
            nonce,
            generatedAt: options.context.now(),
            navigation: named.endpoint.open === true ? [] : navigation(request.url),
          }),
        );
    }
  }
}

/** Lists that stand on their own: every page links to them. */
function navigation(url: string) {
  const path = url.split('?')[0];
  return endpoints
    .filter(
      ({ endpoint }) =>
        endpoint.method === 'get' && endpoint.document !== undefined && endpoint.input.safeParse({}).success,
    )
    .map(({ endpoint }) => ({
      label: endpoint.path.slice(1).replace(/^./, (letter) => letter.toUpperCase()),
      href: endpoint.path,
      current: endpoint.path === path,
    }));
}

/** Requests in flight are finished; connections kept alive are told to close. */
function closeGracefully(server: FastifyInstance): void {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.addHook('onSend', async (_, reply) => {
    if (closing) void reply.header('connection', 'close');
  });
}
