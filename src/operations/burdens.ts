/** What each endpoint for burdens does. */
import type { burdens as contract } from '../api/burdens.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import { erased } from '../domain/words.ts';
import { Instant } from '../domain/instants.ts';
import { readCompany } from '../ledger/read.ts';
import { type BurdenRow, countBurdens, listBurdens } from '../ledger/views/burdens.ts';
import { readNames } from '../ledger/views/customers.ts';
import { mergersOf } from './audit-asked.ts';
import type { Handlers } from './context.ts';
import { idPart, readCursor, writeCursor } from './cursor.ts';
import { refuseUnknownAreas } from './known-areas.ts';
import { reading } from './reading.ts';

export const burdens: Handlers<typeof contract> = {
  list: (context, input) =>
    reading(context, input.asOf, null, async (tables, at) => {
      const company = await readCompany(tables, at);
      await refuseUnknownAreas(tables, company, { bearer: input.bearer, toConvince: input.toConvince });
      const party = (name: string | undefined) => (name === undefined ? null : currentArea(company, name));
      const filter = {
        at,
        mergers: mergersOf(company),
        bearer: party(input.bearer),
        toConvince: party(input.toConvince),
        late: input.late === true,
      };
      const place = readCursor(input.cursor, [idPart, Instant, idPart, idPart, idPart, idPart]);
      const after =
        place === null
          ? null
          : {
              isLate: place[0] === 'late',
              due: place[1],
              customerId: place[2],
              id: place[3],
              bearer: place[4],
              toConvince: place[5],
            };
      const rows = await listBurdens(tables, filter, { after, limit: input.limit });
      const names = await readNames(
        tables,
        rows.map((row) => row.customer_id),
      );
      const last = rows.length < input.limit ? undefined : rows.at(-1);
      return {
        burdens: rows.map((row) => ({ ...burdenFrom(row, company), customerName: names.get(row.customer_id) ?? null })),
        ...(await countBurdens(tables, filter)),
        asOf: at,
        zone: company.policy.zone,
        next: last === undefined ? null : cursorAfter(last),
      };
    }),
};

function cursorAfter(row: BurdenRow): string {
  const { late, due_order: due, customer_id: customerId, id, bearer, to_convince: toConvince } = row;
  return writeCursor([late ? 'late' : 'in time', due, customerId, id, bearer, toConvince]);
}

function burdenFrom(row: BurdenRow, company: Company) {
  return {
    customerId: row.customer_id,
    bearer: row.bearer,
    bearerName: areaName(company, row.bearer),
    toConvince: row.to_convince,
    toConvinceName: areaName(company, row.to_convince),
    what: whatOf(row),
    by: row.due,
    late: row.late,
    promiseId: row.kind === 'promise' ? row.id : null,
    caseId: row.kind === 'promise' ? null : row.id,
  };
}

function whatOf({ kind, text, share }: BurdenRow): string {
  const words = text === null ? erased : `“${text}”`;
  if (kind === 'promise') return words;
  const issue = text === null ? 'the issue' : `the issue ${words}`;
  return kind === 'case'
    ? `${issue} put right`
    : `what went wrong with ${issue} (${Math.round((share ?? 0) * 100)} % of the burden)`;
}
