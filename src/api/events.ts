/** The contract for events: taken in as CloudEvents, read in order, retracted by a correction. */
import * as z from 'zod';
import { instant } from '../documents/document.ts';
import { endpoint, paging, Written, writing } from './endpoint.ts';

/** CloudEvents 1.0. `type` is ours with a prefix and a version; `subject` names the customer. */
export const CloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string().min(1).max(200).describe('Together with source, what makes the same event the same'),
    source: z.string().min(1).max(200),
    type: z.string().min(1).max(120).describe('com.troth.promise.made.v1, or promise.made'),
    subject: z.string().min(1).max(120).describe('The customer: cus_acme, or company'),
    time: z.iso.datetime({ offset: true }).describe('When it was true'),
    datacontenttype: z.string().max(100).optional(),
    dataschema: z.string().max(500).optional(),
    data: z.record(z.string(), z.unknown()),
  })
  .loose();
export type CloudEvent = z.output<typeof CloudEvent>;

/** Events of one request at most. */
export const cloudEventsMax = 1_000;

export const EventOutcome = z.object({
  id: z.string(),
  status: z.enum(['recorded', 'known', 'restored', 'refused']),
  eventId: z.string().nullable(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  field: z.string().nullable(),
  value: z.unknown(),
});

export const EventView = z.object({
  eventId: z.string(),
  customerId: z.string(),
  revision: z.int(),
  type: z.string(),
  version: z.int(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  source: z.string(),
  sourceId: z.string(),
  data: z.record(z.string(), z.unknown()),
  text: z.record(z.string(), z.unknown()).nullable(),
  /** What the chain holds of the text; null where there was none. */
  textDigest: z.string().nullable(),
  hash: z.string(),
  sentence: z.string(),
});

export const events = {
  accept: endpoint({
    method: 'post',
    path: '/events',
    summary: 'Record CloudEvents, one or a batch. A refused one never stops the others',
    input: z.object({ events: z.array(CloudEvent).min(1).max(cloudEventsMax) }),
    output: z.object({
      recorded: z.int(),
      known: z.int(),
      restored: z.int(),
      refused: z.int(),
      outcomes: z.array(EventOutcome),
    }),
    cloudEvents: true,
  }),
  list: endpoint({
    method: 'get',
    path: '/events',
    summary: 'Events of one stream in record order',
    input: z.object({ customer: z.string().max(200).describe('A customer, or company'), ...paging }),
    output: z.object({ events: z.array(EventView), next: z.string().nullable() }),
    document: ({ events: page }) => ({
      title: 'Events',
      subtitle: 'As they were recorded; each links to the one before',
      blocks: [
        {
          kind: 'table',
          name: 'events',
          caption: 'In record order',
          columns: ['No.', 'True at', 'What', 'Id', 'By'],
          rows: page.map((event) => [
            String(event.revision),
            instant(event.occurredAt, 'UTC'),
            event.sentence,
            event.eventId,
            event.actor,
          ]),
          empty: 'There is no such stream, or nothing more in it.',
        },
      ],
    }),
    commands: [{ usage: 'events <customer>' }],
  }),
  kinds: endpoint({
    method: 'get',
    path: '/event-kinds',
    summary: 'Every kind of event with its fields and an example',
    input: z.object({}),
    output: z.object({
      kinds: z.array(
        z.object({
          type: z.string(),
          version: z.int(),
          stream: z.string(),
          fields: z.array(z.string()),
          personal: z.array(z.string()),
          example: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    commands: [{ usage: 'kinds' }],
  }),
  retract: endpoint({
    method: 'post',
    path: '/events/{eventId}/retraction',
    summary: 'Take an event out of the count. It stays readable; the correction says why',
    input: z.object({ eventId: z.string().max(120), why: z.string().min(1).max(400), ...writing }),
    output: Written,
    commands: [{ usage: 'retract <eventId>' }],
  }),
};
