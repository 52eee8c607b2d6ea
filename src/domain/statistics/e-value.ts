/** How strong something unseen would have to be to explain an association away. */

/**
 * E-value of a risk ratio.
 *
 * Question answered: "those who were counselled came back 1.5 times as often; how much would a hidden reason have to weigh
 * to be all of it?"
 *
 * In words: a common cause that is tied to both the treatment and the outcome by risk ratios of at least RR + √(RR(RR-1))
 * each, over and above what was matched, could explain a ratio of RR; a weaker one could not. A ratio below 1 is turned
 * round first.
 *
 * Reference: T. J. VanderWeele and P. Ding, "Sensitivity analysis in observational research: introducing the E-value",
 * Annals of Internal Medicine 167 (2017) 268-274.
 *
 * Not for ratios of 0 or without a number: Infinity and NaN.
 *
 * @example eValue(1.5) // 2.366025
 */
export function eValue(riskRatio: number): number {
  const ratio = riskRatio < 1 ? 1 / riskRatio : riskRatio;
  return ratio + Math.sqrt(ratio * (ratio - 1));
}
