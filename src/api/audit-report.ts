/** How the audit answers: the report with its scope, verdict and parts, and one figure explained. */
import * as z from 'zod';
import { moneyParts } from './audit-money-parts.ts';
import { stepParts } from './audit-step-parts.ts';
import { promiseParts } from './audit-parts.ts';
import { trustParts } from './audit-trust-parts.ts';
import { Count } from './audit-values.ts';

/** A sentence with the figure that it rests on. */
const Sentence = z.object({ text: z.string(), figure: z.string() });

const Condition = z.object({
  /** Null: too little is known to say. */
  holds: z.boolean().nullable(),
  sentence: z.string(),
  evidence: z.array(Sentence),
});

export const AuditReport = z.object({
  scope: z.object({
    since: z.string().nullable(),
    until: z.string().nullable(),
    area: z.string().nullable(),
    areaName: z.string().nullable(),
    segment: z.string().nullable(),
    asOf: z.string(),
    zone: z.string(),
    /** The filters as they were asked for: they go with every way into a figure. */
    filters: z.record(z.string(), z.string()),
    customers: Count,
    promises: Count,
  }),
  verdict: z.object({
    sentence: z.string(),
    experienceNotGood: Condition,
    promisesThatCannotBeDelivered: Condition,
  }),
  /** In order of the money and then the promises concerned. */
  findings: z.array(Sentence),
  ...promiseParts,
  ...trustParts,
  ...stepParts,
  ...moneyParts,
});
export type AuditReport = z.output<typeof AuditReport>;

export const FigureExplained = z.object({
  figure: z.string(),
  /** What it is, as a noun phrase. */
  words: z.string(),
  sentence: z.string(),
  formula: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  shows: z.enum(['count', 'rate', 'trust', 'money', 'days', 'number']),
  currency: z.string().nullable(),
  asOf: z.string(),
  zone: z.string(),
  filters: z.record(z.string(), z.string()),
  /** How many rows are behind it; the latest of them are listed. */
  count: Count,
  rows: z.array(
    z.object({
      kind: z.enum(['promise', 'purchase', 'customer', 'feedback', 'case', 'money', 'deal']),
      customerId: z.string(),
      customerName: z.string().nullable(),
      id: z.string(),
      at: z.string().nullable(),
      area: z.string().nullable(),
      text: z.string().nullable(),
      state: z.string().nullable(),
      value: z.number().nullable(),
    }),
  ),
  /** Other figures of the same part. */
  next: z.array(z.object({ figure: z.string(), words: z.string() })),
});
export type FigureExplained = z.output<typeof FigureExplained>;
