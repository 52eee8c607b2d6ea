/** A link to the customer's own page: given to one contact, for some days, and taken back where need be. */
import * as z from 'zod';
import { type EventOf, eventKind } from '../event.ts';
import { ContactId, LinkId } from '../ids.ts';
import { Instant } from '../instants.ts';
import { FreeText } from '../words.ts';

export const LinkIssued = eventKind({
  type: 'link.issued',
  rank: 2,
  // The link itself is a secret between us and the contact: it follows from the id and a key, and is kept nowhere.
  data: z.object({ linkId: LinkId, contactId: ContactId, expiresAt: Instant }),
  sentence: ({ contactId, expiresAt }) =>
    `A link to the customer's page was given to ${contactId}, until ${expiresAt.slice(0, 10)}`,
  example: { linkId: 'lnk_4k7p', contactId: 'con_anna', expiresAt: '2026-04-01T00:00:00.000Z' },
});

export const LinkRevoked = eventKind({
  type: 'link.revoked',
  rank: 6,
  data: z.object({ linkId: LinkId }),
  text: z.object({ why: FreeText.optional() }),
  sentence: ({ linkId }, { why }) =>
    `The link ${linkId} to the customer's page was revoked${why === undefined ? '' : `: “${why}”`}`,
  example: { linkId: 'lnk_4k7p', why: 'Anna left the company' },
});

export const linkEvents = [LinkIssued, LinkRevoked] as const;
export type LinkEvent = EventOf<(typeof linkEvents)[number]>;
