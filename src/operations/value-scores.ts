/** Scores of all customers, by currency: read from the ledger, fitted beside the server, and kept as long as they are true. */
import { createHash } from 'node:crypto';
import type { Policy } from '../domain/company/policy.ts';
import {
  dayOf,
  type Day,
  endOfDay,
  type Instant,
  justAfter,
  millisecondsPerDay,
  type Zone,
} from '../domain/instants.ts';
import type { CustomersToValue, Valuation, ValuationAsked } from '../domain/lifetime/valuation.ts';
import type { Database, Queryable } from '../ledger/queryable.ts';
import { readCompany } from '../ledger/read.ts';
import { readSteadily } from '../ledger/views/audit-reading.ts';
import { readJourneyScores } from '../ledger/views/journey-scores.ts';
import {
  type HistoryColumns,
  readCurrencies,
  readHistories,
  type Watched,
} from '../ledger/views/purchase-histories.ts';
import { scopeOf } from './audit-asked.ts';
import type { Context } from './context.ts';
import { inWorker } from './in-worker.ts';
import { keptAnswer } from './kept-answers.ts';
import { reading } from './reading.ts';
import { type Grouping, groupingOf } from './value-groups.ts';

export interface ValueAsked {
  readonly currency?: string | undefined;
  readonly until?: Day | undefined;
}

/** What the policy says of lifetime value. */
export type ValueSettings = Pick<Policy, 'marginShare' | 'discountYearly' | 'valueYears'>;

/** All customers who bought in one currency; one place a customer in each column. */
export interface CurrencyValues {
  readonly currency: string;
  readonly from: Day;
  readonly until: Day;
  readonly histories: HistoryColumns;
  readonly customers: CustomersToValue;
  /** Trust in the whole journey, of customers who have any. */
  readonly trust: ReadonlyMap<string, number>;
  readonly grouping: Grouping;
  readonly valuation: Valuation;
  /** Customers who bought under a contract: what is paid under it is valued by its renewals, and not here. */
  readonly contracted: number;
  /** The place of each customer in the columns. */
  readonly places: ReadonlyMap<string, number>;
}

export interface ValuesRead {
  readonly at: Instant;
  readonly zone: Zone;
  readonly settings: ValueSettings;
  readonly currencies: readonly CurrencyValues[];
  readonly otherCurrencies: readonly string[];
}

export const weeksPerYear = 365.25 / 7;
const currenciesMax = 4;
/** Always the same customers are drawn, so that a figure changes only when the facts do. */
const seed = 1;

/**
 * What every customer is expected to bring, as scored now. `valuation.values.value[places.get(id)]` is the expected
 * lifetime value of a customer in minor units of `currency`; `values` is null where it cannot be told.
 */
export function customerValues(context: Context, asked: ValueAsked): Promise<ValuesRead> {
  const { currency, until } = asked;
  return keptAnswer(context, `value ${JSON.stringify({ currency, until })}`, () =>
    reading(context, undefined, null, async (_, at) => {
      const facts = await readSteadily(context.database, (tables) => readFacts(tables, asked, at));
      const currencies: CurrencyValues[] = [];
      for (const found of facts.currencies) currencies.push(await valued(context.database, found, facts.settings));
      return { ...facts, at, currencies };
    }),
  );
}

interface FactsOfCurrency {
  readonly watched: WatchedCurrency;
  readonly histories: HistoryColumns;
  readonly trust: ReadonlyMap<string, number>;
}

async function readFacts(tables: Queryable, asked: ValueAsked, at: Instant) {
  const company = await readCompany(tables, at);
  const { zone, marginShare, discountYearly, valueYears } = company.policy;
  const { shown, others } = await readWatched(tables, asked, { zone, at });
  const trust = shown.length === 0 ? new Map() : await readJourneyScores(tables, scopeOf({}, company, at));
  const currencies: FactsOfCurrency[] = [];
  for (const watched of shown) currencies.push({ watched, histories: await readHistories(tables, watched), trust });
  return { zone, settings: { marginShare, discountYearly, valueYears }, currencies, otherCurrencies: others };
}

/** A currency with the day of its first purchase, and how many customers bought under a contract. */
interface WatchedCurrency extends Watched {
  readonly from: Day;
  readonly contracted: number;
}

