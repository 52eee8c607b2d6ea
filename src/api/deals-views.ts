/** What is answered about deals. Amounts are minor units of the currency; every number comes with what it rests on. */
import * as z from 'zod';
import { ExpectedValue, NotSaid } from './model-views.ts';

export const DealView = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  /** The purchase; for a deal that was lost or is open, the event. */
  dealId: z.string(),
  kind: z.enum(['won', 'lost', 'open']),
  at: z.string(),
  /** `2026 Q1`, in the zone of the company. */
  quarter: z.string(),
  /** The area and the person who sold; null where nobody said. */
  area: z.string().nullable(),
  areaName: z.string().nullable(),
  person: z.string().nullable(),
  personName: z.string().nullable(),
  offerId: z.string().nullable(),
  amount: z.int().nullable(),
  discount: z.int().nullable(),
  refunded: z.int(),
  /** What the sale brings now: the amount times the margin share of the policy. Null where nothing was sold. */
  saleNow: z.number().nullable(),
  /** How much more or less the customer was expected to bring after the deal than before it, with its 95 % interval. */
  change: z.number().nullable(),
  changeLow: z.number().nullable(),
  changeHigh: z.number().nullable(),
  /** Whether the customer had never bought before. */
  isFirst: z.boolean(),
  /** Why the change is not known. */
  notKnown: z.string().nullable(),
  /** Promises of the purchase that were broken. */
  broken: z.int(),
});
export type DealView = z.output<typeof DealView>;

export const DealGroup = z.object({
  key: z.string().nullable(),
  name: z.string(),
  won: z.int(),
  lost: z.int(),
  open: z.int(),
  amount: z.number(),
  discount: z.number(),
  refunded: z.number(),
  saleNow: z.number(),
  change: ExpectedValue.nullable(),
  /** Deals whose change is known; the others are not in it. */
  valued: z.int(),
});
export type DealGroup = z.output<typeof DealGroup>;

export const Deals = z.object({
  /** The deals asked for, the newest first. */
  deals: z.array(DealView),
  count: z.int(),
  next: z.string().nullable(),
  asOf: z.string(),
  zone: z.string(),
  currency: z.string(),
  otherCurrencies: z.array(z.string()),
  marginShare: z.number(),
  valueYears: z.number(),
  /** Whether these are all deals; else the newest of them. */
  isWhole: z.boolean(),
  /** The model that values are taken from, what it assumes, and why there is none. */
  model: z.string().nullable(),
  customers: z.int(),
  period: z.object({ from: z.string(), until: z.string() }).nullable(),
  draws: z.int(),
  assumptions: z.array(z.string()),
  notKnown: z.string().nullable(),
  refused: NotSaid.nullable(),
  /** What all customers are expected to bring now, and what of it is no deal's: with the changes of all deals it adds up. */
  toNow: z.object({ silence: ExpectedValue, now: z.number() }).nullable(),
  /** What a broken promise of a deal goes with, against deals like it whose promises held; null where no deal could be valued. */
  brokenPromises: z
    .object({
      followedDays: z.int(),
      refused: NotSaid.nullable(),
      compared: z
        .object({
          pairs: z.int(),
          /** Lifetime value after the deal, less that after the other of the pair; null where only the interval may be shown. */
          amount: z.number().nullable(),
          low: z.number(),
          high: z.number(),
          brokenMean: z.number(),
          keptMean: z.number(),
          unmatched: z.int(),
          unbalanced: z.array(z.string()),
          assumptions: z.array(z.string()),
        })
        .nullable(),
    })
    .nullable(),
  /** Of all deals in the currency: together, by quarter, by area, and by person in the order of their names. */
  total: DealGroup,
  quarters: z.array(DealGroup),
  areas: z.array(DealGroup),
  people: z.array(DealGroup),
});
export type Deals = z.output<typeof Deals>;
