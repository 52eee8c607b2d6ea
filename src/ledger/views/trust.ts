/** Evidence of trust: one row per relationship, and one per area for the journey. Read with `trustAt`. */
import { promiseSteps } from '../../domain/customers/promise-steps.ts';
import type { CustomerState } from '../../domain/customers/state.ts';
import type { Step } from '../../domain/process.ts';
import type { Evidence } from '../../domain/trust/evidence.ts';
import { foldEvidence } from '../../domain/trust/evidence.ts';
import { compareOutcomes, type Outcome } from '../../domain/trust/outcome.ts';
import type { Queryable } from '../queryable.ts';
import type { View } from './view.ts';

interface EvidenceColumns {
  readonly good: number;
  readonly bad: number;
  readonly last_kept_at: number | null;
  readonly last_at: number | null;
  readonly kept_count: number;
  readonly broken_count: number;
  readonly first_was_broken: boolean;
}

export interface TrustEdgeRow extends EvidenceColumns {
  readonly customer_id: string;
  readonly truster: string;
  readonly trustee: string;
}

export interface TrustAreaRow extends EvidenceColumns {
  readonly customer_id: string;
  readonly area: string;
}

export const trustEdges: View<Omit<TrustEdgeRow, 'customer_id'>> = {
  table: 'trust_edge',
  key: ['truster', 'trustee'],
  shows: ['promise.moved', 'case.opened', 'case.attributed'],
  rows: (state, parameters) =>
    state.edges.map(({ truster, trustee, outcomes }) => ({
      truster,
      trustee,
      ...toColumns(foldEvidence(outcomes, parameters)),
    })),
};

export const trustAreas: View<Omit<TrustAreaRow, 'customer_id'>> = {
  table: 'trust_area',
  key: ['area'],
  shows: ['promise.moved'],
  rows: (state, parameters) =>
    state.areas.map(({ area, outcomes }) => ({ area, ...toColumns(foldEvidence(outcomes, parameters)) })),
};

interface TrustStepRow extends EvidenceColumns {
  readonly area: string;
  readonly step: Step;
}

export const trustSteps: View<TrustStepRow> = {
  table: 'trust_step',
  key: ['area', 'step'],
  shows: ['promise.moved'],
  rows: (state, parameters) =>
    outcomesBySteps(state).map(({ area, step, outcomes }) => ({
      area,
      step,
      ...toColumns(foldEvidence(outcomes.sort(compareOutcomes), parameters)),
    })),
};

/** Outcomes of the promises of each area at each step, whoever they were made to. */
function outcomesBySteps(state: CustomerState) {
  const steps = promiseSteps(state);
  const groups = new Map<string, { readonly area: string; readonly step: Step; readonly outcomes: Outcome[] }>();
  for (const { promiseId, made, outcomes } of state.promises.values()) {
    const area = made.data.by;
    const step = steps.get(promiseId);
    if (area === 'customer' || step === undefined || outcomes.length === 0) continue;
    const known = groups.get(`${area} ${step}`);
    if (known === undefined) groups.set(`${area} ${step}`, { area, step, outcomes: [...outcomes] });
    else known.outcomes.push(...outcomes);
  }
  return [...groups.values()];
}

function toColumns(evidence: Evidence): EvidenceColumns {
  return {
    good: evidence.good,
    bad: evidence.bad,
    last_kept_at: evidence.lastKeptAt,
    last_at: evidence.lastAt,
    kept_count: evidence.keptCount,
    broken_count: evidence.brokenCount,
    first_was_broken: evidence.firstWasBroken,
  };
}

/** The evidence that a row holds. */
export function toEvidence(row: EvidenceColumns): Evidence {
  return {
    good: row.good,
    bad: row.bad,
    lastKeptAt: row.last_kept_at,
    lastAt: row.last_at,
    keptCount: row.kept_count,
    brokenCount: row.broken_count,
    firstWasBroken: row.first_was_broken,
  };
}

/** The evidence of each area in the accounts of some customers, in order of customer and area. */
export function readTrustAreas(database: Queryable, customerIds: readonly string[]): Promise<TrustAreaRow[]> {
  return database.query<TrustAreaRow>(
    'select * from trust_area where customer_id = any($1::text[]) order by customer_id, area',
    [customerIds],
  );
}
