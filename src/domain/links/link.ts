/** What a link to the customer's page is at a time. */
import type { Instant } from '../instants.ts';
import type { LinkId } from '../ids.ts';
import type { LinkEvent } from './events.ts';

export interface LinkState {
  readonly linkId: LinkId;
  readonly contactId: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

/** Adds an event to the links of a customer; returns why it does not fit, or null. */
export function evolveLinks(links: Map<string, LinkState>, event: LinkEvent): string | null {
  const known = links.get(event.data.linkId);
  if (event.type === 'link.issued') {
    if (known !== undefined) return `link ${known.linkId} was issued before`;
    const { linkId, contactId, expiresAt } = event.data;
    links.set(linkId, { linkId, contactId, expiresAt, issuedAt: event.occurredAt, revokedAt: null });
    return null;
  }
  if (known === undefined) return `link ${event.data.linkId} was not issued yet`;
  links.set(known.linkId, { ...known, revokedAt: known.revokedAt ?? event.occurredAt });
  return null;
}

/** Whether a link opens the page at a time, and why not. */
export function standingOf({ expiresAt, revokedAt }: LinkState, at: Instant): 'valid' | 'expired' | 'revoked' {
  if (revokedAt !== null && revokedAt <= at) return 'revoked';
  return expiresAt <= at ? 'expired' : 'valid';
}
