/** The full export: every event as JSON lines, every table as Parquet, an audit with its proof. Streams; nothing is held in memory. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../operations/context.ts';
import { exportedTables, exportJsonLines, exportParquet } from '../operations/export.ts';
import type { Sent } from '../operations/ask.ts';
import { proofBundle } from '../operations/proof-bundle.ts';
import { plainProblem } from './problem.ts';

/** Adds `/export.jsonl`, `/export/<table>.parquet` and `/audit/proof.zip`. */
export function exportRoutes(server: FastifyInstance, context: Context): void {
  server.get('/export.jsonl', (_, reply) =>
    reply
      .type('application/jsonl; charset=utf-8')
      .header('content-disposition', 'attachment; filename="troth-export.jsonl"')
      .send(Readable.from(exportJsonLines(context))),
  );
  server.get('/audit/proof.zip', async (request, reply) =>
    reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="troth-proof.zip"')
      .send(await proofBundle(context, request.query as Sent)),
  );
  server.get('/export/:file', async (request, reply) => {
    const { file } = request.params as { readonly file: string };
    const table = exportedTables.find((known) => `${known}.parquet` === file);
    if (table === undefined) {
      const problem = plainProblem(request.id, {
        status: 404,
        code: 'no_such_path',
        detail: `There is no export ${file}`,
        remedy: `Ask for one of ${exportedTables.map((known) => `${known}.parquet`).join(', ')}`,
      });
      return reply.code(problem.status).type('application/problem+json').send(problem);
    }
    const folder = await mkdtemp(join(tmpdir(), 'troth-export-'));
    await exportParquet(context, folder, [table]);
    const stream = createReadStream(join(folder, file));
    stream.once('close', () => void rm(folder, { recursive: true, force: true }));
    return reply
      .type('application/vnd.apache.parquet')
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(stream);
  });
}
