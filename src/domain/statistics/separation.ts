/** Separation: a column, or several together, that tell what happened without a single mistake, so that no coefficient is large enough. */
import { climb, type Design, type Summit } from './logistic-newton.ts';

/** Logits beyond this are looked at again: e^-9 is one in eight thousand. */
const suspiciousLogit = 9;
/** What a hundredfold ridge may move a logit by. In a separated row it moves it by about ln 100 = 4.6. */
const movedLogitMax = 0.5;

/**
 * The column that by itself separates what happened from what did not; null when none does.
 *
 * Question answered: "does one column give the answer away?" As when all who scored 1 or 2 left, and none of those who
 * scored 4 or 5.
 *
 * In words: sorted by the column, all rows in which it happened lie on one side of all in which it did not; they may
 * touch in one value (quasi-separation).
 *
 * Reference: A. Albert and J. A. Anderson, "On the existence of maximum likelihood estimates in logistic regression
 * models", Biometrika 71 (1984) 1-10.
 *
 * Not enough by itself: columns can separate together (see separatingDirection).
 */
export function separatingColumn({ values, width, outcomes, weights }: Design): number | null {
  for (let column = 1; column < width; column += 1) {
    const lowest = [Infinity, Infinity];
    const highest = [-Infinity, -Infinity];
    for (let row = 0; row < outcomes.length; row += 1) {
      if ((weights[row] ?? 0) === 0) continue;
      const side = outcomes[row] ?? 0;
      const value = values[row * width + column] ?? 0;
      lowest[side] = Math.min(lowest[side] ?? Infinity, value);
      highest[side] = Math.max(highest[side] ?? -Infinity, value);
    }
    const [lowestNot = 0, lowestDid = 0] = lowest;
    const [highestNot = 0, highestDid = 0] = highest;
    if (highestNot <= lowestDid || highestDid <= lowestNot) return column;
  }
  return null;
}

/**
 * The column that carries most of a separation by several columns together; null when the fit is sound.
 *
 * Question answered: "is this coefficient an estimate, or only the place where the ridge stopped it on its way to
 * infinity?"
 *
 * In words: only where some fitted logit is beyond 9, fit once more with a hundred times the ridge. What the data hold
 * in place stays; what only the ridge holds moves by about ln 100. Moved by more than one half: separated, and the column
 * named is the one whose coefficient moved most.
 *
 * Reference: the recession direction of S. Correia, P. Guimarães and T. Zylkin, "Verifying the existence of maximum
 * likelihood estimates for generalized linear models" (2019), found by the ridge instead of by linear programming.
 *
 * Not with a ridge that is meant to shrink (1 and more): it would hide what is looked for.
 */
export function separatingDirection(design: Design, fit: Summit, ridge: number): number | null {
  const largest = largestLogit(design, fit.coefficients);
  if (largest < suspiciousLogit && fit.isConverged) return null;
  const soft = Math.max(ridge, 1e-6);
  const near = ridge === soft && fit.isConverged ? fit : climb(design, soft);
  const far = climb(design, soft * 100, near.coefficients);
  const shift = near.coefficients.map((value, index) => value - (far.coefficients[index] ?? 0));
  if (largestLogit(design, shift) <= movedLogitMax) return null;
  let column = 1;
  for (let k = 2; k < design.width; k += 1) {
    if (Math.abs(shift[k] ?? 0) > Math.abs(shift[column] ?? 0)) column = k;
  }
  return column;
}

function largestLogit({ values, width, outcomes, weights }: Design, coefficients: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < outcomes.length; row += 1) {
    if ((weights[row] ?? 0) === 0) continue;
    let logit = 0;
    for (let k = 0; k < width; k += 1) logit += (values[row * width + k] ?? 0) * (coefficients[k] ?? 0);
    largest = Math.max(largest, Math.abs(logit));
  }
  return largest;
}
