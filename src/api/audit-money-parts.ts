/** The parts of an audit that are made of money. */
import * as z from 'zod';
import { Amount, Count, figure, Rate } from './audit-values.ts';

const Sums = z.object({ ...figure, in: Amount, out: Amount, stays: Amount });

const RevenueOfAudit = Sums.extend({
  currency: z.string(),
  inCount: Count,
  outCount: Count,
  staysCount: Count,
  /** In less out. */
  net: z.int(),
  atRisk: Amount,
  atRiskCount: Count,
  /** In open cases that name no purchase. */
  casesAtRisk: Amount,
  steps: z.array(Sums.extend({ step: z.string() })),
  /** By the area that broke its promise, or bears the burden. */
  areas: z.array(
    z.object({ ...figure, area: z.string(), name: z.string(), out: Amount, stays: Amount, atRisk: Amount }),
  ),
  refunds: z.array(z.object({ ...figure, reason: z.string(), count: Count, amount: Amount })),
});

export const moneyParts = {
  /** One for each currency: different ones are never added. */
  revenue: z.array(RevenueOfAudit),
  repurchase: z.object({
    /** Customers with two purchases or more, of those with one. */
    customers: Rate,
    /** Bought again after the first promise to them was kept; after it was late or broken. Associated, not caused. */
    afterKept: Rate,
    afterFailed: Rate,
  }),
  lostDeals: z.array(
    z.object({
      ...figure,
      step: z.string(),
      deals: Count,
      money: z.array(z.object({ ...figure, currency: z.string(), amount: Amount })),
    }),
  ),
};
