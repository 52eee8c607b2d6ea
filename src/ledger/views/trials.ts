/** What customers brought after they drew a lot. */
import type { Queryable } from '../queryable.ts';

export interface TrialOutcome {
  readonly trial: string;
  readonly drew_offer: boolean;
  readonly is_watched: boolean;
  /** Income less what was given back, minor units, within the days after the draw. */
  readonly income: number;
}

/** Draws that are looked at, at most: trial after trial, the earliest first. */
export const drawsMax = 100_000;

/** Every draw, trial after trial, with what came in from the customer within so many days after it. */
export function readTrialOutcomes(
  tables: Queryable,
  { at, days, currency }: { readonly at: string; readonly days: number; readonly currency: string },
): Promise<TrialOutcome[]> {
  return tables.query(
    `select l.trial, l.drew_offer, l.at + make_interval(days => $2::int) <= $1::timestamptz as is_watched,
       coalesce(sum(case m.movement when 'in' then m.amount when 'out' then -m.amount else 0 end), 0)::float8 as income
     from lot l left join money_entry m on m.customer_id = l.customer_id and m.currency = $3
       and m.at > l.at and m.at <= l.at + make_interval(days => $2::int)
     group by l.trial, l.customer_id, l.drew_offer, l.at
     order by l.trial, l.at, l.customer_id limit ${drawsMax}`,
    [at, days, currency],
  );
}
