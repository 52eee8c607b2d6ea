/** A fitted model as it is answered: parameters with their errors, or why there are none. */
import * as z from 'zod';

/** Why there is no number in plain words, and what would have to be there for one; `detail` is how the method says it. */
export const NotSaid = z.object({ reason: z.string(), missing: z.string(), detail: z.string().optional() });
export type NotSaid = z.output<typeof NotSaid>;

/** A sum of expected values; the interval says how far the fit could be off. */
export const ExpectedValue = z.object({ amount: z.number(), low: z.number(), high: z.number() });

export const FittedModel = z.object({
  model: z.string(),
  /** What n counts is in `counted`. */
  n: z.int(),
  counted: z.string(),
  isBest: z.boolean(),
  refused: NotSaid.nullable(),
  parameters: z.array(
    z.object({
      name: z.string(),
      estimate: z.number(),
      standardError: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  logLikelihood: z.number().nullable(),
  aic: z.number().nullable(),
  bic: z.number().nullable(),
  assumptions: z.array(z.string()),
});
export type FittedModel = z.output<typeof FittedModel>;
