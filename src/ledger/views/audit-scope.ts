/** What an audit looks at: period, area, segment and time, and how a statement with named holes is sent. */
import type { Instant, Zone } from '../../domain/instants.ts';
import type { TrustParameters } from '../../domain/trust/parameters.ts';
import type { Queryable } from '../queryable.ts';

export interface AuditScope {
  /** Promises made from, inclusive; until, exclusive. Null: no limit. */
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** All names of the one area asked for, those merged into it included. Null: every area. */
  readonly areas: readonly string[] | null;
  readonly segment: string | null;
  /** The time as of which the read tables stand. */
  readonly at: Instant;
  readonly zone: Zone;
  /** By the name of an area that was merged, the one it stands for today. */
  readonly mergers: Readonly<Record<string, string>>;
  readonly trust: TrustParameters;
}

/** The stretches of time that recurrence compares: two of equal length, and the last full month against those before. */
export interface AuditWindows {
  /** Where the period begins. */
  readonly start: Instant;
  readonly before: Instant;
  readonly middle: Instant;
  readonly end: Instant;
  readonly monthStart: Instant;
  readonly monthEnd: Instant;
}

export type Holes = Readonly<Record<string, unknown>>;

/** A score this far below one half still counts as one half: the same score is computed in two orders of rounding. */
export const scoreTolerance = 1e-9;

/** Runs a statement whose `{holes}` are filled from the scope and from `more`. Values travel as parameters. */
export function ask<Row>(tables: Queryable, scope: AuditScope, sql: string, more: Holes = {}): Promise<Row[]> {
  const named = { ...scopeHoles(scope), ...more };
  const values: unknown[] = [];
  const places = new Map<string, number>();
  const text = sql.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!(name in named)) throw new Error(`The statement names {${name}}, which nobody fills`);
    const known = places.get(name);
    if (known !== undefined) return `$${known}`;
    values.push(named[name]);
    places.set(name, values.length);
    return `$${values.length}`;
  });
  return tables.query<Row>(text, values);
}

function scopeHoles(scope: AuditScope): Holes {
  const { trust } = scope;
  return {
    since: scope.since,
    until: scope.until,
    areas: scope.areas,
    inSegment: scope.segment,
    at: scope.at,
    zone: scope.zone,
    mergers: JSON.stringify(scope.mergers),
    day: Date.parse(scope.at) / 86_400_000,
    priorWeight: trust.priorWeight,
    doubt: trust.willingness * trust.priorWeight,
    fadeGrace: trust.graceDays,
    halfLife: trust.halfLifeDays,
    power: trust.journeyPower,
    belowHalf: 0.5 - scoreTolerance,
  };
}

/** The area that a column's name stands for today. */
export function areaSql(scope: AuditScope, column: string): string {
  return Object.keys(scope.mergers).length === 0 ? column : `coalesce({mergers}::jsonb ->> ${column}, ${column})`;
}

/** Whether anything limits the audit to a part of the ledger. */
export function isLimited(scope: AuditScope): boolean {
  return scope.since !== null || scope.until !== null || scope.areas !== null || scope.segment !== null;
}

/** Conditions joined by `and`, those that are null left out. */
export function allOf(...conditions: readonly (string | null)[]): string {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? 'true' : given.join(' and ');
}

/** The period of the scope on a column of instants. */
export function inPeriod(scope: AuditScope, column: string): string {
  return allOf(
    scope.since === null ? null : `${column} >= {since}::timestamptz`,
    scope.until === null ? null : `${column} < {until}::timestamptz`,
  );
}
