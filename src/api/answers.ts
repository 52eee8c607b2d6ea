/** Answers of the statistics as the contract shows them: with what they rest on, or refused with a reason and what is missing. */
import * as z from 'zod';

/** A number with its 95 % interval. Null where only the interval may be shown, or where the interval has no end. */
export const Interval95 = z.object({
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Interval95 = z.output<typeof Interval95>;

/** Why there is no number, and what would have to be there. */
export const Refusal = z.object({
  answered: z.literal(false),
  why: z.string(),
  reason: z.string(),
  missing: z.string(),
  column: z.string().nullable(),
});
export type Refusal = z.output<typeof Refusal>;

/** What a number rests on. */
const basis = {
  answered: z.literal(true),
  n: z.int(),
  counted: z.string(),
  period: z.object({ from: z.string(), until: z.string() }).nullable(),
  model: z.string(),
  assumptions: z.array(z.string()),
};

/** An answer with these fields and what it rests on, or its refusal. */
export function answerOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion('answered', [z.object({ ...basis, ...shape }), Refusal]);
}

/** The same for a part of an answer, whose basis is that of the whole. */
export function partOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion('answered', [z.object({ answered: z.literal(true), ...shape }), Refusal]);
}
