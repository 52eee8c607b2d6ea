/** One row per promise: its terms as first made and as last agreed, its state, what stands behind it. */
import { promiseSteps } from '../../domain/customers/promise-steps.ts';
import type { CustomerState } from '../../domain/customers/state.ts';
import type { Step } from '../../domain/process.ts';
import { isExplicit, qualityOf } from '../../domain/promises/backing.ts';
import { type BalancePart, balancePartOf, type PromiseStateName } from '../../domain/promises/machine.ts';
import type { PromiseState } from '../../domain/promises/promise.ts';
import type { Queryable } from '../queryable.ts';
import type { View } from './view.ts';

export interface PromiseRow {
  readonly customer_id: string;
  readonly promise_id: string;
  readonly made_event_id: string;
  readonly by_party: string;
  readonly by_person: string | null;
  readonly to_party: string;
  readonly words: string | null;
  readonly done_when: string | null;
  readonly state: PromiseStateName;
  readonly balance_part: BalancePart | null;
  readonly since: string;
  readonly made_at: string;
  readonly promised_at: string | null;
  readonly first_deadline: string | null;
  readonly deadline: string | null;
  readonly due_day: string | null;
  readonly zone: string | null;
  readonly completed_at: string | null;
  readonly completed_late: boolean;
  readonly broken_at: string | null;
  readonly severity: string | null;
  readonly cause: string | null;
  readonly topic: string | null;
  readonly proof: string | null;
  readonly channel: string | null;
  readonly purchase_id: string | null;
  readonly case_id: string | null;
  readonly claim_id: string | null;
  readonly repairs: string | null;
  readonly segment: string | null;
  /** Where the customer stood when it was made; null in a row that was shown before steps were known. */
  readonly step: Step | null;
  readonly weight: number;
  readonly quality: number;
  readonly explicit: boolean;
  readonly voluntary: boolean;
  readonly backs: readonly string[];
  readonly needs: readonly string[];
  readonly missing_backers: readonly string[];
  /** How often the case of the promise was handed on, or null where it has no case. */
  readonly hand_offs: number | null;
  readonly irregular: number;
}

export const promises: View<Omit<PromiseRow, 'customer_id'>> = {
  table: 'promise',
  key: ['promise_id'],
  shows: ['promise.made', 'promise.moved', 'promise.assessed', 'promise.reassigned'],
  rows: (state) => {
    const steps = promiseSteps(state);
    return [...state.promises.values()].map((promise) => {
      const { data } = promise.made;
      const known = state.cases.get(data.caseId ?? '');
      return {
        promise_id: promise.promiseId,
        made_event_id: promise.made.eventId,
        by_party: data.by,
        by_person: promise.person,
        to_party: data.to,
        words: promise.terms.words,
        done_when: promise.made.text?.doneWhen ?? null,
        state: promise.state,
        balance_part: balancePartOf(promise.state),
        since: promise.since,
        made_at: promise.made.occurredAt,
        promised_at: promise.promisedAt,
        first_deadline: promise.firstTerms.deadline,
        deadline: promise.terms.deadline,
        due_day: promise.terms.dueDay,
        zone: promise.terms.zone,
        completed_at: promise.completedAt,
        completed_late: promise.completedLate,
        broken_at: promise.brokenAt,
        severity: promise.severity,
        cause: promise.cause,
        topic: promise.topic,
        proof: promise.proof,
        channel: data.channel ?? null,
        purchase_id: data.purchaseId ?? null,
        case_id: data.caseId ?? null,
        claim_id: data.claimId ?? null,
        repairs: data.repairs ?? null,
        segment: segmentOf(state, promise),
        step: steps.get(promise.promiseId) ?? null,
        weight: data.weight,
        quality: qualityOf(promise),
        explicit: isExplicit(promise),
        voluntary: data.voluntary,
        backs: data.backs,
        needs: data.needs,
        missing_backers: state.missingBackers.get(promise.promiseId) ?? [],
        hand_offs: known?.handOffs ?? null,
        irregular: promise.irregularities.length,
      };
    });
  },
};

/** The segment of the purchase or the case that a promise is about, or else that of the customer. */
export function segmentOf(state: CustomerState, { made: { data } }: PromiseState): string | null {
  const purchase = state.purchases.get(data.purchaseId ?? '')?.made.data.segment;
  return purchase ?? state.cases.get(data.caseId ?? '')?.opened.data.segment ?? state.segment;
}

/** All promises of that id: one, or several where two customers' sources chose the same id. */
export function findPromises(database: Queryable, promiseId: string): Promise<PromiseRow[]> {
  return database.query<PromiseRow>('select * from promise where promise_id = $1 order by customer_id limit 3', [
    promiseId,
  ]);
}

export interface PromiseFilter {
  readonly customerId?: string | undefined;
  readonly by?: string | undefined;
  readonly to?: string | undefined;
  readonly person?: string | undefined;
  readonly part?: string | undefined;
  readonly state?: string | undefined;
  readonly purchaseId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly topic?: string | undefined;
  readonly segment?: string | undefined;
  readonly step?: string | undefined;
  readonly text?: string | undefined;
  /** Deadline from, inclusive. */
  readonly dueFrom?: string | undefined;
  /** Deadline to, inclusive. */
  readonly dueTo?: string | undefined;
  /** Made from, inclusive; to, exclusive. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Only promises that lack backing by some area, or by the area named. */
  readonly unbacked?: boolean | undefined;
  readonly waitingFor?: string | undefined;
  readonly imposed?: boolean | undefined;
  readonly unbackedOrImposed?: boolean | undefined;
  /** Only what waits for a yes or no. */
  readonly waiting?: boolean | undefined;
  readonly backs?: string | undefined;
  /** Only what is still to be done: promised, and not declared done. */
  readonly owed?: boolean | undefined;
  readonly offer?: OfferFilter | undefined;
}

