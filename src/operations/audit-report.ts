/** One audit: every read of its scope, and the report that the reads come to. */
import { findingsOf } from '../api/audit-findings.ts';
import type { AuditReport } from '../api/audit-report.ts';
import { verdictOf } from '../api/audit-verdict.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import type { Queryable } from '../ledger/queryable.ts';
import {
  type MoneyCounts,
  readCasesAtRisk,
  readLostDeals,
  readMoney,
  readPurchaseSegments,
  readPurchasesAtRisk,
} from '../ledger/views/audit-money.ts';
import {
  type MeasureCounts,
  type PromiseCounts,
  readContacts,
  readFeedback,
  readImposed,
  readLinks,
  readMonths,
  readPromiseCounts,
} from '../ledger/views/audit-promises.ts';
import { type AreaOutcomes, readOutcomes, readTopics } from '../ledger/views/audit-recurrence.ts';
import { readAreaCases, readBurdenWeights, readNatures, readStepTrust } from '../ledger/views/audit-steps.ts';
import type { AuditScope, AuditWindows } from '../ledger/views/audit-scope.ts';
import {
  type EdgeScores,
  type FirstContacts,
  readAreaScores,
  readCustomerCount,
  readEdges,
  readFirstContacts,
  readOpenCases,
  readRevenueByCustomer,
} from '../ledger/views/audit-trust.ts';
import { journeyOf, type Travels, travelsOf } from './audit-journey.ts';
import { lostDealsOf, repurchaseOf, revenueOf } from './audit-money-parts.ts';
import { sumOf } from './audit-numbers.ts';
import {
  balanceOf,
  byAreaOf,
  bySegmentOf,
  chainsOf,
  feedbackOf,
  handOffsOf,
  keptRateOf,
  punctualityOf,
  reconciles,
  totals,
} from './audit-promise-parts.ts';
import { recurrenceOf, windowsOf } from './audit-recurrence.ts';
import { byStepOf, caseBurdensOf, customersTimeOf, spreadOf } from './audit-step-parts.ts';
import { consistencyOf, relationshipsOf } from './audit-trust-parts.ts';

interface AuditQuestion {
  readonly company: Company;
  readonly scope: AuditScope;
  readonly windowDays: number | undefined;
  readonly filters: Readonly<Record<string, string>>;
}

type PartName = Exclude<keyof AuditReport, 'verdict' | 'findings'>;
type Parts = Pick<AuditReport, PartName>;

export interface Reads {
  readonly question: AuditQuestion;
  readonly tables: Queryable;
  /** The company's promises, and those of customers. */
  readonly groups: () => Promise<readonly PromiseCounts[]>;
  readonly theirGroups: () => Promise<readonly PromiseCounts[]>;
  readonly byArea: () => Promise<AuditReport['byArea']>;
  readonly journey: () => Promise<AuditReport['journey']>;
  readonly travels: () => Promise<Travels>;
  readonly outcomes: () => Promise<readonly AreaOutcomes[]>;
  readonly edges: () => Promise<readonly EdgeScores[]>;
  readonly customers: () => Promise<number>;
  readonly firstContacts: () => Promise<FirstContacts>;
  readonly money: () => Promise<readonly MoneyCounts[]>;
  readonly windows: () => Promise<AuditWindows>;
  /** Parts that were computed, or are being. */
  readonly parts: Map<PartName, Promise<unknown>>;
}

/** What several parts of an audit need: each is read once, and only if some part asks for it. */
export function readsOf(tables: Queryable, question: AuditQuestion): Reads {
  const { scope, company } = question;
  const allGroups = once(() => readPromiseCounts(tables, scope));
  const groups = once(async () => (await allGroups()).filter(({ area }) => area !== 'customer'));
  const travels = once(async () => travelsOf(await readAreaScores(tables, scope), company.policy.trust.journeyPower));
  const customers = once(() => readCustomerCount(tables, scope));
  const firstContacts = once(() => readFirstContacts(tables, scope));
  const byArea = once(async () =>
    byAreaOf({
      company,
      groups: await groups(),
      imposed: await readImposed(tables, scope),
      only: scope.areas?.[0] ?? null,
    }),
  );
  return {
    question,
    tables,
    groups,
    theirGroups: once(async () => (await allGroups()).filter(({ area }) => area === 'customer')),
    travels,
    outcomes: once(() => readOutcomes(tables, scope)),
    edges: once(() => readEdges(tables, scope)),
    byArea,
    customers,
    firstContacts,
    parts: new Map(),
    money: once(() => readMoney(tables, scope)),
    windows: once(async () =>
      windowsOf(scope, earliest((await groups()).map(({ first_at }) => first_at)), question.windowDays),
    ),
    journey: once(async () =>
      journeyOf({
        company,
        customers: await customers(),
        travels: await travels(),
        revenue: await readRevenueByCustomer(tables, scope),
        firstContacts: await firstContacts(),
        forecasts: (await byArea()).flatMap(({ forecast }) => (forecast.value === null ? [] : [forecast.value])),
      }),
    ),
  };
}

