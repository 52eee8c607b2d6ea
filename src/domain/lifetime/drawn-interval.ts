/** The interval of drawings of customers, some of which gave no value. */

/** A share of the drawings above which no interval is honest: what came out is then a chance selection. */
export const failedShareMax = 0.2;

/**
 * The 95 % interval of values that were drawn, sorted.
 *
 * Question answered: "another set of customers like these: how different might the value have been?"
 *
 * In words: the 2.5 % and 97.5 % points of all drawings. Where nothing is known of a drawing that failed, it counts at each
 * end as the worst: it may have lain below all others, or above. So every failure widens the interval, never narrows it,
 * and from 2.5 % failures on it reaches from the least to the largest value that was drawn.
 *
 * Reference: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13; the bounds for what is
 * missing are those of C. F. Manski, "Partial Identification of Probability Distributions" (2003).
 *
 * Not with more than a fifth of failures: refuse instead.
 */
export function drawnInterval(sorted: ArrayLike<number>, failed = 0): { readonly low: number; readonly high: number } {
  const last = sorted.length - 1;
  const outside = Math.max(0, 0.025 * (last + failed) - failed);
  const share = last <= 0 ? 0 : outside / last;
  return { low: pointOf(sorted, share), high: pointOf(sorted, 1 - share) };
}

/** The value below which a share of the sorted numbers lies, on the straight line between two; NaN for none. */
export function pointOf(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (place - Math.floor(place)) * (above - below);
}
