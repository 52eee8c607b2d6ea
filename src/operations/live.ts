/** Tells of customers whose rows changed: at once what this process does, every few seconds what the clock moved and what others recorded. */
import { onChange } from '../ledger/changes.ts';
import type { Instant } from '../domain/instants.ts';
import { recentlyRecorded } from '../ledger/recently-recorded.ts';
import { tick } from '../ledger/rebuild.ts';
import { type ClockMove, movedSoon } from '../ledger/views/customers.ts';
import type { Context } from './context.ts';

const pollMilliseconds = 3_000;
/** Another process may store what it recorded this much earlier. */
const overlapMilliseconds = 5_000;
/** Clock moves are looked for so far ahead: of those that another process makes first nothing is to be seen afterwards. */
const aheadMilliseconds = 15_000;

type Tell = (customerIds: readonly string[]) => void;

/** Calls back with changed customers until it is stopped. Several sessions share what is asked of the database. */
export function watch(context: Context, tell: Tell): () => void {
  const stop = onChange(context.database, tell);
  const polls = [
    clockPoll(context, tell),
    ...(context.database.engine === 'embedded' ? [] : [eventPoll(context, tell)]),
  ];
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    // A database that is away is told of elsewhere; the next question finds what was missed.
    void Promise.all(polls.map((poll) => poll().catch(() => undefined))).finally(() => {
      asking = false;
    });
  }, pollMilliseconds).unref();
  return () => {
    clearInterval(timer);
    stop();
  };
}

/** Brings up to date whom the clock has moved, which tells of them; and tells of those that another process was first with. */
function clockPoll(context: Context, tell: Tell): () => Promise<void> {
  let ahead: readonly ClockMove[] = [];
  return async () => {
    const now = context.now();
    const before = ahead;
    ahead = await movedSoon(context.database, now, later(now, aheadMilliseconds));
    await tick(context.database, now);
    const passed = before.filter(({ at }) => at <= now);
    if (passed.length > 0) tell(passed.map(({ customerId }) => customerId));
  };
}

/** Tells of what was recorded since the last time, by whichever process. */
function eventPoll(context: Context, tell: Tell): () => Promise<void> {
  let from = context.now();
  let seen = new Set<string>();
  return async () => {
    const rows = await recentlyRecorded(context.database, later(from, -overlapMilliseconds));
    const fresh = rows.filter(({ customerId, at }) => !seen.has(`${customerId} ${at}`));
    seen = new Set(rows.map(({ customerId, at }) => `${customerId} ${at}`));
    from = rows[0]?.at ?? from;
    if (fresh.length > 0) tell(fresh.map(({ customerId }) => customerId));
  };
}

function later(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
