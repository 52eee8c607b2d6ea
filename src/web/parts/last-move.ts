/** What the reader did last and was recorded: it can be taken back until something else is, also after a reload. */
import { useSyncExternalStore } from 'react';
import type { Written } from '../../api/endpoint.ts';
import { events } from '../../api/events.ts';
import { call, Problem } from '../client.ts';
import { recall, remember } from '../kept.ts';
import { cache, renew } from '../query.ts';
import { say } from './toasts.tsx';

export interface LastMove {
  /** What was done, as it was said when it was. */
  readonly said: string;
  readonly at: string;
  readonly customerIds: readonly string[];
  /** In the order in which they were recorded. */
  readonly eventIds: readonly string[];
}

const place = { name: 'last-move', for: 'session' } as const;
let last: LastMove | null = readLast();
const readers = new Set<() => void>();

function change(next: LastMove | null): void {
  last = next;
  remember(place.name, next === null ? null : JSON.stringify(next), place.for);
  for (const reader of readers) reader();
}

/** Notes what was recorded, in the place of what was done before it. */
export function noteMove(said: string, written: readonly Written[]): LastMove | null {
  const recorded = written.flatMap((one) => one.events);
  if (recorded.length === 0) return null;
  const move = {
    said,
    at: recorded.at(-1)?.recordedAt ?? '',
    customerIds: [...new Set(written.map(({ customerId }) => customerId))],
    eventIds: recorded.map(({ eventId }) => eventId),
  };
  change(move);
  return move;
}

/** What was done last, or null. */
export function useLastMove(): LastMove | null {
  return useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => last,
  );
}

/** Says what was just recorded, with a way to take it back. */
export function sayRecorded(said: string, written: Written): void {
  const move = noteMove(said, [written]);
  say(said, move === null ? {} : { undo: () => void takeBack(move) });
}

/** Takes what was recorded out of the count, the last of it first: a correction, which stays readable beside it. */
export async function takeBack(move: LastMove): Promise<void> {
  try {
    for (const eventId of move.eventIds.toReversed()) {
      await call(events.retract, { eventId, why: 'Taken back by who recorded it' }).catch(unlessTakenBack);
    }
    if (last?.eventIds[0] === move.eventIds[0]) change(null);
    say(`Taken back: ${move.said}. It no longer counts`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`Not taken back: ${error.message}`, { remedy: error.remedy });
  } finally {
    await renew(cache, move.customerIds);
  }
}

/** Of several events that an interruption left half taken back, the others still are to be. */
function unlessTakenBack(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'nothing_to_do')) throw error;
}

function readLast(): LastMove | null {
  try {
    const kept = JSON.parse(recall(place.name, place.for) ?? 'null') as Partial<LastMove> | null;
    return Array.isArray(kept?.eventIds) && Array.isArray(kept.customerIds) ? (kept as LastMove) : null;
  } catch {
    return null;
  }
}
