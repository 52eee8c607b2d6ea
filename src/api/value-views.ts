/** What is answered about lifetime value. Amounts are minor units; every number comes with what it rests on. */
import * as z from 'zod';
import { Rate } from './audit-values.ts';
import { FittedContracts } from './contract-views.ts';
import { ExpectedValue, FittedModel, NotSaid } from './model-views.ts';
import { FittedOccasions } from './occasion-views.ts';

export const ValueSettings = z.object({ marginShare: z.number(), discountYearly: z.number(), valueYears: z.number() });

/** What every answer about value says of itself. */
const basis = {
  currency: z.string(),
  /** Customers who bought in this currency and are known by name or number. */
  customers: z.int(),
  /** From the first purchase to the last day watched. */
  from: z.string(),
  until: z.string(),
  /** The fitted model that values are taken from; null where none could be fitted. */
  model: z.string().nullable(),
  refused: NotSaid.nullable(),
  assumptions: z.array(z.string()),
};

export const ValueRow = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  segment: z.string().nullable(),
  /** Days with a purchase after the first. */
  repeats: z.int(),
  firstDay: z.string(),
  lastDay: z.string(),
  /** Trust in the whole journey; null where no promise has come to an end. */
  trust: z.number().nullable(),
  chanceAlive: z.number(),
  /** Expected in the next year. */
  expectedPurchases: z.number(),
  /** Expected within the years that the policy looks ahead, each worth less the later it comes (DERT). */
  discountedPurchases: z.number(),
  /** Expected amount of a purchase. */
  expectedSpend: z.number().nullable(),
  value: ExpectedValue.nullable(),
});
export type ValueRow = z.output<typeof ValueRow>;

export const ValueGroup = z.object({
  name: z.string(),
  customers: z.int(),
  repurchase: Rate,
  /** Mean chance to be still there; null where no model could be fitted. */
  chanceAlive: z.number().nullable(),
  value: ExpectedValue.nullable(),
});
export type ValueGroup = z.output<typeof ValueGroup>;

export const CurrencyValue = z.object({
  ...basis,
  /** Days with a purchase, of all customers. */
  purchases: z.int(),
  /** Customers who bought under a contract; what was paid under it is in none of the numbers here. */
  contracted: z.int(),
  /** How many came back. */
  repurchase: Rate,
  /** Whether so few came back that all of this rests on a small part of the customers. */
  isRare: z.boolean(),
  /** Paid until now, less what was given back. */
  spend: z.number(),
  /** How many customers have which chance to be still there, in ten steps. */
  alive: z.array(z.object({ from: z.number(), to: z.number(), customers: z.int() })),
  /** How many customers are expected to be still there. */
  expectedAlive: z.number().nullable(),
  /** Expected purchases of all in the next year. */
  expectedPurchases: z.number().nullable(),
  value: ExpectedValue.nullable(),
  /** Why purchases are expected and no amount. */
  valueRefused: NotSaid.nullable(),
  /** How often customers were drawn for the intervals, and how often the fit of what was drawn failed. */
  draws: z.int(),
  failedDraws: z.int(),
  segments: z.array(ValueGroup),
  bands: z.array(ValueGroup),
  /** Worth much if still there, and in doubt: of low trust, or silent for long. */
  visits: z.array(ValueRow),
});
export type CurrencyValue = z.output<typeof CurrencyValue>;

export const ValueOverview = z.object({
  asOf: z.string(),
  settings: ValueSettings,
  currencies: z.array(CurrencyValue),
  /** Currencies with fewer customers that are not shown; ask for one by name. */
  otherCurrencies: z.array(z.string()),
});
export type ValueOverview = z.output<typeof ValueOverview>;

export const ValueScores = z.object({
  asOf: z.string(),
  settings: ValueSettings,
  ...basis,
  valueRefused: NotSaid.nullable(),
  rows: z.array(ValueRow),
  next: z.string().nullable(),
});
export type ValueScores = z.output<typeof ValueScores>;

export const ValueFit = z.object({
  asOf: z.string(),
  currency: z.string(),
  customers: z.int(),
  from: z.string(),
  until: z.string(),
  repurchase: Rate,
  models: z.array(FittedModel),
  /** Gamma-Gamma, and the correlation of count and amount that it takes for 0. */
  spend: FittedModel,
  correlation: z.number().nullable(),
  /** BG/BB, over parts of the calendar. */
  occasions: FittedOccasions,
  /** sBG and BdW, over contracts. */
  contracts: FittedContracts,
  /** Fits as of an earlier day, against what came after. */
  holdout: z.object({
    cut: z.string(),
    weeks: z.number(),
    customers: z.int(),
    actual: z.int(),
    refused: NotSaid.nullable(),
    models: z.array(
      z.object({
        model: z.string(),
        foretold: z.number(),
        meanAbsoluteError: z.number(),
        byCount: z.array(z.number()),
        track: z.array(z.number()),
      }),
    ),
    byCount: z.array(z.object({ repeats: z.int(), customers: z.int(), actual: z.number() })),
    days: z.array(z.string()),
    track: z.array(z.int()),
  }),
});
export type ValueFit = z.output<typeof ValueFit>;

export const CustomerValue = z.object({
  customerId: z.string(),
  asOf: z.string(),
  /** For whoever talks to the customer: no statistics. */
  sentence: z.string(),
  settings: ValueSettings,
  currencies: z.array(z.object({ ...basis, row: ValueRow })),
});
export type CustomerValue = z.output<typeof CustomerValue>;
