/** The normal distribution: the chance to stay below a value. */

const halfLogTwoPi = 0.9189385332046727;

/**
 * Chance that a standard normal variable is at most x.
 *
 * Question answered: "how likely is it that chance alone gives a value this small?" The two-sided p-value of a z is
 * 2 · normalChance(-|z|).
 *
 * In words: around the middle ½ + density · (x + x³/3 + x⁵/15 + ...), in the tails density times a continued fraction,
 * which keeps tiny chances exact.
 *
 * Reference: G. Marsaglia, "Evaluating the Normal Distribution", J. Statistical Software 11 (2004), and Laplace's
 * continued fraction, Abramowitz and Stegun 26.2.14.
 *
 * @example normalChance(-1.959963984540054) // 0.025
 */
export function normalChance(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const density = Math.exp(-0.5 * x * x - halfLogTwoPi);
  if (Math.abs(x) < 4) {
    let term = x;
    let sum = x;
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  if (Math.abs(x) > 40) return x < 0 ? 0 : 1;
  let fraction = Math.abs(x);
  for (let k = 60; k >= 1; k -= 1) fraction = Math.abs(x) + k / fraction;
  return x < 0 ? density / fraction : 1 - density / fraction;
}
