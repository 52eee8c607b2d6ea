/** What each endpoint for events does: take CloudEvents in, read a stream, retract. */
import * as z from 'zod';
import type { CloudEvent, events as contract } from '../api/events.ts';
import { eventKinds, fieldsOf, kindOf, sentenceOf } from '../domain/catalogue.ts';
import { accept, refuse } from '../domain/decision.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { companyStream, type StreamId } from '../domain/ids.ts';
import { readEventsAfter, streamOfEvent } from '../ledger/streams.ts';
import { readCloudEvent } from './cloud-events.ts';
import type { Context, Handlers } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { IncomingFact, RecordOutcome } from './incoming.ts';
import { recordFacts } from './record.ts';
import { Refused } from './refused.ts';
import { write } from './write.ts';

export const events: Handlers<typeof contract> = {
  accept: async (context, input) => {
    const outcomes = await recordBySource(context, input.events);
    const count = (status: RecordOutcome['status']) => outcomes.filter((outcome) => outcome.status === status).length;
    return {
      recorded: count('recorded'),
      known: count('known'),
      restored: count('restored'),
      refused: count('refused'),
      outcomes: outcomes.map((outcome, index) => {
        const refusal = outcome.status === 'refused' ? outcome.refusal : null;
        return {
          id: input.events[index]?.id ?? '',
          status: outcome.status,
          eventId: outcome.status === 'refused' ? null : outcome.eventId,
          code: refusal?.code ?? null,
          reason: refusal?.reason ?? null,
          remedy: refusal?.remedy ?? null,
          field: refusal?.field ?? null,
          value: refusal?.value ?? null,
        };
      }),
    };
  },

  list: async (context, input) => {
    const customerId = (
      input.customer === companyStream || input.customer.startsWith('cus_') ? input.customer : `cus_${input.customer}`
    ) as StreamId;
    const after = Number(readCursor(input.cursor, [revisionPart])?.[0] ?? 0);
    const rows = await readEventsAfter(context.database, customerId, after, input.limit);
    const last = rows.length < input.limit ? undefined : rows.at(-1);
    return {
      events: rows.map((event) => ({
        ...event,
        data: event.data as Record<string, unknown>,
        text: event.text,
        sentence: sentenceOf(event),
      })),
      next: last === undefined ? null : writeCursor([String(last.revision)]),
    };
  },

  kinds: async () => ({
    kinds: eventKinds.map(({ type }) => {
      const kind = kindOf(type);
      return {
        type,
        version: kind.version,
        stream: kind.stream,
        fields: [...fieldsOf(kind)],
        personal: Object.keys(kind.text.shape),
        example: kind.example,
      };
    }),
  }),

  retract: async (context, { eventId, why, idempotencyKey, occurredAt }) => {
    const customerId = await streamOfEvent(context.database, eventId);
    if (customerId === null) throw new Refused(unknownEvent(eventId));
    return write(context, {
      customerId,
      idempotencyKey,
      occurredAt,
      decide: ({ stream }) => {
        const event = stream.events.find((candidate) => candidate.eventId === eventId);
        if (event === undefined) return refuse(unknownEvent(eventId));
        if (event.type === 'event.retracted' || event.type === 'event.restored' || event.type === 'customer.erased') {
          return refuse({
            code: 'invalid',
            reason: `${event.type} cannot be retracted`,
            remedy: 'Retract or restore the event that it is about',
            field: 'eventId',
            value: eventId,
          });
        }
        if (retractedIds(stream.events).has(event.eventId)) {
          return refuse({
            code: 'nothing_to_do',
            reason: 'This event is retracted already',
            remedy: 'Nothing is to be done',
            field: 'eventId',
            value: eventId,
          });
        }
        return accept({ type: 'event.retracted', data: { eventIds: [event.eventId] }, text: { why } });
      },
    });
  },
};

/** A revision as PostgreSQL counts them: at most nine digits are surely in range. */
const revisionPart = z.string().regex(/^\d{1,9}$/);

/** Records CloudEvents in sets, one a source, and answers in the order in which they came. */
async function recordBySource(context: Context, given: readonly CloudEvent[]): Promise<readonly RecordOutcome[]> {
  const outcomes: RecordOutcome[] = [];
  const bySource = new Map<string, number[]>();
  for (const [index, event] of given.entries()) {
    const indexes = bySource.get(event.source);
    if (indexes === undefined) bySource.set(event.source, [index]);
    else indexes.push(index);
  }
  for (const [source, indexes] of bySource) {
    const facts: IncomingFact[] = [];
    const places: number[] = [];
    for (const index of indexes) {
      const read = readCloudEvent(given[index] as CloudEvent);
      if ('refusal' in read) outcomes[index] = { status: 'refused', refusal: read.refusal };
      else {
        facts.push(read.fact);
        places.push(index);
      }
    }
    const recorded = await recordFacts(context, facts, { source });
    for (const [position, index] of places.entries()) {
      const outcome = recorded[position];
      if (outcome !== undefined) outcomes[index] = outcome;
    }
  }
  return outcomes;
}

function unknownEvent(eventId: string) {
  return {
    code: 'unknown_event' as const,
    reason: `There is no event ${eventId}`,
    remedy: 'Look it up with `troth events <customer>`',
    field: 'eventId',
    value: eventId,
  };
}
