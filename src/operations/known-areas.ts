/** A filter by an area that there is not finds nothing, which reads like good news. It is refused instead. */
import type { Company } from '../domain/company/company.ts';
import { customerParty } from '../domain/ids.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { isAreaOfPromises } from '../ledger/views/promises.ts';
import { Refused } from './refused.ts';

/** Fields of a filter that name an area, with what was given. */
export type AreaFields = Readonly<Record<string, string | undefined>>;

/** Refuses an area that nobody described and that no promise names: a slip of the pen. */
export async function refuseUnknownAreas(tables: Queryable, company: Company, fields: AreaFields): Promise<void> {
  for (const [field, area] of Object.entries(fields)) {
    if (area === undefined || area === customerParty || company.areas.has(area)) continue;
    if (!(await isAreaOfPromises(tables, area))) throw unknownArea(company, field, area);
  }
}

function unknownArea(company: Company, field: string, area: string): Refused {
  return new Refused({
    code: 'unknown_area',
    reason: `There is no area ${area}`,
    remedy: `Name one of these: ${[...company.areas.keys()].join(', ')}`,
    field,
    value: area,
  });
}
