/** Control charts for shares: which months differ from the others by more than months just do. */

export interface PeriodCount {
  /** Outcomes in the period, n. */
  readonly total: number;
  /** Broken ones among them. */
  readonly broken: number;
}

export type Signal = 'high' | 'low' | 'none';

export interface ChartPoint {
  /** Share broken. */
  readonly rate: number;
  /** Distance from the centre in standard errors of this period. */
  readonly z: number;
  readonly low: number;
  readonly high: number;
  readonly signal: Signal;
  /** Limits and signal when the ordinary month-to-month variation is allowed for (Laney). */
  readonly laneyLow: number;
  readonly laneyHigh: number;
  readonly laneySignal: Signal;
}

export interface ControlChart {
  /** Share broken over all periods together, the centre line. */
  readonly centre: number;
  /** How many times wider than chance alone the periods vary; 1 when there is one period or no variation possible. */
  readonly laneySigma: number;
  readonly points: readonly ChartPoint[];
}

const sigmas = 3;
/** Mean distance of two independent standard normal draws. */
const meanMovingRange = 1.128;

/**
 * p-chart with Laney's correction, for the share broken per period, oldest first.
 *
 * Question answered: "was November really bad, or do months just vary?"
 *
 * In words: the centre is all broken divided by all outcomes. Shewhart's limits lie three binomial standard errors
 * √(p(1-p)/n) to each side. With hundreds of outcomes a month these limits are so tight that ordinary variation crosses
 * them; Laney multiplies their distance by the mean step of z from one period to the next, divided by 1.128.
 *
 * Reference: W. A. Shewhart (1931); D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002)
 * 531-537.
 *
 * Not when fewer than five broken are expected per period (use bernoulli-cusum or surprise), and Laney's correction not
 * for fewer than some ten periods. Leave periods without outcomes out: a total of 0 throws a RangeError.
 *
 * @example controlChart([{ total: 100, broken: 5 }, { total: 100, broken: 25 }]).centre // 0.15
 */
export function controlChart(periods: readonly PeriodCount[]): ControlChart {
  for (const { total, broken } of periods) {
    if (!(total > 0 && broken >= 0 && broken <= total)) throw new RangeError(`${broken} of ${total} is no share`);
  }
  const total = periods.reduce((sum, period) => sum + period.total, 0);
  const centre = total === 0 ? 0 : periods.reduce((sum, period) => sum + period.broken, 0) / total;
  const variance = centre * (1 - centre);
  const measured = periods.map((period) => {
    const rate = period.broken / period.total;
    const standardError = Math.sqrt(variance / period.total);
    return { rate, standardError, z: standardError === 0 ? 0 : (rate - centre) / standardError };
  });
  const laneySigma = stepOfNeighbours(measured.map(({ z }) => z));
  const points = measured.map(({ rate, standardError, z }): ChartPoint => {
    const half = sigmas * standardError;
    return {
      rate,
      z,
      low: Math.max(0, centre - half),
      high: Math.min(1, centre + half),
      signal: signalOf(z, sigmas),
      laneyLow: Math.max(0, centre - half * laneySigma),
      laneyHigh: Math.min(1, centre + half * laneySigma),
      laneySignal: signalOf(z, sigmas * laneySigma),
    };
  });
  return { centre, laneySigma, points };
}

function stepOfNeighbours(zs: readonly number[]): number {
  let sum = 0;
  let previous: number | undefined;
  for (const z of zs) {
    if (previous !== undefined) sum += Math.abs(z - previous);
    previous = z;
  }
  return sum === 0 ? 1 : sum / (zs.length - 1) / meanMovingRange;
}

function signalOf(z: number, limit: number): Signal {
  if (z > limit) return 'high';
  return z < -limit ? 'low' : 'none';
}
