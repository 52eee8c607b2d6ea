/** "Nine times out of ten, what was right for the customer was best for both": tested on the company's own decisions. */
import { type Answer, type Basis, type Estimate, noAnswer } from './answer.ts';
import { betaQuantile } from './incomplete-beta.ts';
import type { Interval } from './wilson-interval.ts';

/** A choice of the golden-rule log. */
export interface GoldenChoice {
  readonly day: string;
  /** Whether what was chosen is what one would have considered right as the customer. */
  readonly wasRight: boolean;
  /** Whether it later proved best for both; null while nobody has said. */
  readonly bestForBoth: boolean | null;
}

export interface NineOfTen extends Basis {
  /** With Clopper and Pearson's interval, which is never too narrow: the verdict rests on it. */
  readonly share: Estimate;
  /** The same for choices that were not what the customer would have considered right; null without any. */
  readonly otherwise: (Interval & { readonly share: number; readonly n: number }) | null;
  readonly verdict: 'holds' | 'does not hold' | 'not known yet';
  /** Choices of which nobody has said yet whether they were best for both. */
  readonly open: number;
}

const claimed = 0.9;
const choicesMin = 5;

/**
 * The test of "nine times out of ten" over the choices that were right by the golden rule.
 *
 * Question answered: "does doing what we would want done to us pay, here, nine times out of ten?"
 *
 * In words: share of the choices that proved best for both, with its exact interval. It holds when the whole interval is
 * above nine tenths, does not hold when the whole interval is below, and otherwise it is not known yet. All of 36 are the
 * fewest that can show it. Not Wilson's interval, which other shares have: it is right on the average of many shares, and a
 * verdict on one claim must not be given too easily.
 *
 * Reference: the claim is our text's; the interval C. J. Clopper and E. S. Pearson's, Biometrika 26 (1934) 404-413.
 *
 * Not proof that the golden rule is the reason: whoever says later whether it was best for both may be kind to the choice.
 * The share of the other choices stands beside it. Fewer than five choices: refused.
 */
export function nineOfTen(choices: readonly GoldenChoice[]): Answer<NineOfTen> {
  const right = choices.filter(({ wasRight }) => wasRight);
  const settled = right.filter(({ bestForBoth }) => bestForBoth !== null);
  if (settled.length < choicesMin) {
    const reason = `Of ${right.length} choices by the golden rule ${settled.length} have been judged`;
    return noAnswer(
      'too few',
      reason,
      `${choicesMin} choices of which somebody has said whether they were best for both`,
    );
  }
  const best = settled.filter(({ bestForBoth }) => bestForBoth === true).length;
  const interval = exactInterval(best, settled.length);
  const others = choices.filter(({ wasRight, bestForBoth }) => !wasRight && bestForBoth !== null);
  const othersBest = others.filter(({ bestForBoth }) => bestForBoth === true).length;
  const days = settled.map(({ day }) => day).sort();
  return {
    answered: true,
    n: settled.length,
    counted: 'choices',
    period: { from: (days[0] ?? '').slice(0, 7), until: (days.at(-1) ?? '').slice(0, 7) },
    model: 'share of choices with its exact interval',
    assumptions: ['choices do not hang together', 'who judges a choice does not know that it is counted'],
    share: { estimate: best / settled.length, ...interval },
    otherwise:
      others.length === 0
        ? null
        : { share: othersBest / others.length, n: others.length, ...exactInterval(othersBest, others.length) },
    verdict: interval.low > claimed ? 'holds' : interval.high < claimed ? 'does not hold' : 'not known yet',
    open: right.length - settled.length,
  };
}

/**
 * Clopper and Pearson's exact 95 % interval of a share: all rates under which what was seen is not too unlikely.
 *
 * In words: the 2.5 % quantile of Beta(k, n - k + 1) and the 97.5 % quantile of Beta(k + 1, n - k).
 *
 * Never too narrow, and therefore usually too wide; Wilson's is nearer to 95 %. Counts that are none give all of 0 to 1.
 *
 * @example exactInterval(9, 10) // { low: 0.554984, high: 0.997471 }
 */
export function exactInterval(successes: number, total: number): Interval {
  if (!(successes >= 0 && successes <= total && total > 0)) return { low: 0, high: 1 };
  return {
    low: successes === 0 ? 0 : betaQuantile(0.025, successes, total - successes + 1),
    high: successes === total ? 1 : betaQuantile(0.975, successes + 1, total - successes),
  };
}
