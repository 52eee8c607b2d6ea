/** `/live`: server-sent events with the customers whose rows changed, so that open pages ask again. Carries ids only. */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../operations/context.ts';
import { watch } from '../operations/live.ts';
import { plainProblem } from './problem.ts';

const connectionsMax = 500;
const heartbeatMilliseconds = 20_000;
/** Changes are gathered this long, so that an import does not become a flood. */
const gatherMilliseconds = 300;
/** With more than this, a page asks for everything again. */
const customersMax = 200;
/** A reader that takes nothing for so long is let go; it connects again by itself. */
const waitingBytesMax = 256 * 1024;

/** Adds the route. The database is watched only while somebody listens. */
export function liveRoute(server: FastifyInstance, context: Context): void {
  const readers = new Set<ServerResponse>();
  let changed = new Set<string>();
  let gathering: NodeJS.Timeout | undefined;
  let stopWatching: (() => void) | undefined;

  const send = (text: string) => {
    for (const reader of readers) {
      if (reader.writableLength > waitingBytesMax) reader.destroy();
      else reader.write(text);
    }
  };
  const flush = () => {
    gathering = undefined;
    const customers = changed.size > customersMax ? null : [...changed];
    changed = new Set();
    send(`event: changed\ndata: ${JSON.stringify({ customers })}\n\n`);
  };
  const tell = (customerIds: readonly string[]) => {
    for (const id of customerIds) changed.add(id);
    gathering ??= setTimeout(flush, gatherMilliseconds).unref();
  };
  const heartbeat = setInterval(() => send(': still here\n\n'), heartbeatMilliseconds).unref();
  const leave = (reader: ServerResponse) => {
    readers.delete(reader);
    if (readers.size > 0) return;
    stopWatching?.();
    stopWatching = undefined;
  };

  server.get('/live', { compress: false }, (request, reply) => {
    if (readers.size >= connectionsMax) {
      const problem = plainProblem(request.id, {
        status: 503,
        code: 'too_many_readers',
        detail: `${connectionsMax} pages listen already`,
        remedy: 'Close some, or read the page again when you need it',
      });
      return reply.code(503).type('application/problem+json').send(problem);
    }
    reply.hijack();
    const reader = reply.raw;
    reader.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    reader.write('retry: 3000\n\n');
    readers.add(reader);
    stopWatching ??= watch(context, tell);
    reader.once('close', () => leave(reader));
    return reply;
  });
  server.addHook('preClose', async () => {
    clearInterval(heartbeat);
    clearTimeout(gathering);
    for (const reader of readers) reader.end();
  });
}
