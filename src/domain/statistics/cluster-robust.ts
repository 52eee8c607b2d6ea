/** How sure coefficients are when the rows of one customer hang together. */
import { sandwich } from './linear-algebra.ts';
import type { Design } from './logistic-newton.ts';

/**
 * Cluster-robust (sandwich) covariance of the coefficients of a logistic regression.
 *
 * Question answered: "twelve months of one customer are not twelve customers; how far may the coefficient be off?"
 *
 * In words: A⁻¹ B A⁻¹ · G/(G-1). A is the curvature; B adds up, over the G groups, the outer product of each group's
 * total slope Σ w (y - p) x. Where rows do not hang together it agrees with the usual covariance A⁻¹.
 *
 * Reference: K.-Y. Liang and S. L. Zeger, "Longitudinal data analysis using generalized linear models", Biometrika 73
 * (1986) 13-22; H. White, Econometrica 48 (1980) 817-838.
 *
 * Not for fewer than some thirty groups: it is too narrow there. Null for fewer than two.
 */
export function clusterRobustCovariance(
  { values, width, outcomes, weights }: Design,
  coefficients: Float64Array,
  inverseInformation: Float64Array,
  groups: readonly string[],
): Float64Array | null {
  const slopes = new Map<string, Float64Array>();
  for (let row = 0; row < outcomes.length; row += 1) {
    const weight = weights[row] ?? 0;
    const group = groups[row];
    if (weight === 0 || group === undefined) continue;
    let logit = 0;
    for (let k = 0; k < width; k += 1) logit += (values[row * width + k] ?? 0) * (coefficients[k] ?? 0);
    const excess = weight * ((outcomes[row] ?? 0) - 1 / (1 + Math.exp(-logit)));
    let slope = slopes.get(group);
    if (slope === undefined) {
      slope = new Float64Array(width);
      slopes.set(group, slope);
    }
    for (let k = 0; k < width; k += 1) slope[k] = (slope[k] ?? 0) + excess * (values[row * width + k] ?? 0);
  }
  if (slopes.size < 2) return null;
  const middle = new Float64Array(width * width);
  const factor = slopes.size / (slopes.size - 1);
  for (const slope of slopes.values()) {
    for (let k = 0; k < width; k += 1) {
      for (let l = 0; l < width; l += 1) {
        middle[k * width + l] = (middle[k * width + l] ?? 0) + factor * (slope[k] ?? 0) * (slope[l] ?? 0);
      }
    }
  }
  return sandwich(inverseInformation, middle, width);
}
