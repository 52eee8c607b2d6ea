/** Money is whole minor units with an ISO 4217 currency. Different currencies are never added. */
import * as z from 'zod';

/** The largest amount, ten thousand million euros: thousands of them add up and are still exact. */
const amountMax = 1_000_000_000_000;

export const Amount = z
  .int({ error: 'must be a whole number of minor units (cents), like 1999' })
  .min(0)
  .max(amountMax, { error: `must be at most ${amountMax} minor units` })
  .describe('In whole minor units (cents): 1240000 is EUR 12,400.00');
export type Amount = z.output<typeof Amount>;

export const Currency = z.string().regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 currency, like EUR' });
export type Currency = z.output<typeof Currency>;

/**
 * Currencies whose minor unit is not the hundredth, after ISO 4217. Intl cannot be asked: it follows habit, not the
 * standard, and gives HUF, IDR, COP and others no decimals, which would show amounts a hundred times too large.
 */
const minorDigits: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/**
 * Whole minor units as a plain decimal for machines: 12400.00. Text, because a division would lose cents above
 * 2^46. Throws a RangeError unless the amount is a whole number.
 */
export function decimalAmount(amount: number, currency: string): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of minor units`);
  const digits = minorDigits.get(currency) ?? 2;
  const units = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = units.slice(0, units.length - digits);
  const cents = units.slice(units.length - digits);
  return `${amount < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${cents}`}`;
}
