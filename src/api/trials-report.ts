/** What trials answer: offers that a lot gave, and what they brought. */
import * as z from 'zod';
import { answerOf, Interval95 } from './answers.ts';

export const TrialsReport = z.object({
  asOf: z.string(),
  zone: z.string(),
  days: z.int(),
  currency: z.string(),
  marginShare: z.number(),
  /** False where there are more draws than are looked at. */
  isWhole: z.boolean(),
  trials: z.array(
    z.object({
      trial: z.string(),
      /** Who drew the offer, and who drew nothing, and was watched for all the days. */
      offered: z.int(),
      others: z.int(),
      /** Who drew too lately to count. */
      waiting: z.int(),
      found: answerOf({
        difference: Interval95,
        offeredMean: z.number(),
        otherMean: z.number(),
        wording: z.string(),
      }),
    }),
  ),
});
export type TrialsReport = z.output<typeof TrialsReport>;
