/** The contract for the promise audit: the report, and the way into each of its figures. */
import * as z from 'zod';
import { AreaId } from '../domain/ids.ts';
import { Day, Instant } from '../domain/instants.ts';
import { Code } from '../domain/words.ts';
import { auditDocument } from './audit-document.ts';
import { AuditReport, FigureExplained } from './audit-report.ts';
import { whyDocument } from './audit-why-document.ts';
import { asOf, endpoint, InstantOrDay } from './endpoint.ts';

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
  knownBy: InstantOrDay.optional().describe('Only by what was recorded until then: such an audit never changes again'),
  ...asOf,
};

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
