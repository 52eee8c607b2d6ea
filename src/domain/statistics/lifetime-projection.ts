/** From a hazard to lifetime values: how long each living customer is expected to stay, and what a shifted driver does to it. */
import type { CustomerMonth } from './customer-months.ts';
import type { HazardTerm } from './hazard-terms.ts';

/** How far ahead is looked, and what later money is worth now. */
export interface Horizon {
  readonly months: number;
  /** Discount rate a month, 0.01 for 1 %. */
  readonly discountMonthly: number;
}

/** A living customer as the sum sees it. */
export interface Prospect {
  readonly row: CustomerMonth;
  /** Expected margin a month while the customer stays. */
  readonly margin: number;
  /** By how much the driver is moved, one value for each thing that is asked: [0, up, down]. */
  readonly shifts: readonly number[];
}

/** Values of the customers, for each of the shifts. */
export type LifetimeValues = readonly Float64Array[];

/**
 * Expected discounted margin of one customer from chances to leave month by month.
 *
 * In words: Σ over k = 1..H of margin · S(k)/(1+d)^k, where S(k) is the product of (1 - hazard) over the first k months.
 * Money of a month counts when the customer is still there at its end.
 *
 * Reference: S. Gupta, D. R. Lehmann and J. A. Stuart, "Valuing Customers", J. Marketing Research 41 (2004) 7-18.
 *
 * @example lifetimeValue(100, [0, 0], 0) // 200
 */
export function lifetimeValue(margin: number, hazards: readonly number[], discountMonthly: number): number {
  let survival = 1;
  let value = 0;
  for (const hazard of hazards) {
    survival *= (1 - hazard) / (1 + discountMonthly);
    value += margin * survival;
  }
  return value;
}

/**
 * Prepares the lifetime values of many customers, so that they can be computed for one set of coefficients after another.
 *
 * Question answered: none by itself; the bootstrap of the value of a point asks it hundreds of times.
 *
 * In words: the odds of leaving in a month to come are e^(what is held) · e^(tenure then) · e^(season then). What is held
 * is computed once a customer, tenure and season once for all; a shift of the driver multiplies the odds by e^(b · shift).
 *
 * Assumes that everything but tenure and season stays as it was known last, and that the risk at tenures beyond the
 * longest one watched stays as it was there.
 *
 * @param driver place of the driver's column among the terms
 */
export function prepareLifetimeValues(
  prospects: readonly Prospect[],
  terms: readonly HazardTerm[],
  driver: number,
  { months, discountMonthly }: Horizon,
): (coefficients: ArrayLike<number>) => LifetimeValues {
  const held = prospects.map(({ row }) => valuesOf('nothing', row));
  const longest = prospects.reduce((most, { row }) => Math.max(most, row.tenureMonths), 0) + months;
  const [sample] = prospects;
  const atTenure = Array.from({ length: sample === undefined ? 0 : longest + 1 }, (_, tenureMonths) =>
    sample === undefined ? [] : valuesOf('tenure', { ...sample.row, tenureMonths }),
  );
  const atSeason = Array.from({ length: 12 }, (_, month) =>
    sample === undefined ? [] : valuesOf('season', { ...sample.row, month }),
  );
  const shiftCount = sample?.shifts.length ?? 0;
  const kept = 1 / (1 + discountMonthly);

  function valuesOf(movesWith: HazardTerm['movesWith'], row: CustomerMonth): readonly (readonly [number, number])[] {
    return terms.flatMap((term, index) => (term.movesWith === movesWith ? [[index + 1, term.of(row)] as const] : []));
  }

  return (coefficients) => {
    const odds = (values: readonly (readonly [number, number])[]) =>
      Math.exp(values.reduce((sum, [place, value]) => sum + (coefficients[place] ?? 0) * value, 0));
    const tenureOdds = Float64Array.from(atTenure, odds);
    const seasonOdds = Float64Array.from(atSeason, odds);
    const results = Array.from({ length: shiftCount }, () => new Float64Array(prospects.length));
    for (const [index, { row, margin, shifts }] of prospects.entries()) {
      const own = odds(held[index] ?? []) * Math.exp(coefficients[0] ?? 0);
      for (const [place, shift] of shifts.entries()) {
        const shifted = own * Math.exp((coefficients[driver + 1] ?? 0) * shift);
        let survival = 1;
        let value = 0;
        for (let k = 0; k < months; k += 1) {
          const moving = (tenureOdds[row.tenureMonths + k] ?? 0) * (seasonOdds[(row.month + k) % 12] ?? 0);
          survival *= kept / (1 + shifted * moving);
          value += survival;
        }
        const result = results[place];
        if (result !== undefined) result[index] = margin * value;
      }
    }
    return results;
  };
}
