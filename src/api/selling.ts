/** The contract for what to know before asking or selling: whether the customer is rested, and whether an offer fits. */
import * as z from 'zod';
import { Code } from '../domain/words.ts';
import { asOf, endpoint } from './endpoint.ts';
import { counselDocument, decisionsDocument } from './counsel-documents.ts';
import { landDocument } from './land-document.ts';
import { CounselRecord, DecisionLog, Land } from './land-views.ts';
import { CustomerRef, OfferRef } from './references.ts';
import { fitsDocument, standingDocument } from './selling-documents.ts';
import { Fits, StandingShown } from './selling-views.ts';

const contactId = z.string().max(120).optional().describe('Whom you are about to ask');

export const selling = {
  land: endpoint({
    method: 'get',
    path: '/land',
    summary: 'Productive capacity, burn index by quarter, who is resting, asks against gifts',
    input: z.object({ ...asOf }),
    output: Land,
    document: landDocument,
    commands: [{ usage: 'land' }],
  }),
  counselRecord: endpoint({
    method: 'get',
    path: '/counsel',
    summary: 'Sales that were advised against, what was forgone, and what came back',
    input: z.object({ ...asOf }),
    output: CounselRecord,
    document: counselDocument,
    commands: [{ usage: 'counsel-record' }],
  }),
  decisions: endpoint({
    method: 'get',
    path: '/decisions',
    summary: 'Decisions by the golden rule, and whether it proved best for both nine times out of ten',
    input: z.object({ ...asOf }),
    output: DecisionLog,
    document: decisionsDocument,
    commands: [{ usage: 'decisions' }],
  }),
  standing: endpoint({
    method: 'get',
    path: '/customers/{customerId}/standing',
    summary: 'Whether a customer is rested or resting, until when and why. Ask before you ask',
    input: z.object({ customerId: CustomerRef, contactId, ...asOf }),
    output: StandingShown,
    document: standingDocument,
    commands: [{ usage: 'standing <customerId>' }],
  }),
  fits: endpoint({
    method: 'get',
    path: '/customers/{customerId}/fits/{offerId}',
    summary: 'Whether an offer fits a customer now, and which would fit better. Never blocks',
    input: z.object({
      customerId: CustomerRef,
      offerId: OfferRef,
      need: Code.optional().describe('What it is needed for, as offers name it'),
      size: z.coerce.number().min(0).optional().describe('How much is to be sold, in the unit of the offer'),
      usage: z.coerce.number().min(0).optional().describe('How much of it the client uses, in the same unit'),
      contactId,
      ...asOf,
    }),
    output: Fits,
    document: fitsDocument,
    commands: [{ usage: 'fits <customerId> <offerId>' }],
  }),
};
