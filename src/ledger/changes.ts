/** Who wants to know that customers' rows changed: told once the change is stored, by the writes and clock moves of this process. */
import type { Database } from './queryable.ts';

export type Listener = (customerIds: readonly string[]) => void;

const listeners = new WeakMap<Database, Set<Listener>>();

/** Tells a listener of changed customers from now on. Returns how to stop. */
export function onChange(database: Database, listener: Listener): () => void {
  const known = listeners.get(database) ?? new Set();
  listeners.set(database, known);
  known.add(listener);
  return () => known.delete(listener);
}

/** Says that the rows of these customers are others now. */
export function announce(database: Database, customerIds: readonly string[]): void {
  if (customerIds.length === 0) return;
  for (const listener of listeners.get(database) ?? []) listener(customerIds);
}
