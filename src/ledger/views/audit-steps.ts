/** What an audit counts at each step of the process, of customers' time by area, and of how trust is spread over them. */
import type { Step } from '../../domain/process.ts';
import type { Queryable } from '../queryable.ts';
import { packNumbers, unpackNumbers } from './audit-packed.ts';
import { contactsSql } from './audit-promises.ts';
import { areaSql, ask, type AuditScope, scoreTolerance } from './audit-scope.ts';
import { openedCases } from './audit-sources.ts';
import { stepTrust } from './audit-trust-sources.ts';

export interface StepScores {
  readonly area: string;
  readonly step: Step;
  readonly scores: Float64Array;
}

/** Trust of every customer by area and step. */
export async function readStepTrust(tables: Queryable, scope: AuditScope): Promise<StepScores[]> {
  const rows = await ask<Omit<StepScores, 'scores'> & { readonly numbers: string }>(
    tables,
    scope,
    `select e.area, e.step, ${packNumbers('e.score')} as numbers from ${stepTrust(scope)} group by e.area, e.step`,
  );
  return rows.map(({ numbers, ...of }) => ({ ...of, scores: unpackNumbers(numbers) }));
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
