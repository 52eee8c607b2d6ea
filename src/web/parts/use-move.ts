/** Moves promises: shown as moved at once, on every page; taken back before it is sent; later by a correction (`last-move.ts`). */
import { useSyncExternalStore } from 'react';
import type { RequestOf, Written } from '../../api/endpoint.ts';
import type { PromiseView } from '../../api/promise-views.ts';
import { promises } from '../../api/promises.ts';
import { type MoveName, type PromiseStateName, transitionFor } from '../../domain/promises/machine.ts';
import { call, Problem } from '../client.ts';
import { cache, renew } from '../query.ts';
import { noteMove } from './last-move.ts';
import { say, sayThenDo } from './toasts.tsx';

type MoveInput = RequestOf<typeof promises.move>;

/** Moves that are shown as made and not recorded yet, by promise. One for all pages: a move outlives the page it was made on. */
let pending: ReadonlyMap<string, MoveName> = new Map();
const readers = new Set<() => void>();

function change(next: ReadonlyMap<string, MoveName>): void {
  pending = next;
  for (const reader of readers) reader();
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** Moves under way, and the state of a promise as it will be with them. */
export function usePending() {
  const moving = useSyncExternalStore(subscribe, () => pending);
  const stateOf = ({ promiseId, state }: Pick<PromiseView, 'promiseId' | 'state'>): PromiseStateName => {
    const move = moving.get(promiseId);
    return (move === undefined ? undefined : transitionFor(state, move)?.to) ?? state;
  };
  return { pending: moving, stateOf };
}

/** Moves promises in a moment, unless it is taken back. What is refused is shown as it was, with why. */
export function move(inputs: readonly MoveInput[], said: string): void {
  const ids = new Set(inputs.map(({ promiseId }) => promiseId));
  change(new Map([...pending, ...inputs.map(({ promiseId, move: name }) => [promiseId, name] as const)]));
  const back = () => change(new Map([...pending].filter(([id]) => !ids.has(id))));
  const sendAll = async () => {
    try {
      noteMove(said, await send(inputs));
    } finally {
      await renew(cache, null);
      back();
    }
  };
  sayThenDo(said, () => void sendAll(), back);
}

/** One after the other: each is a unit of its own, and a refused one never stops the others. */
async function send(inputs: readonly MoveInput[]): Promise<readonly Written[]> {
  const refused: Problem[] = [];
  const written: Written[] = [];
  for (const input of inputs) {
    try {
      written.push(await call(promises.move, { idempotencyKey: crypto.randomUUID(), ...input }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push(error);
    }
  }
  const [first] = refused;
  if (first === undefined) return written;
  const others = refused.length > 1 ? ` (and ${refused.length - 1} more)` : '';
  say(`Not done: ${first.message}${others}`, { remedy: first.remedy });
  return written;
}
