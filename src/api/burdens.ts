/** The contract for burdens: who must prove what to whom, by when, over all customers. */
import * as z from 'zod';
import { type Content, type Document, instant, link } from '../documents/document.ts';
import { BurdenView } from './customer-views.ts';
import { asOf, endpoint, paging } from './endpoint.ts';
import { capitalised } from './promise-phrases.ts';
import { Flag } from './references.ts';

const BurdenPage = z.object({
  burdens: z.array(BurdenView.extend({ customerId: z.string(), customerName: z.string().nullable() })),
  count: z.int(),
  late: z.int(),
  asOf: z.string(),
  zone: z.string(),
  next: z.string().nullable(),
});
type BurdenPage = z.output<typeof BurdenPage>;
export type BurdenOfAll = BurdenPage['burdens'][number];

export const burdens = {
  list: endpoint({
    method: 'get',
    path: '/burdens',
    summary: 'Proofs that are owed: who must prove what to whom, by when; late ones first',
    input: z.object({
      bearer: z.string().max(40).optional().describe('Owed by this area, or by customer'),
      toConvince: z.string().max(40).optional().describe('Owed to this area, or to customer'),
      late: Flag.optional().describe('Only those whose time has passed'),
      ...asOf,
      ...paging,
    }),
    output: BurdenPage,
    document: burdensDocument,
    commands: [{ usage: 'burdens' }],
  }),
};

function burdensDocument({ burdens: owed, count, late, zone }: BurdenPage): Document {
  return {
    title: 'Proofs that are owed',
    subtitle: `${count} owed, ${late} of them late`,
    blocks: [
      {
        kind: 'table',
        name: 'burdens',
        caption: 'Who must prove what to whom: late ones first, then by due time.',
        columns: ['What', 'owed by', 'to', 'customer', 'by when'],
        rows: owed.map((burden): readonly Content[] => [
          burden.promiseId === null ? capitalised(burden.what) : link(burden.what, `/promises/${burden.promiseId}`),
          burden.bearerName,
          burden.toConvinceName,
          link(burden.customerName ?? burden.customerId, `/customers/${burden.customerId}`),
          burden.by === null ? 'no due time' : [instant(burden.by, zone), burden.late ? ', late' : ''],
        ]),
        empty: 'Nobody waits for a proof.',
      },
    ],
  };
}
