/** The parts of an audit that are made of promises and of what customers said about them. */
import * as z from 'zod';
import { Amount, Count, Estimate, figure, Rate, Score } from './audit-values.ts';

/** made = kept + kept late + kept by silence + broken + released + open. */
const Balance = z.object({
  made: Count,
  kept: Count,
  keptLate: Count,
  keptBySilence: Count,
  broken: Count,
  released: Count,
  open: Count,
});

const completion = {
  /** Declared done, whatever the verdict was. */
  completedInTime: Count,
  completedLate: Count,
  /** Due by now, or given up, and never declared done. */
  notCompleted: Count,
};

const Punctuality = z.object({ ...completion, inTime: Rate });
const BothTerms = z.object({ asFirstPromised: Punctuality, asLastAgreed: Punctuality });

const AreaPart = Balance.extend({ ...completion, keptRate: Rate });

const AreaOfAudit = Balance.extend({
  ...figure,
  area: z.string(),
  name: z.string(),
  completed: Count,
  ...completion,
  keptRate: Rate,
  /** Chance that the next promise is kept; not the rate. Null where nothing came out anywhere. */
  forecast: Estimate,
  /** Share of the forecast that rests on the area's own record. */
  ownShare: z.number(),
  toCustomers: AreaPart,
  internal: AreaPart,
  /** Open promises of this area that lack the word of another. */
  unbackedOpen: Count,
  /** Open promises that bind this area and to which it never agreed. */
  imposedOpen: Count,
});

const SegmentOfAudit = z.object({
  ...figure,
  segment: z.string(),
  promises: Count,
  purchases: Count,
  money: z.array(z.object({ ...figure, currency: z.string(), in: Amount, out: Amount, stays: Amount })),
  areas: z.array(z.object({ ...figure, area: z.string(), ...completion })),
});

const ChainOfAudit = z.object({
  ...figure,
  front: z.string(),
  frontName: z.string(),
  behind: z.string(),
  behindName: z.string(),
  /** Share of the fronts declared done late when the one behind was late, and when it was in time. */
  lateWhenLate: Rate,
  lateWhenInTime: Rate,
  lateRatio: Score,
  /** The same for late or broken, over all that came out. */
  failedWhenFailed: Rate,
  failedWhenKept: Rate,
  failedRatio: Score,
});

/** What one area took of customers' time: days beyond its word, and days until a case that it bears was closed. */
const AreaTime = z.object({
  ...figure,
  area: z.string(),
  name: z.string(),
  promisesLate: Count,
  waitedDays: z.number(),
  waitedDaysMedian: Estimate,
  waitingNow: Count,
  casesClosed: Count,
  caseDays: z.number(),
  caseDaysMedian: Estimate,
  contacts: Count,
});

export const promiseParts = {
  balance: Balance.extend({ reconciles: z.boolean() }),
  /** Settled promises that were kept in time. */
  keptRate: z.object({ toCustomers: Rate, internal: Rate }),
  /** Never agreed to: an honest no is no breach. */
  neverPromised: z.object({ requested: Count, offered: Count, countered: Count, declined: Count, withdrawn: Count }),
  /** What customers promised us, apart from the balance. */
  byCustomers: Balance,
  irregular: z.object({ promises: Count, moves: Count }),
  backing: z.object({
    unbackedOpen: Count,
    imposedOpen: Count,
    brokenBecause: z.object({
      cannot: Count,
      willNot: Count,
      didNotCare: Count,
      unclear: Count,
      outside: Count,
      unsaid: Count,
    }),
  }),
  punctuality: z.object({ toCustomers: BothTerms, internal: BothTerms }),
  byArea: z.array(AreaOfAudit),
  handOffs: z.array(z.object({ ...figure, steps: z.string(), keptInTime: Rate })),
  /** At most twenty, the largest first. */
  bySegment: z.array(SegmentOfAudit),
  chains: z.array(ChainOfAudit),
  feedbackByOutcome: z.array(
    z.object({
      ...figure,
      measure: z.string(),
      scale: z.string(),
      outcome: z.enum(['completedInTime', 'completedLate', 'notCompleted']),
      answers: Count,
      mean: Estimate,
      lowest: Rate,
    }),
  ),
  customersTime: z.object({
    promisesLate: Count,
    waitedDays: z.number(),
    waitedDaysMedian: Estimate,
    /** Promises to customers that are late and not done yet. */
    waitingNow: Count,
    casesClosed: Count,
    contacts: Count,
    contactsMedian: Estimate,
    byArea: z.array(AreaTime),
  }),
};
