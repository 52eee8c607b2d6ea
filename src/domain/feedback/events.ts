/** What the customer says of us: satisfaction, effort, recommendation, advocacy, trust, each on its scale. */
import * as z from 'zod';
import { type EventOf, eventKind } from '../event.ts';
import { AreaId, CaseId, ContactId, FeedbackId, PromiseId, PurchaseId } from '../ids.ts';
import { Step } from '../process.ts';
import { FreeText } from '../words.ts';

export const measures = ['satisfaction', 'effort', 'recommendation', 'advocacy', 'trust'] as const;

export const FeedbackGiven = eventKind({
  type: 'feedback.given',
  rank: 6,
  data: z
    .object({
      feedbackId: FeedbackId,
      measure: z.enum(measures),
      value: z.number(),
      scaleMin: z.number().default(1),
      scaleMax: z.number().default(5),
      area: AreaId.optional(),
      step: Step.optional(),
      contactId: ContactId.optional(),
      purchaseId: PurchaseId.optional(),
      promiseId: PromiseId.optional(),
      caseId: CaseId.optional(),
    })
    .refine((given) => given.value >= given.scaleMin && given.value <= given.scaleMax, {
      path: ['value'],
      error: 'must lie on its scale, from scaleMin to scaleMax',
    }),
  text: z.object({ words: FreeText.optional() }),
  sentence: (given, text) =>
    `${given.measure}: ${given.value} on a scale from ${given.scaleMin} to ${given.scaleMax}${text.words === undefined ? '' : `: “${text.words}”`}`,
  example: { feedbackId: 'fbk_9', measure: 'satisfaction', value: 4, area: 'distribution', words: 'Quick this time' },
});

export const feedbackEvents = [FeedbackGiven] as const;
export type FeedbackEvent = EventOf<(typeof feedbackEvents)[number]>;
