/** What the leading indicators answer: every sign and lag, whether it passes, what it gains and how long before. */
import * as z from 'zod';
import { answerOf, Interval95 } from './answers.ts';

const Lagged = z.object({
  lag: z.int(),
  /** Change of the logit of leaving for one unit. */
  effect: Interval95,
  pValue: z.number(),
  pAdjusted: z.number(),
  /** Log loss saved a row in months not fitted on. */
  gain: z.number(),
  known: z.int(),
  passes: z.boolean(),
});

const Indicator = z.object({
  name: z.string(),
  best: Lagged.nullable(),
  leadMonths: z.int().nullable(),
  /** The most that a shuffled copy gained at any lag. */
  shuffledGain: z.number(),
  lags: z.array(Lagged),
  refused: z.array(z.object({ lag: z.int(), reason: z.string(), missing: z.string() })),
});
export type Indicator = z.output<typeof Indicator>;

export const IndicatorsReport = z.object({
  asOf: z.string(),
  zone: z.string(),
  watchedUntil: z.string().nullable(),
  leftAfterDays: z.int(),
  lagMax: z.int(),
  customers: z.int(),
  isWhole: z.boolean(),
  rows: z.int(),
  leavers: z.int(),
  drawn: z.int().nullable(),
  /** Signs that were looked for and are not in the ledger. */
  absent: z.array(z.object({ name: z.string(), missing: z.string() })),
  found: answerOf({ indicators: z.array(Indicator), testedFrom: z.string(), wording: z.string() }),
});
export type IndicatorsReport = z.output<typeof IndicatorsReport>;
