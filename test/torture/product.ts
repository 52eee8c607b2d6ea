/** The product as processes that can be killed: a server under load, and an import. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Where the data is: a folder, and a server's address where it is not embedded. */
export interface Data {
  readonly folder: string;
  readonly url: string;
}

const program = fileURLToPath(new URL('../../bin/troth.mjs', import.meta.url));

/** Starts a command of the product on this data. */
export function start(data: Data, words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, '--data', data.folder, ...words], {
    env: { ...process.env, DATABASE_URL: data.url, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end; throws with what it said where it fails. */
export async function run(data: Data, words: readonly string[]): Promise<string> {
  const child = start(data, words);
  const said = listen(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`troth ${words.join(' ')} ended with ${code}: ${said.all()}`);
  return said.all();
}

export interface RunningServer {
  readonly address: string;
  readonly child: ChildProcess;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop; returns its exit code and the milliseconds that it took. */
  stop(): Promise<{ readonly code: number | null; readonly milliseconds: number }>;
}

/** Starts a server on a free port and waits until it says where it is. */
export async function serve(data: Data): Promise<RunningServer> {
  const child = start(data, ['serve', '--port', '0']);
  const said = listen(child);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const address = await Promise.race([
    said.find(/Troth is at (http:\S+)/),
    ended.then(() => Promise.reject(new Error(`The server ended: ${said.all()}`))),
  ]);
  return {
    address,
    child,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      const started = performance.now();
      child.kill('SIGTERM');
      const [code] = await ended;
      return { code, milliseconds: performance.now() - started };
    },
  };
}

interface Said {
  readonly all: () => string;
  /** The first group of a pattern, once it was said. */
  readonly find: (pattern: RegExp) => Promise<string>;
}

function listen(child: ChildProcess): Said {
  let text = '';
  let look = (): void => undefined;
  const hear = (piece: Buffer): void => {
    text += piece.toString();
    look();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return {
    all: () => text,
    find: (pattern) =>
      new Promise((resolve) => {
        look = () => {
          const found = pattern.exec(text)?.[1];
          if (found !== undefined) resolve(found);
        };
        look();
      }),
  };
}
