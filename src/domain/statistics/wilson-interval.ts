/** The interval around a raw rate: how far few observations let the true rate be from the one seen. */

/** z of a two-sided 95 % interval: the 97.5 % point of the standard normal distribution. */
const z95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson score interval for a share, 95 % unless another z is given.
 *
 * Question answered: "we kept 9 of 10 promises; between what limits may the true keep rate lie?"
 *
 * In words: all rates whose distance from the observed one is at most z standard errors, the standard error being taken
 * at the candidate rate and not at the observed one. With p = successes/n:
 * centre (p + z²/2n)/(1 + z²/n), half-width z/(1 + z²/n) · √(p(1-p)/n + z²/4n²).
 *
 * Reference: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
 * 209-212; recommended for small n by Brown, Cai and DasGupta, Statistical Science 16 (2001) 101-133.
 *
 * Not for a forecast of one group among many (see beta-binomial), nor for outcomes that depend on each other.
 * With no observations the interval is all of 0 to 1. Throws a RangeError unless 0 <= successes <= total.
 *
 * @example wilsonInterval(9, 10) // { low: 0.595850, high: 0.982124 }
 */
export function wilsonInterval(successes: number, total: number, z: number = z95): Interval {
  if (!(successes >= 0 && successes <= total)) throw new RangeError(`${successes} of ${total} is not a share`);
  if (total === 0) return { low: 0, high: 1 };
  const rate = successes / total;
  const shrink = 1 + (z * z) / total;
  const centre = (rate + (z * z) / (2 * total)) / shrink;
  const halfWidth = (z / shrink) * Math.sqrt((rate * (1 - rate)) / total + (z * z) / (4 * total * total));
  return {
    // At the ends the formula gives exactly 0 and 1; rounding would give 1e-17 and an ugly screen.
    low: successes === 0 ? 0 : centre - halfWidth,
    high: successes === total ? 1 : centre + halfWidth,
  };
}
