/** What is answered about BG/BB: customers who bought in a part of the calendar, or not. */
import * as z from 'zod';
import { occasionUnits } from '../domain/lifetime/occasions.ts';
import { FittedModel, NotSaid } from './model-views.ts';

export const Every = z.enum(occasionUnits);

const group = { purchases: z.int(), customers: z.int() };

export const FittedOccasions = z.object({
  /** What an occasion is. */
  every: Every,
  /** The occasion of the first purchase, and the last one that is over. */
  from: z.string(),
  until: z.string(),
  /** Occasions after that of the first purchase. */
  occasions: z.int(),
  customers: z.int(),
  /** Customers who came in the last occasion or later, and say nothing yet. */
  tooNew: z.int(),
  fit: FittedModel,
  /** Expected to be still there at the next occasion. */
  expectedAlive: z.number().nullable(),
  /** Occasions with a purchase expected of all of them within the next year. */
  expected: z.object({ ahead: z.int(), amount: z.number(), low: z.number(), high: z.number() }).nullable(),
  draws: z.int(),
  failedDraws: z.int(),
  groups: z.array(z.object({ ...group, alive: z.number().nullable(), expected: z.number().nullable() })),
  /** Fitted as of an earlier occasion, against those that came after it. */
  holdout: z.object({
    cut: z.string(),
    ahead: z.int(),
    customers: z.int(),
    actual: z.int(),
    foretold: z.number().nullable(),
    refused: NotSaid.nullable(),
    groups: z.array(z.object({ ...group, actual: z.number(), foretold: z.number().nullable() })),
  }),
});
export type FittedOccasions = z.output<typeof FittedOccasions>;
