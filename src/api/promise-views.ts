/** How promises are answered: one in a list, a page of them, one as a conversation. */
import * as z from 'zod';
import { Step } from '../domain/process.ts';
import { balanceParts, promiseStates } from '../domain/promises/machine.ts';

const instant = z.string().nullable();

export const PromiseView = z.object({
  customerId: z.string(),
  customerName: z.string().nullable(),
  promiseId: z.string(),
  words: z.string().nullable(),
  doneWhen: z.string().nullable(),
  byParty: z.string(),
  byPerson: z.string().nullable(),
  toParty: z.string(),
  state: z.enum(promiseStates),
  balancePart: z.enum(balanceParts).nullable(),
  since: z.string(),
  madeAt: z.string(),
  promisedAt: instant,
  /** The last instant in time, as first promised and as last agreed. */
  firstDeadline: instant,
  deadline: instant,
  dueDay: z.string().nullable(),
  zone: z.string().nullable(),
  completedAt: instant,
  completedLate: z.boolean(),
  brokenAt: instant,
  severity: z.string().nullable(),
  cause: z.string().nullable(),
  topic: z.string().nullable(),
  proof: z.string().nullable(),
  purchaseId: z.string().nullable(),
  caseId: z.string().nullable(),
  claimId: z.string().nullable(),
  repairs: z.string().nullable(),
  segment: z.string().nullable(),
  /** The step of the process at which the customer stood when it was made; null before the tables are made again. */
  step: Step.nullable(),
  weight: z.number(),
  /** 0 to 4: public, active, voluntary, mission-based. */
  quality: z.int(),
  explicit: z.boolean(),
  voluntary: z.boolean(),
  backs: z.array(z.string()),
  needs: z.array(z.string()),
  /** Areas it needs that never promised their part. */
  missingBackers: z.array(z.string()),
  irregular: z.int(),
});
export type PromiseView = z.output<typeof PromiseView>;

export const PromiseConversation = z.object({
  promise: PromiseView,
  asOf: z.string(),
  zone: z.string(),
  /** What happened to it, in order, the clock's moves included. */
  steps: z.array(
    z.object({
      at: z.string(),
      move: z.string(),
      sentence: z.string(),
      actor: z.string(),
      from: z.enum(promiseStates),
      to: z.enum(promiseStates),
      /** Null where the clock made the move. */
      eventId: z.string().nullable(),
      recordedBy: z.string().nullable(),
      /** When we learned of it, where that was more than a day later. */
      learnedAt: z.string().nullable(),
    }),
  ),
  irregularities: z.array(z.object({ eventId: z.string(), at: z.string(), why: z.string() })),
  /** The moves that are possible now, and who may make them. */
  possible: z.array(z.object({ move: z.string(), by: z.string(), to: z.string() })),
  nextClockAt: z.string().nullable(),
  /** Promises that stand behind this one. */
  behind: z.array(PromiseView),
  /** Promises that this one stands behind. */
  inFront: z.array(PromiseView),
  /** Promises to make good what came of this one. */
  mending: z.array(PromiseView),
  /** The broken promise that this one is to make good, or none. */
  mended: z.array(PromiseView),
  erased: z.boolean(),
});
export type PromiseConversation = z.output<typeof PromiseConversation>;

export const PromisePage = z.object({
  promises: z.array(PromiseView),
  count: z.int(),
  asOf: z.string(),
  zone: z.string(),
  next: z.string().nullable(),
});
export type PromisePage = z.output<typeof PromisePage>;

export const PromiseCounts = z.object({
  /** What the promises have in common: an area, a customer with their name, or a state. */
  groups: z.array(z.object({ key: z.string(), name: z.string().nullable(), count: z.int() })),
  count: z.int(),
  asOf: z.string(),
  zone: z.string(),
});
