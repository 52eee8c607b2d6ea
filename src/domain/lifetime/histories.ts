/** What models of lifetime value know of customers: how often they came back, when last, and how long we know them. */
import { type NoAnswer, noAnswer } from '../statistics/answer.ts';
import { distinctRows, valuesOfGroups, weightsOfGroups } from './distinct-rows.ts';

/** One place a customer in each column. Times in any unit, the same for all: weeks in the literature. */
export interface PurchaseHistories {
  /** Purchases after the first, x. Several on one day are one. */
  readonly purchaseCount: Float64Array;
  /** From the first purchase to the last, t_x; 0 without a repeat purchase. */
  readonly recency: Float64Array;
  /** From the first purchase to the end of the time watched, T. */
  readonly age: Float64Array;
}

/** Equal histories taken together, with how many customers have them. */
export interface WeightedHistories extends PurchaseHistories {
  readonly weights: Float64Array;
}

const customersMin = 30;
const repeatersMin = 10;

/** Equal histories as one row with a weight. A fit needs each only once. */
export function weightedHistories(histories: PurchaseHistories, weights: ArrayLike<number> | null): WeightedHistories {
  const { purchaseCount, recency, age } = histories;
  const distinct = distinctRows([age, recency, purchaseCount]);
  return {
    purchaseCount: valuesOfGroups(distinct, purchaseCount),
    recency: valuesOfGroups(distinct, recency),
    age: valuesOfGroups(distinct, age),
    weights: weightsOfGroups(distinct, weights),
  };
}

/** Why a model cannot be fitted to these histories: a row that cannot be, or too few; null when nothing is in the way. */
export function faultOfHistories({ purchaseCount, recency, age }: PurchaseHistories): NoAnswer | null {
  if (recency.length !== purchaseCount.length || age.length !== purchaseCount.length) {
    const lengths = `${purchaseCount.length} purchase counts, ${recency.length} recencies and ${age.length} ages`;
    return noAnswer('malformed', `there are ${lengths}`, 'one of each for every customer', 'age');
  }
  let repeaters = 0;
  for (let row = 0; row < age.length; row += 1) {
    const [count = NaN, last = NaN, known = NaN] = [purchaseCount[row], recency[row], age[row]];
    if (count > 0) repeaters += 1;
    const fault = faultOfRow(count, last, known);
    if (fault !== null) return noAnswer('malformed', `customer ${row}: ${fault.reason}`, fault.missing, fault.column);
  }
  if (age.length < customersMin) {
    const reason = `${age.length} customers; with fewer than ${customersMin} the spread between customers is not seen`;
    return noAnswer('too few', reason, `${customersMin - age.length} more customers`);
  }
  if (repeaters < repeatersMin) {
    const reason = `${repeaters} of ${age.length} customers bought again; with fewer than ${repeatersMin} nothing says how often they do`;
    return noAnswer('too few', reason, `${repeatersMin - repeaters} more customers who bought again, or a longer time`);
  }
  return null;
}

function faultOfRow(
  count: number,
  last: number,
  known: number,
): { readonly reason: string; readonly missing: string; readonly column: string } | null {
  if (!(Number.isInteger(count) && count >= 0)) {
    return { reason: `purchaseCount is ${count}`, missing: 'a whole number from 0 on', column: 'purchaseCount' };
  }
  if (!(Number.isFinite(known) && known >= 0)) {
    return { reason: `age is ${known}`, missing: 'a time from 0 on, in the unit of all', column: 'age' };
  }
  if (!(last >= 0 && last <= known)) {
    const reason = `recency is ${last} and age ${known}`;
    return { reason, missing: 'a recency between 0 and the age', column: 'recency' };
  }
  if (count > 0 !== last > 0) {
    const missing = 'a recency of 0 without repeat purchases, above 0 with them; several purchases of a day are one';
    return { reason: `purchaseCount is ${count} and recency ${last}`, missing, column: 'recency' };
  }
  return null;
}
