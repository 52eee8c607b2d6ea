/** How far values lie apart, and the same turned round: how consistent they are. */

/**
 * Standard deviation of a complete list (divided by n, not n-1): the list is all departments, not a sample of them.
 *
 * Question answered: "how far from their average do these values typically lie?"
 *
 * In words: the square root of the mean squared distance from the mean.
 *
 * Not for estimating the spread of a population from a sample. Throws a RangeError for an empty list.
 *
 * @example standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]) // 2
 */
export function standardDeviation(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the spread of nothing is not defined');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length);
}

/**
 * Consistency of scores or rates between 0 and 1: 1 when all are equal, 0 when half are 0 and half are 1.
 *
 * Question answered: "does the customer meet the same company in every department, and in every month?"
 *
 * In words: 1 - 2 · standard deviation. Values in [0, 1] have a standard deviation of at most one half, so the result
 * runs over the whole of 0 to 1.
 *
 * Not a measure of level: a company that is equally bad everywhere is perfectly consistent. Show it beside the journey
 * score. For months with few promises, give it forecasts (beta-binomial) and not raw rates, or chance looks like
 * inconsistency. Throws a RangeError for an empty list or a value outside [0, 1].
 *
 * @example consistency([0.9, 0.9, 0.5]) // 0.6229
 */
export function consistency(shares: readonly number[]): number {
  if (!shares.every((share) => share >= 0 && share <= 1)) throw new RangeError('a share lies between 0 and 1');
  return 1 - 2 * standardDeviation(shares);
}