/** Each part of an audit from its reads: a fixed number of statements, whatever the number of areas and customers. */
const parts: { readonly [Part in PartName]: (reads: Reads) => Promise<AuditReport[Part]> } = {
  scope: async ({ question: { scope, company, filters }, customers, groups }) => ({
    since: scope.since,
    until: scope.until,
    area: scope.areas?.[0] ?? null,
    areaName: scope.areas?.[0] === undefined ? null : areaName(company, scope.areas[0]),
    segment: scope.segment,
    asOf: scope.at,
    zone: scope.zone,
    filters,
    customers: await customers(),
    promises: sumOf(await groups(), ({ made }) => made),
  }),
  balance: async ({ groups }) => {
    const balance = balanceOf(totals(await groups()));
    return { ...balance, reconciles: reconciles(balance) };
  },
  keptRate: async ({ groups }) => ({
    toCustomers: keptRateOf(totalsOf(await groups(), 'toCustomers')),
    internal: keptRateOf(totalsOf(await groups(), 'internal')),
  }),
  neverPromised: async ({ groups }) => {
    const { requested, offered, countered, declined, withdrawn } = totals(await groups());
    return { requested, offered, countered, declined, withdrawn };
  },
  byCustomers: async ({ theirGroups }) => balanceOf(totals(await theirGroups())),
  irregular: async ({ groups }) => ({
    promises: totals(await groups()).irregular,
    moves: sumOf(await groups(), ({ irregular_moves }) => irregular_moves),
  }),
  backing: async ({ groups }) => {
    const { unbackedOpen, imposedOpen } = totals(await groups());
    const { cannot, willNot, didNotCare, unclear, outside, unsaid } = totalsOf(await groups(), 'toCustomers');
    return { unbackedOpen, imposedOpen, brokenBecause: { cannot, willNot, didNotCare, unclear, outside, unsaid } };
  },
  punctuality: async ({ groups }) => ({
    toCustomers: punctualityOf(totalsOf(await groups(), 'toCustomers')),
    internal: punctualityOf(totalsOf(await groups(), 'internal')),
  }),
  byArea: ({ byArea }) => byArea(),
  handOffs: async ({ groups }) => handOffsOf(await groups()),
  bySegment: async ({ groups, money, tables, question }) =>
    bySegmentOf({
      groups: await groups(),
      money: await money(),
      purchases: await readPurchaseSegments(tables, question.scope),
    }),
  chains: async ({ tables, question: { scope, company } }) => chainsOf(await readLinks(tables, scope), company),
  feedbackByOutcome: async ({ tables, question }) => feedbackOf(await readFeedback(tables, question.scope)),
  customersTime: async ({ groups, outcomes, tables, question: { scope, company } }) =>
    customersTimeOf({
      company,
      groups: await groups(),
      outcomes: await outcomes(),
      cases: await readAreaCases(tables, scope),
      contacts: await readContacts(tables, scope),
    }),
  byStep: async ({ groups, tables, question: { scope, company } }) =>
    byStepOf(await groups(), await readStepTrust(tables, scope), company),
  caseBurdens: async ({ tables, question: { scope, company } }) =>
    caseBurdensOf({
      company,
      natures: await readNatures(tables, scope),
      weights: await readBurdenWeights(tables, scope),
    }),
  spread: async ({ travels, edges, question }) => spreadOf(await travels(), await edges(), question.company),
  journey: ({ journey }) => journey(),
  relationships: async ({ groups, edges, tables, question: { scope, company } }) =>
    relationshipsOf({
      company,
      edges: await edges(),
      groups: await groups(),
      openCases: await readOpenCases(tables, scope),
    }),
  consistency: async ({ tables, question, journey }) =>
    consistencyOf(await journey(), await readMonths(tables, question.scope)),
  recurrence: async ({ tables, question: { scope, company }, windows, outcomes }) =>
    recurrenceOf({
      scope,
      company,
      windows: await windows(),
      ...(await readTopics(tables, scope, await windows())),
      outcomes: await outcomes(),
    }),
  revenue: async ({ tables, question: { scope, company }, money }) =>
    revenueOf({
      company,
      money: await money(),
      atRisk: await readPurchasesAtRisk(tables, scope),
      casesAtRisk: await readCasesAtRisk(tables, scope),
    }),
  repurchase: async ({ firstContacts }) => repurchaseOf(await firstContacts()),
  lostDeals: async ({ tables, question }) => lostDealsOf(await readLostDeals(tables, question.scope)),
};

/** The whole audit. Its statements are asked all at once: those who answer them share them out. */
export async function computeAudit(reads: Reads): Promise<AuditReport> {
  const names = Object.keys(parts) as PartName[];
  const computed = await Promise.all(names.map(async (name) => [name, await partOf(reads, name)] as const));
  const known = Object.fromEntries(computed) as unknown as Parts;
  return { ...known, verdict: verdictOf(known), findings: findingsOf(known) };
}

/** The one part of the audit that a figure belongs to, under its name; nothing where there is no such part. */
export async function computePartOf(reads: Reads, figure: string): Promise<Readonly<Record<string, unknown>>> {
  const name = figure.split('.')[0] ?? '';
  return Object.hasOwn(parts, name) ? { [name]: await partOf(reads, name as PartName) } : {};
}

function partOf(reads: Reads, name: PartName): Promise<unknown> {
  const known = reads.parts.get(name) ?? parts[name](reads);
  reads.parts.set(name, known);
  return known;
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | undefined;
  return () => (known ??= read());
}

function totalsOf(groups: readonly PromiseCounts[], audience: PromiseCounts['audience']): MeasureCounts {
  return totals(groups.filter((group) => group.audience === audience));
}

function earliest(instants: readonly string[]): string | null {
  return instants.reduce<string | null>((first, at) => (first === null || at < first ? at : first), null);
}
