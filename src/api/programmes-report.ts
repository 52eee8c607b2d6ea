/** What programmes answer: each with its two comparisons and the entry of what it goes with. */
import * as z from 'zod';
import { programmeMeasures } from '../domain/company/events.ts';
import { answerOf, Interval95 } from './answers.ts';

const ProgrammeView = z.object({
  programmeId: z.string(),
  area: z.string(),
  areaName: z.string(),
  title: z.string(),
  measure: z.enum(programmeMeasures),
  starts: z.array(z.object({ at: z.string(), segments: z.array(z.string()) })),
  finishedAt: z.string().nullable(),
  /** Customers for whom it began while they were watched. */
  customers: z.int(),
  before: answerOf({ change: Interval95, before: z.number(), after: z.number(), wording: z.string() }),
  staggered: answerOf({
    difference: Interval95,
    before: Interval95,
    treated: z.int(),
    controls: z.int(),
    leftOut: z.int(),
    wording: z.string(),
    design: z.string(),
  }),
  /** What it created, once it is finished: minor units, of the customers and months that were compared. */
  created: z
    .object({
      amount: Interval95.nullable(),
      customers: z.int(),
      months: z.int(),
      design: z.string(),
      wording: z.string(),
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type ProgrammeView = z.output<typeof ProgrammeView>;

export const ProgrammesReport = z.object({
  asOf: z.string(),
  zone: z.string(),
  watchedUntil: z.string().nullable(),
  leftAfterDays: z.int(),
  customers: z.int(),
  isWhole: z.boolean(),
  currency: z.string().nullable(),
  monthsBefore: z.int(),
  monthsAfter: z.int(),
  marginShare: z.number(),
  programmes: z.array(ProgrammeView),
  /** What all finished improvements with an amount created. */
  total: z
    .object({ amount: Interval95, programmes: z.int(), unknown: z.int(), designs: z.array(z.string()) })
    .nullable(),
});
export type ProgrammesReport = z.output<typeof ProgrammesReport>;
