/** Words of strangers made safe to print: nothing in them may command a terminal or turn the words around them. */

/**
 * Text without control characters (an escape sequence can rewrite a terminal) and without directional overrides and
 * isolates (they can make a line read backwards). Line breaks and tabs become spaces.
 */
export function printable(text: string): string {
  return text.replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
}
