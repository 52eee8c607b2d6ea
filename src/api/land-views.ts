/** How land, counsel and decisions are answered. */
import * as z from 'zod';
import { SoilRules } from '../domain/selling/soil-rules.ts';

/** Rows of each list at most; counts say how many there are. */
export const landRowsMax = 200;

/** A share with its 95 % interval; the share itself is null where only the interval may be shown. */
const Estimate = z.object({ estimate: z.number().nullable(), low: z.number(), high: z.number() });
const Refusal = z.object({ reason: z.string(), missing: z.string() });

export const Land = z.object({
  asOf: z.string(),
  zone: z.string(),
  rules: SoilRules,
  /** Trust from which a customer counts as trusting. */
  trustingFrom: z.number(),
  capacity: z.array(
    z.object({
      currency: z.string(),
      capacity: z.number(),
      whole: z.number(),
      share: z.number().nullable(),
      productive: z.int(),
      customers: z.int(),
      heldBack: z.object({ inactive: z.number(), distrusting: z.number(), resting: z.number() }),
      /** What stands for a customer's value: what they are expected to bring, or what an active one spends in a year. */
      basis: z.enum(['lifetimeValue', 'yearlySpend']),
      /** What an active customer spent in the year, on average. */
      meanSpend: z.number(),
      active: z.int(),
    }),
  ),
  quarters: z.array(
    z.object({
      currency: z.string(),
      quarter: z.string(),
      customers: z.int(),
      newCustomers: z.int(),
      income: z.number(),
      exhausted: z.number(),
      grown: z.number(),
      fromNew: z.number(),
      replacing: z.number(),
      index: z.number().nullable(),
      kept: z.number().nullable(),
    }),
  ),
  resting: z.array(
    z.object({
      customerId: z.string(),
      name: z.string().nullable(),
      until: z.string().nullable(),
      because: z.string(),
    }),
  ),
  counts: z.object({ customers: z.int(), resting: z.int(), rested: z.int() }),
  asks: z.array(z.object({ what: z.string(), count: z.int(), customers: z.int(), despite: z.int() })),
  gifts: z.array(z.object({ what: z.string(), count: z.int(), customers: z.int() })),
});
export type Land = z.output<typeof Land>;

export const CounselRecord = z.object({
  asOf: z.string(),
  zone: z.string(),
  count: z.int(),
  forgone: z.array(z.object({ currency: z.string(), amount: z.int(), count: z.int() })),
  counsels: z.array(
    z.object({
      counselId: z.string(),
      customerId: z.string(),
      name: z.string().nullable(),
      at: z.string(),
      advised: z.enum(['less', 'other', 'later', 'nothing']),
      offerId: z.string().nullable(),
      advisedOfferId: z.string().nullable(),
      why: z.string().nullable(),
      forgone: z.int().nullable(),
      currency: z.string().nullable(),
      /** Whom it is to the credit of. */
      by: z.string(),
      returnedAt: z.string().nullable(),
      purchases: z.int(),
      referrals: z.int(),
    }),
  ),
  /** Customers who bought within the days after counsel, against customers like them without. */
  cameBack: z.object({
    days: z.int(),
    refusal: Refusal.nullable(),
    pairs: z.int().nullable(),
    difference: Estimate.nullable(),
    counselledMean: z.number().nullable(),
    matchedMean: z.number().nullable(),
    model: z.string().nullable(),
    assumptions: z.array(z.string()),
    unbalanced: z.array(z.string()),
  }),
});
export type CounselRecord = z.output<typeof CounselRecord>;

export const DecisionLog = z.object({
  asOf: z.string(),
  zone: z.string(),
  count: z.int(),
  judged: z.int(),
  decisions: z.array(
    z.object({
      decisionId: z.string(),
      customerId: z.string(),
      name: z.string().nullable(),
      at: z.string(),
      trigger: z.enum(['quote', 'discount', 'refund', 'complaint', 'dilemma']),
      wasRight: z.boolean(),
      by: z.string(),
      right: z.string().nullable(),
      choice: z.string().nullable(),
      best: z.enum(['both', 'customer', 'us', 'neither']).nullable(),
    }),
  ),
  nineOfTen: z.object({
    refusal: Refusal.nullable(),
    n: z.int().nullable(),
    share: Estimate.nullable(),
    otherwise: z.object({ share: z.number(), n: z.int(), low: z.number(), high: z.number() }).nullable(),
    verdict: z.enum(['holds', 'does not hold', 'not known yet']).nullable(),
    /** Choices by the golden rule of which nobody has said yet how they proved. */
    open: z.int(),
    assumptions: z.array(z.string()),
  }),
});
export type DecisionLog = z.output<typeof DecisionLog>;
