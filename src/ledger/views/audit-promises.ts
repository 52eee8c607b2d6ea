/** What an audit counts of promises: by area, audience, segment and hand-offs; by month; chains; feedback; waiting. */
import type { Step } from '../../domain/process.ts';
import type { Queryable } from '../queryable.ts';
import { countAlike, countedMeasures, type MeasureName, measures } from './audit-measures.ts';
import { ask, type AuditScope } from './audit-scope.ts';
import { alikePromises, feedback, imposedPromises, links, openedCases, ourPromises } from './audit-sources.ts';

export type MeasureCounts = Readonly<Record<MeasureName, number>>;

export interface PromiseCounts extends MeasureCounts {
  /** `customer` for promises that customers made to the company. */
  readonly area: string;
  readonly to_area: string;
  readonly audience: 'toCustomers' | 'internal';
  readonly segment: string | null;
  readonly hand_off_step: string | null;
  readonly step: Step | null;
  readonly irregular_moves: number;
  readonly first_at: string;
  /** Promises to customers that were declared done too late, and by how many days in all. */
  readonly late: number;
  readonly late_days: number;
  /** Promises to customers that are late and not done. */
  readonly late_now: number;
}

/** All promises, counted in one pass in groups that every section adds up in its own way. */
export function readPromiseCounts(tables: Queryable, scope: AuditScope): Promise<PromiseCounts[]> {
  const group = 'p.area, p.to_area, p.audience, p.segment, p.hand_off_step, p.step';
  return ask(
    tables,
    scope,
    `select ${group}, ${countedMeasures}, sum(p.irregular * p.n)::bigint as irregular_moves, min(p.first_at) as first_at,
       ${countAlike(waited)} as late, coalesce(sum(p.late_days) filter (where ${waited}), 0) as late_days,
       ${countAlike(lateNow)} as late_now
     from ${alikePromises(scope)} group by ${group}`,
  );
}

/** Open promises imposed on each area. */
export function readImposed(tables: Queryable, scope: AuditScope): Promise<{ area: string; count: number }[]> {
  return ask(tables, scope, `select p.area, count(*) as count from ${imposedPromises(scope)} group by p.area`);
}

export interface MonthCounts {
  /** The first day of the month. */
  readonly month: string;
  readonly settled: number;
  readonly kept: number;
}

/** The month in the zone of the audit in which a promise was made. */
export const monthSql = `date_trunc('month', p.made_at at time zone {zone}::text)::date`;

/** Settled promises by the month in which they were made. */
export function readMonths(tables: Queryable, scope: AuditScope): Promise<MonthCounts[]> {
  return ask(
    tables,
    scope,
    `select ${monthSql} as month, count(*) as settled, count(*) filter (where ${measures.keptInTime.where}) as kept
     from ${ourPromises(scope)} where ${measures.settled.where} group by 1 order by 1`,
  );
}

/** How links are counted: both declared done, and the wider form, both settled. */
const linkMeasures = {
  behindLate: 'l.front_completed and l.behind_completed and l.behind_late',
  bothLate: 'l.front_completed and l.behind_completed and l.behind_late and l.front_late',
  behindInTime: 'l.front_completed and l.behind_completed and not l.behind_late',
  frontLateAlone: 'l.front_completed and l.behind_completed and not l.behind_late and l.front_late',
  behindFailed: `l.front_part in (%s) and l.behind_part in ('keptLate', 'broken')`,
  bothFailed: `l.front_part in ('keptLate', 'broken') and l.behind_part in ('keptLate', 'broken')`,
  behindKept: `l.front_part in (%s) and l.behind_part in ('kept', 'keptBySilence')`,
  frontFailedAlone: `l.front_part in ('keptLate', 'broken') and l.behind_part in ('kept', 'keptBySilence')`,
} as const;

export type LinkCounts = { readonly front: string; readonly behind: string } & Readonly<
  Record<keyof typeof linkMeasures, number>
>;

/** The condition of a link measure. */
export function linkWhere(name: keyof typeof linkMeasures): string {
  return linkMeasures[name].replace('%s', `'kept', 'keptLate', 'keptBySilence', 'broken'`);
}

/** Promises in front and those behind them, by the two areas. */
export function readLinks(tables: Queryable, scope: AuditScope): Promise<LinkCounts[]> {
  const names = Object.keys(linkMeasures) as (keyof typeof linkMeasures)[];
  const counts = names.map((name) => `count(*) filter (where ${linkWhere(name)}) as "${name}"`).join(', ');
  return ask(tables, scope, `select l.front, l.behind, ${counts} from ${links(scope)} group by l.front, l.behind`);
}

export interface FeedbackCounts {
  readonly scale: string;
  readonly measure: string;
  readonly scale_min: number;
  readonly scale_max: number;
  readonly outcome: 'completedInTime' | 'completedLate' | 'notCompleted';
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly lowest: number;
}

/** What customers said, by how the promise it is about came out. */
export function readFeedback(tables: Queryable, scope: AuditScope): Promise<FeedbackCounts[]> {
  return ask(
    tables,
    scope,
    `select f.measure || '-' || f.scale_min || '-' || f.scale_max as scale, f.*
     from (select f.measure, f.scale_min, f.scale_max, f.outcome, count(*) as count, sum(f.value) as sum,
         sum(f.value * f.value) as squares, count(*) filter (where f.value = f.scale_min) as lowest
       from ${feedback(scope)} group by f.measure, f.scale_min, f.scale_max, f.outcome) f`,
  );
}

export const waited = `p.audience = 'toCustomers' and (${measures.completedLate.where}) and p.has_deadline`;
export const lateNow = `p.audience = 'toCustomers' and p.balance_part = 'open' and not p.is_done and (p.state = 'overdue' or p.is_due)`;

export const contactsSql = 'c.tries + c.hand_offs + c.reopenings';

export interface CaseContacts {
  readonly count: number;
  readonly total: number | null;
  readonly median: number | null;
}

/** How often a closed case was taken up, handed on or reopened before it was closed for good. */
export async function readContacts(tables: Queryable, scope: AuditScope): Promise<CaseContacts> {
  const [row] = await ask<CaseContacts>(
    tables,
    scope,
    `select count(*) as count, sum(${contactsSql}) as total, percentile_cont(0.5) within group (order by ${contactsSql}) as median
     from ${openedCases(scope)} where c.state = 'closed'`,
  );
  return row ?? { count: 0, total: null, median: null };
}
