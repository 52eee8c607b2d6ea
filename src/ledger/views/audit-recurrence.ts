/** What an audit reads of things going wrong again: breaches by topic and month, silences, outcomes day by day. */
import type { Queryable } from '../queryable.ts';
import { measures } from './audit-measures.ts';
import { ask, type AuditScope, type AuditWindows, type Holes } from './audit-scope.ts';
import { packInstants, packNumbers, unpackInstants, unpackNumbers } from './audit-packed.ts';
import { waited } from './audit-promises.ts';
import { breaches, lateDaysSql, ourPromises } from './audit-sources.ts';

/** A topic that did not come up for so many days after it had counts as fixed. */
export const quietDays = 60;

export interface TopicCounts {
  readonly area: string;
  readonly topic: string;
  /** The first day of the month. */
  readonly month: string;
  readonly count: number;
  readonly before: number;
  readonly after: number;
  /** When it last came up. */
  readonly last_at: string;
  /** When it first came up in the later window, or null. */
  readonly first_after: string | null;
}

/** Windows as holes of a statement. */
export function windowHoles(windows: AuditWindows): Holes {
  return { ...windows };
}

export const isBefore = 'b.at >= {before}::timestamptz and b.at < {middle}::timestamptz';
export const isAfter = 'b.at >= {middle}::timestamptz and b.at < {end}::timestamptz';
export const inLastMonth = 'b.at >= {monthStart}::timestamptz and b.at < {monthEnd}::timestamptz';
const isWithin = 'b.at >= {start}::timestamptz and b.at < {end}::timestamptz';
export const hasTopic = `b.topic is not null and ${isWithin}`;

/**
 * Silences of at least `quietDays` after a topic came up: from `at`, when it last had, to `ended_at`, when it came up again,
 * or null. A row may stand for all that came up from `first_at` to `last_at`, if that is less than a silence.
 */
function silent(columns: string, rows: string, order: string): string {
  const past = `over (partition by b.topic order by ${order})`;
  return `select * from (
      select ${columns}, max(b.last_at) ${past} as at, lead(b.first_at) ${past} as ended_at from ${rows}) q
    where coalesce(q.ended_at, {end}::timestamptz) >= q.at + interval '${quietDays} days'`;
}

/** Silences, `q`: each with what came up last before it. */
export function silences(scope: AuditScope): string {
  const rows = `(select b.*, b.at as first_at, b.at as last_at from ${breaches(scope)} where ${hasTopic}) b`;
  const columns = 'b.customer_id, b.kind, b.id, b.area, b.topic, b.text, b.state';
  return `(${silent(columns, rows, 'b.first_at, b.customer_id, b.id')}) q`;
}

export interface Silence {
  readonly topic: string;
  readonly at: string;
  readonly ended_at: string | null;
}

interface TopicRow extends TopicCounts {
  readonly ended_at: string | null;
}

/**
 * Breaches and cases that name a topic, by topic, area and month, and the silences between them. One pass counts them by
 * day, cut at the windows, of which there are few; all else comes from these. What lies outside the period is left out
 * only then, for the planner would take the rest for a few rows and sort them.
 */
export async function readTopics(
  tables: Queryable,
  scope: AuditScope,
  windows: AuditWindows,
): Promise<{ readonly topics: TopicCounts[]; readonly silences: Silence[] }> {
  const days = `(select b.topic, min(b.first_at) as first_at, max(b.last_at) as last_at
    from day b where b.is_within group by b.topic, b.day) b`;
  const rows = await ask<Omit<TopicRow, 'area'> & { readonly area: string | null }>(
    tables,
    scope,
    `with day as materialized (
       select b.area, b.topic, (b.at at time zone {zone}::text)::date as day, ${isBefore} as is_before, ${isAfter} as is_after,
         ${isWithin} as is_within, count(*) as count, min(b.at) as first_at, max(b.at) as last_at
       from ${breaches(scope)} where b.topic is not null group by 1, 2, 3, 4, 5, 6)
     select * from (select d.area, d.topic, date_trunc('month', d.day)::date as month, sum(d.count)::bigint as count,
       coalesce(sum(d.count) filter (where d.is_before), 0)::bigint as before,
       coalesce(sum(d.count) filter (where d.is_after), 0)::bigint as after,
       max(d.last_at) as last_at, min(d.first_at) filter (where d.is_after) as first_after, null::timestamptz as ended_at
     from day d where d.is_within group by 1, 2, 3
     union all
     select null, q.topic, null, 0, 0, 0, q.at, null, q.ended_at from (${silent('b.topic', days, 'b.first_at')}) q
     ) x order by x.topic collate "C", x.last_at`,
    windowHoles(windows),
  );
  return {
    topics: rows.flatMap(({ area, ...row }) => (area === null ? [] : [{ area, ...row }])),
    silences: rows.flatMap(({ area, topic, last_at, ended_at }) =>
      area === null ? [{ topic, at: last_at, ended_at }] : [],
    ),
  };
}

/** How the promises of an area came out, one by one. */
export interface AreaOutcomes {
  readonly area: string;
  /** When it was known, in milliseconds: of those kept in time, and of those that were settled otherwise. */
  readonly kept: Float64Array;
  readonly failed: Float64Array;
  /** Days by which promises to customers were declared done too late. */
  readonly lateDays: Float64Array;
}

type OutcomesRow = { readonly area: string } & Readonly<Record<'kept' | 'failed' | 'late_days', string | null>>;

/** Promises by area, each with how it came out. */
export async function readOutcomes(tables: Queryable, scope: AuditScope): Promise<AreaOutcomes[]> {
  const known = 'coalesce(p.broken_at, p.completed_at, p.since)';
  const { settled, keptInTime } = measures;
  const rows = await ask<OutcomesRow>(
    tables,
    scope,
    `select p.area, ${packInstants(known, keptInTime.where)} as kept,
       ${packInstants(known, `(${settled.where}) and not (${keptInTime.where})`)} as failed,
       ${packNumbers(lateDaysSql, waited)} as late_days
     from ${ourPromises(scope)} group by p.area`,
  );
  return rows.map(({ area, kept, failed, late_days }) => ({
    area,
    kept: unpackInstants(kept),
    failed: unpackInstants(failed),
    lateDays: unpackNumbers(late_days),
  }));
}
