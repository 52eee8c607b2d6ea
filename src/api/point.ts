/** The contract for what moves lifetime value: whether trust earns its keep, what a point is worth, what comes before. */
import * as z from 'zod';
import { outcomes } from '../domain/point/backtest-rows.ts';
import { leftAfterDaysMin } from '../domain/point/spells.ts';
import { Day } from '../domain/instants.ts';
import { BacktestReport } from './backtest-report.ts';
import { backtestDocument } from './backtest-document.ts';
import { asOf, endpoint } from './endpoint.ts';

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

export const point = {
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
};
