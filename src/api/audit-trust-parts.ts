/** The parts of an audit that are made of trust, of consistency and of things going wrong again. */
import * as z from 'zod';
import { Count, Estimate, figure, Rate, Score } from './audit-values.ts';

const RelationshipOfAudit = z.object({
  ...figure,
  name: z.string(),
  truster: z.string(),
  trustee: z.string(),
  /** What the one who must be convinced says. */
  words: z.string().nullable(),
  pinned: z.boolean(),
  /** Nothing is settled on it anywhere: it has not come to the fore yet. */
  dormant: z.boolean(),
  customers: Count,
  median: Score,
  lowerQuartile: Score,
  upperQuartile: Score,
  belowHalf: Rate,
  kept: Count,
  broken: Count,
  openPromises: Count,
  openCases: Count,
});

export const trustParts = {
  journey: z.object({
    /** Customers with at least one settled promise. */
    customers: Count,
    withoutEvidence: Count,
    median: Score,
    tenthPercentile: Score,
    belowHalf: Rate,
    byRevenue: z.array(
      z.object({
        ...figure,
        currency: z.string(),
        median: Score,
        tenthPercentile: Score,
        /** Share of the money that comes from customers below .5. */
        belowHalf: Score,
      }),
    ),
    weakest: z.string().nullable(),
    areas: z.array(
      z.object({
        ...figure,
        area: z.string(),
        name: z.string(),
        customers: Count,
        median: Score,
        weakestFor: Rate,
        dragShare: Score,
        /** The median journey if this area rose to the level of the next one; null for the best. */
        liftedMedian: Score,
      }),
    ),
    /** Chance of a journey on which no area breaks a promise. */
    cleanJourney: Score,
    /** Customers whose very first promise was broken. */
    neverEstablished: Rate,
    /** Customers below .5 to whom the first promise was kept. */
    eroded: Count,
  }),
  relationships: z.array(RelationshipOfAudit),
  consistency: z.object({
    acrossAreas: Score,
    inTime: Score,
    months: z.array(
      z.object({
        ...figure,
        month: z.string(),
        kept: Rate,
        forecast: z.number(),
        /** Whether more or less was broken than months just vary (Laney's chart); null where too little is broken to say. */
        unusual: z.enum(['high', 'low', 'none']).nullable(),
      }),
    ),
  }),
  recurrence: z.object({
    /** The two windows of equal length that are compared. */
    windows: z.object({ before: z.string(), middle: z.string(), end: z.string() }),
    displacement: z.object({ increases: Count, decreases: Count, change: z.int(), ratio: Score }),
    /** Those that changed, the largest change first. */
    topics: z.array(
      z.object({
        ...figure,
        topic: z.string(),
        before: Count,
        after: Count,
        change: z.int(),
        /** Of both windows together, what fell into the later: half of it where nothing changed. */
        later: Rate,
        lastAt: z.string(),
        firstAfterAt: z.string().nullable(),
      }),
    ),
    reopening: z.object({
      fixed: Count,
      reopened: Count,
      within90Days: Estimate,
      /** Topics that came up again after they were quiet, the latest first. */
      topics: z.array(
        z.object({
          ...figure,
          topic: z.string(),
          /** How often. */
          times: Count,
          /** The last time: quiet from, and up again at. */
          quietFrom: z.string(),
          reopenedAt: z.string(),
        }),
      ),
    }),
    month: z.string().nullable(),
    surprises: z.array(
      z.object({
        ...figure,
        area: z.string(),
        areaName: z.string(),
        topic: z.string(),
        count: Count,
        expected: z.number(),
        surprise: z.number(),
        /** The chance of such a surprise anywhere, among as many topics as are watched (Benjamini and Hochberg). */
        byChance: z.number(),
      }),
    ),
    signals: z.array(
      z.object({
        ...figure,
        area: z.string(),
        areaName: z.string(),
        usualRate: z.number(),
        alarms: Count,
        days: z.array(z.string()),
      }),
    ),
  }),
};
