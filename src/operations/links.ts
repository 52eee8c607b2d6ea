/** What each endpoint for the customer's own page does. */
import type { links as contract } from '../api/links.ts';
import { accept, refuse } from '../domain/decision.ts';
import type { Fact } from '../domain/catalogue.ts';
import { customerParty } from '../domain/ids.ts';
import { daysLater } from '../domain/instants.ts';
import { standingOf } from '../domain/links/link.ts';
import { sha256 } from '../ledger/sha256.ts';
import type { Context, Handlers } from './context.ts';
import { type Account, readAccount } from './customer-account.ts';
import { linkedPageOf } from './linked-page.ts';
import { type Named, namedBy, tokenOf } from './link-token.ts';
import { promises } from './promises.ts';
import { Refused } from './refused.ts';
import { write } from './write.ts';

/** Claims of one customer that may wait for an answer at a time. */
const claimsWaitingMax = 20;

export const links: Handlers<typeof contract> = {
  issue: async (context, { customerId, contactId, days, idempotencyKey }) => {
    const written = await write(context, {
      customerId,
      idempotencyKey,
      decide: ({ state, now, newId }) => {
        if (!state.contacts.some((contact) => contact.contactId === contactId))
          return refuse(unknownContact(contactId));
        return accept<Fact>({
          type: 'link.issued',
          data: { linkId: newId('lnk'), contactId, expiresAt: daysLater(now, days) },
          text: {},
        });
      },
    });
    const { state } = await readAccount(context, customerId, undefined);
    const link = state.links.get(written.events[0]?.names['linkId'] ?? '');
    if (link === undefined) throw new Error('The link that was just recorded is not there');
    const { linkId, expiresAt } = link;
    return { ...written, linkId, expiresAt, path: `/p/${await tokenOf(context, { customerId, linkId })}` };
  },

  list: async (context, { customerId }) => {
    const { state, at } = await readAccount(context, customerId, undefined);
    return {
      links: [...state.links.values()].toReversed().map((link) => ({ ...link, standing: standingOf(link, at) })),
    };
  },

  revoke: (context, { customerId, linkId, why, idempotencyKey }) =>
    write(context, {
      customerId,
      idempotencyKey,
      decide: ({ state, now }) => {
        const link = state.links.get(linkId);
        if (link === undefined) return refuse({ ...unknownLink, field: 'linkId', value: linkId });
        if (standingOf(link, now) === 'revoked') {
          return refuse({
            code: 'nothing_to_do',
            reason: `The link ${linkId} is revoked`,
            remedy: 'Nothing needs to be done',
          });
        }
        return accept<Fact>({ type: 'link.revoked', data: { linkId }, text: why === undefined ? {} : { why } });
      },
    }),

  page: async (context, { token }) => linkedPageOf((await entered(context, token)).account, token),

  answer: async (context, { token, promiseId, answer, why, seen }) => {
    const { account, named, contactId } = await entered(context, token);
    const promise = account.state.promises.get(promiseId);
    if (promise === undefined || promise.made.data.to !== customerParty || promise.made.data.by === customerParty) {
      throw new Refused({
        code: 'unknown_promise',
        reason: 'This promise is not on your page',
        remedy: 'Open your page again and answer there',
        field: 'promiseId',
        value: promiseId,
      });
    }
    await promises.move(inTheNameOf(context, contactId), {
      promiseId,
      move: answer === 'kept' ? 'declareSatisfied' : 'reject',
      as: 'promisee',
      ...(why !== undefined && why !== '' && { note: why }),
      // Sent twice it is one answer; given again to what stands otherwise since, it is another.
      idempotencyKey: sha256(`${named.linkId} ${promiseId} ${answer} ${seen}`),
    });
    return { heard: true as const };
  },

  claim: async (context, { token, words }) => {
    const { account, named, contactId } = await entered(context, token);
    await write(inTheNameOf(context, contactId), {
      customerId: account.state.customerId,
      idempotencyKey: sha256(`${named.linkId} ${words}`),
      decide: ({ state, company, newId }) => {
        const waiting = [...state.promises.values()].filter(
          (one) => one.state === 'requested' && one.made.data.channel === claimChannel,
        );
        if (waiting.length >= claimsWaitingMax) return refuse(tooMany);
        const by = company.areas.has(answering) ? answering : [...company.areas.keys()][0];
        if (by === undefined) throw new Error('A company has at least one area');
        return accept<Fact>({
          type: 'promise.made',
          data: {
            promiseId: newId('prm'),
            opening: 'request',
            by,
            to: customerParty,
            channel: claimChannel,
            backs: [],
            needs: [],
            weight: 1,
            severityIfBroken: 'major',
            public: true,
            voluntary: true,
            missionBased: false,
          },
          text: { words },
        });
      },
    });
    return { heard: true as const };
  },
};

/** The area that answers the customer first, and the channel by which a claim came. */
const answering = 'customer-service';
const claimChannel = 'customer-page';

/** What a contact says is recorded in their name. */
function inTheNameOf(context: Context, contactId: string): Context {
  return { ...context, actor: `contact:${contactId}`, source: 'customer-page' };
}

interface Entered {
  readonly account: Account;
  readonly named: Named;
  readonly contactId: string;
}

/** Lets somebody in who has a valid link. Reads only. */
async function entered(context: Context, token: string): Promise<Entered> {
  const named = await namedBy(context, token);
  if (named === null) throw new Refused(unknownLink);
  const account = await readAccount(context, named.customerId, undefined);
  const link = account.state.links.get(named.linkId);
  if (link === undefined) throw new Refused(unknownLink);
  // Who asked to be forgotten has no page any more; nothing of theirs could be shown on it.
  const standing = account.state.erasedAt === null ? standingOf(link, account.at) : 'revoked';
  if (standing !== 'valid') throw new Refused(ended(standing));
  return { account, named, contactId: link.contactId };
}

const unknownLink = {
  code: 'unknown_link',
  reason: 'This link does not open anything',
  remedy: 'See whether the address is complete, or ask your contact with us for a new link',
} as const;

const tooMany = {
  code: 'nothing_to_do',
  reason: `${claimsWaitingMax} things that you told us about still wait for our answer`,
  remedy: 'Please wait for it, or call us',
} as const;

function ended(standing: 'expired' | 'revoked') {
  return {
    code: 'link_ended',
    reason: standing === 'expired' ? 'This link was valid for some time, which is over' : 'This link was taken back',
    remedy: 'Ask your contact with us for a new one. Nothing that you told us is lost',
  } as const;
}

function unknownContact(contactId: string) {
  return {
    code: 'invalid',
    reason: `This customer has no contact ${contactId}`,
    remedy: 'Add the contact first, or give the id of one of their contacts',
    field: 'contactId',
    value: contactId,
  } as const;
}
