/** How customers are answered: in a list, as a page of all that is between us, as a brief, as trust explained. */
import * as z from 'zod';
import { movements, Step } from '../domain/process.ts';
import { PromiseView } from './promise-views.ts';
import { StandingView } from './selling-views.ts';

export const CustomerView = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  kind: z.enum(['business', 'person', 'unidentified']),
  segment: z.string().nullable(),
  lifecycle: z.enum(['prospect', 'first-time', 'repeat', 'former']),
  contacts: z.array(
    z.object({
      contactId: z.string(),
      role: z.string().nullable(),
      name: z.string().nullable(),
      mail: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  purchases: z.int(),
  promises: z.int(),
  riskHolder: z.enum(['seller', 'buyer', 'nobody']),
  erasedAt: z.string().nullable(),
});
export type CustomerView = z.output<typeof CustomerView>;

/** A trust index with its interval and the outcomes it rests on. */
export const TrustView = z.object({
  score: z.number(),
  low: z.number(),
  high: z.number(),
  /** Outcomes it rests on. One that was kept in part is counted among the kept and among the broken. */
  outcomes: z.int(),
  kept: z.int(),
  broken: z.int(),
});

export const EdgeView = TrustView.extend({
  truster: z.string(),
  trusterName: z.string(),
  trustee: z.string(),
  trusteeName: z.string(),
  pinned: z.boolean(),
  /** What the one who must be convinced says. */
  words: z.string().nullable(),
  /** Whether the first promise ever was broken: trust was never established. */
  neverEstablished: z.boolean(),
  openBurdens: z.int(),
  /** How much higher or lower trust is than ninety days before; null where nothing had come to an end by then. */
  change: z.number().nullable(),
});

export const JourneyView = z.object({
  /** Null: no promise is resolved yet. */
  score: z.number().nullable(),
  areas: z.array(TrustView.extend({ area: z.string(), name: z.string(), dragShare: z.number() })),
  weakest: z.string().nullable(),
});

/** A proof that is owed: who, what, to whom, by when. */
export const BurdenView = z.object({
  bearer: z.string(),
  bearerName: z.string(),
  toConvince: z.string(),
  toConvinceName: z.string(),
  what: z.string(),
  by: z.string().nullable(),
  late: z.boolean(),
  promiseId: z.string().nullable(),
  caseId: z.string().nullable(),
});

/** A step of the nine: how often the customer was there, what happened there last, and the money that moved. */
export const StepView = z.object({
  step: Step,
  count: z.int(),
  lastAt: z.string().nullable(),
  lastSentence: z.string().nullable(),
  /** Deals that were lost at this step. */
  lost: z.int(),
  money: z.array(z.object({ movement: z.enum(movements), currency: z.string(), amount: z.int() })),
});

const money = z.object({
  currency: z.string(),
  in: z.int(),
  out: z.int(),
  stays: z.int(),
  atRisk: z.int(),
});

export const TimelineEntry = z.object({
  at: z.string(),
  sentence: z.string(),
  type: z.string(),
  eventId: z.string(),
  recordedAt: z.string(),
  /** When we learnt of it, where what happened after it was known before. */
  learnedAt: z.string().nullable(),
  actor: z.string(),
  retracted: z.boolean(),
  /** The episode that it belongs to; null for what is about the account itself. */
  episode: z.string().nullable(),
});

export const CustomerPage = z.object({
  customer: CustomerView,
  asOf: z.string(),
  zone: z.string(),
  /** Whether the customer is rested, for whoever is about to ask. */
  standing: StandingView,
  journey: JourneyView,
  steps: z.array(StepView),
  relationships: z.array(EdgeView),
  burdens: z.array(BurdenView),
  money: z.array(money),
  purchases: z.array(
    z.object({
      purchaseId: z.string(),
      at: z.string(),
      amount: z.int(),
      currency: z.string(),
      refunded: z.int(),
      deliveredAt: z.string().nullable(),
      benefit: z.string().nullable(),
      riskHolder: z.enum(['seller', 'buyer', 'nobody']),
      repurchase: z.boolean(),
    }),
  ),
  cases: z.array(
    z.object({
      caseId: z.string(),
      openedAt: z.string(),
      issue: z.string().nullable(),
      nature: z.string(),
      state: z.enum(['open', 'closed']),
      verdict: z.string().nullable(),
      closedAt: z.string().nullable(),
      attempts: z.int(),
      shares: z.record(z.string(), z.number()),
      /** Trust of the client in Customer Service when it was opened, and after. */
      trustBefore: z.number(),
      trustAfter: z.number(),
    }),
  ),
  promises: z.array(PromiseView),
  timeline: z.array(TimelineEntry),
  /** What hangs together, the latest first: a purchase with its promises and cases, a case, or a promise alone. */
  episodes: z.array(
    z.object({
      episodeId: z.string(),
      title: z.string(),
      from: z.string(),
      until: z.string(),
      /** Whether a promise or a case in it is open. */
      open: z.boolean(),
      /** Trust in the whole journey just before it began, and when it ended or now; null where nothing had come out. */
      trustBefore: z.number().nullable(),
      trustAfter: z.number().nullable(),
      events: z.int(),
    }),
  ),
  irregularities: z.array(z.object({ eventId: z.string(), at: z.string(), why: z.string() })),
  events: z.int(),
});
export type CustomerPage = z.output<typeof CustomerPage>;

export const Brief = z.object({
  customer: CustomerView,
  asOf: z.string(),
  zone: z.string(),
  trust: z.number().nullable(),
  weakest: z.string().nullable(),
  weakestName: z.string().nullable(),
  open: z.array(PromiseView),
  lastBreach: PromiseView.nullable(),
  /** The last promise that was kept, or declared done, only after it was due. */
  lastLate: PromiseView.nullable(),
  /** What we have to prove, to whom. */
  toProve: z.array(BurdenView),
  owedByCustomer: z.array(PromiseView),
  openCases: z.array(
    z.object({ caseId: z.string(), issue: z.string().nullable(), openedAt: z.string(), attempts: z.int() }),
  ),
  standing: StandingView,
  /** What not to ask for now, and why. */
  doNotAsk: z.array(z.string()),
  kept: z.array(PromiseView),
});
export type Brief = z.output<typeof Brief>;

export const TrustExplained = z.object({
  customerId: z.string(),
  asOf: z.string(),
  zone: z.string(),
  edge: EdgeView,
  benefitOfDoubt: z.number(),
  stillUnknown: z.number(),
  kept: z.array(
    z.object({
      promiseId: z.string(),
      words: z.string().nullable(),
      at: z.string(),
      amount: z.number(),
      /** What silence and later breaches took from it. */
      takenBySilence: z.number(),
      takenByBreaches: z.number(),
    }),
  ),
  broken: z.array(
    z.object({
      /** The promise, or else the case whose burden it is. */
      promiseId: z.string().nullable(),
      caseId: z.string().nullable(),
      words: z.string().nullable(),
      at: z.string(),
      amount: z.number(),
      stated: z.string(),
      /** With what recurrence added. */
      effective: z.string(),
      repaired: z.number(),
    }),
  ),
  silenceFadesFrom: z.string().nullable(),
  /** Further kept promises that would bring trust back to where it was before the last breach; null where there was none. */
  repairCount: z.number().nullable(),
});
export type TrustExplained = z.output<typeof TrustExplained>;

export const CustomersPage = z.object({
  customers: z.array(
    CustomerView.extend({
      journey: z.number().nullable(),
      weakest: z.string().nullable(),
      weakestName: z.string().nullable(),
    }),
  ),
  count: z.int(),
  next: z.string().nullable(),
});
