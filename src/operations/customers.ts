/** What each endpoint for customers does. */
import { randomUUID } from 'node:crypto';
import type { customers as contract } from '../api/customers.ts';
import { accept, refuse } from '../domain/decision.ts';
import { parseFact } from '../domain/catalogue.ts';
import { type CustomerId, customerParty } from '../domain/ids.ts';
import { sha256 } from '../ledger/sha256.ts';
import type { Handlers } from './context.ts';
import { type Account, partyOf, readAccount } from './customer-account.ts';
import { briefOf } from './customer-brief.ts';
import { burdensOf } from './customer-burdens.ts';
import { listCustomers } from './customer-list.ts';
import { pageOf } from './customer-page.ts';
import { edgeOf, explainedOf } from './customer-trust.ts';
import { eraseCustomer } from './erase.ts';
import { refusalOf } from './refusals.ts';
import { Refused } from './refused.ts';
import { write } from './write.ts';

/** What stays in the ledger where no reason for an erasure was given. */
const noReason = 'No reason was given';

export const customers: Handlers<typeof contract> = {
  list: listCustomers,

  show: async (context, { customerId, asOf }) => pageOf(await readAccount(context, customerId, asOf)),

  brief: async (context, { customerId, asOf }) => briefOf(await readAccount(context, customerId, asOf)),

  trust: async (context, { customerId, truster, trustee, asOf }) => {
    const account = await readAccount(context, customerId, asOf);
    refuseUnknownParties(account, truster, trustee);
    return explainedOf(account, edgeOf(account, truster, trustee), burdensOf(account));
  },

  add: (context, { customerId, idempotencyKey, occurredAt, ...fields }) => {
    const key = idempotencyKey ?? randomUUID();
    return write(context, {
      customerId: customerId ?? newCustomerId(`${context.source} ${key}`),
      idempotencyKey: key,
      occurredAt,
      introduces: true,
      decide: () => {
        const parsed = parseFact('customer.described', fields);
        return parsed.ok ? accept(parsed.fact) : refuse(refusalOf(parsed.problems));
      },
    });
  },

  erase: (context, { customerId, why, idempotencyKey }) =>
    eraseCustomer(context, { customerId, why: why ?? noReason, idempotencyKey }),
};

function refuseUnknownParties(account: Account, truster: string, trustee: string): void {
  const known = new Set([customerParty, ...account.company.areas.keys(), ...partiesOf(account)]);
  for (const [field, party] of Object.entries({ truster, trustee })) {
    if (known.has(party)) continue;
    throw new Refused({
      code: 'unknown_area',
      reason: `There is no area ${party}`,
      remedy: `Name customer or one of ${[...account.company.areas.keys()].join(', ')}`,
      field,
      value: party,
    });
  }
  if (partyOf(account, truster) === partyOf(account, trustee)) {
    throw new Refused({
      code: 'invalid',
      reason: 'Nobody has to convince themselves',
      remedy: 'Name two different parties, like customer and sales',
      field: 'trustee',
      value: trustee,
    });
  }
}

/** Areas of imported facts that nobody described stand for themselves. */
function partiesOf({ state }: Account): readonly string[] {
  return state.edges.flatMap(({ truster, trustee }) => [truster, trustee]);
}

const idAlphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** An id that a repeated request makes again. Not from the name: an id stays in the hashed part of events for ever. */
function newCustomerId(request: string): CustomerId {
  const digest = Buffer.from(sha256(`customer ${request}`), 'hex').subarray(0, 10);
  return `cus_${[...digest].map((byte) => idAlphabet[byte % idAlphabet.length]).join('')}`;
}
