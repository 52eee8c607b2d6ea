/** The land: what the customer base can bring today, what was burnt, who is resting, asks against gifts. */
import { type Land, landRowsMax } from '../api/land-views.ts';
import { type Company } from '../domain/company/company.ts';
import { daysLater, type Instant } from '../domain/instants.ts';
import { type Soil, type Standing, standingOf } from '../domain/selling/standing.ts';
import { burnOf } from '../domain/statistics/burn-index.ts';
import { productiveCapacity } from '../domain/statistics/productive-capacity.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readCompany } from '../ledger/read.ts';
import { readNames } from '../ledger/views/customers.ts';
import {
  type BaseRow,
  countAsks,
  countGifts,
  readAsks,
  readBase,
  readBreaches,
  readQuarters,
} from '../ledger/views/land.ts';
import { scopeOf } from './audit-asked.ts';
import { groupBy, sumOf } from './audit-numbers.ts';
import type { ValuesRead } from './value-scores.ts';

const yearDays = 365;
/** Six quarters and the one before them. */
const quartersDays = 640;

/** The land as the tables show it at an instant; `values`: what customers are expected to bring, where that is known. */
export async function landOf(tables: Queryable, at: Instant, values: ValuesRead | null): Promise<Land> {
  const company = await readCompany(tables, at);
  const { soil: rules, trust, zone } = company.policy;
  const scope = scopeOf({}, company, at);
  const yearAgo = daysLater(at, -yearDays);
  const standings = await readStandings(tables, company, at);
  const base = await readBase(tables, scope, yearAgo);
  const isRested = (customerId: string) => standings.get(customerId)?.state !== 'resting';
  const resting = [...standings].flatMap(([customerId, { state, until, because }]) =>
    state === 'resting' && because !== null ? [{ customerId, until, because }] : [],
  );
  const shown = resting.sort(longestFirst).slice(0, landRowsMax);
  const names = await readNames(
    tables,
    shown.map(({ customerId }) => customerId),
  );
  const quarters = await readQuarters(tables, scope, daysLater(at, -quartersDays));
  const customers = new Set(base.map(({ customer_id }) => customer_id));
  const restingBuyers = resting.filter(({ customerId }) => customers.has(customerId)).length;
  return {
    asOf: at,
    zone,
    rules,
    trustingFrom: trust.willingness,
    capacity: [...groupBy(base, ({ currency }) => currency)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([currency, rows]) =>
        capacityOf(currency, rows, {
          willingness: trust.willingness,
          isRested,
          expected: expectedIn(currency, values),
        }),
      ),
    // The first quarter has none before it.
    quarters: quarters
      .filter(({ earlier }) => earlier > 0)
      .map(({ from_new, new_customers, ...row }) => ({
        ...row,
        newCustomers: new_customers,
        ...burnOf({ ...row, fromNew: from_new }),
      })),
    resting: shown.map((row) => ({ ...row, name: names.get(row.customerId) ?? null })),
    counts: { customers: customers.size, resting: resting.length, rested: customers.size - restingBuyers },
    asks: await countAsks(tables, yearAgo),
    gifts: await countGifts(tables, yearAgo),
  };
}

interface Judged {
  readonly willingness: number;
  readonly isRested: (customerId: string) => boolean;
  /** Null where it is not known what customers are expected to bring. */
  readonly expected: ((customerId: string) => number) | null;
}

/** Without expected lifetime values each customer stands for what an active one spends in a year. */
function capacityOf(
  currency: string,
  rows: readonly BaseRow[],
  { willingness, isRested, expected }: Judged,
): Land['capacity'][number] {
  const active = rows.filter((row) => row.active);
  const meanSpend = active.length === 0 ? 0 : sumOf(active, ({ spent }) => spent) / active.length;
  const { leftOut: _, ...found } = productiveCapacity(
    rows.map((row) => ({
      customerId: row.customer_id,
      isActive: row.active,
      isTrusting: (row.journey ?? willingness) >= willingness,
      isRested: isRested(row.customer_id),
      expectedValue: expected === null ? meanSpend : expected(row.customer_id),
    })),
  );
  return {
    currency,
    ...found,
    basis: expected === null ? 'yearlySpend' : 'lifetimeValue',
    meanSpend,
    active: active.length,
  };
}

/** Who was not scored, having paid nothing, is expected to bring nothing. */
function expectedIn(currency: string, values: ValuesRead | null): Judged['expected'] {
  const scored = values?.currencies.find((one) => one.currency === currency);
  const amounts = scored?.valuation.values?.value;
  if (scored === undefined || amounts === undefined) return null;
  return (customerId) => {
    const place = scored.places.get(customerId);
    return place === undefined ? 0 : (amounts[place] ?? 0);
  };
}

/** Standing of everybody whom something was asked of, or something was broken to. The others are rested. */
async function readStandings(tables: Queryable, company: Company, at: Instant): Promise<ReadonlyMap<string, Standing>> {
  const { soil: rules } = company.policy;
  const asks = await readAsks(tables, daysLater(at, -Math.max(rules.askPeriodDays, rules.restAfterAskDays)));
  const breaches = await readBreaches(tables, daysLater(at, -rules.restAfterBreachDays));
  const soils = new Map<string, Soil>();
  for (const { customer_id: customerId, broken_at: brokenAt, waiting } of breaches) {
    soils.set(customerId, {
      asks: [],
      givenAt: [],
      brokenAt: brokenAt === null ? [] : [brokenAt],
      waiting: waiting === 0 ? [] : [waitingWords(waiting)],
    });
  }
  for (const [customerId, rows] of groupBy(asks, (row) => row.customer_id)) {
    const known = soils.get(customerId) ?? { givenAt: [], brokenAt: [], waiting: [] };
    const seen = rows.map((row) => ({ at: row.at, contactId: row.contact_id, offerId: row.offer_id }));
    soils.set(customerId, { ...known, asks: seen });
  }
  return new Map([...soils].map(([customerId, soil]) => [customerId, standingOf(soil, rules, at)]));
}

function waitingWords(count: number): string {
  return count === 1
    ? 'a promise to them is late, disputed or broken'
    : `${count} promises to them are late, disputed or broken`;
}

type Rest = { readonly customerId: string; readonly until: Instant | null };

/** What has to be put right first, then by the end of the rest, the latest first. */
function longestFirst(one: Rest, other: Rest): number {
  const keyOf = ({ until }: Rest) => until ?? '9999';
  if (keyOf(one) !== keyOf(other)) return keyOf(one) > keyOf(other) ? -1 : 1;
  return one.customerId < other.customerId ? -1 : 1;
}
