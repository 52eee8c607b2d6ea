/** Journey trust of every customer, in one read. */
import type { Queryable } from '../queryable.ts';
import { ask, type AuditScope } from './audit-scope.ts';
import { journeys } from './audit-trust-sources.ts';

/** Trust in the whole journey by customer; customers without a settled promise have none. */
export async function readJourneyScores(tables: Queryable, scope: AuditScope): Promise<ReadonlyMap<string, number>> {
  const [row] = await ask<{ readonly ids: string | null; readonly scores: string | null }>(
    tables,
    scope,
    `select string_agg(j.customer_id, ' ') as ids, string_agg(j.score::text, ' ') as scores from ${journeys(scope)}`,
  );
  const scores = row?.scores?.split(' ') ?? [];
  return new Map(row?.ids?.split(' ').map((id, index) => [id, Number(scores[index])]) ?? []);
}
