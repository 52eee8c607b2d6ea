/** The only two doors through which words and addresses get into HTML. */
import { printable } from './printable.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/**
 * An address that may be linked to: a path (`/…`), an anchor (`#…`) or `https://…`. Nothing for all else: other schemes
 * can run script, `//host` and `/\host` leave the site in the guise of a path, and browsers skip control characters.
 */
export function safeHref(href: string): string | undefined {
  if (/[\s\p{Cc}\\]/u.test(href)) return undefined;
  return /^(?:\/(?!\/)|#|https:\/\/[^/])/i.test(href) ? href : undefined;
}
