/** What the browser keeps for its reader between visits: choices, never records. */

const prefix = 'troth.';

/** What was kept by that name, or null; also null where the browser keeps nothing. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

/** Keeps a text by a name; null forgets it. */
export function remember(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, text);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}
