/** What BG/NBD and MBG/NBD say of a customer, in forms that hold for thousands of purchases. */
import { hypergeometric } from '../statistics/hypergeometric.ts';
import { incompleteBeta, logBeta } from '../statistics/incomplete-beta.ts';
import { logGamma } from '../statistics/log-gamma.ts';
import type { BetaGeometricKind } from './beta-geometric.ts';
import { discountedArea, type PurchaseForecast } from './forecast.ts';

/**
 * Forecasts under BG/NBD or MBG/NBD with given parameters r, alpha, a, b.
 *
 * Question answered: "is this customer still there, how often will they buy in the next 39 weeks, and what is that worth
 * today?"
 *
 * In words, with y = x (BG/NBD) or x + 1 (MBG/NBD): P(alive) is 1/(1 + a/(b+y-1) ((alpha+T)/(alpha+t_x))^(r+x)), with the
 * odds in logarithms. Purchases if alive are (a+b+y-1)/(a-1) [1 - (1-z)^(a-1) 2F1(a+b-1-r+y-x, a-1; a+b-1+y; z)] with
 * z = t/(alpha+T+t), Euler's transformation of the published form, whose numbers overflow from a few hundred purchases on.
 * Around a = 1, where that is 0/0, where a + b - 1 + y is not above 0, and for discounting, the rate of purchases is summed up instead:
 * (r+x)/(alpha+T) (1-z)^a 2F1(a, a+b-1-r+y-x; a+b+y; z).
 *
 * Reference: P. S. Fader, B. G. S. Hardie and K. L. Lee (2005); the transformation is DLMF 15.8.1.
 *
 * Not for a horizon of thousands of times alpha + T: z is then close to 1 and the series long.
 *
 * @example betaGeometricForecast('BG/NBD', [.243, 4.414, .793, 2.426]).chanceAlive(2, 30.43, 38.86) // .7266
 */
export function betaGeometricForecast(kind: BetaGeometricKind, parameters: readonly number[]): PurchaseForecast {
  const [r = NaN, alpha = NaN, a = NaN, b = NaN] = parameters;
  const shift = kind === 'BG/NBD' ? 0 : 1;
  const logA = Math.log(a);
  const rest = a + b - 1 - r + shift;

  function rateIfAlive(purchaseCount: number, age: number): (time: number) => number {
    const scale = alpha + age;
    const whole = a + b + purchaseCount + shift;
    return (time) => {
      const z = time / (scale + time);
      return (((r + purchaseCount) / scale) * hypergeometric(a, rest, whole, z)) / (1 + time / scale) ** a;
    };
  }

  return {
    chanceAlive(purchaseCount, recency, age) {
      const y = purchaseCount + shift;
      if (y === 0) return 1;
      const wait = Math.log((alpha + age) / (alpha + recency));
      return 1 / (1 + Math.exp(Math.min(700, logA - Math.log(b + y - 1) + (r + purchaseCount) * wait)));
    },
    purchasesIfAlive(purchaseCount, age, time) {
      const scale = alpha + age;
      const whole = a + b - 1 + purchaseCount + shift;
      if (Math.abs(a - 1) < 1e-3 || whole < 1e-3) {
        return discountedArea(rateIfAlive(purchaseCount, age), scale, { rate: 0, horizon: time });
      }
      const left = (1 + time / scale) ** (1 - a) * hypergeometric(rest, a - 1, whole, time / (scale + time));
      return (whole / (a - 1)) * (1 - left);
    },
    discountedIfAlive(purchaseCount, age, discount) {
      return discountedArea(rateIfAlive(purchaseCount, age), alpha + age, discount);
    },
  };
}

/**
 * Chance that a new customer makes exactly `count` repeat purchases in the first `time`, under BG/NBD.
 *
 * Question answered: "what share of new customers should have come back five times within a year?" Held against what
 * they did, it shows where the model does not fit.
 *
 * In words: still active and `count` purchases came, or stopped right after the `count`th, which came in time.
 *
 * Reference: P. S. Fader, B. G. S. Hardie and K. L. Lee (2005), equation 8.
 *
 * @example purchaseCountChance([.243, 4.414, .793, 2.426], 39, 0) // .5738
 */
export function purchaseCountChance(parameters: readonly number[], time: number, count: number): number {
  const [r = NaN, alpha = NaN, a = NaN, b = NaN] = parameters;
  const share = time / (alpha + time);
  const logChance = logGamma(r + count) - logGamma(r) - logGamma(count + 1) + r * Math.log(alpha / (alpha + time));
  const active = Math.exp(logChance + count * Math.log(share) + logBeta(a, b + count) - logBeta(a, b));
  if (count === 0) return active;
  // At least `count` purchases in time without anybody stopping: the upper tail of a negative binomial.
  const inTime = incompleteBeta(share, count, r);
  return active + Math.exp(logBeta(a + 1, b + count - 1) - logBeta(a, b)) * inTime;
}
