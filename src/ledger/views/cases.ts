/** One row per case: the perceived issue, the tries, whose burden it is, the verdict. */
import { moneyAtRisk } from '../../domain/customers/money.ts';
import type { Queryable } from '../queryable.ts';
import type { View } from './view.ts';

export interface CaseRow {
  readonly customer_id: string;
  readonly case_id: string;
  readonly opened_at: string;
  readonly nature: string;
  readonly topic: string | null;
  readonly segment: string | null;
  readonly severity: string;
  readonly issue: string | null;
  readonly purchase_id: string | null;
  readonly promise_id: string | null;
  readonly at_risk: number | null;
  readonly currency: string | null;
  readonly state: 'open' | 'closed';
  readonly verdict: 'satisfied' | 'dissatisfied' | 'unknown' | null;
  readonly closed_at: string | null;
  readonly tries: number;
  readonly hand_offs: number;
  readonly reopenings: number;
  readonly person: string | null;
  readonly shares: Readonly<Record<string, number>>;
}

export const cases: View<Omit<CaseRow, 'customer_id'>> = {
  table: 'service_case',
  key: ['case_id'],
  shows: ['case.opened', 'case.attempted', 'case.attributed', 'case.closed'],
  rows: (state) =>
    [...state.cases.values()].map((known) => {
      const risk = moneyAtRisk(known, state.purchases);
      return {
        case_id: known.caseId,
        opened_at: known.opened.occurredAt,
        nature: known.opened.data.nature,
        topic: known.opened.data.topic ?? null,
        segment: known.opened.data.segment ?? null,
        severity: known.opened.data.severity,
        issue: known.opened.text?.issue ?? null,
        purchase_id: known.opened.data.purchaseId ?? null,
        promise_id: known.opened.data.promiseId ?? null,
        at_risk: risk?.amount ?? null,
        currency: risk?.currency ?? null,
        state: known.state,
        verdict: known.verdict,
        closed_at: known.closedAt,
        tries: known.tries,
        hand_offs: known.handOffs,
        reopenings: known.reopenings,
        person: known.person,
        shares: known.shares,
      };
    }),
};

/** Open cases in which an area bears a share of the burden, or all of them; the oldest first, and how many there are. */
export async function openCases(
  database: Queryable,
  area: string | null,
  limit: number,
): Promise<{ readonly rows: readonly CaseRow[]; readonly count: number }> {
  const rows = await database.query<CaseRow & { readonly total: number }>(
    `select *, count(*) over () as total from service_case
     where state = 'open' and ($1::text is null or coalesce((shares ->> $1)::double precision, 0) > 0)
     order by opened_at, customer_id, case_id limit $2`,
    [area, limit],
  );
  return { rows, count: rows[0]?.total ?? 0 };
}
