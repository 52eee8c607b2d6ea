/** What happens by itself while the server runs. A job calls an operation; it holds no rules. */
import type { Context } from '../operations/context.ts';
import { sweepUploads } from '../operations/uploads.ts';
import { keepCurrent, maintain } from '../operations/upkeep.ts';

export interface Job {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: (context: Context) => Promise<unknown>;
}

export const jobs: readonly Job[] = [
  { name: 'tick', everySeconds: 60, run: keepCurrent },
  { name: 'maintain', everySeconds: 3_600, run: maintain },
  { name: 'sweep uploads', everySeconds: 3_600, run: sweepUploads },
];

/** Runs every job at its interval, one run of each at a time. Returns how to stop; a run under way is waited for. */
export function startJobs(context: Context, onError: (job: string, error: unknown) => void): () => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const timers = jobs.map((job) =>
    setInterval(() => {
      if (running.has(job.name)) return;
      const run = job
        .run(context)
        .then(() => undefined)
        .catch((error: unknown) => onError(job.name, error))
        .finally(() => running.delete(job.name));
      running.set(job.name, run);
    }, job.everySeconds * 1_000).unref(),
  );
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running.values());
  };
}
