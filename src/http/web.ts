/** The web application on the port of the API: a browser that goes to a page gets the application, everybody else the answer. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The application as it was built. */
export interface WebFiles {
  readonly folder: string;
  readonly shell: string;
  /** Paths of pages; a part that begins with `$` stands for any. */
  readonly pages: readonly string[];
}

/**
 * Scripts come from here alone, and none from within a page. Styles may stand in the page: the parts that the pages are
 * made of write their measures there, and a style can neither read nor send.
 */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The application in a folder, or undefined where none was built: then the pages are the documents of the contract. */
export function readWebFiles(folder: string): WebFiles | undefined {
  if (!existsSync(join(folder, 'pages.json'))) return undefined;
  return {
    folder,
    shell: readFileSync(join(folder, 'index.html'), 'utf8'),
    pages: JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')) as readonly string[],
  };
}

/** Adds the application's files, and answers navigations to its pages before the endpoints see them. */
export async function webRoutes(server: FastifyInstance, web: WebFiles, endpointPaths: readonly string[]) {
  await server.register(fastifyStatic, {
    root: join(web.folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  const isPage = matcher(web.pages);
  server.addHook('onRequest', async (request, reply) => {
    if (isNavigation(request) && isPage(pathOf(request))) return sendShell(reply, web);
    return undefined;
  });
  const known = new Set(endpointPaths);
  for (const page of web.pages) {
    const url = page.replaceAll('$', ':');
    // A page that is no endpoint still needs a route, or the hook above would never be asked.
    if (!known.has(url.replaceAll(/:\w+/g, ':'))) server.get(url, (_, reply) => sendShell(reply, web));
  }
}

function sendShell(reply: FastifyReply, web: WebFiles): FastifyReply {
  return reply
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'no-cache')
    .header('vary', 'Accept')
    .type('text/html; charset=utf-8')
    .send(web.shell);
}

/** A browser that goes somewhere, rather than a program that asks, or a person who wants the plain document. */
function isNavigation(request: FastifyRequest): boolean {
  return (
    request.method === 'GET' &&
    (request.headers.accept ?? '').includes('text/html') &&
    (request.query as { format?: unknown }).format === undefined
  );
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}

function matcher(pages: readonly string[]): (path: string) => boolean {
  const patterns = pages.map((page) => new RegExp(`^${page.replaceAll(/\$\w+/g, '[^/]+')}/?$`));
  return (path) => patterns.some((pattern) => pattern.test(path));
}
