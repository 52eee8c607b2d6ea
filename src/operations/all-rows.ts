/** All rows of a list that is answered page by page: for a file, not for a screen. Knows no nouns. */
import * as z from 'zod';
import { type Endpoint, fileRowsMax } from '../api/endpoint.ts';
import { answer, checked, type Named, type Sent } from './ask.ts';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';

/** Rows that are read at once: larger than the pages of the contract, for a read of the past makes its tables anew each time. */
const rowsAtOnce = 10_000;

/** A list of the contract: the field of its answer that holds the rows, and the fields of a row. */
export interface Listing {
  readonly rows: string;
  readonly columns: readonly string[];
}

/** How an endpoint lists its rows, or null where it does not answer page by page or needs to be told of what. */
export function listingOf({ method, path, input, output }: Endpoint): Listing | null {
  const isPaged = method === 'get' && !path.includes('{') && 'cursor' in input.shape;
  if (!isPaged || !input.safeParse({}).success || !(output instanceof z.ZodObject)) return null;
  for (const [rows, schema] of Object.entries(output.shape)) {
    if (!(schema instanceof z.ZodArray) || !(schema.element instanceof z.ZodObject)) continue;
    return { rows, columns: Object.keys(schema.element.shape) };
  }
  return null;
}

/** The rows of a list, many at a time. Refuses a list that is longer than a file may be, before its first row. */
export async function* allRows(
  context: Context,
  asked: Named,
  listing: Listing,
  sent: Sent,
): AsyncGenerator<readonly Sent[]> {
  const input = checked(asked, sent);
  let cursor: unknown;
  do {
    const page = (await answer(context, asked, { ...input, limit: rowsAtOnce, skip: 0, cursor })) as Sent;
    if (Number(page['count'] ?? 0) > fileRowsMax) throw tooMany(Number(page['count']));
    yield page[listing.rows] as readonly Sent[];
    cursor = page['next'] ?? undefined;
  } while (cursor !== undefined);
}

function tooMany(count: number): Refused {
  return new Refused({
    code: 'invalid',
    reason: `${count} rows are more than the ${fileRowsMax} of one file`,
    remedy: 'Take a filter, or the full export: GET /export.jsonl, or GET /export/<table>.parquet',
    value: count,
  });
}
