/** What the price of a point answers: for each driver, up and lost, by two designs, or why there is no answer. */
import * as z from 'zod';
import { answerOf, Interval95 } from './answers.ts';

const CustomerPoint = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  lifetimeValue: z.number(),
  up: z.number(),
  down: z.number(),
});

/** Amounts are in minor units of the currency; they are means, so they may be broken. */
const Found = answerOf({
  effect: Interval95,
  leavers: z.int(),
  lifetimeValue: Interval95,
  up: Interval95,
  down: Interval95,
  atHighest: z.int(),
  atLowest: z.int(),
  unknown: z.int(),
  knownShare: z.number(),
  resamples: z.int(),
  resamplesFailed: z.int(),
  wording: z.string(),
  /** Living customers of whom the driver is known, and those of them whose next point is worth most. */
  living: z.int(),
  customers: z.array(CustomerPoint),
});

const DriverReport = z.object({
  driver: z.enum(['satisfaction', 'advocacy', 'trust', 'keptRate']),
  point: z.number(),
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  found: Found,
  within: answerOf({ effect: Interval95, changes: z.int(), wording: z.string() }),
  /** Pareto/NBD with the driver on leaving, as known before `from`. */
  purchases: answerOf({
    from: z.string(),
    effect: Interval95,
    standardError: z.number(),
    pValue: z.number(),
    logLikelihood: z.number(),
    aic: z.number(),
    aicWithout: z.number().nullable(),
    lifetimeValue: Interval95,
    up: Interval95,
    down: Interval95,
    atHighest: z.int(),
    atLowest: z.int(),
    draws: z.int(),
    failed: z.int(),
  }),
});
export type DriverReport = z.output<typeof DriverReport>;

export const PointReport = z.object({
  asOf: z.string(),
  zone: z.string(),
  /** Null where nothing was ever bought. */
  currency: z.string().nullable(),
  watchedUntil: z.string().nullable(),
  leftAfterDays: z.int(),
  horizonMonths: z.int(),
  discountYearly: z.number(),
  marginShare: z.number(),
  customers: z.int(),
  isWhole: z.boolean(),
  /** Months looked at; null without any. */
  period: z.object({ from: z.string(), until: z.string() }).nullable(),
  rows: z.int(),
  leavers: z.int(),
  living: z.int(),
  leftOut: z.int(),
  /** Customers drawn by lot where all would have been too many. */
  drawn: z.int().nullable(),
  drivers: z.array(DriverReport),
});
export type PointReport = z.output<typeof PointReport>;
