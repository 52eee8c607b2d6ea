/** Watching promise by promise for a keep rate that has quietly got worse. */

export interface CusumDesign {
  /** Share broken when all is as usual, p0. */
  readonly usualRate: number;
  /** Share broken that must not go unnoticed, p1 > p0. */
  readonly alarmRate: number;
  /** Height at which the alarm is raised, h. */
  readonly limit: number;
}

/**
 * The usual design for a share broken: notice when it has doubled, with limit 3.5.
 *
 * With 5 % broken as usual this raises a false alarm about once in 2,300 outcomes and notices a doubling after about 136
 * outcomes. Where doubling is impossible (above one half) it watches for half the way to 1.
 *
 * @example cusumDesign(0.05) // { usualRate: 0.05, alarmRate: 0.1, limit: 3.5 }
 */
export function cusumDesign(usualRate: number): CusumDesign {
  return { usualRate, alarmRate: Math.min(2 * usualRate, (1 + usualRate) / 2), limit: 3.5 };
}

/**
 * Bernoulli CUSUM: the height of the alarm after each outcome, in the order given. An outcome with a height at or above
 * `design.limit` raises the alarm, and the count starts again from 0 at the next one.
 *
 * Question answered: "are we breaking more promises than usual?", asked after every single promise, so that nobody waits
 * for the end of the month and small departments can be watched too.
 *
 * In words: each broken promise adds ln(p1/p0), each kept one takes away -ln((1-p1)/(1-p0)), never below 0. It is the
 * sum of evidence for "got worse" against "as usual" since the last moment at which there was none.
 *
 * Reference: M. R. Reynolds and Z. G. Stoumbos, "A CUSUM chart for monitoring a proportion when inspecting
 * continuously", Journal of Quality Technology 31 (1999) 87-108.
 *
 * Not for telling how bad it is (it says only that and when), and not with a usual rate of 0 or 1. Throws a RangeError
 * unless 0 < usualRate < alarmRate < 1 and the limit is positive.
 *
 * @example bernoulliCusum([true, true], { usualRate: 0.05, alarmRate: 0.1, limit: 3.5 }) // [0.693, 1.386]
 */
export function bernoulliCusum(broken: readonly boolean[], design: CusumDesign): number[] {
  const { usualRate, alarmRate, limit } = design;
  if (!(usualRate > 0 && alarmRate > usualRate && alarmRate < 1 && limit > 0)) {
    throw new RangeError(
      `a CUSUM needs 0 < usual rate < alarm rate < 1 and a limit above 0, got ${JSON.stringify(design)}`,
    );
  }
  const stepUp = Math.log(alarmRate / usualRate);
  const stepDown = Math.log((1 - alarmRate) / (1 - usualRate));
  let height = 0;
  return broken.map((isBroken) => {
    const start = height >= limit ? 0 : height;
    height = Math.max(0, start + (isBroken ? stepUp : stepDown));
    return height;
  });
}
