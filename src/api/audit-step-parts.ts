/** The parts of an audit that are counted step by step, and customer by customer. */
import * as z from 'zod';
import { Step } from '../domain/process.ts';
import { Count, figure, Rate, Score } from './audit-values.ts';

export const StepOfAudit = z.object({
  ...figure,
  area: z.string(),
  name: z.string(),
  step: Step,
  made: Count,
  broken: Count,
  keptRate: Rate,
  /** Customers with evidence of this area at this step, and the trust of the one in the middle. */
  customers: Count,
  median: Score,
  /** Promises to customers that were done late, and the days beyond what was promised. */
  promisesLate: Count,
  waitedDays: z.number(),
});

export const SpreadOfAudit = z.object({
  ...figure,
  name: z.string(),
  customers: Count,
  /** Those of whom fewer than five outcomes are known. */
  thin: Count,
  lowerQuartile: Score,
  median: Score,
  upperQuartile: Score,
  /** Ten equal parts of the scale of trust, the lowest first. */
  bins: z.array(z.object({ ...figure, from: z.string(), to: z.string(), customers: Count, thin: Count })),
});

export const stepParts = {
  /** Areas against the nine steps; where an area promised nothing at a step there is no row. */
  byStep: z.array(StepOfAudit),
  /** How customers are spread over the scale of trust. */
  spread: z.array(SpreadOfAudit),
};
