/** The parts of an audit that are made of money: revenue, repurchase, deals that were lost. */
import type { AuditReport } from '../api/audit-report.ts';
import { figureKey } from '../api/audit-values.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import { steps } from '../domain/process.ts';
import type { LostDealCounts, MoneyCounts, RiskCounts } from '../ledger/views/audit-money.ts';
import type { FirstContacts } from '../ledger/views/audit-trust.ts';
import { compareTexts, groupBy, rateOf, sumOf } from './audit-numbers.ts';
import { movementsOf } from './audit-promise-parts.ts';

interface RevenueSources {
  readonly company: Company;
  readonly money: readonly MoneyCounts[];
  readonly atRisk: readonly RiskCounts[];
  readonly casesAtRisk: readonly RiskCounts[];
}

/** Money by currency, in minor units. Different currencies are never added. */
export function revenueOf(sources: RevenueSources): AuditReport['revenue'] {
  const all = [...sources.money, ...sources.atRisk, ...sources.casesAtRisk];
  const currencies = [...new Set(all.map(({ currency }) => currency))].sort(compareTexts);
  return currencies.map((currency) => {
    const figure = `revenue.${currency}`;
    const mine = sources.money.filter((entry) => entry.currency === currency);
    const risks = sources.atRisk.filter((risk) => risk.currency === currency);
    const counted = (movement: MoneyCounts['movement']) =>
      sumOf(mine, (entry) => (entry.movement === movement ? entry.count : 0));
    const sums = movementsOf(mine);
    return {
      figure,
      currency,
      ...sums,
      inCount: counted('in'),
      outCount: counted('out'),
      staysCount: counted('stays'),
      net: sums.in - sums.out,
      atRisk: sumOf(risks, ({ amount }) => amount),
      atRiskCount: sumOf(risks, ({ count }) => count),
      casesAtRisk: sumOf(
        sources.casesAtRisk.filter((risk) => risk.currency === currency),
        ({ amount }) => amount,
      ),
      steps: steps.flatMap((step) => {
        const entries = mine.filter((entry) => entry.step === step);
        return entries.length === 0 ? [] : [{ figure: `${figure}.steps.${step}`, step, ...movementsOf(entries) }];
      }),
      areas: areasOf(figure, mine, risks, sources.company),
      refunds: refundsOf(figure, mine),
    };
  });
}

/** Where money was lost or kept, the area with the most first. */
function areasOf(figure: string, money: readonly MoneyCounts[], risks: readonly RiskCounts[], company: Company) {
  const entries = groupBy(money, ({ area }) => area);
  const atRisk = groupBy(risks, ({ area }) => area);
  return [...new Set([...entries.keys(), ...atRisk.keys()])]
    .map((area) => {
      const { out, stays } = movementsOf(entries.get(area) ?? []);
      return {
        figure: `${figure}.areas.${figureKey(area)}`,
        area,
        name: areaName(company, area),
        out,
        stays,
        atRisk: sumOf(atRisk.get(area) ?? [], ({ amount }) => amount),
      };
    })
    .sort(
      (one, other) =>
        other.out + other.atRisk - one.out - one.atRisk ||
        other.stays - one.stays ||
        compareTexts(one.area, other.area),
    );
}

function refundsOf(figure: string, money: readonly MoneyCounts[]) {
  const out = money.filter(({ movement }) => movement === 'out');
  return [...groupBy(out, ({ reason }) => reason ?? 'no reason')]
    .map(([reason, entries]) => ({
      figure: `${figure}.refunds.${figureKey(reason)}`,
      reason,
      count: sumOf(entries, ({ count }) => count),
      amount: sumOf(entries, ({ amount }) => amount),
    }))
    .sort((one, other) => other.amount - one.amount || compareTexts(one.reason, other.reason));
}

/** Who bought again, over all and by how the first promise came out. */
export function repurchaseOf(contacts: FirstContacts): AuditReport['repurchase'] {
  return {
    customers: rateOf(contacts.boughtAgain, contacts.bought),
    afterKept: rateOf(contacts.againAfterKept, contacts.firstKept),
    afterFailed: rateOf(contacts.againAfterFailed, contacts.firstFailed),
  };
}

/** Deals lost, by the step at which they were lost. */
export function lostDealsOf(counts: readonly LostDealCounts[]): AuditReport['lostDeals'] {
  return steps.flatMap((step) => {
    const mine = counts.filter((counted) => counted.step === step);
    if (mine.length === 0) return [];
    const figure = `lostDeals.${step}`;
    const money = mine
      .flatMap(({ currency, amount }) =>
        currency === null || amount === null ? [] : [{ figure: `${figure}.money.${currency}`, currency, amount }],
      )
      .sort((one, other) => compareTexts(one.currency, other.currency));
    return [{ figure, step, deals: sumOf(mine, ({ count }) => count), money }];
  });
}
