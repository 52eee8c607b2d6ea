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
       count(*) filter (where ${isBefore}) as before, count(*) filter (where ${isAfter}) as after
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

export interface DayOutcomes {
  readonly area: string;
  readonly day: string;
  readonly kept: number;
  readonly failed: number;
}

/** Settled promises by area and the day on which it was known how they came out. */
export function readOutcomeDays(tables: Queryable, scope: AuditScope): Promise<DayOutcomes[]> {
  return ask(
    tables,
    scope,
    `select p.area, (coalesce(p.broken_at, p.completed_at, p.since) at time zone {zone}::text)::date as day,
       count(*) filter (where ${measures.keptInTime.where}) as kept,
       count(*) filter (where p.balance_part in ('keptLate', 'broken')) as failed
     from ${ourPromises(scope)} where ${measures.settled.where} group by 1, 2 order by 2`,
  );
}
