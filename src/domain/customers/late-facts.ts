/** Which facts we learnt late: when what happened after them was known already. */
import type { LedgerEvent } from '../catalogue.ts';
import type { EventId } from '../ids.ts';
import { daysBetween, type Instant } from '../instants.ts';

/** A fact counts as late when something that happened more than these days after it was known before. */
const lateFactDays = 1;

/**
 * When we learnt of the facts that came late, by event. An import tells old facts too, but in their order: they are not
 * late. `events` stand in record order.
 */
export function learnedLate(events: readonly LedgerEvent[]): ReadonlyMap<EventId, Instant> {
  const late = new Map<EventId, Instant>();
  let recordedAt: Instant | null = null;
  // The latest time that something recorded before this recording was true.
  let knownUntil: Instant | null = null;
  let latest: Instant | null = null;
  for (const event of events) {
    if (event.recordedAt !== recordedAt) {
      recordedAt = event.recordedAt;
      knownUntil = latest;
    }
    if (knownUntil !== null && daysBetween(event.occurredAt, knownUntil) > lateFactDays) {
      late.set(event.eventId, event.recordedAt);
    }
    if (latest === null || event.occurredAt > latest) latest = event.occurredAt;
  }
  return late;
}
