/** The real server as `troth serve` builds it, on a database of the caller's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../../src/http/server.ts';
import { openIntake } from '../../src/ingest/intake.ts';
import type { Database } from '../../src/ledger/queryable.ts';

/** A server that removes its own folder when it closes. */
export async function fuzzedServer(database: Database): Promise<FastifyInstance> {
  let clock = Date.parse('2026-11-21T12:00:00.000Z');
  const folder = mkdtempSync(join(tmpdir(), 'troth-fuzz-'));
  const intake = openIntake();
  const now = (): string => new Date(clock++).toISOString();
  const context = { database, now, actor: 'api:fuzz', source: 'api', folder, intake };
  const server = await createServer({ context, guard: { hosts: ['localhost'], token: undefined }, version: '0.0.0' });
  server.addHook('onClose', async () => {
    await intake.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return server;
}
