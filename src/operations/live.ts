/** Tells of customers whose rows changed: at once what this process does, every few seconds what others recorded. */
import { onChange } from '../ledger/changes.ts';
import { recentlyRecorded } from '../ledger/recently-recorded.ts';
import type { Context } from './context.ts';

const pollMilliseconds = 3_000;
/** Another process may store what it recorded this much earlier. */
const overlapMilliseconds = 5_000;

/** Calls back with changed customers until it is stopped. Several sessions share what is asked of the database. */
export function watch(context: Context, tell: (customerIds: readonly string[]) => void): () => void {
  const stop = onChange(context.database, tell);
  if (context.database.engine === 'embedded') return stop;
  let from = context.now();
  let seen = new Set<string>();
  let asking = false;
  const poll = async () => {
    const since = new Date(Date.parse(from) - overlapMilliseconds).toISOString();
    const rows = await recentlyRecorded(context.database, since);
    const fresh = rows.filter(({ customerId, at }) => !seen.has(`${customerId} ${at}`));
    seen = new Set(rows.map(({ customerId, at }) => `${customerId} ${at}`));
    from = rows[0]?.at ?? from;
    if (fresh.length > 0) tell(fresh.map(({ customerId }) => customerId));
  };
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    // A database that is away is told of elsewhere; the next question finds what was missed.
    void poll()
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }, pollMilliseconds).unref();
  return () => {
    clearInterval(timer);
    stop();
  };
}
