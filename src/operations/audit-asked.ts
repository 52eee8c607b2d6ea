/** What was asked of an audit, as a scope that the read tables understand. */
import type { audit as contract } from '../api/audit.ts';
import type { InputOf } from '../api/endpoint.ts';
import { type Company, currentArea } from '../domain/company/company.ts';
import { Day, endOfDay, type Instant, justAfter, shiftDay, type Zone } from '../domain/instants.ts';
import type { AuditScope } from '../ledger/views/audit-scope.ts';
import { Refused } from './refused.ts';

type Asked = InputOf<(typeof contract)['report']>;

/** The scope of an audit. Days are those of the company's zone: `since` from its start, `until` to its end. */
export function scopeOf(asked: Asked, company: Company, at: Instant): AuditScope {
  const { zone, trust } = company.policy;
  refuseEmptyPeriod(asked, zone);
  const areas = [...company.areas.keys()];
  const wanted = asked.area === undefined ? null : currentArea(company, asked.area);
  return {
    since: asked.since === undefined ? null : startOf(asked.since, zone),
    until: asked.until === undefined ? null : endOf(asked.until, zone),
    areas:
      wanted === null ? null : [...new Set([wanted, ...areas.filter((area) => currentArea(company, area) === wanted)])],
    segment: asked.segment ?? null,
    at,
    zone,
    mergers: mergersOf(company),
    trust,
  };
}

/** By the name of an area that was merged, the one it stands for today. */
export function mergersOf(company: Company): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...company.areas.keys()].flatMap((area) => {
      const current = currentArea(company, area);
      return current === area ? [] : [[area, current]];
    }),
  );
}

/** A period that ends before it begins holds nothing; whoever asked for it has most likely swapped the two. */
function refuseEmptyPeriod({ since, until }: Asked, zone: Zone): void {
  if (since === undefined || until === undefined || startOf(since, zone) < endOf(until, zone)) return;
  throw new Refused({
    code: 'invalid',
    reason: `since (${since}) must lie before until (${until})`,
    remedy: 'Give the first day of the period as since and its last day as until',
    field: 'since',
    value: since,
  });
}

/** The filters as they were asked for, to be asked again. */
export function filtersOf({ since, until, area, segment, windowDays, asOf, knownBy }: Asked): Record<string, string> {
  const given = {
    since,
    until,
    area,
    segment,
    windowDays: windowDays === undefined ? undefined : String(windowDays),
    asOf,
    knownBy,
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function isDay(when: string): boolean {
  return Day.safeParse(when).success;
}

function startOf(when: string, zone: string): Instant {
  return isDay(when) ? justAfter(endOfDay(shiftDay(when, -1), zone)) : when;
}

/** The first instant that no longer belongs to it. */
function endOf(when: string, zone: string): Instant {
  return isDay(when) ? justAfter(endOfDay(when, zone)) : when;
}
