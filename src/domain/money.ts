/** Money is whole minor units with an ISO 4217 currency. Different currencies are never added. */
import * as z from 'zod';

/** The largest amount: whole and exact in every place it passes through. */
export const amountMax = Number.MAX_SAFE_INTEGER;

export const Amount = z
  .int({ error: 'must be a whole number of minor units (cents), like 1999' })
  .min(0)
  .max(amountMax);
export type Amount = z.output<typeof Amount>;

export const Currency = z.string().regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 currency, like EUR' });
export type Currency = z.output<typeof Currency>;
