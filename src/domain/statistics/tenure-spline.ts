/** A smooth curve over tenure: the risk of leaving is high at first and lower later, and seldom on a straight line. */

export interface TenureSpline {
  /** Where the curve bends. */
  readonly knots: readonly number[];
  /** The tenure below which 95 % of the months lie; beyond it too few were watched, and the curve is held. */
  readonly longest: number;
}

const knotShares = [0.05, 0.35, 0.65, 0.95];

/**
 * Knots of a restricted cubic spline at the 5, 35, 65 and 95 % points of the tenures seen.
 *
 * Question answered: none by itself; it lets the hazard of leaving bend without naming a shape.
 *
 * Reference: F. E. Harrell, "Regression Modeling Strategies" (2015), section 2.4.
 *
 * With fewer than three different knots the curve is a straight line.
 */
export function tenureSpline(tenures: readonly number[]): TenureSpline {
  const sorted = tenures.toSorted((left, right) => left - right);
  const quantile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const knots = [...new Set(knotShares.map(quantile))];
  return { knots: knots.length < 3 ? [] : knots, longest: quantile(0.95) };
}

/**
 * The columns of a tenure: itself, and for each knot but the last two what bends there; straight beyond the outer knots.
 *
 * In words: with knots t1..tk, the j-th bend is ((x-tj)³₊ - (x-t(k-1))³₊ (tk-tj)/(tk-t(k-1)) + (x-tk)³₊
 * (t(k-1)-tj)/(tk-t(k-1))) / (tk-t1)².
 *
 * @example tenureColumns({ knots: [], longest: 24 }, 30) // [24]
 */
export function tenureColumns({ knots, longest }: TenureSpline, tenure: number): number[] {
  const x = Math.min(tenure, longest);
  const columns = [x];
  const last = knots.at(-1) ?? 0;
  const beforeLast = knots.at(-2) ?? 0;
  const first = knots[0] ?? 0;
  for (const knot of knots.slice(0, -2)) {
    const bend =
      cubeBeyond(knot, x) -
      (cubeBeyond(beforeLast, x) * (last - knot)) / (last - beforeLast) +
      (cubeBeyond(last, x) * (beforeLast - knot)) / (last - beforeLast);
    columns.push(bend / (last - first) ** 2);
  }
  return columns;
}

function cubeBeyond(knot: number, x: number): number {
  return Math.max(0, x - knot) ** 3;
}
