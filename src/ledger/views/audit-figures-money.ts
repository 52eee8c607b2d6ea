/** The figures of an audit that are made of money. */
import type { FigureKind } from './audit-figure-kinds.ts';
import { caseAtRisk } from './audit-money.ts';
import { contactMeasures } from './audit-trust.ts';

const movements = [
  { movement: 'in', words: 'Revenue In' },
  { movement: 'out', words: 'Revenue Out' },
  { movement: 'stays', words: 'Revenue Stays' },
] as const;

const inCurrency = 'm.currency = {currency}';

/** Sums of one movement, and how many entries they are made of. */
function sums(prefix: string, words: string, conditions: readonly string[]): FigureKind[] {
  return movements.map(({ movement, words: name }) => ({
    pattern: `${prefix}.${movement}`,
    source: 'money',
    where: [inCurrency, `m.movement = '${movement}'`, ...conditions].join(' and '),
    shows: 'money',
    sum: 'm.amount',
    words: `${name}${words}`,
  }));
}

const revenue: readonly FigureKind[] = [
  ...sums('revenue.{currency}', '', []),
  ...movements.map(
    ({ movement, words }): FigureKind => ({
      pattern: `revenue.{currency}.${movement}Count`,
      source: 'money',
      where: `${inCurrency} and m.movement = '${movement}'`,
      shows: 'count',
      words: `entries of ${words} in {currency}`,
    }),
  ),
  {
    pattern: 'revenue.{currency}.net',
    source: 'money',
    where: `${inCurrency} and m.movement in ('in', 'out')`,
    shows: 'money',
    sum: `case m.movement when 'in' then m.amount else -m.amount end`,
    words: 'Revenue In less Revenue Out',
  },
  ...sums('revenue.{currency}.steps.{step}', ' at the step “{step}”', ['m.step = {step}']),
  ...sums('revenue.{currency}.areas.{area}', ' where {area} broke its promise or bears the burden', [
    'm.area = {area}',
  ]),
  {
    pattern: 'revenue.{currency}.areas.{area}.atRisk',
    source: 'purchase',
    where: 'u.currency = {currency} and u.at_risk > 0 and u.at_risk_area = {area}',
    shows: 'money',
    sum: 'u.at_risk',
    words: 'money at risk now because of {area}',
  },
  {
    pattern: 'revenue.{currency}.atRisk',
    source: 'purchase',
    where: 'u.currency = {currency} and u.at_risk > 0',
    shows: 'money',
    sum: 'u.at_risk',
    words: 'money of purchases at risk now: a promise about them is late or broken, or a case is open',
  },
  {
    pattern: 'revenue.{currency}.atRiskCount',
    source: 'purchase',
    where: 'u.currency = {currency} and u.at_risk > 0',
    shows: 'count',
    words: 'purchases at risk now',
  },
  {
    pattern: 'revenue.{currency}.casesAtRisk',
    source: 'case',
    where: `c.currency = {currency} and ${caseAtRisk}`,
    shows: 'money',
    sum: 'c.at_risk',
    words: 'money at risk in open cases that name no purchase',
  },
  {
    pattern: 'revenue.{currency}.refunds.{reason}.amount',
    source: 'money',
    where: `${inCurrency} and m.movement = 'out' and coalesce(m.reason, 'no reason') = {reason}`,
    shows: 'money',
    sum: 'm.amount',
    words: 'money given back for “{reason}”',
  },
  {
    pattern: 'revenue.{currency}.refunds.{reason}.count',
    source: 'money',
    where: `${inCurrency} and m.movement = 'out' and coalesce(m.reason, 'no reason') = {reason}`,
    shows: 'count',
    words: 'refunds for “{reason}”',
  },
];

const share = 'those who bought again, divided by all of them; with the 95 % interval of Wilson';
const repurchase: readonly FigureKind[] = [
  {
    pattern: 'repurchase.customers',
    source: 'firstContact',
    where: contactMeasures.bought,
    shows: 'rate',
    words: 'customers who bought, and how many of them bought twice or more',
    formula: share,
  },
  {
    pattern: 'repurchase.afterKept',
    source: 'firstContact',
    where: contactMeasures.firstKept,
    shows: 'rate',
    words:
      'customers to whom the first promise was kept in time, and how many of them bought again after that (associated, not caused)',
    formula: share,
  },
  {
    pattern: 'repurchase.afterFailed',
    source: 'firstContact',
    where: contactMeasures.firstFailed,
    shows: 'rate',
    words:
      'customers to whom the first promise was late or broken, and how many of them bought again after that (associated, not caused)',
    formula: share,
  },
];

const lost: readonly FigureKind[] = [
  {
    pattern: 'lostDeals.{step}.deals',
    source: 'deal',
    where: 'd.step = {step}',
    shows: 'count',
    words: 'deals lost at the step “{step}”',
  },
  {
    pattern: 'lostDeals.{step}.money.{currency}.amount',
    source: 'deal',
    where: 'd.step = {step} and d.currency = {currency}',
    shows: 'money',
    sum: 'd.amount',
    words: 'money of deals lost at the step “{step}”',
  },
];

export const moneyFigures: readonly FigureKind[] = [
  ...revenue,
  ...repurchase,
  ...lost,
  {
    pattern: 'bySegment.{segment}.purchases',
    source: 'purchase',
    where: 'u.segment = {segment}',
    shows: 'count',
    words: 'purchases in {segment}',
  },
  ...sums('bySegment.{segment}.money.{currency}', ' in {segment}', ['m.segment = {segment}']),
];
