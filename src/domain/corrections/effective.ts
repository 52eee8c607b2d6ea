/** Which events of a stream count: those that no correction took out, or that a later one put back. */
import type { LedgerEvent } from '../catalogue.ts';
import type { EventId } from '../ids.ts';

/** Ids of the events that are out of the fold. The last correction of an event decides; corrections stand in record order. */
export function retractedIds(events: readonly LedgerEvent[]): ReadonlySet<EventId> {
  const retracted = new Set<EventId>();
  for (const event of events) {
    if (event.type === 'event.retracted') for (const id of event.data.eventIds) retracted.add(id);
    if (event.type === 'event.restored') for (const id of event.data.eventIds) retracted.delete(id);
  }
  return retracted;
}

interface Ordered {
  readonly occurredAt: string;
  readonly rank: number;
  readonly source: string;
  readonly sourceId: string;
}

/**
 * The order of the fold: when it was true, then what names before what happens, then source and its id. None of these
 * depends on when or in how many pieces the events arrived, so neither does the state.
 */
export function compareInFoldOrder(left: Ordered, right: Ordered): number {
  return (
    compare(left.occurredAt, right.occurredAt) ||
    left.rank - right.rank ||
    compare(left.source, right.source) ||
    compare(left.sourceId, right.sourceId)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
