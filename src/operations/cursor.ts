/** Cursors: where a page ended, as text that callers hand back unread. */
import { Refused } from './refused.ts';

/** Writes the place where a page ended. */
export function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor of so many parts; null where there is none. Refuses what this program did not write. */
export function readCursor(cursor: string | undefined, parts: number): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === parts && place.every((part) => typeof part === 'string')) return place;
  } catch {
    // Falls through to the refusal: what cannot be read was not written here.
  }
  throw new Refused({
    code: 'invalid',
    reason: 'cursor is not one that this program gave out',
    remedy: 'Hand back the `next` of the page before unchanged, or leave it out to begin again',
    field: 'cursor',
    value: cursor,
  });
}
