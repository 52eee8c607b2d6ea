/** The contract for the customer's own page: give a contact a link, take it back, and what the link opens. */
import * as z from 'zod';
import { ContactId, LinkId, PromiseId } from '../domain/ids.ts';
import { words } from '../domain/words.ts';
import { CustomerRef } from './references.ts';
import { endpoint, Written, writing } from './endpoint.ts';
import { linkedDocument, LinkedPage } from './linked-page.ts';

const daysMax = 365;
const daysDefault = 90;
const saidMax = 1_000;

const token = { token: z.string().max(300).describe('The secret part of the link') };
const { idempotencyKey } = writing;

/** What becomes of an answer: the state of things is on the page, which is read again. */
const Heard = z.object({ heard: z.literal(true) });

export const links = {
  issue: endpoint({
    method: 'post',
    path: '/customers/{customerId}/links',
    summary:
      "Give a contact a link to the customer's page, on which they see what was promised and say whether it was kept",
    input: z.object({
      customerId: CustomerRef,
      contactId: ContactId,
      days: z.coerce.number().int().min(1).max(daysMax).default(daysDefault).describe('Days for which it is valid'),
      idempotencyKey,
    }),
    output: Written.extend({
      linkId: z.string(),
      path: z.string().describe('Give this, after the address of this server, to the contact and to nobody else'),
      expiresAt: z.string(),
    }),
    commands: [{ usage: 'link <customerId> <contactId>' }],
  }),
  list: endpoint({
    method: 'get',
    path: '/customers/{customerId}/links',
    summary: "Links to the customer's page, newest first, without their secret part",
    input: z.object({ customerId: CustomerRef }),
    output: z.object({
      links: z.array(
        z.object({
          linkId: z.string(),
          contactId: z.string(),
          issuedAt: z.string(),
          expiresAt: z.string(),
          revokedAt: z.string().nullable(),
          standing: z.enum(['valid', 'expired', 'revoked']),
        }),
      ),
    }),
    commands: [{ usage: 'links <customerId>' }],
  }),
  revoke: endpoint({
    method: 'post',
    path: '/customers/{customerId}/links/{linkId}/revocation',
    summary: "Take a link to the customer's page back",
    input: z.object({ customerId: CustomerRef, linkId: LinkId, why: z.string().max(400).optional(), idempotencyKey }),
    output: Written,
    commands: [{ usage: 'revoke-link <customerId> <linkId>' }],
  }),
  page: endpoint({
    method: 'get',
    path: '/p/{token}',
    summary: 'What we promised you: the page of one contact. Looking at it records nothing',
    open: true,
    input: z.object(token),
    output: LinkedPage,
    document: linkedDocument,
  }),
  answer: endpoint({
    method: 'post',
    path: '/p/{token}/answers',
    summary: 'Say of a promise that it was kept, or not',
    open: true,
    input: z.object({
      ...token,
      promiseId: PromiseId,
      answer: z.enum(['kept', 'not-kept']),
      why: z.union([z.literal(''), words(saidMax)]).optional(),
      /** When the promise came into the state that was looked at: the same answer to it twice is one. */
      seen: z.string().max(40),
    }),
    output: Heard,
  }),
  claim: endpoint({
    method: 'post',
    path: '/p/{token}/claims',
    summary: 'You promised me something that is not here: recorded as asked for, until somebody confirms it',
    open: true,
    input: z.object({ ...token, words: words(saidMax) }),
    output: Heard,
  }),
};
