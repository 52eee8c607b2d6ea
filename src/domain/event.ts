/** What a kind of event is: one definition holds everything the rest of the system needs to know about it. */
import * as z from 'zod';
import type { EventId, StreamId } from './ids.ts';
import type { Instant } from './instants.ts';
import type { Policy } from './company/policy.ts';

type Upcast = (old: Record<string, unknown>) => Record<string, unknown>;

export interface EventKind<Type extends string, Data extends z.ZodObject, Text extends z.ZodObject> {
  readonly type: Type;
  /** Whose stream it belongs to: a customer's, the company's, or either. */
  readonly stream: 'customer' | 'company' | 'any';
  readonly version: number;
  /** What is hashed as it stands. Never holds a name, an address or free words. */
  readonly data: Data;
  /** Personal text. Kept beside the event, where it can be destroyed; the event holds only a salted digest of it. */
  readonly text: Text;
  /** `upcast[n]` lifts data written by version n to version n + 1. Never edited once released. */
  readonly upcast: Readonly<Record<number, Upcast>>;
  /** Where the event stands among others of the same instant: what names a thing comes before what happens to it. */
  readonly rank: number;
  /** Fields that the policy of the day fills in where they are left out, so that a later policy rewrites nothing. */
  readonly fromPolicy: (data: z.output<Data>, policy: Policy) => Partial<z.output<Data>>;
  /** One sentence for the timeline, the command line and exports. Erased text arrives as `[erased]`. */
  readonly sentence: (data: z.output<Data>, text: z.output<Text>) => string;
  readonly example: z.input<Data> & TextInput<Text>;
}

type Defaulted = 'stream' | 'version' | 'text' | 'upcast' | 'rank' | 'fromPolicy';
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- a kind without personal text has no fields for it
type NoText = z.ZodObject<Record<never, never>>;
type TextInput<Text extends z.ZodObject> = keyof Text['shape'] extends never ? unknown : z.input<Text>;

/** Defines a kind of event. Left out: a customer's stream, version 1, no text, no upcasts, rank 5, nothing from the policy. */
export function eventKind<const Type extends string, Data extends z.ZodObject, Text extends z.ZodObject = NoText>(
  kind: Omit<EventKind<Type, Data, Text>, Defaulted> & Partial<Pick<EventKind<Type, Data, Text>, Defaulted>>,
): EventKind<Type, Data, Text> {
  const noText = z.object({}) as unknown as Text;
  return { stream: 'customer', version: 1, text: noText, upcast: {}, rank: 5, fromPolicy: () => ({}), ...kind };
}

/** What every event carries, whatever its kind. */
export interface Envelope {
  readonly eventId: EventId;
  readonly customerId: StreamId;
  /** Place in the stream, from 1. */
  readonly revision: number;
  readonly version: number;
  /** When it was true. */
  readonly occurredAt: Instant;
  /** When we knew. */
  readonly recordedAt: Instant;
  /** Who said so: `person:…`, `api:…`, `import:imp_…`, `contact:…`, `system`. */
  readonly actor: string;
  readonly source: string;
  readonly sourceId: string;
  /** Salted digest of the personal text, or null where there never was any. */
  readonly textDigest: string | null;
  /** Links it to the event before: see `chain.ts`. */
  readonly hash: string;
}

/** The event a kind describes, as read from the ledger. `text` is null once it was erased. */
export type EventOf<Kind> =
  Kind extends EventKind<infer Type, infer Data, infer Text>
    ? Envelope & { readonly type: Type; readonly data: z.output<Data>; readonly text: z.output<Text> | null }
    : never;

/** What is asked to be recorded: an event before the ledger gives it its place. */
export type FactOf<Kind> =
  Kind extends EventKind<infer Type, infer Data, infer Text>
    ? { readonly type: Type; readonly data: z.output<Data>; readonly text: z.output<Text> }
    : never;
