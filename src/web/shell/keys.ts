/** The keyboard: `g` and a letter goes to a page, `/` and Ctrl+K search, `c` captures, `j` and `k` walk rows, `m` moves, `z` takes back, `?` shows all. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { pages } from '../pages.ts';
import { focusPage } from '../parts/focus.ts';
import { undoLast } from '../parts/toasts.tsx';

/** What of the shell is open. */
export type Asked = 'palette' | 'shortcuts' | 'take back' | null;

const goMilliseconds = 1_200;

export function useKeys(ask: (asked: Asked) => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        ask('palette');
        return;
      }
      if (event.key === 'Escape' && isTyping(event.target) && !isInDialog(event.target)) focusPage();
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (performance.now() < goUntil) {
        const page = pages.find(({ key }) => key === event.key);
        goUntil = 0;
        if (page !== undefined) void navigate({ to: page.path });
        return;
      }
      const act = actions(ask, () => void navigate({ to: '/today', search: { capture: '1' } }))[event.key];
      if (event.key === 'g') goUntil = performance.now() + goMilliseconds;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [ask, navigate]);
}

function actions(ask: (asked: Asked) => void, goToCapture: () => void): Readonly<Record<string, () => void>> {
  return {
    '/': () => ask('palette'),
    '?': () => ask('shortcuts'),
    c: () => {
      const line = document.querySelector<HTMLInputElement>('#capture');
      if (line === null) goToCapture();
      else line.focus();
    },
    j: () => walk(1),
    k: () => walk(-1),
    m: toMoves,
    z: () => {
      if (!undoLast()) ask('take back');
    },
  };
}

/** Goes to the moves that can be made: of the row it stands in, of the rows that are chosen, or of the page's promise. */
function toMoves(): void {
  const row = document.activeElement?.closest('li');
  const moves = row?.querySelector('.actions') ?? document.querySelector('.bulk, .moves');
  moves?.querySelector<HTMLElement>('button, a')?.focus();
}

/** Moves to the next or previous thing of a list that opens. */
function walk(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
  const active = rows.findIndex((row) => row.contains(document.activeElement) || row === document.activeElement);
  const row = rows[active < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, active + by))];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'file'].includes(target.type)) &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('dialog') !== null)
  );
}