/** The currencies asked for, each with the time in which it is watched: until the last purchase, unless told otherwise. */
export async function readWatched(
  tables: Queryable,
  { currency, until }: ValueAsked,
  { zone, at }: { readonly zone: string; readonly at: Instant },
): Promise<{ readonly shown: readonly WatchedCurrency[]; readonly others: readonly string[] }> {
  const end = until === undefined ? justAfter(at) : justAfter(endOfDay(until, zone));
  const known = await readCurrencies(tables, end);
  const wanted = known.filter((one) => currency === undefined || one.currency === currency);
  const shown = wanted.slice(0, currenciesMax).map((one) => {
    const last = until ?? dayOf(one.last_at, zone);
    const { first_at, contracted } = one;
    const end = justAfter(endOfDay(last, zone));
    return { currency: one.currency, zone, from: dayOf(first_at, zone), until: last, end, contracted };
  });
  return { shown, others: wanted.slice(currenciesMax).map((one) => one.currency) };
}

/** A day as days since 1970, and back. */
export function dayNumber(day: Day): number {
  return Date.parse(day) / millisecondsPerDay;
}

export function dayOfNumber(number: number): Day {
  return new Date(number * millisecondsPerDay).toISOString().slice(0, 10);
}

/** Histories as the models know them, in weeks until the end of a day. */
export function toHistories({ repeats, firstDay, lastDay }: HistoryColumns, until: Day) {
  const end = dayNumber(until);
  return {
    purchaseCount: repeats,
    recency: lastDay.map((last, row) => (last - (firstDay[row] ?? 0)) / 7),
    age: firstDay.map((first) => (end - first) / 7),
  };
}

/** The months of which histories tell. */
export function monthsOf({ firstDay }: HistoryColumns, until: Day): { readonly from: string; readonly until: string } {
  return { from: firstOf(firstDay, until).slice(0, 7), until: until.slice(0, 7) };
}

function firstOf(firstDay: Float64Array, until: Day): Day {
  return dayOfNumber(firstDay.reduce((least, day) => Math.min(least, day), dayNumber(until)));
}

async function valued(database: Database, facts: FactsOfCurrency, settings: ValueSettings): Promise<CurrencyValues> {
  const { watched, histories, trust } = facts;
  const { until } = watched;
  const grouping = groupingOf(histories, trust);
  const customers = {
    ...toHistories(histories, until),
    meanSpend: histories.repeatSpend.map((spend, row) => Math.max(0, spend) / Math.max(1, histories.repeats[row] ?? 0)),
    group: grouping.group,
  };
  const asked: ValuationAsked = {
    groups: grouping.groups,
    marginShare: settings.marginShare,
    discount: {
      rate: Math.log(1 + settings.discountYearly) / weeksPerYear,
      horizon: settings.valueYears * weeksPerYear,
    },
    ahead: weeksPerYear,
    seed,
    period: monthsOf(histories, until),
  };
  return {
    currency: watched.currency,
    from: watched.from,
    until,
    histories,
    contracted: watched.contracted,
    customers,
    trust,
    grouping,
    valuation: await knownValuation(database, { customers, asked }),
    places: new Map(histories.customerIds.map((id, row) => [id, row])),
  };
}

type ValuationInput = { readonly customers: CustomersToValue; readonly asked: ValuationAsked };

const valuationsOf = new WeakMap<Database, Map<string, Promise<Valuation>>>();
const valuationsMax = 6;

/** Much is recorded that changes nothing of purchases: the same columns are not fitted twice. */
function knownValuation(database: Database, input: ValuationInput): Promise<Valuation> {
  const known = valuationsOf.get(database) ?? new Map<string, Promise<Valuation>>();
  valuationsOf.set(database, known);
  const hash = createHash('sha256').update(JSON.stringify(input.asked));
  for (const column of Object.values(input.customers)) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  const key = hash.digest('hex');
  const valuation = known.get(key) ?? inWorker('value', input);
  known.delete(key);
  known.set(key, valuation);
  const [oldest] = known.keys();
  if (known.size > valuationsMax && oldest !== undefined) known.delete(oldest);
  valuation.catch(() => known.delete(key));
  return valuation;
}
