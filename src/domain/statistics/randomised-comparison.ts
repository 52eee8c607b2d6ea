/** What an offer is worth that was given by lot. */
import { type Answer, type Basis, type Estimate, noAnswer, type Wording } from './answer.ts';
import { differenceInterval } from './student-interval.ts';

export interface RandomisedComparison extends Basis {
  /** Mean of those who drew the offer less mean of those who did not. */
  readonly difference: Estimate;
  readonly offeredMean: number;
  readonly otherMean: number;
  readonly wording: Wording;
}

const sideMin = 10;
const sideForNumber = 30;

/**
 * Comparison of two groups that a lot made.
 *
 * Question answered: "of the customers with a broken promise, every second was offered a recovery: what did it bring?"
 *
 * In words: difference of the mean outcomes, with Welch's interval. Everybody counts in the group that was drawn, whether
 * the offer was taken or not.
 *
 * Reference: R. A. Fisher, "The Design of Experiments" (1935); B. L. Welch, Biometrika 34 (1947) 28-35.
 *
 * Not where somebody chose who gets the offer, nor where outcomes are missing more often in one group: then see
 * matched-comparison. Fewer than thirty in a group: interval only, and "associated with"; fewer than ten: refused.
 */
export function randomisedComparison(
  offered: readonly number[],
  others: readonly number[],
): Answer<RandomisedComparison> {
  if (![...offered, ...others].every(Number.isFinite)) {
    return noAnswer('malformed', 'Some outcomes are no numbers', 'the outcome of everybody who was drawn');
  }
  if (Math.min(offered.length, others.length) < sideMin) {
    const reason = `${offered.length} customers drew the offer and ${others.length} did not`;
    return noAnswer('too few', reason, `${sideMin} in either group at least`);
  }
  const { estimate, low, high } = differenceInterval(offered, others);
  const isShown = Math.min(offered.length, others.length) >= sideForNumber;
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    answered: true,
    n: offered.length + others.length,
    counted: 'customers',
    period: null,
    model: 'difference of two means between groups made by lot',
    assumptions: ['the lot decided and nobody else', 'everybody counts in the group that was drawn'],
    difference: { estimate: isShown ? estimate : null, low, high },
    offeredMean: meanOf(offered),
    otherMean: meanOf(others),
    wording: isShown && (low > 0 || high < 0) ? 'worth' : 'associated with',
  };
}
