/** `troth serve`: the HTTP server with its jobs. */
import { fileURLToPath } from 'node:url';
import { isLoopback } from '../http/guard.ts';
import { openIntake } from '../ingest/intake.ts';
import { startJobs } from '../jobs/jobs.ts';
import type { OtherCommand } from '../cli/program.ts';
import { isEmpty, loadDemo } from './demo.ts';
import { openPlace, type Place } from './open.ts';

const portDefault = '4747';
/** Longest wait for requests in flight when the server stops. */
const closeMillisecondsMax = 2_000;

/** The command, for a place that the command line's options choose. */
export function serveCommand(version: string, placeOf: (data: string) => Place): OtherCommand {
  return {
    usage: 'serve',
    summary: 'Serve pages and API on this machine',
    options: [
      { flags: '--port <port>', description: 'port to listen on', fallback: process.env['PORT'] ?? portDefault },
      { flags: '--host <host>', description: 'address to listen on', fallback: '127.0.0.1' },
      {
        flags: '--api-token <token>',
        description: 'token that callers must send; needed beyond this machine (or TROTH_TOKEN)',
      },
      { flags: '--demo', description: 'load the demo company where the data is empty' },
    ],
    run: async (_, options, globals) => {
      const host = String(options['host']);
      const port = Number(options['port']);
      const token = (options['apiToken'] as string | undefined) ?? process.env['TROTH_TOKEN'];
      if (!Number.isInteger(port) || port < 0 || port > 65_535) {
        process.stderr.write(`✗ ${String(options['port'])} is no port\n  → Give a number from 0 to 65535\n`);
        return 2;
      }
      if (!isLoopback(host) && (token === undefined || token.length < 16)) {
        process.stderr.write(
          `✗ Without sign-in the server listens on this machine only, not on ${host}\n  → Give a token of at least 16 characters with --api-token, and put TLS in front\n`,
        );
        return 2;
      }
      return serve(version, placeOf(globals.data), { host, port, token, demo: options['demo'] === true });
    },
  };
}

interface Listening {
  readonly host: string;
  readonly port: number;
  readonly token: string | undefined;
  readonly demo: boolean;
}

async function serve(version: string, place: Place, { host, port, token, demo }: Listening): Promise<number> {
  process.stdout.write('Opening the ledger …\n');
  // Loaded here: no other command needs a server.
  const [{ createServer }, { readWebFiles }] = await Promise.all([
    import('../http/server.ts'),
    import('../http/web.ts'),
  ]);
  const opened = await openPlace(place, 'api');
  const intake = openIntake();
  const context = { ...opened.context, actor: token === undefined ? 'api:local' : 'api:token', intake };
  process.stdout.write(`${opened.description}\n`);
  if (demo && (await isEmpty(context))) {
    await loadDemo(context, (facts, total) => {
      process.stdout.write(`\rLoading the demo company … ${Math.floor((facts / total) * 100)} %`);
    });
    process.stdout.write('\n');
  }
  // Compiled or not, this file lies two folders below the program's own.
  const web = readWebFiles(fileURLToPath(new URL('../../dist/web', import.meta.url)));
  const server = await createServer({ context, guard: { hosts: [host], token }, version, web, log: true });
  const stopJobs = startJobs(context, (job, error) => process.stderr.write(`job ${job}: ${String(error)}\n`));
  try {
    await server.listen({ host, port });
  } catch (error) {
    await stopJobs();
    await opened.close();
    if ((error as { code?: unknown }).code !== 'EADDRINUSE') throw error;
    process.stderr.write(`✗ Port ${port} is in use\n  → Stop the other program, or take another port with --port\n`);
    return 5;
  }
  const address = server.addresses().find((one) => typeof one === 'object');
  const shownHost = isLoopback(host) ? 'localhost' : host;
  process.stdout.write(`Troth is at http://${shownHost}:${address?.port ?? port}\n`);
  await stopSignal();
  const late = setTimeout(breakOff, closeMillisecondsMax);
  await server.close();
  await intake.close();
  await stopJobs();
  await opened.close();
  clearTimeout(late);
  return 0;
}

/** As a crash would, which harms nothing: what was not acknowledged is undone, and may be sent again. */
function breakOff(): never {
  process.stderr.write(
    'Requests that took too long were broken off; sent again with the same idempotency key, they are stored once.\n',
  );
  process.exit(0);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
