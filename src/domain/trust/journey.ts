/** The journey: trust in the company as a whole, which is nearly that in its worst department. */

/**
 * Journey score: the power mean of the scores of all areas the customer has dealt with, in equal weights.
 *
 * Question answered: "Sales is at 0.95, but Accounting at 0.30; what does this customer think of us?" Customers do not
 * keep departments apart, so the answer is 0.42 and not the mean of 0.76.
 *
 * In words: the mean of the scores raised to the power p, then the p-th root. p = 1 is the mean, 0 the geometric mean, -1
 * the harmonic mean; -4, the default, lies between the worst score and 1.41 times the worst score for four areas.
 *
 * Reference: G. H. Hardy, J. E. Littlewood and G. Pólya, "Inequalities" (1934), chapter II.
 *
 * Not for scores of a single area over time, and not for areas that the customer never dealt with: leave them out.
 * Throws a RangeError for no scores, or a score outside 0 to 1.
 *
 * @example journeyScore([0.95, 0.9, 0.9, 0.3], -4) // 0.420668
 */
export function journeyScore(scores: readonly number[], power: number): number {
  assertScores(scores);
  const scale = scaleOf(scores, power);
  if (scale === 0) return 0;
  if (power === 0) return Math.exp(scores.reduce((sum, score) => sum + Math.log(score), 0) / scores.length);
  const mean = scores.reduce((sum, score) => sum + (score / scale) ** power, 0) / scores.length;
  return scale * mean ** (1 / power);
}

/**
 * Drag shares: what part of the journey score each area sets, in the order given; they add up to 1.
 *
 * Question answered: "96.7 % of your journey score is set by Accounting."
 *
 * In words: each score to the power p, divided by their sum. Where the worst score is 0, the areas at 0 share all of it.
 * Throws a RangeError for no scores, or a score outside 0 to 1.
 *
 * @example dragShares([0.95, 0.9, 0.9, 0.3], -4) // [0.0096, 0.0119, 0.0119, 0.9665]
 */
export function dragShares(scores: readonly number[], power: number): number[] {
  assertScores(scores);
  const scale = scaleOf(scores, power);
  const drags = scores.map((score) => {
    if (scale === 0) return score === 0 ? 1 : 0;
    return (score / scale) ** power;
  });
  const all = drags.reduce((sum, drag) => sum + drag, 0);
  return drags.map((drag) => drag / all);
}

/**
 * Clean-journey chance: the chance that not a single promise on the way is broken.
 *
 * Question answered: "each of six contacts goes well 19 times in 20; how many customers have a flawless journey?" Not
 * 95 %, but 74 %.
 *
 * In words: the product of the chances. Reference: McKinsey's example of pay television, six contacts at 95 %, up to one
 * customer in four with a poor journey.
 *
 * Not for chances that depend on each other, and not for trust scores, which are no chances: give it forecasts
 * (beta-binomial). It falls with the number of steps. Without steps it is 1.
 *
 * @example cleanJourneyChance([0.95, 0.95, 0.95, 0.95, 0.95, 0.95]) // 0.735092
 */
export function cleanJourneyChance(rates: readonly number[]): number {
  return rates.reduce((product, rate) => product * rate, 1);
}

/**
 * The journey score if one area rose (or fell) to a target and the others stayed as they are.
 *
 * Question answered: "where does an hour of work lift the whole journey most?" Always in the weakest area.
 * Throws a RangeError for an index outside the list.
 *
 * @example liftOf([0.95, 0.9, 0.9, 0.3], -4, 3, 0.34) // 0.474199
 */
export function liftOf(scores: readonly number[], power: number, index: number, target: number): number {
  if (scores[index] === undefined) throw new RangeError(`there is no area ${index} among ${scores.length}`);
  return journeyScore(scores.with(index, target), power);
}

/** Dividing by the score that dominates keeps the powers from overflowing. */
function scaleOf(scores: readonly number[], power: number): number {
  return power > 0 ? Math.max(...scores) : Math.min(...scores);
}

function assertScores(scores: readonly number[]): void {
  if (scores.length === 0) throw new RangeError('a journey has touched at least one area');
  if (!scores.every((score) => score >= 0 && score <= 1)) throw new RangeError('a score lies between 0 and 1');
}
