/** Corrections are events: an earlier one is taken out of the fold, or put back. Nothing is edited. */
import * as z from 'zod';
import { eventKind } from '../event.ts';
import { EventId } from '../ids.ts';
import { FreeText } from '../words.ts';

/** Events named by one correction. More take several. */
export const correctionEventsMax = 1_000;
const eventIds = z.array(EventId).min(1).max(correctionEventsMax);

export const EventRetracted = eventKind({
  type: 'event.retracted',
  stream: 'any',
  rank: 9,
  data: z.object({ eventIds }),
  text: z.object({ why: FreeText }),
  sentence: (retracted, text) =>
    `${retracted.eventIds.length === 1 ? 'An event was' : `${retracted.eventIds.length} events were`} retracted: “${text.why}”`,
  example: { eventIds: ['evt_018f6c2e'], why: 'Recorded for the wrong customer' },
});

export const EventRestored = eventKind({
  type: 'event.restored',
  stream: 'any',
  rank: 9,
  data: z.object({ eventIds }),
  text: z.object({ why: FreeText }),
  sentence: (restored, text) =>
    `${restored.eventIds.length === 1 ? 'A retracted event counts' : `${restored.eventIds.length} retracted events count`} again: “${text.why}”`,
  example: { eventIds: ['evt_018f6c2e'], why: 'The import was run again' },
});

export const correctionEvents = [EventRetracted, EventRestored] as const;
