/** What the browser keeps for its reader: choices between visits, and what was done last while the tab is open. Never records. */

const prefix = 'troth.';

/** Between visits, or for as long as the tab is open. */
type Span = 'visits' | 'session';

function storeOf(span: Span): Storage {
  return span === 'visits' ? localStorage : sessionStorage;
}

/** What was kept by that name, or null; also null where the browser keeps nothing. */
export function recall(name: string, span: Span = 'visits'): string | null {
  try {
    return storeOf(span).getItem(prefix + name);
  } catch {
    return null;
  }
}

/** Keeps a text by a name; null forgets it. */
export function remember(name: string, text: string | null, span: Span = 'visits'): void {
  try {
    if (text === null) storeOf(span).removeItem(prefix + name);
    else storeOf(span).setItem(prefix + name, text);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}
