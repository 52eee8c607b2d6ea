/** What Pareto/NBD says of a customer. */
import { discountedArea, type PurchaseForecast } from './forecast.ts';
import { logOddsGone } from './pareto-likelihood.ts';

/**
 * Forecasts under Pareto/NBD with given parameters r, alpha, s, beta.
 *
 * Question answered: "is this customer still there, how often will they buy, and what is that worth today?"
 *
 * In words: P(alive) is one over one plus the odds to have left since the last purchase. Purchases if alive are
 * (r+x)(beta+T)/((alpha+T)(s-1)) [1 - ((beta+T)/(beta+T+t))^(s-1)], written so that s = 1 is no gap. Discounted (DERT):
 * (r+x)/(alpha+T) ∫ ((beta+T)/(beta+T+t))^s e^(-discount t) dt, for any horizon, without end too.
 *
 * Reference: D. C. Schmittlein, D. G. Morrison and R. Colombo (1987); P. S. Fader, B. G. S. Hardie and K. L. Lee, J.
 * Marketing Research 42 (2005) 415-430, for the discounted purchases.
 *
 * A heavy buyer who falls silent is soon taken for gone, sooner than a rare one: that is right, not an error.
 *
 * @example paretoForecast([.553, 10.578, .606, 11.669]).chanceAlive(26, 30.86, 31) // .9979
 */
export function paretoForecast(parameters: readonly number[]): PurchaseForecast {
  const [r = NaN, alpha = NaN, s = NaN, beta = NaN] = parameters;
  const shape = { r, alpha, s, beta };
  return {
    chanceAlive(purchaseCount, recency, age) {
      return 1 / (1 + Math.exp(Math.min(700, logOddsGone(purchaseCount, recency, age, shape))));
    },
    purchasesIfAlive(purchaseCount, age, time) {
      const pace = (r + purchaseCount) / (alpha + age);
      const stretch = Math.log1p(time / (beta + age));
      const stay = Math.abs(s - 1) < 1e-12 ? stretch : -Math.expm1((1 - s) * stretch) / (s - 1);
      return pace * (beta + age) * stay;
    },
    discountedIfAlive(purchaseCount, age, discount) {
      const pace = (r + purchaseCount) / (alpha + age);
      return pace * discountedArea((time) => (1 + time / (beta + age)) ** -s, beta + age, discount);
    },
  };
}
