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

const BorneBy = z.object({ ...figure, area: z.string(), name: z.string(), weight: z.number() });

export const stepParts = {
  /** Areas against the nine steps; where an area promised nothing at a step there is no row. */
  byStep: z.array(StepOfAudit),
  /** How customers are spread over the scale of trust. */
  spread: z.array(SpreadOfAudit),
  /** Whose burden cases are, by the kind of event that opened them. */
  caseBurdens: z.object({
    cases: Count,
    /** The area that bears the most first; a case borne in part counts by its share. */
    areas: z.array(BorneBy),
    natures: z.array(
      z.object({
        ...figure,
        nature: z.string(),
        cases: Count,
        open: Count,
        /** What the policy says of this kind of event today. */
        policy: z.array(z.object({ name: z.string(), part: z.string() })),
        areas: z.array(BorneBy),
      }),
    ),
  }),
};
