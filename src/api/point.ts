/** The contract for what moves lifetime value: whether trust earns its keep, what a point is worth, what comes before. */
import * as z from 'zod';
import { outcomes } from '../domain/point/backtest-rows.ts';
import { leftAfterDaysMin } from '../domain/point/spells.ts';
import { Day } from '../domain/instants.ts';
import { Currency } from '../domain/money.ts';
import { BacktestReport } from './backtest-report.ts';
import { backtestDocument } from './backtest-document.ts';
import { asOf, endpoint } from './endpoint.ts';
import { indicatorsDocument } from './indicators-document.ts';
import { IndicatorsReport } from './indicators-report.ts';
import { pointDocument } from './point-document.ts';
import { PointReport } from './point-report.ts';
import { programmesDocument } from './programmes-document.ts';
import { ProgrammesReport } from './programmes-report.ts';
import { trialsDocument } from './trials-document.ts';
import { TrialsReport } from './trials-report.ts';

const daysMax = 1_095;

const watching = {
  since: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month, like 2026-01' })
    .optional()
    .describe('Months from this one on'),
  until: Day.optional().describe('The last day that was watched; left out: the day of the last purchase'),
  leftAfterDays: z.coerce
    .number()
    .int()
    .min(leftAfterDaysMin)
    .max(daysMax)
    .optional()
    .describe('Who buys nothing for so many days has left; left out: as the policy says'),
  ...asOf,
};

const money = {
  currency: Currency.optional().describe('Amounts in this currency; left out: that of most purchases'),
  marginShare: z.coerce
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('What is left of a sale after its costs; left out: as the policy says'),
  discountYearly: z.coerce
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('What money of next year is worth less; left out: as the policy says'),
  horizonMonths: z.coerce
    .number()
    .int()
    .min(1)
    .max(240)
    .optional()
    .describe('Months looked ahead; left out: the years of the policy'),
  missing: z
    .enum(['flag', 'weigh'])
    .default('flag')
    .describe('Months without an answer: a column of their own, or others speak for them'),
  resamples: z.coerce.number().int().min(100).max(2_000).default(500).describe('How often customers are drawn again'),
  seed: z.coerce.number().int().min(0).max(1_000_000).default(1).describe('Of the draws: the same gives the same'),
};

export const point = {
  point: endpoint({
    method: 'get',
    path: '/value/point',
    summary: 'What a point of satisfaction, advocacy, trust and kept rate is worth, up and lost, with what is missing',
    input: z.object({ ...money, ...watching }),
    output: PointReport,
    commands: [{ usage: 'value point' }],
    document: pointDocument,
  }),
  indicators: endpoint({
    method: 'get',
    path: '/value/indicators',
    summary: 'What comes before customers leave: every sign and lag, false discoveries held, tested on later months',
    input: z.object({
      lagMax: z.coerce.number().int().min(1).max(6).default(6).describe('Months before, at most'),
      seed: money.seed,
      ...watching,
    }),
    output: IndicatorsReport,
    commands: [{ usage: 'value indicators' }],
    document: indicatorsDocument,
  }),
  backtest: endpoint({
    method: 'get',
    path: '/value/backtest',
    summary: 'Whether trust earns its keep: what each score said beforehand against what happened, side by side',
    input: z.object({
      outcome: z
        .enum(outcomes)
        .optional()
        .describe(`Only one of ${outcomes.join(', ')}`),
      watchedDays: z.coerce
        .number()
        .int()
        .min(7)
        .max(daysMax)
        .default(90)
        .describe('Days after a date in which it may happen'),
      ...watching,
    }),
    output: BacktestReport,
    commands: [{ usage: 'value backtest' }],
    document: backtestDocument,
  }),
  trials: endpoint({
    method: 'get',
    path: '/value/trials',
    summary: 'What offers brought that a lot gave to some customers and not to others',
    input: z.object({
      days: z.coerce.number().int().min(7).max(daysMax).default(180).describe('Days after the draw that count'),
      currency: Currency.optional().describe("Amounts in this currency; left out: the company's own"),
      ...asOf,
    }),
    output: TrialsReport,
    commands: [{ usage: 'value trials' }],
    document: trialsDocument,
  }),
  programmes: endpoint({
    method: 'get',
    path: '/value/programmes',
    summary: 'What improvements of areas brought: before and after, and against customers who had them not yet',
    input: z.object({
      monthsBefore: z.coerce.number().int().min(2).max(24).default(6).describe('Months before the start'),
      monthsAfter: z.coerce.number().int().min(1).max(24).default(6).describe('Months from the start on'),
      currency: money.currency,
      resamples: money.resamples,
      seed: money.seed,
      ...watching,
    }),
    output: ProgrammesReport,
    commands: [{ usage: 'value programmes' }],
    document: programmesDocument,
  }),
};
