/** What a back-test answers: for each outcome, all scores side by side on the same customers and dates. */
import * as z from 'zod';
import { outcomes } from '../domain/point/backtest-rows.ts';
import { answerOf, Interval95, partOf } from './answers.ts';

const Discrimination = partOf({
  ...Interval95.shape,
  /** Customer-dates to which it happened, and to which it did not. */
  happened: z.int(),
  didNot: z.int(),
});

const Calibration = partOf({
  slope: Interval95.nullable(),
  intercept: Interval95.nullable(),
  brier: z.number(),
  /** Share of the squared distance of "the same chance for everybody" that is saved. */
  brierSkill: z.number(),
  bins: z.array(
    z.object({ n: z.int(), predicted: z.number(), observed: z.number(), low: z.number(), high: z.number() }),
  ),
});

const ScoreRecord = z.object({
  name: z.string(),
  discrimination: Discrimination,
  calibration: Calibration,
  /** Its area less that of the first score, on the same rows; null for the first. */
  advantage: partOf({ ...Interval95.shape, pValue: z.number() }).nullable(),
});
export type ScoreRecord = z.output<typeof ScoreRecord>;

const Comparison = z.object({
  who: z.enum(['everybody', 'who answered']),
  scores: z.array(z.string()),
  found: answerOf({ scores: z.array(ScoreRecord), happened: z.int(), incomplete: z.int(), wording: z.string() }),
});
export type Comparison = z.output<typeof Comparison>;

export const OutcomeTest = z.object({
  outcome: z.enum(outcomes),
  watchedDays: z.int(),
  /** Customer-dates, their customers, and customer-dates to which it happened. */
  rows: z.int(),
  customers: z.int(),
  happened: z.int(),
  testedFrom: z.string().nullable(),
  comparisons: z.array(Comparison),
});
export type OutcomeTest = z.output<typeof OutcomeTest>;

export const BacktestReport = z.object({
  asOf: z.string(),
  zone: z.string(),
  /** The last day that was watched; null where nothing was ever bought or promised. */
  watchedUntil: z.string().nullable(),
  leftAfterDays: z.int(),
  customers: z.int(),
  /** Whether these are all customers. */
  isWhole: z.boolean(),
  outcomes: z.array(OutcomeTest),
});
export type BacktestReport = z.output<typeof BacktestReport>;
