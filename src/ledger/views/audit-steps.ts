/** What an audit counts at each step of the process, of customers' time by area, and of how trust is spread over them. */
import type { Step } from '../../domain/process.ts';
import type { Queryable } from '../queryable.ts';
import { measures } from './audit-measures.ts';
import { contactsSql, lateDaysSql, lateNow, waited } from './audit-promises.ts';
import { areaSql, ask, type AuditScope, scoreTolerance } from './audit-scope.ts';
import { openedCases, ourPromises } from './audit-sources.ts';
import { edgeTrust, journeys, stepTrust } from './audit-trust-sources.ts';

export interface StepCounts {
  readonly area: string;
  readonly step: Step;
  readonly made: number;
  readonly broken: number;
  readonly settled: number;
  readonly kept: number;
  readonly late: number;
  readonly late_days: number | null;
}

/** The company's promises by area and step. */
export function readStepCounts(tables: Queryable, scope: AuditScope): Promise<StepCounts[]> {
  return ask(
    tables,
    scope,
    `select p.area, p.step, count(*) filter (where ${measures.made.where}) as made,
       count(*) filter (where ${measures.broken.where}) as broken, count(*) filter (where ${measures.settled.where}) as settled,
       count(*) filter (where ${measures.keptInTime.where}) as kept, count(*) filter (where ${waited}) as late,
       sum(${lateDaysSql}) filter (where ${waited}) as late_days
     from ${ourPromises(scope)} where p.step is not null group by p.area, p.step`,
  );
}

export interface StepScores {
  readonly area: string;
  readonly step: Step;
  readonly customers: number;
  readonly median: number;
}

/** Trust of the customer in the middle by area and step. */
export function readStepTrust(tables: Queryable, scope: AuditScope): Promise<StepScores[]> {
  return ask(
    tables,
    scope,
    `select e.area, e.step, count(*) as customers, percentile_cont(0.5) within group (order by e.score) as median
     from ${stepTrust(scope)} group by e.area, e.step`,
  );
}

export interface AreaWaiting {
  readonly area: string;
  readonly count: number;
  readonly total: number | null;
  readonly median: number | null;
  readonly late_now: number;
}

/** How long customers waited beyond what each area had promised them. */
export function readAreaWaiting(tables: Queryable, scope: AuditScope): Promise<AreaWaiting[]> {
  return ask(
    tables,
    scope,
    `select p.area, count(*) filter (where ${waited}) as count, sum(p.late_days) filter (where ${waited}) as total,
       percentile_cont(0.5) within group (order by p.late_days) filter (where ${waited}) as median,
       count(*) filter (where ${lateNow}) as late_now
     from (select p.*, ${lateDaysSql} as late_days from ${ourPromises(scope)} where (${waited}) or (${lateNow})) p
     group by p.area`,
  );
}

/** Days from the opening of a case to its closing. */
export const caseDaysSql = `date_part('epoch', c.closed_at - c.opened_at) / 86400`;

export interface AreaCases {
  readonly area: string;
  readonly count: number;
  readonly total: number;
  readonly median: number;
  readonly contacts: number;
}

/** How long closed cases took, and how many contacts, by the area that bears most of each. */
export function readAreaCases(tables: Queryable, scope: AuditScope): Promise<AreaCases[]> {
  return ask(
    tables,
    scope,
    `select c.area, count(*) as count, sum(${caseDaysSql}) as total, sum(${contactsSql}) as contacts,
       percentile_cont(0.5) within group (order by ${caseDaysSql}) as median
     from ${openedCases(scope)} where c.state = 'closed' and c.area is not null group by c.area`,
  );
}

/** Equal parts of the scale of trust in which customers are counted. */
export const spreadBins = 10;
/** Fewer outcomes than these are too thin to say much of one customer. */
export const outcomesMin = 5;

/** The part of the scale that a score lies in, from 0. */
export function binSql(score: string): string {
  return `least(${spreadBins - 1}, floor((${score} + ${scoreTolerance}) * ${spreadBins}))::int`;
}

export interface SpreadCounts {
  /** `journey`, `weakest`, or a relationship as `truster trustee`. */
  readonly of: string;
  /** Null: all of them, with the quartiles. */
  readonly bin: number | null;
  readonly customers: number;
  readonly thin: number;
  readonly quartiles: readonly number[] | null;
}

const thin = `count(*) filter (where x.outcomes < ${outcomesMin})`;

/** How customers are spread over the scale of trust: of the journey and its weakest link, or of relationships. */
function readSpread(tables: Queryable, scope: AuditScope, scores: string): Promise<SpreadCounts[]> {
  return ask(
    tables,
    scope,
    `with x as (select s.*, ${binSql('s.score')} as bin from (${scores}) s)
     select x.of, x.bin, count(*) as customers, ${thin} as thin, null::float8[] as quartiles from x group by x.of, x.bin
     union all
     select x.of, null, count(*), ${thin}, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by x.score)
     from x group by x.of`,
  );
}

/** Customers by how far they trust the whole journey, and the weakest area of it. */
export function readJourneySpread(tables: Queryable, scope: AuditScope): Promise<SpreadCounts[]> {
  const scores = `select v.of, v.score, j.outcomes from ${journeys(scope)}
    cross join lateral (values ('journey', j.score), ('weakest', j.lowest)) as v(of, score)`;
  return readSpread(tables, scope, scores);
}

/** Customers by how far they trust each area that promised them something. */
export function readClientSpread(tables: Queryable, scope: AuditScope): Promise<SpreadCounts[]> {
  const scores = `select e.truster || ' ' || e.trustee as of, e.score, e.kept_count + e.broken_count as outcomes
    from ${edgeTrust(scope)} where e.truster = 'customer'`;
  return readSpread(tables, scope, scores);
}

/** Cases opened in the period by the areas that bear them, `s`: a row for each, with its `share`. */
export function caseShares(scope: AuditScope): string {
  return `(select c.customer_id, c.case_id, c.opened_at, c.nature, c.issue, c.state, ${areaSql(scope, 'x.key')} as area,
      x.value::float8 as share
    from ${openedCases(scope)} cross join lateral jsonb_each_text(c.shares) as x where x.value::float8 > 0) s`;
}

export interface NatureCounts {
  readonly nature: string;
  readonly count: number;
  readonly open: number;
}

/** Cases by the nature of the event. */
export function readNatures(tables: Queryable, scope: AuditScope): Promise<NatureCounts[]> {
  return ask(
    tables,
    scope,
    `select c.nature, count(*) as count, count(*) filter (where c.state = 'open') as open
     from ${openedCases(scope)} group by c.nature`,
  );
}

export interface BurdenWeights {
  readonly nature: string;
  readonly area: string;
  readonly weight: number;
}

/** What each area bears of the cases of a nature, each case counting 1. */
export function readBurdenWeights(tables: Queryable, scope: AuditScope): Promise<BurdenWeights[]> {
  return ask(
    tables,
    scope,
    `select s.nature, s.area, sum(s.share) as weight from ${caseShares(scope)} group by s.nature, s.area`,
  );
}
