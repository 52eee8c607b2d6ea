/** What was known of a customer on the day of a deal, without the deal and with it. */
import type { PurchaseHistories } from './histories.ts';

/** A payment or a refund. Days are days since 1970; amounts minor units. */
export interface DealEntry {
  readonly customerId: string;
  readonly day: number;
  readonly amount: number;
  readonly isPaid: boolean;
  /** The day of the purchase that was given back of; null: of the last purchase before. */
  readonly ofDay: number | null;
}

/** Histories with the mean amount of the repeat purchases; 0 without any. */
export interface SpendHistories extends PurchaseHistories {
  readonly meanSpend: Float64Array;
}

/** One place a customer and day with a purchase, in the order of the entries. */
export interface DealMoments {
  readonly customerIds: readonly string[];
  readonly days: Float64Array;
  /** 1 where the customer had never bought before: there was no customer of whom anything could be expected. */
  readonly isFirst: Uint8Array;
  /** What was paid on the day. */
  readonly amount: Float64Array;
  readonly without: SpendHistories;
  readonly with: SpendHistories;
}

interface Known {
  readonly first: number;
  last: number;
  days: number;
  repeatSpend: number;
}

/**
 * Every day with a purchase, with the customer's history as it was known that day, in weeks, without what was bought that
 * day and with it. Money that was given back counts from the day on which it was given back. `entries` are in order of
 * customer and day, payments of a day before its refunds.
 */
export function dealMoments(entries: readonly DealEntry[]): DealMoments {
  const customerIds: string[] = [];
  const rows: Moment[] = [];
  let known: Known | null = null;
  let customerId: string | null = null;
  for (const [place, entry] of entries.entries()) {
    if (entry.customerId !== customerId) [known, customerId] = [null, entry.customerId];
    if (!entry.isPaid) {
      const ofDay = entry.ofDay ?? known?.last ?? null;
      if (known !== null && ofDay !== null && ofDay > known.first) known.repeatSpend -= entry.amount;
      continue;
    }
    const before = entries[place - 1];
    const isSameDay = before?.customerId === entry.customerId && before.day === entry.day && before.isPaid;
    const row = isSameDay ? rows.at(-1) : undefined;
    if (row !== undefined && known !== null) {
      if (entry.day > known.first) known.repeatSpend += entry.amount;
      row.amount += entry.amount;
      row.with = historyOf(known, entry.day);
      continue;
    }
    const without = known === null ? null : historyOf(known, entry.day);
    known = withPurchase(known, entry);
    customerIds.push(entry.customerId);
    rows.push({ day: entry.day, amount: entry.amount, without, with: historyOf(known, entry.day) });
  }
  return {
    customerIds,
    days: Float64Array.from(rows, ({ day }) => day),
    isFirst: Uint8Array.from(rows, ({ without }) => (without === null ? 1 : 0)),
    amount: Float64Array.from(rows, ({ amount }) => amount),
    without: columnsOf(rows.map((row) => row.without ?? newcomer)),
    with: columnsOf(rows.map((row) => row.with)),
  };
}

interface History {
  readonly count: number;
  readonly recency: number;
  readonly age: number;
  readonly mean: number;
}

interface Moment {
  readonly day: number;
  amount: number;
  readonly without: History | null;
  with: History;
}

const newcomer: History = { count: 0, recency: 0, age: 0, mean: 0 };

function withPurchase(known: Known | null, { day, amount }: DealEntry): Known {
  if (known === null) return { first: day, last: day, days: 1, repeatSpend: 0 };
  return { ...known, last: day, days: known.days + 1, repeatSpend: known.repeatSpend + amount };
}

function historyOf({ first, last, days, repeatSpend }: Known, day: number): History {
  const count = days - 1;
  return {
    count,
    recency: (last - first) / 7,
    age: (day - first) / 7,
    mean: count === 0 ? 0 : Math.max(0, repeatSpend) / count,
  };
}

function columnsOf(histories: readonly History[]): SpendHistories {
  return {
    purchaseCount: Float64Array.from(histories, ({ count }) => count),
    recency: Float64Array.from(histories, ({ recency }) => recency),
    age: Float64Array.from(histories, ({ age }) => age),
    meanSpend: Float64Array.from(histories, ({ mean }) => mean),
  };
}

/** Some of the moments, with the new place of each. */
export function pickMoments(
  moments: DealMoments,
  wanted: ReadonlySet<number>,
): { readonly moments: DealMoments; readonly picked: ReadonlyMap<number, number> } {
  const rows = [...wanted].sort((one, other) => one - other);
  const column = (from: Float64Array) => Float64Array.from(rows, (row) => from[row] ?? 0);
  const histories = ({ purchaseCount, recency, age, meanSpend }: SpendHistories): SpendHistories => ({
    purchaseCount: column(purchaseCount),
    recency: column(recency),
    age: column(age),
    meanSpend: column(meanSpend),
  });
  return {
    moments: {
      customerIds: rows.map((row) => moments.customerIds[row] ?? ''),
      days: column(moments.days),
      isFirst: Uint8Array.from(rows, (row) => moments.isFirst[row] ?? 0),
      amount: column(moments.amount),
      without: histories(moments.without),
      with: histories(moments.with),
    },
    picked: new Map(rows.map((row, place) => [row, place])),
  };
}