/** An offer: what was promised with its purchases, and where a promise names no purchase, by its claims. */
export interface OfferFilter {
  readonly offerId: string;
  readonly claimIds: readonly string[];
}

/** Conditions of a filter, with their values. `first` is the number of the first parameter. */
export function promiseConditions(
  filter: PromiseFilter,
  first = 1,
): { readonly sql: string; readonly values: unknown[] } {
  const parts: string[] = [];
  const values: unknown[] = [];
  const where = (sql: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    parts.push(sql.replaceAll('?', `$${first + values.length - 1}`));
  };
  where('customer_id = ?', filter.customerId);
  where('by_party = ?', filter.by);
  where('to_party = ?', filter.to);
  where('by_person = ?', filter.person);
  where('balance_part = ?', filter.part);
  where('state = ?', filter.state);
  where('purchase_id = ?', filter.purchaseId);
  where('case_id = ?', filter.caseId);
  where('topic = ?', filter.topic);
  where('segment = ?', filter.segment);
  where('step = ?', filter.step);
  where("strpos(lower(coalesce(words, '') || ' ' || promise_id || ' ' || customer_id), lower(?)) > 0", filter.text);
  where('deadline >= ?', filter.dueFrom);
  where('deadline <= ?', filter.dueTo);
  where('made_at >= ?', filter.since);
  where('made_at < ?', filter.until);
  where('missing_backers @> to_jsonb(?::text)', filter.waitingFor);
  where('backs @> to_jsonb(?::text)', filter.backs);
  if (filter.offer !== undefined) {
    const n = first + values.push(filter.offer.offerId, filter.offer.claimIds) - 2;
    parts.push(
      `exists (select from purchase p where p.customer_id = promise.customer_id and p.purchase_id = promise.purchase_id and p.offer_id = $${n})
       or purchase_id is null and claim_id = any($${n + 1}::text[])`,
    );
  }
  if (filter.owed === true) parts.push("state in ('promised', 'renegotiating', 'overdue')");
  if (filter.waiting === true) parts.push("state in ('requested', 'offered', 'countered')");
  const isUnbacked = 'jsonb_array_length(missing_backers) > 0';
  if (filter.unbacked === true) parts.push(`${isUnbacked} and balance_part = 'open'`);
  if (filter.imposed === true) parts.push("not voluntary and balance_part = 'open'");
  if (filter.unbackedOrImposed === true) parts.push(`(${isUnbacked} or not voluntary) and balance_part = 'open'`);
  return { sql: parts.length === 0 ? 'true' : parts.map((part) => `(${part})`).join(' and '), values };
}

export interface Place {
  readonly deadline: string;
  readonly customerId: string;
  readonly promiseId: string;
}

/** Where promises without a deadline stand: after all the others. */
export const noDeadline = '9999-12-31T00:00:00.000Z';

/** Promises by deadline, soonest first, after a place, some of them left out. */
export function listPromises(
  database: Queryable,
  filter: PromiseFilter,
  page: { readonly after: Place | null; readonly limit: number; readonly skip?: number | undefined },
): Promise<PromiseRow[]> {
  const { sql, values } = promiseConditions(filter);
  const after = page.after ?? { deadline: '0001-01-01T00:00:00.000Z', customerId: '', promiseId: '' };
  const n = values.length;
  return database.query<PromiseRow>(
    `select * from promise where ${sql}
       and (coalesce(deadline, '${noDeadline}'::timestamptz), customer_id, promise_id) > ($${n + 1}::timestamptz, $${n + 2}, $${n + 3})
     order by coalesce(deadline, '${noDeadline}'::timestamptz), customer_id, promise_id limit $${n + 4} offset $${n + 5}`,
    [...values, after.deadline, after.customerId, after.promiseId, page.limit, page.skip ?? 0],
  );
}

/** How many promises a filter finds. */
export async function countPromises(database: Queryable, filter: PromiseFilter): Promise<number> {
  const { sql, values } = promiseConditions(filter);
  const [row] = await database.query<{ count: number }>(`select count(*) as count from promise where ${sql}`, values);
  return row?.count ?? 0;
}

/** What promises can be counted by, as a column. */
const groupColumns = { area: 'by_party', customer: 'customer_id', state: 'state' } as const;
export type PromiseGroup = keyof typeof groupColumns;

/** How many promises a filter finds in each group, the largest first. */
export function countPromisesBy(
  database: Queryable,
  filter: PromiseFilter,
  per: PromiseGroup,
  limit: number,
): Promise<{ readonly key: string; readonly count: number }[]> {
  const { sql, values } = promiseConditions(filter);
  const column = groupColumns[per];
  return database.query(
    `select ${column} as key, count(*) as count from promise where ${sql}
     group by ${column} order by count(*) desc, ${column} limit $${values.length + 1}`,
    [...values, limit],
  );
}

/** Whether any purchase was one of an offer. */
export async function isOfferOfPurchases(database: Queryable, offerId: string): Promise<boolean> {
  return (await database.query('select from purchase where offer_id = $1 limit 1', [offerId])).length > 0;
}

/** Whether any promise was made by an area, to it, or waits for it. */
export async function isAreaOfPromises(database: Queryable, area: string): Promise<boolean> {
  const rows = await database.query(
    'select from promise where by_party = $1 or to_party = $1 or missing_backers @> to_jsonb($1::text) limit 1',
    [area],
  );
  return rows.length > 0;
}
