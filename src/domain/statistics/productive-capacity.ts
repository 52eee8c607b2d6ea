/** The customer base as land: what it can bring, and how much of the income only replaced customers that were used up. */

/** A living customer as of one day. */
export interface BaseCustomer {
  readonly customerId: string;
  /** Has bought within the company's own period. */
  readonly isActive: boolean;
  /** Trusts at least as much as the company wants before it asks. */
  readonly isTrusting: boolean;
  /** Has had its rest after the last ask or breach. */
  readonly isRested: boolean;
  /** Expected lifetime value, in minor units of one currency. */
  readonly expectedValue: number;
}

export interface ProductiveCapacity {
  /** Expected value of the customers who are active, trusting and rested: what may be worked today. */
  readonly capacity: number;
  /** Expected value of all. */
  readonly whole: number;
  /** Capacity as a share of the whole; null when the whole is not positive. */
  readonly share: number | null;
  readonly productive: number;
  readonly customers: number;
  /** What is held back, by the first thing that is lacking: active, then trusting, then rested. */
  readonly heldBack: { readonly inactive: number; readonly distrusting: number; readonly resting: number };
  /** Customers whose expected value is no number; they are left out. */
  readonly leftOut: number;
}

/**
 * Productive capacity of the customer base.
 *
 * Question answered: "how much of our customers' value can we work with today, and what holds the rest back?"
 *
 * In words: the sum of expected lifetime values over the customers who are active and trusting and rested; the rest goes
 * to the first that is lacking, so that the four parts add up to the whole.
 *
 * Not a forecast of sales: a rested customer need not want anything. Not over several currencies.
 *
 * @example productiveCapacity(customers).share // 0.4: six tenths of the value is out of reach today
 */
export function productiveCapacity(customers: readonly BaseCustomer[]): ProductiveCapacity {
  const sound = customers.filter(({ expectedValue }) => Number.isFinite(expectedValue));
  const sumOf = (list: readonly BaseCustomer[]) => list.reduce((sum, { expectedValue }) => sum + expectedValue, 0);
  const productive = sound.filter(({ isActive, isTrusting, isRested }) => isActive && isTrusting && isRested);
  const whole = sumOf(sound);
  const capacity = sumOf(productive);
  return {
    capacity,
    whole,
    share: whole > 0 ? capacity / whole : null,
    productive: productive.length,
    customers: sound.length,
    heldBack: {
      inactive: sumOf(sound.filter(({ isActive }) => !isActive)),
      distrusting: sumOf(sound.filter(({ isActive, isTrusting }) => isActive && !isTrusting)),
      resting: sumOf(sound.filter(({ isActive, isTrusting, isRested }) => isActive && isTrusting && !isRested)),
    },
    leftOut: customers.length - sound.length,
  };
}
