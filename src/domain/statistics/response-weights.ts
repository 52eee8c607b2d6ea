/** Who answers is not like everybody: weights that let those who did speak for those like them who did not. */
import { type Answer, noAnswer } from './answer.ts';
import type { CustomerMonth } from './customer-months.ts';
import { chanceOf, fitLogistic } from './logistic-regression.ts';

export interface ResponseWeights {
  /** One for each row: 0 where nothing was answered. */
  readonly weights: Float64Array;
  /** Share of the rows with an answer. */
  readonly responseShare: number;
  /** Rows whose weight was cut off at the largest that is allowed. */
  readonly capped: number;
}

/** A single customer shall not speak for more than five. */
const weightMax = 5;

const signs: readonly { readonly name: string; readonly of: (row: CustomerMonth) => number }[] = [
  { name: 'tenure', of: ({ tenureMonths }) => tenureMonths },
  { name: 'purchases in twelve months', of: ({ purchasesTwelveMonths }) => purchasesTwelveMonths },
  { name: 'months since the last purchase', of: ({ monthsSincePurchase }) => monthsSincePurchase },
  { name: 'broken promises in three months', of: ({ brokenThreeMonths }) => brokenThreeMonths },
  { name: 'refunds in three months', of: ({ refundsThreeMonths }) => refundsThreeMonths },
];

/**
 * Inverse response propensity: one over the chance to have answered, at most five.
 *
 * Question answered: "leavers answer less; what if those who did not answer are like the answering ones of the same tenure
 * and the same troubles?"
 *
 * In words: logistic regression of having an answer on tenure, purchases, months since the last one, broken promises and
 * refunds before the month (those that differ); each row with an answer weighs share answered / chance to answer, so
 * that the weights are 1 on average; cut at five.
 *
 * Reference: P. R. Rosenbaum, JASA 82 (1987) 387-394; S. R. Seaman and I. R. White, Stat. Methods Med. Res. 22 (2013)
 * 278-295.
 *
 * Not a cure for those who are silent because they are about to leave: they are not like anybody who answered. Where all
 * answered every weight is 1.
 */
export function responseWeights(
  rows: readonly CustomerMonth[],
  hasAnswered: (row: CustomerMonth) => boolean,
): Answer<ResponseWeights> {
  const answered = rows.filter(hasAnswered).length;
  if (answered === 0) return noAnswer('too few', 'Nobody answered', 'answers');
  const responseShare = answered / rows.length;
  if (answered === rows.length) {
    return { answered: true, weights: new Float64Array(rows.length).fill(1), responseShare, capped: 0 };
  }
  const differing = signs.filter(({ of }) => rows.some((row) => of(row) !== of(rows[0] ?? row)));
  const values = new Float64Array(rows.length * differing.length);
  for (const [index, row] of rows.entries()) {
    for (const [column, { of }] of differing.entries()) values[index * differing.length + column] = of(row);
  }
  const fit = fitLogistic({
    columns: differing.map(({ name }) => name),
    values,
    outcomes: Float64Array.from(rows, (row) => Number(hasAnswered(row))),
    groups: rows.map(({ customerId }) => customerId),
  });
  if (!fit.answered) return fit;
  let capped = 0;
  const weights = Float64Array.from(rows, (row) => {
    if (!hasAnswered(row)) return 0;
    const chance = chanceOf(
      fit,
      differing.map(({ of }) => of(row)),
    );
    const weight = responseShare / chance;
    if (weight > weightMax) capped += 1;
    return Math.min(weightMax, weight);
  });
  return { answered: true, weights, responseShare, capped };
}
