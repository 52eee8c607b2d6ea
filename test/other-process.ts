/** Runs a few lines of TypeScript in another process, for tests of what happens between two of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

export interface OtherProcess {
  readonly pid: number;
  /** Waits for the next line that it prints; fails when it ends before. */
  nextLine(): Promise<string>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** Starts a module given as text; it may import the product's files by the addresses that `addressOf` gives. */
export function startOtherProcess(source: string): OtherProcess {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      const next = waiting.shift();
      if (next) next(line);
      else lines.push(line);
    }
  });
  return {
    pid: child.pid ?? 0,
    async nextLine() {
      const line = lines.shift();
      if (line !== undefined) return line;
      const next = new Promise<string>((resolve) => waiting.push(resolve));
      return await Promise.race([next, ended.then(() => Promise.reject(new Error('The other process has ended')))]);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The address by which another process imports a file of this checkout, such as `src/ledger/database.ts`. */
export function addressOf(file: string): string {
  return pathToFileURL(file).href;
}
