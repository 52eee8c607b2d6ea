/** The contract for lifetime value: what customers will still bring, by which model, and for whom. */
import * as z from 'zod';
import { Day } from '../domain/instants.ts';
import { Currency } from '../domain/money.ts';
import { endpoint, pageRowsDefault, paging } from './endpoint.ts';
import { CustomerRef } from './references.ts';
import { fitDocument } from './value-fit-document.ts';
import { Every } from './occasion-views.ts';
import { customerValueDocument, overviewDocument, scoresDocument } from './value-document.ts';
import { CustomerValue, ValueFit, ValueOverview, ValueScores } from './value-views.ts';

/** Scores are taken away as a file, so a page of them may be large. */
const scoresMax = 20_000;

const asked = {
  currency: Currency.optional().describe('Left out: the one in which most customers bought'),
  until: Day.optional().describe('Watched until the end of this day. Left out: the day of the last purchase'),
};

export const value = {
  overview: endpoint({
    method: 'get',
    path: '/value',
    summary: 'What customers are worth from now on: by segment and trust, and who is worth a visit',
    input: z.object(asked),
    output: ValueOverview,
    document: overviewDocument,
    commands: [{ usage: 'value' }],
  }),
  fit: endpoint({
    method: 'get',
    path: '/value/fit',
    summary: 'Models of purchases side by side: parameters, likelihood, and a check against what came later',
    input: z.object({
      ...asked,
      cut: Day.optional().describe('The day as of which the check is made. Left out: half of the time watched'),
      every: Every.optional().describe(
        'What an occasion to buy is, for BG/BB. Left out: the longest of which six are over',
      ),
    }),
    output: ValueFit,
    document: fitDocument,
    commands: [{ usage: 'value fit' }],
  }),
  scores: endpoint({
    method: 'get',
    path: '/value/scores',
    summary:
      'A row a customer: chance to be still there, expected purchases and spend, lifetime value with its interval',
    input: z.object({
      ...asked,
      ...paging,
      limit: z.coerce.number().int().min(1).max(scoresMax).default(pageRowsDefault).describe('Rows of a page'),
    }),
    output: ValueScores,
    document: scoresDocument,
    commands: [{ usage: 'value score' }],
  }),
  customer: endpoint({
    method: 'get',
    path: '/customers/{customerId}/value',
    summary: 'What one customer is expected to bring, in a plain sentence and in numbers',
    input: z.object({ customerId: CustomerRef }),
    output: CustomerValue,
    document: customerValueDocument,
  }),
};
