/** Every list of the contract as one file: `GET <path>.csv` with the filters of the list, all rows, a column for each field. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { recordToCsv } from '../documents/to-csv.ts';
import { allRows, type Listing, listingOf } from '../operations/all-rows.ts';
import { endpoints, type Sent } from '../operations/ask.ts';
import type { Context } from '../operations/context.ts';

/** Adds `/promises.csv`, `/customers.csv`, and so on for whatever else is a list. */
export function allRowsRoutes(server: FastifyInstance, context: Context): void {
  for (const named of endpoints) {
    const listing = listingOf(named.endpoint);
    if (listing === null) continue;
    const file = `${named.endpoint.path.slice(1)}.csv`;
    server.get(`/${file}`, async (request, reply) => {
      const pages = allRows(context, named, listing, request.query as Sent);
      // The first rows are read before the answer begins, so that a refusal can still be one.
      const first = await pages.next();
      const lines = csvLines(listing, first.done === true ? [] : first.value, pages);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(Readable.from(lines));
    });
  }
}

async function* csvLines({ columns }: Listing, first: readonly Sent[], others: AsyncIterable<readonly Sent[]>) {
  const write = (rows: readonly Sent[]) =>
    rows.map((row) => recordToCsv(columns.map((column) => row[column]))).join('');
  yield recordToCsv(columns) + write(first);
  for await (const rows of others) yield write(rows);
}
