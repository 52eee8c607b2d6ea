/** Where the keyboard goes on when what it stood on goes away. */

/** To the page itself: the next Tab is its first control. */
export function focusPage(): void {
  document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
}

/** To the row beside the one that the keyboard stands in, or else to the page. */
export function focusBeside(): void {
  const row = document.activeElement?.closest('li');
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  const link = beside?.querySelector<HTMLElement>('[data-row]');
  if (link == null) focusPage();
  else link.focus();
}

/** To the first button of a place, once what was there is drawn anew, unless the keyboard is somewhere else by then. */
export function focusWithin(place: Element | null): void {
  requestAnimationFrame(() => {
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement?.id !== 'main') return;
    place?.querySelector<HTMLElement>('button')?.focus();
  });
}

/** Watches for the keyboard's place going away, by whatever: then it goes on at the page. Returns how to stop. */
export function keepFocus(): () => void {
  let last: Element | null = null;
  const note = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : null;
  };
  const watch = new MutationObserver(() => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    focusPage();
  });
  addEventListener('focusin', note);
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    removeEventListener('focusin', note);
    watch.disconnect();
  };
}
