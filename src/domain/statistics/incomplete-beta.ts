/** The beta distribution: the chance of staying below a value, and the value that is not exceeded with a given chance. */
import { logGamma } from './log-gamma.ts';

const precision = 1e-16;
const smallest = 1e-300;
const stepsMax = 10_000;

/**
 * ln B(a, b), the logarithm of the complete beta function: ln Γ(a) + ln Γ(b) - ln Γ(a+b).
 *
 * @example logBeta(2, 3) // ln(1/12) = -2.4849066497880004
 */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * Regularised incomplete beta function I_x(a, b): the chance that a Beta(a, b) variable is at most x.
 *
 * Question answered: "given a successes and b failures of evidence, how sure are we that the true rate is below x?"
 * It also gives the tails of the binomial and the negative binomial.
 *
 * In words: x^a (1-x)^b / (a B(a, b)) times a continued fraction, evaluated from the front (Lentz). To the right of the
 * mean the fraction converges slowly, so there the mirror image 1 - I_(1-x)(b, a) is computed.
 *
 * Reference: NIST Digital Library of Mathematical Functions, 8.17.22; W. J. Lentz, Applied Optics 15 (1976) 668-671.
 *
 * Not for a <= 0 or b <= 0: throws a RangeError. An x outside [0, 1] counts as the nearer end.
 *
 * @example incompleteBeta(0.5, 2, 3) // 0.6875
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`a beta distribution needs two positive shapes, got ${a} and ${b}`);
  if (!(x > 0)) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(x, a, b)) / a;
  return 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/**
 * Quantile of the beta distribution: the x with I_x(a, b) = probability.
 *
 * Question answered: "what rate is the true one below with this much confidence?" The 5 % and 95 % quantiles are the
 * interval that Troth draws around a trust score or a forecast.
 *
 * In words: keep a bracket that holds the answer; take a Newton step (the density is the slope) when it stays in the
 * bracket, otherwise halve the bracket.
 *
 * Not for a hot path: it costs some ten evaluations of the incomplete beta function.
 * Throws a RangeError for a probability outside [0, 1] or a shape that is not positive.
 *
 * @example betaQuantile(0.05, 1, 1) // 0.05
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`${probability} is not a probability`);
  if (!(a > 0 && b > 0)) throw new RangeError(`a beta distribution needs two positive shapes, got ${a} and ${b}`);
  if (probability === 0 || probability === 1) return probability;
  const logNormaliser = logBeta(a, b);
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < 200 && high - low > precision * high; step += 1) {
    const excess = incompleteBeta(x, a, b) - probability;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logNormaliser);
    const newton = x - excess / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= precision * x) return next;
    x = next;
  }
  return x;
}

/** The continued fraction of I_x(a, b), by the modified Lentz method. */
function continuedFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = awayFromZero(1 - ((a + b) * x) / (a + 1));
  denominator = 1 / denominator;
  let fraction = denominator;
  for (let m = 1; m <= stepsMax; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / awayFromZero(1 + even * denominator);
    numerator = awayFromZero(1 + even / numerator);
    fraction *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / awayFromZero(1 + odd * denominator);
    numerator = awayFromZero(1 + odd / numerator);
    const factor = denominator * numerator;
    fraction *= factor;
    if (Math.abs(factor - 1) <= precision) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < smallest ? smallest : value;
}
