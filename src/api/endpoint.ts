/** One thing the product can be asked to do. The router, OpenAPI, the command line and the client all read these. */
import * as z from 'zod';
import type { Document } from '../documents/document.ts';
import { Day, Instant } from '../domain/instants.ts';

/** How an endpoint is called from the command line: `promise <words>`, with the other fields as `--options`. */
export interface Command {
  /** The name and its positional fields, like `move <promiseId> <move>`; `[field]` may be left out. A name may have two words. */
  readonly usage: string;
  /** Fields that this name fixes, like `{ move: 'release' }`. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly summary?: string;
}

export interface Endpoint<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  /** Fields of the path, the query and the body together. */
  readonly input: Input;
  readonly output: Output;
  readonly commands: readonly Command[];
  /** The answer as a document for people. Left out: the fields of the answer as they are. */
  readonly document?: (output: z.output<Output>) => Document;
  /** The body is CloudEvents: structured or a batch. */
  readonly cloudEvents?: boolean;
  /** Asks for no token of the server: what it opens is proven by its own path. Answered with a page after a form. */
  readonly open?: boolean;
}

type Left = 'commands' | 'document' | 'cloudEvents' | 'open';

/** Defines an endpoint. Left out: no command on the command line, no document of its own. */
export function endpoint<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: Omit<Endpoint<Input, Output>, Left> & Partial<Pick<Endpoint<Input, Output>, Left>>,
): Endpoint<Input, Output> {
  return { commands: [], ...definition };
}

export type Contract = Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
/** What a caller sends. */
export type RequestOf<E> = E extends Endpoint<infer Input> ? z.input<Input> : never;
/** What a handler receives, once parsed. */
export type InputOf<E> = E extends Endpoint<infer Input> ? z.output<Input> : never;
export type OutputOf<E> = E extends Endpoint<z.ZodObject, infer Output> ? z.output<Output> : never;

/** An instant, or a day that stands for its end in UTC. */
export const InstantOrDay = z
  .string()
  .max(40)
  .transform((given) => (Day.safeParse(given).success ? `${given}T23:59:59.999Z` : given))
  .pipe(Instant);

/** Read as of another time than now. */
export const asOf = { asOf: InstantOrDay.optional().describe('Answer as of this instant, or the end of this day') };

/** Rows of a page at most, and when nothing is said. */
export const pageRowsMax = 500;
export const pageRowsDefault = 50;
export const paging = {
  limit: z.coerce.number().int().min(1).max(pageRowsMax).default(pageRowsDefault).describe('Rows of a page'),
  cursor: z.string().max(600).optional().describe('The `next` of the page before'),
};

/** Rows of a whole list as one file at most; what is longer is narrowed by a filter, or taken from the full export. */
export const fileRowsMax = 100_000;

/** Rows that a list may be asked to leave out at most: far more than anybody scrolls. */
const skippedMax = 10_000_000;
/** For lists that are scrolled: to see a place of them without reading what stands before it. */
export const skipping = {
  skip: z.coerce.number().int().min(0).max(skippedMax).default(0).describe('Rows to leave out before the page'),
};

/** What every write may carry. */
export const writing = {
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, { error: 'must be 1 to 200 visible ASCII characters' })
    .optional()
    .describe('The same key twice is one request: the second is answered with the first result'),
  occurredAt: Instant.optional().describe('When it was true, if not now'),
};

/** What was written: the events, each with its sentence. */
export const Written = z.object({
  customerId: z.string(),
  /** Revision of the stream after the last of these events. */
  revision: z.int(),
  /** Whether this request had been answered before and nothing new was written. */
  replayed: z.boolean(),
  events: z.array(
    z.object({
      eventId: z.string(),
      type: z.string(),
      occurredAt: z.string(),
      recordedAt: z.string(),
      sentence: z.string(),
      /** Ids that the event names, like promiseId. */
      names: z.record(z.string(), z.string()),
    }),
  ),
});
export type Written = z.output<typeof Written>;
