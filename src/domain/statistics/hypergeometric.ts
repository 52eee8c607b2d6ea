/** Gauss' hypergeometric function, which expected purchases of people who may stop unnoticed come down to. */

const termsMax = 100_000;

/**
 * Gauss' hypergeometric function 2F1(a, b; c; z) for 0 <= z < 1 and c > 0.
 *
 * Question answered: none by itself; expected purchases under BG/NBD and MBG/NBD contain it.
 *
 * In words: 1 + (ab/c) z + (a(a+1) b(b+1) / (c(c+1) 2!)) z² + ..., each term from the one before, until a term no longer
 * changes the sum. The callers use Euler's transformation first, so that a and b stay small however many purchases there
 * are, and nothing overflows.
 *
 * Reference: NIST Digital Library of Mathematical Functions, 15.2.1 and 15.8.1.
 *
 * Not for z close to 1: some 30/(1-z) terms are needed, 100,000 at most. For forecasts that means: cap the horizon.
 * Gives NaN outside its range.
 *
 * @example hypergeometric(1, 1, 2, 0.5) // 2 ln 2 = 1.3862943611198906
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1 && c > 0)) return Number.NaN;
  let term = 1;
  let sum = 1;
  // Where a or b is negative, terms may vanish before they grow again; past that point they only shrink.
  const settled = Math.max(-a, -b, 0) + 1;
  for (let n = 0; n < termsMax; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (term === 0 || (n > settled && Math.abs(term) < 1e-16 * (1 - z) * Math.abs(sum))) break;
  }
  return sum;
}
