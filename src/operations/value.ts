/** Lifetime value: the overview, the fits, a score for each customer. */
import type { value as contract } from '../api/value.ts';
import type { CustomerValue, ValueRow, ValueScores } from '../api/value-views.ts';
import { sentenceOf } from '../api/value-phrases.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readNames } from '../ledger/views/customers.ts';
import type { Context, Handlers } from './context.ts';
import { idPart, readCursor, writeCursor } from './cursor.ts';
import { basisOf, overviewOf, rowOf, unknownCurrency, valueRefusedOf } from './value-answers.ts';
import { valueFit } from './value-fit.ts';
import { type CurrencyValues, customerValues, type ValueAsked, type ValuesRead } from './value-scores.ts';

export const value: Handlers<typeof contract> = {
  overview: async (context, asked) => {
    const read = await customerValues(context, asked);
    refuseUnknownCurrency(asked, read);
    const currencies = read.currencies.map(overviewOf);
    const names = await namesOf(
      context.database,
      currencies.flatMap(({ visits }) => visits),
    );
    return {
      asOf: read.at,
      settings: read.settings,
      currencies: currencies.map((one) => ({ ...one, visits: one.visits.map(names) })),
      otherCurrencies: [...read.otherCurrencies],
    };
  },
  fit: valueFit,
  scores: scoresOf,
  customer: valueOfCustomer,
};

async function scoresOf(
  context: Context,
  { limit, cursor, ...asked }: ValueAsked & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ValueScores> {
  const [after = ''] = readCursor(cursor, [idPart]) ?? [];
  const read = await customerValues(context, asked);
  refuseUnknownCurrency(asked, read);
  const [values] = read.currencies;
  const head = { asOf: read.at, settings: read.settings };
  if (values === undefined) return { ...head, ...nothingBought, rows: [], next: null };
  const { customerIds } = values.histories;
  const first = firstAfter(customerIds, after);
  const end = values.valuation.scores === null ? first : Math.min(first + limit, customerIds.length);
  const rows = Array.from({ length: end - first }, (_, index) => rowOf(values, first + index));
  const names = await namesOf(context.database, rows);
  const last = end < customerIds.length ? rows.at(-1) : undefined;
  return {
    ...head,
    ...basisOf(values),
    valueRefused: valueRefusedOf(values),
    rows: rows.map(names),
    next: last === undefined ? null : writeCursor([last.customerId]),
  };
}

const nothingBought = {
  currency: '',
  customers: 0,
  from: '',
  until: '',
  model: null,
  refused: {
    reason: 'nobody has bought anything yet',
    missing: 'purchases of thirty customers, ten of whom came back',
  },
  assumptions: [],
  valueRefused: null,
};

async function valueOfCustomer(
  context: Context,
  { customerId }: { readonly customerId: string },
): Promise<CustomerValue> {
  const read = await customerValues(context, {});
  const known = read.currencies.filter(
    (values): values is CurrencyValues => values.places.has(customerId) && values.valuation.scores !== null,
  );
  const found = known.map((values) => ({ ...basisOf(values), row: rowOf(values, values.places.get(customerId) ?? 0) }));
  const names = await namesOf(
    context.database,
    found.map(({ row }) => row),
  );
  const hasBought = read.currencies.some(({ places }) => places.has(customerId));
  return {
    customerId,
    asOf: read.at,
    sentence: sentenceOf(found[0]?.row ?? null, hasBought),
    settings: read.settings,
    currencies: found.map((one) => ({ ...one, row: names(one.row) })),
  };
}

/** Puts the customers' names into rows. */
async function namesOf(tables: Queryable, rows: readonly ValueRow[]): Promise<(row: ValueRow) => ValueRow> {
  const names = await readNames(
    tables,
    rows.map(({ customerId }) => customerId),
  );
  return (row) => ({ ...row, name: names.get(row.customerId) ?? null });
}

/** The place of the first id that comes after another, among sorted ids. */
function firstAfter(ids: readonly string[], after: string): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? '') <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function refuseUnknownCurrency({ currency }: ValueAsked, { currencies }: ValuesRead): void {
  if (currency === undefined || currencies.length > 0) return;
  throw unknownCurrency(currency);
}
