/** What the company decides in the open: periods, burdens by nature of a case, and the willingness to trust. */
import * as z from 'zod';
import { AreaId } from '../ids.ts';
import { Zone } from '../instants.ts';
import { Currency } from '../money.ts';
import { defaultTrustParameters, TrustParameters } from '../trust/parameters.ts';
import { defaultSoilRules, SoilRules } from '../selling/soil-rules.ts';
import { Code } from '../words.ts';

/** Shares of a burden by area; they sum to 1. */
export const Shares = z
  .record(AreaId, z.number().min(0).max(1))
  .refine((shares) => Math.abs(Object.values(shares).reduce((sum, share) => sum + share, 0) - 1) < 1e-9, {
    error: 'must be shares of areas that sum to 1, like { "operations": 0.5, "customer-service": 0.5 }',
  });
export type Shares = z.output<typeof Shares>;

const periodDaysMax = 3_650;
export const PeriodDays = z.number().min(0).max(periodDaysMax);

const valueYearsMax = 20;

export const Policy = z.object({
  zone: Zone,
  currency: Currency,
  /** After the due time a promise may still be completed late; after these days more it is broken. */
  graceDays: PeriodDays,
  /** A promise declared done and not disputed for these days counts as kept by silence. */
  silenceDays: PeriodDays,
  /** A broken promise for which no repair was promised in these days stays unrepaired. */
  recoveryDays: PeriodDays,
  /** Who bought and then bought nothing for these days has left, where no contract says when it ends, and is called former. */
  leftAfterDays: z.int().min(90).max(periodDaysMax),
  /** Who bears the burden of a case, by its nature. */
  caseShares: z.record(Code, Shares),
  trust: TrustParameters,
  /** How often one may ask, and how long a customer rests. */
  soil: SoilRules,
  /** What is left of a sale after its costs, as a share: lifetime value is this share of what customers will spend. */
  marginShare: z.number().gt(0).max(1),
  /** What money of next year is worth less than money now, as a rate a year. */
  discountYearly: z.number().min(0).max(1),
  /** How many years ahead lifetime value looks. */
  valueYears: z.number().gt(0).max(valueYearsMax),
});
export type Policy = z.output<typeof Policy>;

const sharedByBoth = { operations: 0.5, 'customer-service': 0.5 };

export const defaultPolicy: Policy = {
  zone: 'UTC',
  currency: 'EUR',
  graceDays: 14,
  silenceDays: 14,
  recoveryDays: 30,
  leftAfterDays: 180,
  caseShares: {
    defect: { operations: 1 },
    late: { operations: 1 },
    'mis-set-expectation': { sales: 1 },
    'service-failure': { 'customer-service': 1 },
    'wrong-bill': { accounting: 1 },
    'lost-in-transit': { distribution: 1 },
    misuse: sharedByBoth,
    unknown: sharedByBoth,
  },
  trust: defaultTrustParameters,
  soil: defaultSoilRules,
  // The whole of a sale: a margin that nobody stated would be made up. The rate is that of the literature (method B.3).
  marginShare: 1,
  discountYearly: 0.15,
  valueYears: 5,
};
