/** Real purchase data beside the repository, for the checks of lifetime value; they are skipped where it is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SpendHistories } from '../src/domain/lifetime/gamma-gamma.ts';
import type { PurchaseHistories } from '../src/domain/lifetime/histories.ts';

/** The folder with the data. */
export const dataFolder = fileURLToPath(new URL('../../shared/data/clv/', import.meta.url));

export const isThere = existsSync(dataFolder);
if (!isThere) console.log('The purchase data is not beside the repository, so fits are not compared with it.');

/** 2,357 customers of CDNOW: repeat purchases, recency and age in weeks. */
export function cdnow(): PurchaseHistories {
  const rows = rowsOf('cdnow_customers_summary.csv');
  const column = (index: number) => Float64Array.from(rows, (row) => Number(row[index]));
  return { purchaseCount: column(1), recency: column(2), age: column(3) };
}

/** The lines of a file after its head, as cells without quotes. */
export function rowsOf(file: string): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(`${dataFolder}${file}`, 'utf8').trim().split('\n');
  return lines.map((line) => line.replaceAll('"', '').trim().split(/,|\s+/));
}

/** 600 customers of an apparel shop, their first 104 weeks, with two facts about each. */
export function apparel(): {
  readonly histories: PurchaseHistories;
  readonly gender: Float64Array;
  readonly channel: Float64Array;
} {
  const dayOf = (text = '') => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  const bought = rowsOf('apparelTrans.csv').map(([id, date]) => ({ id: Number(id), day: dayOf(date) }));
  const begin = bought.reduce((least, { day }) => Math.min(least, day), Infinity);
  const end = begin + 104 * 7;
  const facts = rowsOf('apparelStaticCov.csv');
  const days = facts.map(([id]) =>
    [...new Set(bought.filter((one) => one.id === Number(id) && one.day <= end).map(({ day }) => day))].sort(
      (left, right) => left - right,
    ),
  );
  const column = (value: (days: readonly number[]) => number) => Float64Array.from(days, value);
  return {
    histories: {
      purchaseCount: column((all) => all.length - 1),
      recency: column((all) => ((all.at(-1) ?? 0) - (all[0] ?? 0)) / 7),
      age: column((all) => (end - (all[0] ?? 0)) / 7),
    },
    gender: Float64Array.from(facts, ([, gender]) => Number(gender)),
    channel: Float64Array.from(facts, ([, , channel]) => Number(channel)),
  };
}

/** The same customers of CDNOW with their mean spend a repeat purchase. */
export function cdnowSpend(): SpendHistories {
  const rows = rowsOf('cdnow_customers_summary_with_transactions.csv');
  const column = (index: number) => Float64Array.from(rows, (row) => Number(row[index]));
  return { purchaseCount: column(1), meanSpend: column(4) };
}
