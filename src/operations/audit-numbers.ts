/** Small sums that the parts of an audit share: rates with their interval, quantiles, totals by group. */
import type { Rate } from '../api/audit-values.ts';
import { wilsonInterval } from '../domain/statistics/wilson-interval.ts';

/** `k` of `n`, with Wilson's 95 % interval; without cases no rate, and all from 0 to 1 is possible. */
export function rateOf(k: number, n: number): Rate {
  return { k, n, rate: n === 0 ? null : k / n, ...wilsonInterval(k, n) };
}

/** One share divided by another; null where there is nothing to divide by. */
export function ratioOf(above: Rate, below: Rate): number | null {
  return above.rate === null || below.rate === null || below.rate === 0 ? null : above.rate / below.rate;
}

/** The sum of one field over rows. */
export function sumOf<Row>(rows: readonly Row[], field: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + field(row), 0);
}

/** Lists of numbers one after the other. */
export function joined(lists: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const all = new Float64Array(lists.reduce((length, list) => length + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

/** Rows by a key, in the order in which the keys come up. Rows without a key are left out. */
export function groupBy<Row>(
  rows: readonly Row[],
  key: (row: Row) => string | null,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = key(row);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * The value below which a share of the sorted numbers lies, between two of them by straight line (as percentile_cont of
 * SQL has it); null for none.
 *
 * @example quantile([1, 2, 4], 0.75) // 3
 */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** The first of the sorted values up to which at least a share of the weight lies; null where nothing weighs anything. */
export function weightedQuantile(sorted: ArrayLike<number>, weights: ArrayLike<number>, share: number): number | null {
  const all = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  if (all <= 0) return null;
  let sum = 0;
  for (let index = 0; index < sorted.length; index++) {
    const weight = weights[index] ?? 0;
    sum += weight;
    if (weight > 0 && sum >= share * all) return sorted[index] ?? null;
  }
  return sorted[sorted.length - 1] ?? null;
}

/** Orders texts by code unit, the same on every machine. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
