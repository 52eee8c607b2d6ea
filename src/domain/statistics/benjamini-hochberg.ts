/** Which of many findings to believe, when looking at many finds something by chance. */

/**
 * Benjamini-Hochberg adjusted p-values, in the order given.
 *
 * Question answered: "we looked at forty causes; which of the alarms would we still raise if we accept that one alarm in
 * twenty is false?" Raise those whose adjusted value is at most the accepted share of false alarms (5 %: 0.05).
 *
 * In words: sort the m p-values; multiply the k-th smallest by m/k; from the largest down, none may exceed the one
 * after it; cap at 1.
 *
 * Reference: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", J. R. Statist. Soc. B 57 (1995)
 * 289-300.
 *
 * Not where a single false alarm is a disaster (use Bonferroni), and not for strongly opposed tests: it holds for
 * independent and for positively related ones. Throws a RangeError for a value outside [0, 1].
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  if (!pValues.every((p) => p >= 0 && p <= 1)) throw new RangeError('a p-value lies between 0 and 1');
  const largestFirst = pValues.map((p, place) => ({ p, place })).sort((left, right) => right.p - left.p);
  const adjusted = Array.from<number>({ length: pValues.length });
  let ceiling = 1;
  for (const [index, { p, place }] of largestFirst.entries()) {
    const rank = pValues.length - index;
    ceiling = Math.min(ceiling, (p * pValues.length) / rank);
    adjusted[place] = ceiling;
  }
  return adjusted;
}
