/** The interval of a mean of few numbers. */
import type { Estimate } from './answer.ts';
import { betaQuantile } from './incomplete-beta.ts';

/**
 * How many standard errors a 95 % interval reaches to either side: Student's t.
 *
 * In words: t² = ν (1 - x)/x, where x is the 5 % quantile of Beta(ν/2, 1/2).
 *
 * Reference: Student, "The probable error of a mean", Biometrika 6 (1908) 1-25.
 *
 * @example studentReach(10) // 2.228139
 */
export function studentReach(freedom: number): number {
  if (!(freedom > 0)) return Infinity;
  const x = betaQuantile(0.05, freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
}

/**
 * Mean and 95 % interval of numbers that do not hang together.
 *
 * Not for fewer than two: the interval is then all of the line. Not for amounts of which one outweighs the others.
 *
 * @example meanInterval([1, 2, 3]) // { estimate: 2, low: -0.484, high: 4.484 }
 */
export function meanInterval(values: readonly number[]): Estimate & { readonly estimate: number } {
  const n = values.length;
  const estimate = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { estimate, low: -Infinity, high: Infinity };
  const variance = values.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / (n - 1);
  const reach = studentReach(n - 1) * Math.sqrt(variance / n);
  return { estimate, low: estimate - reach, high: estimate + reach };
}

/**
 * Difference of two means (first less second) and its 95 % interval, without taking the spreads for equal.
 *
 * Reference: B. L. Welch, "The generalization of Student's problem when several different population variances are
 * involved", Biometrika 34 (1947) 28-35.
 */
export function differenceInterval(
  first: readonly number[],
  second: readonly number[],
): Estimate & { readonly estimate: number } {
  const [one, other] = [first, second].map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, error: squares / (values.length - 1) / values.length, freedom: values.length - 1 };
  });
  if (one === undefined || other === undefined) return { estimate: NaN, low: -Infinity, high: Infinity };
  const estimate = one.mean - other.mean;
  const error = one.error + other.error;
  if (!(error > 0)) return Number.isNaN(error) ? { estimate, low: -Infinity, high: Infinity } : exactly(estimate);
  const freedom = error ** 2 / (one.error ** 2 / one.freedom + other.error ** 2 / other.freedom);
  const reach = studentReach(freedom) * Math.sqrt(error);
  return { estimate, low: estimate - reach, high: estimate + reach };
}

function exactly(estimate: number) {
  return { estimate, low: estimate, high: estimate };
}
