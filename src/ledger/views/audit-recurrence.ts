/** What an audit reads of things going wrong again: breaches by topic and month, silences, outcomes day by day. */
import type { Queryable } from '../queryable.ts';
import { measures } from './audit-measures.ts';
import { ask, type AuditScope, type AuditWindows, type Holes } from './audit-scope.ts';
import { breaches, ourPromises } from './audit-sources.ts';

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
export const hasTopic = 'b.topic is not null and b.at >= {start}::timestamptz and b.at < {end}::timestamptz';

/** Breaches and cases that name a topic, by topic, area and month. */
export function readTopics(tables: Queryable, scope: AuditScope, windows: AuditWindows): Promise<TopicCounts[]> {
  return ask(
    tables,
    scope,
    `select b.area, b.topic, date_trunc('month', b.at at time zone {zone}::text)::date as month, count(*) as count,
       count(*) filter (where ${isBefore}) as before, count(*) filter (where ${isAfter}) as after,
       max(b.at) as last_at, min(b.at) filter (where ${isAfter}) as first_after
     from ${breaches(scope)} where ${hasTopic} group by 1, 2, 3`,
    windowHoles(windows),
  );
}

/** Silences of at least `quietDays` after a topic came up, `q`: `ended_at` is when it came up again, or null. */
export function silences(scope: AuditScope): string {
  return `(select * from (
      select b.customer_id, b.kind, b.id, b.area, b.topic, b.text, b.state, b.at,
        lead(b.at) over (partition by b.topic order by b.at, b.customer_id, b.id) as ended_at
      from ${breaches(scope)} where ${hasTopic}) q
    where coalesce(q.ended_at, {end}::timestamptz) >= q.at + interval '${quietDays} days') q`;
}

export interface Silence {
  readonly topic: string;
  readonly at: string;
  readonly ended_at: string | null;
}

export function readSilences(tables: Queryable, scope: AuditScope, windows: AuditWindows): Promise<Silence[]> {
  return ask(
    tables,
    scope,
    `select q.topic, q.at, q.ended_at from ${silences(scope)} order by q.topic collate "C", q.at`,
    windowHoles(windows),
  );
}

export interface AreaOutcomes {
  readonly area: string;
  /** Times in milliseconds, doubled; one more where the promise was not kept in time. So the kept ones of a time come first. */
  readonly marks: Float64Array;
}

/** Settled promises by area, in the order in which it was known how they came out, each as one number. */
export async function readOutcomes(tables: Queryable, scope: AuditScope): Promise<AreaOutcomes[]> {
  const at = `floor(date_part('epoch', coalesce(p.broken_at, p.completed_at, p.since)) * 1000)`;
  const rows = await ask<{ area: string; marks: string }>(
    tables,
    scope,
    `select p.area, string_agg((${at} * 2 + case when ${measures.keptInTime.where} then 0 else 1 end)::bigint::text, ' ') as marks
     from ${ourPromises(scope)} where ${measures.settled.where} group by p.area`,
  );
  return rows.map(({ area, marks }) => ({ area, marks: Float64Array.from(marks.split(' '), Number).sort() }));
}
