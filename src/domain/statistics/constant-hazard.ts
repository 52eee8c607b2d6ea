/** What a point is worth when the risk of leaving never changes: a formula to check the real estimator against. */

export interface ConstantHazard {
  /** Margin a month, the first one now. */
  readonly margin: number;
  /** Discount rate a month. */
  readonly discount: number;
  /** Chance to leave in a month. */
  readonly hazard: number;
  /** Change of the logit of that chance for one point more. */
  readonly coefficient: number;
}

export interface ConstantHazardPoint {
  readonly hazardAfter: number;
  readonly before: number;
  readonly after: number;
  readonly value: number;
  /** What the value would be if the next hundredth of a point were worth as much as all the others. */
  readonly derivative: number;
}

/**
 * Value of one point more under a constant hazard.
 *
 * Question answered: "100 a month, 2 % leave a month; a point takes a third off the odds: what is it worth?"
 *
 * In words: lifetime value = m (1+d)/(d+h). The point changes the odds by e^b: h' = h e^b/(1 - h + h e^b). Value =
 * m (1+d) (1/(d+h') - 1/(d+h)); derivative -m (1+d) h (1-h) b/(d+h)².
 *
 * Reference: S. Gupta and D. R. Lehmann, "Managing Customers as Investments" (2005), for the constant-retention value.
 *
 * Not for real customers: their risk falls with tenure, and nobody's horizon is endless. See point-value. A sum that does
 * not end (no discount and no risk) is Infinity.
 *
 * @example constantHazardPoint({ margin: 100, discount: 0.01, hazard: 0.02, coefficient: -0.35 }).value // 810.77
 */
export function constantHazardPoint({ margin, discount, hazard, coefficient }: ConstantHazard): ConstantHazardPoint {
  const odds = hazard * Math.exp(coefficient);
  const hazardAfter = odds / (1 - hazard + odds);
  const before = (margin * (1 + discount)) / (discount + hazard);
  const after = (margin * (1 + discount)) / (discount + hazardAfter);
  const derivative = (-margin * (1 + discount) * hazard * (1 - hazard) * coefficient) / (discount + hazard) ** 2;
  return { hazardAfter, before, after, value: after - before, derivative };
}
