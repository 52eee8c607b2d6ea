/** The secret part of a link to the customer's page: what it names and a seal that only we can make. Stored nowhere. */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { CustomerId, LinkId } from '../domain/ids.ts';
import { loadSigningKey } from '../ledger/signing-key.ts';
import type { Context } from './context.ts';

const keyBytes = 32;

export interface Named {
  readonly customerId: CustomerId;
  readonly linkId: LinkId;
}

/** The token of a link: the same for the same link, as long as the signing key stays. */
export async function tokenOf(context: Context, { customerId, linkId }: Named): Promise<string> {
  const named = Buffer.from(`${customerId} ${linkId}`).toString('base64url');
  const seal = createHmac('sha256', await sealingKey(context))
    .update(named)
    .digest('base64url');
  return `${named}.${seal}`;
}

/** What a token names, or null where we did not make it. How far a forgery agrees cannot be told from the time it takes. */
export async function namedBy(context: Context, token: string): Promise<Named | null> {
  const [customer, link] = Buffer.from(token.split('.')[0] ?? '', 'base64url')
    .toString('utf8')
    .split(' ');
  const customerId = CustomerId.safeParse(customer);
  const linkId = LinkId.safeParse(link);
  if (!customerId.success || !linkId.success) return null;
  const named = { customerId: customerId.data, linkId: linkId.data };
  return timingSafeEqual(digest(token), digest(await tokenOf(context, named))) ? named : null;
}

/** A key of its own, derived from the one that signs checkpoints: neither says anything about the other. */
async function sealingKey({ folder, signingKey }: Context): Promise<Buffer> {
  const { privateKey } = await loadSigningKey(folder, signingKey);
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
  return Buffer.from(hkdfSync('sha256', secret, '', "link to the customer's page", keyBytes));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
