/** Answers over the whole ledger that are kept as long as they stay true: until something is recorded, or the clock has gone on. */
import { eventCount } from '../ledger/streams.ts';
import type { Instant } from '../domain/instants.ts';
import type { Database } from '../ledger/database.ts';
import { tick } from '../ledger/rebuild.ts';
import { nextClockMove } from '../ledger/views/customers.ts';
import type { Context } from './context.ts';

interface Kept {
  readonly events: number;
  readonly at: number;
  /** When the clock would next move anybody, as it stood then: from then on it is no answer, whoever made the move. */
  readonly until: Instant | null;
  readonly answer: Promise<unknown>;
}

/** An answer says as of when it is; one that is older than this is worked out again, for silence fades by the hour. */
const millisecondsMax = 60_000;
/** Different questions kept at once; the oldest gives way. */
const answersMax = 50;

const answersOf = new WeakMap<Database, Map<string, Kept>>();

/**
 * The answer to a question about all customers as of now. The same question again, with nothing recorded and no due time
 * passed in between, gets the same answer, also from several callers at once.
 */
export async function keptAnswer<Answer>(
  context: Context,
  question: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { database } = context;
  const now = context.now();
  const answers = answersOf.get(database) ?? new Map<string, Kept>();
  answersOf.set(database, answers);
  if ((await tick(database, now)) > 0) answers.clear();
  const until = await nextClockMove(database);
  const at = Date.parse(now);
  const events = await eventCount(database);
  const known = answers.get(question);
  const isTrue = known !== undefined && known.events === events && (known.until === null || now < known.until);
  if (isTrue && at >= known.at && at - known.at <= millisecondsMax) return known.answer as Promise<Answer>;
  const answer = work();
  answers.delete(question);
  answers.set(question, { events, at, until, answer });
  const [oldest] = answers.keys();
  if (answers.size > answersMax && oldest !== undefined) answers.delete(oldest);
  // One that failed is nobody's answer.
  answer.catch(() => answers.delete(question));
  return answer;
}
