/** What an audit counts of money: movements, what is at risk now, repurchase, deals that were lost. */
import type { Queryable } from '../queryable.ts';
import { ask, type AuditScope } from './audit-scope.ts';
import { lostDeals, money, openedCases, purchases } from './audit-sources.ts';

export interface MoneyCounts {
  readonly currency: string;
  readonly movement: 'in' | 'out' | 'stays';
  readonly step: string;
  readonly area: string | null;
  readonly reason: string | null;
  readonly segment: string | null;
  readonly count: number;
  readonly amount: number;
}

/** Movements of money in groups that every section adds up in its own way. Amounts are minor units. */
export function readMoney(tables: Queryable, scope: AuditScope): Promise<MoneyCounts[]> {
  return ask(
    tables,
    scope,
    `select m.currency, m.movement, m.step, m.area, m.reason, m.segment, count(*) as count, sum(m.amount)::bigint as amount
     from ${money(scope)} group by m.currency, m.movement, m.step, m.area, m.reason, m.segment`,
  );
}

export interface RiskCounts {
  readonly currency: string;
  readonly area: string | null;
  readonly count: number;
  readonly amount: number;
}

/** Money of purchases that is at risk now, by the area because of which it is. */
export function readPurchasesAtRisk(tables: Queryable, scope: AuditScope): Promise<RiskCounts[]> {
  return ask(
    tables,
    scope,
    `select u.currency, u.at_risk_area as area, count(*) as count, sum(u.at_risk)::bigint as amount
     from ${purchases(scope)} where u.at_risk > 0 group by u.currency, u.at_risk_area`,
  );
}

/** Open cases that name money and no purchase. */
export const caseAtRisk = `c.state = 'open' and c.purchase_id is null and c.at_risk > 0`;

export function readCasesAtRisk(tables: Queryable, scope: AuditScope): Promise<RiskCounts[]> {
  return ask(
    tables,
    scope,
    `select c.currency, c.area, count(*) as count, sum(c.at_risk)::bigint as amount
     from ${openedCases(scope)} where ${caseAtRisk} group by c.currency, c.area`,
  );
}

/** Purchases by segment. */
export function readPurchaseSegments(
  tables: Queryable,
  scope: AuditScope,
): Promise<{ readonly segment: string | null; readonly count: number }[]> {
  return ask(tables, scope, `select u.segment, count(*) as count from ${purchases(scope)} group by u.segment`);
}

export interface LostDealCounts {
  readonly step: string;
  readonly currency: string | null;
  readonly count: number;
  readonly amount: number | null;
}

/** Deals that were lost, by the step at which they were. */
export function readLostDeals(tables: Queryable, scope: AuditScope): Promise<LostDealCounts[]> {
  return ask(
    tables,
    scope,
    `select d.step, d.currency, count(*) as count, sum(d.amount)::bigint as amount from ${lostDeals(scope)} group by d.step, d.currency`,
  );
}
