/** The slope of log-gamma, which the slopes of likelihoods with gamma and beta functions are made of. */

/**
 * Digamma: ψ(x), the derivative of ln Γ(x).
 *
 * Question answered: none by itself; it says in which direction a shape makes counts more likely.
 *
 * In words: ψ(x) = ψ(x+1) - 1/x lifts the argument above 8, where the series ln x - 1/2x - 1/12x² + 1/120x⁴ - ... is exact
 * to the last digits.
 *
 * Reference: Abramowitz and Stegun 6.3.5 and 6.3.18.
 *
 * Not for x <= 0: gives NaN.
 *
 * @example digamma(1) // -0.5772156649015329, Euler's constant
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let below = 0;
  let place = x;
  while (place < 8) {
    below += 1 / place;
    place += 1;
  }
  const square = 1 / (place * place);
  const series =
    square *
    (1 / 12 -
      square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32_760))))));
  return Math.log(place) - 0.5 / place - series - below;
}
