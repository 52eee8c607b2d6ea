/** Cursors: where a page ended, as text that callers hand back unread. */
import * as z from 'zod';
import { Refused } from './refused.ts';

/** A part of a place that is an id: anything that a database can compare with one. */
export const idPart = z.string().regex(/^[^\0]*$/);

/** A part of a place that is a number, as the database writes it. */
export const numberPart = z.string().regex(/^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/);

/** Writes the place where a page ended. */
export function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor of the given parts; null where there is none. Refuses what this program did not write. */
export function readCursor<const Parts extends readonly [z.ZodType<string>, ...z.ZodType<string>[]]>(
  cursor: string | undefined,
  parts: Parts,
): z.output<z.ZodTuple<Parts>> | null {
  if (cursor === undefined) return null;
  try {
    const place = z.tuple(parts).safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (place.success) return place.data;
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
