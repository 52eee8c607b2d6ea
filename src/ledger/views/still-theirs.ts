/** What is still somebody's over all customers, as the read tables have it. */
import { unsettledStates } from '../../domain/company/leaving.ts';
import type { StreamId } from '../../domain/ids.ts';
import type { Queryable } from '../queryable.ts';
import type { CaseRow } from './cases.ts';
import type { PromiseRow } from './promises.ts';

/** Promises of a person that are not settled, the soonest due first. */
export function unsettledPromises(tables: Queryable, personId: string, limit: number): Promise<PromiseRow[]> {
  return tables.query<PromiseRow>(
    `select * from promise where by_person = $1 and state = any($2::text[])
     order by deadline nulls last, customer_id, promise_id limit $3`,
    [personId, unsettledStates, limit],
  );
}

/** Open cases that a person has, the oldest first. */
export function casesOfPerson(tables: Queryable, personId: string, limit: number): Promise<CaseRow[]> {
  return tables.query<CaseRow>(
    `select * from service_case where person = $1 and state = 'open'
     order by opened_at, customer_id, case_id limit $2`,
    [personId, limit],
  );
}

/** The customers of whom something is still a person's. */
export async function customersStillTheirs(tables: Queryable, personId: string): Promise<readonly StreamId[]> {
  const rows = await tables.query<{ customer_id: StreamId }>(
    `select customer_id from promise where by_person = $1 and state = any($2::text[])
     union select customer_id from service_case where person = $1 and state = 'open' order by customer_id`,
    [personId, unsettledStates],
  );
  return rows.map((row) => row.customer_id);
}
