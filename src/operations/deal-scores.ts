/** Deals of one currency with both values: read in two statements, valued beside the server in one pass, kept while true. */
import type { NotSaid } from '../api/model-views.ts';
import { type Company, currentArea } from '../domain/company/company.ts';
import { type Day, type Instant, justAfter } from '../domain/instants.ts';
import type { Answer } from '../domain/statistics/answer.ts';
import type { MatchedComparison } from '../domain/statistics/matched-comparison.ts';
import { type DealEntry, dealMoments, pickMoments } from '../domain/lifetime/deal-moments.ts';
import type { DealValues } from '../domain/lifetime/deal-values.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readCompany } from '../ledger/read.ts';
import { readSteadily } from '../ledger/views/audit-reading.ts';
import { type DealRow, readDealEntries, readDeals } from '../ledger/views/deals.ts';
import type { Context } from './context.ts';
import { inWorker } from './in-worker.ts';
import { keptAnswer } from './kept-answers.ts';
import { reading } from './reading.ts';
import { basisOf, valueRefusedOf } from './value-answers.ts';
import { type CurrencyValues, customerValues, dayNumber, dayOfNumber, weeksPerYear } from './value-scores.ts';

/** The newest deals that are valued, and the payments read for their histories, at most. */
const dealsMax = 20_000;
const entriesMax = 400_000;
/** A deal is followed for so long after its day, to see what its broken promises go with. */
export const followedDays = 180;

/** The ways in which deals are summed up. */
export const dealGroupings = ['all', 'quarter', 'area', 'person'] as const;
export type DealGrouping = (typeof dealGroupings)[number];

export interface DealScores {
  readonly at: Instant;
  readonly company: Company;
  readonly currency: string;
  readonly otherCurrencies: readonly string[];
  readonly deals: readonly DealRow[];
  readonly isWhole: boolean;
  /** Null where no deal could be valued; `notKnown` says why. */
  readonly found: Valued | null;
  readonly notKnown: string | null;
  /** The same for who wants to know it exactly, with what is missing. */
  readonly refused: NotSaid | null;
  readonly basis: (ReturnType<typeof basisOf> & { readonly draws: number }) | null;
}

export interface Valued {
  readonly values: DealValues;
  /** The place of each deal among the values; of deals that could not be valued there is none. */
  readonly places: ReadonlyMap<DealRow, number>;
  /** Whether the deal was the customer's first, by its place. */
  readonly isFirst: readonly boolean[];
  /** The groups of each way to sum up, by their keys. */
  readonly groups: Readonly<Record<DealGrouping, ReadonlyMap<string, number>>>;
  /** What all customers are expected to bring now. */
  readonly now: number;
  readonly brokenPromises: Answer<MatchedComparison>;
}

/** All deals of a currency, the newest first, with both values. */
export function dealScores(context: Context, currency: string | undefined): Promise<DealScores> {
  return keptAnswer(context, `deals ${currency ?? ''}`, async () => {
    const read = await customerValues(context, currency === undefined ? {} : { currency });
    const [values] = read.currencies;
    const facts = await reading(context, undefined, null, (_, at) =>
      readSteadily(context.database, (tables) => readFacts(tables, at, values?.currency ?? currency)),
    );
    const others = [...read.currencies.slice(1).map((one) => one.currency), ...read.otherCurrencies];
    const head = { ...facts, otherCurrencies: others, isWhole: facts.deals.length < dealsMax };
    if (values === undefined)
      return { ...head, found: null, notKnown: 'nobody has bought anything yet', basis: null, refused: null };
    const basis = { ...basisOf(values), draws: values.valuation.values?.drawnFits.length ?? 0 };
    const refused = basis.refused ?? valueRefusedOf(values);
    if (refused !== null) return { ...head, found: null, notKnown: inPlainWords(basis.model), basis, refused };
    return { ...head, found: await valued(facts, values, read.settings), notKnown: null, basis, refused: null };
  });
}

function inPlainWords(model: string | null): string {
  return model === null
    ? 'how customers go on buying cannot be told from these purchases'
    : 'what a purchase will bring cannot be told from these purchases';
}

interface Facts {
  readonly at: Instant;
  readonly company: Company;
  readonly currency: string;
  readonly deals: readonly DealRow[];
  readonly entries: readonly DealEntry[];
}

