/** Long sums beside the server: each runs in a thread of its own, so that requests are answered meanwhile. */
import { Worker } from 'node:worker_threads';
import type { Task, Tasks } from './value-worker.ts';

// Run from the sources, a thread has to learn how to read them; the compiled program needs no learning.
const isSource = import.meta.url.endsWith('.ts');
const reader = new URL('../../scripts/source-thread.mjs', import.meta.url);
const task = new URL(isSource ? './value-worker.ts' : './value-worker.js', import.meta.url);

let last: Promise<unknown> = Promise.resolve();

/** The answer of a task. One at a time: what is asked meanwhile waits for its turn, so that a core stays for requests. */
export function inWorker<Name extends keyof Tasks>(
  name: Name,
  input: Parameters<Tasks[Name]>[0],
): Promise<ReturnType<Tasks[Name]>> {
  const mine = last.then(() => run<ReturnType<Tasks[Name]>>({ name, input }));
  last = mine.catch(() => undefined);
  return mine;
}

function run<Result>(workerData: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = isSource ? new Worker(reader, { workerData, argv: [task.href] }) : new Worker(task, { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(`The thread for ${workerData.name} ended without an answer`)));
  });
}
