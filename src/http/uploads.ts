/** Takes in files that are dropped together, as a browser sends them. */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../operations/context.ts';
import { type Handed, storeUpload, uploadBytesMax, uploadFilesMax } from '../operations/uploads.ts';
import { plainProblem } from './problem.ts';

/** Adds `POST /uploads`. */
export async function uploadRoute(server: FastifyInstance, context: Context): Promise<void> {
  await server.register(multipart, {
    limits: { files: uploadFilesMax + 1, fileSize: uploadBytesMax + 1, fields: 0, headerPairs: 20 },
    throwFileSizeLimit: false,
  });
  server.post('/uploads', async (request, reply) => {
    // A form of a page without an origin could send this without asking the browser first.
    if (request.headers.origin === 'null' || !request.isMultipart()) {
      const problem = plainProblem(request.id, {
        status: 415,
        code: 'invalid',
        detail: 'Files come as multipart/form-data from our own pages or from a program',
        remedy: 'Send each file as a part with its file name: curl -F file=@promises.csv …/uploads',
      });
      return reply.code(problem.status).type('application/problem+json').send(problem);
    }
    return storeUpload(context, handedIn(request));
  });
}

async function* handedIn(request: FastifyRequest): AsyncGenerator<Handed, void, undefined> {
  for await (const part of request.files()) yield { name: part.filename, content: part.file };
}