async function readFacts(tables: Queryable, at: Instant, known: string | undefined): Promise<Facts> {
  const company = await readCompany(tables, at);
  const currency = known ?? company.policy.currency;
  const watched = { currency, zone: company.policy.zone, end: justAfter(at) };
  const deals = (await readDeals(tables, watched, dealsMax)).map((deal) => ({
    ...deal,
    // An area that became part of another is one with it, here as everywhere.
    area: deal.area === null ? null : currentArea(company, deal.area),
  }));
  const entries = (await readDealEntries(tables, watched, entriesMax)).map((row) => ({
    customerId: row.customer_id,
    day: row.day,
    amount: row.amount,
    isPaid: row.paid,
    ofDay: row.of_day,
  }));
  return { at, company, currency, deals, entries };
}

async function valued(
  { deals, entries }: Facts,
  { valuation, until }: CurrencyValues,
  settings: { readonly marginShare: number; readonly discountYearly: number; readonly valueYears: number },
): Promise<Valued | null> {
  const { model, spendFit, values } = valuation;
  const fit = model === null ? null : valuation.fits[model];
  if (model === null || fit?.answered !== true || !spendFit.answered || values === null) return null;
  const all = dealMoments(entries);
  const placeOf = new Map(all.customerIds.map((id, place) => [`${id} ${all.days[place]}`, place]));
  const known = deals.flatMap((deal) => {
    const place = deal.kind === 'won' && !deal.is_contract ? placeOf.get(`${deal.customer_id} ${deal.day}`) : undefined;
    return place === undefined ? [] : [{ deal, place }];
  });
  const { moments, picked } = pickMoments(all, new Set(known.map(({ place }) => place)));
  const moment = Uint32Array.from(known, ({ place }) => picked.get(place) ?? 0);
  const keys: Readonly<Record<DealGrouping, (deal: DealRow) => string>> = {
    all: () => '',
    quarter: ({ day }) => quarterOf(dayOfNumber(day)),
    area: ({ area }) => area ?? '',
    person: ({ person }) => person ?? '',
  };
  const groups = Object.fromEntries(
    dealGroupings.map((per) => [per, placesOf(known.map(({ deal }) => keys[per](deal)))]),
  ) as Record<DealGrouping, ReadonlyMap<string, number>>;
  const now = sumOfAll(values.value);
  const under = {
    model,
    fitted: { purchases: estimatesOf(fit.parameters), spend: estimatesOf(spendFit.parameters) },
    marginShare: settings.marginShare,
    discount: {
      rate: Math.log(1 + settings.discountYearly) / weeksPerYear,
      horizon: settings.valueYears * weeksPerYear,
    },
  };
  const found = await inWorker('deals', {
    ...under,
    moments,
    drawn: values.drawnFits,
    now: { value: now, drawn: values.drawnTotals.map(sumOfAll) },
    deals: {
      moment,
      share: Float64Array.from(known, ({ deal }, index) => {
        const paid = moments.amount[moment[index] ?? 0] ?? 0;
        return paid > 0 ? (deal.amount ?? 0) / paid : 0;
      }),
    },
    groupings: dealGroupings.map((per) => ({
      group: Uint32Array.from(known, ({ deal }) => groups[per].get(keys[per](deal)) ?? 0),
      groups: groups[per].size,
    })),
  });
  const promised = known.filter(({ deal }) => deal.promises > 0);
  const followed = await inWorker('brokenPromises', {
    ...under,
    entries,
    deals: promised.map(({ deal }) => ({ customerId: deal.customer_id, day: deal.day, isBroken: deal.broken > 0 })),
    until: dayNumber(until),
    days: followedDays,
  });
  return {
    now,
    brokenPromises: followed,
    values: found,
    places: new Map(known.map(({ deal }, index) => [deal, index])),
    isFirst: Array.from(moment, (row) => moments.isFirst[row] === 1),
    groups,
  };
}

function sumOfAll(amounts: Float64Array): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function estimatesOf(parameters: readonly { readonly estimate: number }[]): readonly number[] {
  return parameters.map(({ estimate }) => estimate);
}

/** Each key once, with its number. */
function placesOf(keys: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(keys)].map((key, place) => [key, place]));
}

const monthsPerQuarter = 3;

/** `2026-04-01` as 2026 Q2. */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / monthsPerQuarter)}`;
}
