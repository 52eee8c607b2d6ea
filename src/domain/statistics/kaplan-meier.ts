/** How long things last when some of them have not ended yet. */
import { wilsonInterval } from './wilson-interval.ts';

/** z of a two-sided 95 % interval. */
const z95 = 1.959963984540054;

export interface Duration {
  /** Time from the start to the end, or to the last look when it has not ended. Any unit, the same for all. */
  readonly time: number;
  /** True when it ended; false when it was still going on at the last look (censored). */
  readonly ended: boolean;
}

export interface SurvivalStep {
  readonly time: number;
  /** How many had not ended and were still watched just before this time. */
  readonly atRisk: number;
  /** How many ended at this time. */
  readonly ended: number;
  /** Share that lasts longer than this time, with its 95 % interval. */
  readonly survival: number;
  readonly low: number;
  readonly high: number;
}

export interface SurvivalCurve {
  readonly durations: readonly Duration[];
  /** One step for each time at which something ended, earliest first. */
  readonly steps: readonly SurvivalStep[];
  /** The longest time watched: nothing is known beyond it unless all have ended. */
  readonly watchedUntil: number;
}

/**
 * Kaplan-Meier estimate of how long things last, with Greenwood's 95 % interval.
 *
 * Question answered: "of the causes we fixed, how many stay fixed for 90 days?", "how long is a promise typically open?",
 * when some were fixed only last week. Counting only the finished ones makes everything look short; counting the
 * unfinished ones as finished, too.
 *
 * In words: at each time at which something ended, multiply by (1 - ended / at risk). Greenwood's variance is
 * S² Σ ended / (at risk (at risk - ended)); the interval is built on ln(-ln S), which keeps it inside 0 to 1 and is better
 * for few observations than S ± z s. Where the curve is exactly 1 or 0 Greenwood's variance vanishes and would claim
 * certainty; there the interval is Wilson's, over those still watched.
 *
 * Reference: E. L. Kaplan and P. Meier, JASA 53 (1958) 457-481; M. Greenwood (1926); J. D. Kalbfleisch and R. L.
 * Prentice, "The Statistical Analysis of Failure Time Data" (1980), for the interval.
 *
 * Not when things drop out of sight because they are about to end, and not for fewer than five observations.
 * Something that drops out at the very time of an end counts as still at risk then. Throws a RangeError for a negative time.
 *
 * @example kaplanMeier([{ time: 6, ended: true }, { time: 9, ended: false }]).steps[0].survival // 0.5
 */
export function kaplanMeier(durations: readonly Duration[]): SurvivalCurve {
  if (!durations.every(({ time }) => time >= 0)) throw new RangeError('nothing lasts a negative time');
  const byTime = new Map<number, { ended: number; gone: number }>();
  for (const { time, ended } of durations) {
    const here = byTime.get(time) ?? { ended: 0, gone: 0 };
    here.gone += 1;
    if (ended) here.ended += 1;
    byTime.set(time, here);
  }
  const steps: SurvivalStep[] = [];
  let atRisk = durations.length;
  let survival = 1;
  let greenwood = 0;
  let watchedUntil = 0;
  for (const [time, { ended, gone }] of [...byTime].sort(([left], [right]) => left - right)) {
    if (ended > 0) {
      survival *= 1 - ended / atRisk;
      greenwood += ended / (atRisk * (atRisk - ended));
      steps.push({ time, atRisk, ended, survival, ...greenwoodInterval(survival, greenwood, atRisk) });
    }
    atRisk -= gone;
    watchedUntil = time;
  }
  return { durations, steps, watchedUntil };
}

/**
 * The share that lasts longer than `time`, with its 95 % interval; null when nobody was watched that long.
 *
 * Question answered: "what share is still fixed after 90 days?" The share reopened within 90 days is 1 minus it, with the
 * ends of the interval swapped.
 *
 * @example survivalAt(curve, 90) // { survival: 0.8, low: 0.2, high: 0.97 }
 */
export function survivalAt(curve: SurvivalCurve, time: number): Pick<SurvivalStep, 'survival' | 'low' | 'high'> | null {
  const step = curve.steps.findLast((candidate) => candidate.time <= time);
  if (time > curve.watchedUntil && step?.survival !== 0) return null;
  if (step !== undefined) return { survival: step.survival, low: step.low, high: step.high };
  const watched = curve.durations.filter((duration) => duration.time >= time).length;
  return watched === 0 ? null : { survival: 1, ...wilsonInterval(watched, watched) };
}

/**
 * The time by which half have ended; null while fewer than half are known to have.
 *
 * Question answered: "how long does it typically take?" A mean would need to know how the unfinished ones go on.
 *
 * @example medianTime(kaplanMeier([{ time: 3, ended: true }, { time: 9, ended: true }])) // 3
 */
export function medianTime(curve: SurvivalCurve): number | null {
  // 0.5 reached by multiplying fractions may miss by the last digit.
  return curve.steps.find(({ survival }) => survival <= 0.5 + 1e-12)?.time ?? null;
}

function greenwoodInterval(survival: number, greenwood: number, atRisk: number): { low: number; high: number } {
  if (survival === 0) return wilsonInterval(0, atRisk);
  const logSurvival = Math.log(survival);
  const width = (z95 * Math.sqrt(greenwood)) / Math.abs(logSurvival);
  return { low: Math.exp(logSurvival * Math.exp(width)), high: Math.exp(logSurvival * Math.exp(-width)) };
}
