/** What is answered about contracts: how many are renewed, by which curve, and what those in force are worth. */
import * as z from 'zod';
import { Rate } from './audit-values.ts';
import { ExpectedValue, FittedModel, NotSaid } from './model-views.ts';

const told = z.object({ sBG: z.number().nullable(), BdW: z.number().nullable() });

export const ContractTerm = z.object({
  /** Months that are paid for at a time. */
  months: z.int(),
  contracts: z.int(),
  ended: z.int(),
  /** By the year in which they began. */
  years: z.array(z.object({ year: z.int(), contracts: z.int(), ended: z.int(), renewalsMost: z.int() })),
  fits: z.array(FittedModel),
  /** The curve that values are taken from; null where none could be fitted. */
  model: z.string().nullable(),
  /** Each renewal: of those that came up for it, how many; share of all still there after it, seen and told. */
  curve: z.array(z.object({ renewal: z.int(), renewed: Rate, survival: z.number(), told })),
  /** Contracts in force by renewals so far: terms to come, discounted, and what they are worth. */
  worth: z.array(
    z.object({
      renewals: z.int(),
      contracts: z.int(),
      expected: z.number().nullable(),
      value: ExpectedValue.nullable(),
    }),
  ),
  total: ExpectedValue.nullable(),
  draws: z.int(),
  failedDraws: z.int(),
  /** Fitted as of the day of the check: the next renewal of those in force then. */
  holdout: z.object({ due: z.int(), renewed: z.int(), foretold: told, refused: NotSaid.nullable() }),
});
export type ContractTerm = z.output<typeof ContractTerm>;

export const FittedContracts = z.object({
  /** Looked at until this day. */
  until: z.string(),
  cut: z.string(),
  /** So many days after its last one a contract counts as not renewed. */
  graceDays: z.int(),
  terms: z.array(ContractTerm),
  /** Contracts of terms that are not shown. */
  others: z.int(),
});
export type FittedContracts = z.output<typeof FittedContracts>;
