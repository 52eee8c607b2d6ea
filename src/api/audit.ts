/** The contract for the promise audit: the report, and the way into each of its figures. */
import * as z from 'zod';
import { AreaId } from '../domain/ids.ts';
import { Day, Instant } from '../domain/instants.ts';
import { Code } from '../domain/words.ts';
import { auditDocument } from './audit-document.ts';
import { moneyParts } from './audit-money-parts.ts';
import { promiseParts } from './audit-parts.ts';
import { trustParts } from './audit-trust-parts.ts';
import { Count } from './audit-values.ts';
import { whyDocument } from './audit-why-document.ts';
import { asOf, endpoint } from './endpoint.ts';

const When = z.union([Day, Instant], { error: 'must be a day, like 2026-11-21, or an instant with an offset' });
const windowDaysMax = 3_650;

const filters = {
  since: When.optional().describe('Promises made from this day or instant, and money moved from then'),
  until: When.optional().describe('Up to this day, its end included, or up to this instant'),
  area: AreaId.optional().describe('Only promises of this area'),
  segment: Code.optional().describe('Only promises and money of this segment'),
  windowDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(windowDaysMax)
    .optional()
    .describe('Length of the two windows that recurrence compares; left out: halves of the period'),
  ...asOf,
};

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
  ...moneyParts,
});
export type AuditReport = z.output<typeof AuditReport>;

export const FigureExplained = z.object({
  figure: z.string(),
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
  next: z.array(z.string()),
});
export type FigureExplained = z.output<typeof FigureExplained>;

export const audit = {
  report: endpoint({
    method: 'get',
    path: '/audit',
    summary: 'The promise audit: made, kept, late, broken; by area; trust; money; the verdict and its evidence',
    input: z.object(filters),
    output: AuditReport,
    commands: [{ usage: 'audit' }],
    document: auditDocument,
  }),
  why: endpoint({
    method: 'get',
    path: '/audit/why/{figure}',
    summary: 'What a figure of the audit is made of: its formula and the rows behind it',
    input: z.object({ figure: z.string().trim().min(1).max(400), ...filters }),
    output: FigureExplained,
    commands: [{ usage: 'why <figure>' }],
    document: whyDocument,
  }),
};
