/** The contract for deals: what each brought now, and how the value expected of the customer changed with it. */
import * as z from 'zod';
import { Currency } from '../domain/money.ts';
import { endpoint, paging, skipping } from './endpoint.ts';
import { dealsDocument } from './deals-document.ts';
import { Deals } from './deals-views.ts';
import { CustomerRef } from './references.ts';

export const deals = {
  list: endpoint({
    method: 'get',
    path: '/deals',
    summary:
      'Two values of every deal, person, area and quarter: the sale now, and the change of expected lifetime value',
    input: z.object({
      currency: Currency.optional().describe('Left out: the one in which most customers bought'),
      quarter: z
        .string()
        .regex(/^\d{4} ?Q[1-4]$/, { error: 'must be a quarter, like 2026Q1' })
        .transform((given) => `${given.slice(0, 4)} ${given.slice(-2)}`)
        .optional()
        .describe('Only deals of this quarter, like 2026Q1'),
      area: z.string().max(120).optional().describe('Only deals of this area'),
      person: z.string().max(120).optional().describe('Only deals of this person'),
      customerId: CustomerRef.optional().describe('Only deals with this customer'),
      ...paging,
      ...skipping,
    }),
    output: Deals,
    document: dealsDocument,
    commands: [{ usage: 'value deals' }],
  }),
};
