/** How standing and fit are answered: a sentence and a question for whoever is about to speak, and what they rest on. */
import * as z from 'zod';

export const StandingView = z.object({
  state: z.enum(['rested', 'resting']),
  /** Null where the customer is rested, or rests until something is put right. */
  until: z.string().nullable(),
  because: z.string().nullable(),
  /** One sentence and one question, without numbers to weigh. */
  sentence: z.string(),
  question: z.string(),
});
export type StandingView = z.output<typeof StandingView>;

export const WarningView = z.object({ code: z.string(), words: z.string() });

export const StandingShown = StandingView.extend({
  customerId: z.string(),
  name: z.string().nullable(),
  asOf: z.string(),
  zone: z.string(),
  rests: z.array(z.object({ until: z.string().nullable(), because: z.string() })),
  /** What would speak against an ask now. */
  warnings: z.array(WarningView),
});
export type StandingShown = z.output<typeof StandingShown>;

export const Fits = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  asOf: z.string(),
  zone: z.string(),
  offer: z.object({ offerId: z.string(), name: z.string(), limits: z.array(z.string()) }),
  /** Whether the offer says what it fits. */
  isDeclared: z.boolean(),
  warnings: z.array(WarningView),
  /** The offer that would fit better, where one says so. */
  better: z.object({ offerId: z.string(), name: z.string() }).nullable(),
  sentence: z.string(),
  question: z.string(),
});
export type Fits = z.output<typeof Fits>;
