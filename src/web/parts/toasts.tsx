/** Short messages at the edge: what was done, with a way to undo it before it is final, and what was refused. */
import { useSyncExternalStore } from 'react';
import { focusPage } from './focus.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly remedy?: string;
  readonly undo?: () => void;
}

const shownMilliseconds = 6_000;
const undoMilliseconds = 5_000;
const toastsMax = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
const readers = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const reader of readers) reader();
}

function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Says something. A message with a remedy stays until it is read. */
export function say(text: string, more: Omit<Toast, 'id' | 'text'> = {}): number {
  lastId += 1;
  const id = lastId;
  change([...toasts.slice(-toastsMax + 1), { id, text, ...more }]);
  if (more.remedy === undefined) setTimeout(() => dismiss(id), shownMilliseconds);
  return id;
}

/**
 * Does something in a moment, unless the reader takes it back: an event that is recorded stays recorded, so the time to
 * undo lies before it.
 */
export function sayThenDo(text: string, act: () => void, takeBack: () => void): void {
  let isSettled = false;
  const settle = (then: () => void) => () => {
    if (isSettled) return;
    isSettled = true;
    clearTimeout(timer);
    removeEventListener('pagehide', now);
    // From here on it cannot be taken back in this way any more.
    dismiss(id);
    then();
  };
  const now = settle(act);
  const timer = setTimeout(now, undoMilliseconds);
  addEventListener('pagehide', now);
  const id = say(text, { undo: settle(takeBack) });
}

/** Takes back what the last message says, where it can be. Returns whether there was one. */
export function undoLast(): boolean {
  const last = toasts.findLast(({ undo }) => undo !== undefined);
  if (last === undefined) return false;
  dismiss(last.id);
  last.undo?.();
  return true;
}

/** The messages, where the shell puts them. The keyboard does not end in one that goes away. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, remedy, undo }) => (
        <div key={id} className={remedy === undefined ? 'toast' : 'toast wrong'}>
          <span>
            {text}
            {remedy !== undefined && <small>{remedy}</small>}
          </span>
          {undo !== undefined && (
            <button
              type="button"
              aria-keyshortcuts="z"
              onClick={() => {
                focusPage();
                dismiss(id);
                undo();
              }}
            >
              Undo
            </button>
          )}
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => {
              focusPage();
              dismiss(id);
            }}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
