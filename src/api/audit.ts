/** The contract for the promise audit: the report, and the way into each of its figures. */
import * as z from 'zod';
import { AuditSigned } from '../domain/company/events.ts';
import { AreaId } from '../domain/ids.ts';
import { Day, Instant } from '../domain/instants.ts';
import { Code } from '../domain/words.ts';
import { auditDocument } from './audit-document.ts';
import { AuditReport, FigureExplained } from './audit-report.ts';
import { whyDocument } from './audit-why-document.ts';
import { asOf, endpoint, InstantOrDay, Written, writing } from './endpoint.ts';
import { SignOffs, signOffsDocument } from './sign-offs.ts';

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
  sign: endpoint({
    method: 'post',
    path: '/audit/sign-offs',
    summary: 'Sign an audit: stand by it with a name, and promise the next one by a day',
    input: z.object({
      signer: AuditSigned.text.shape.signer.describe('Who signs, by name'),
      nextBy: Day.describe('The day by which the next audit is signed'),
      statement: AuditSigned.text.shape.statement.describe('What is to be said about it, or done'),
      byPerson: AuditSigned.data.shape.byPerson.describe('Who signs, as one of the people of the company'),
      ...filters,
      idempotencyKey: writing.idempotencyKey,
    }),
    output: Written,
    commands: [{ usage: 'sign-audit <signer>' }],
  }),
  signed: endpoint({
    method: 'get',
    path: '/audit/sign-offs',
    summary: 'Every audit that was signed, the newest first, and what became of the next one that it promised',
    input: z.object({}),
    output: SignOffs,
    document: signOffsDocument,
    commands: [{ usage: 'sign-offs' }],
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
