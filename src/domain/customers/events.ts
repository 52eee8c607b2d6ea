/** Who the customer is, who speaks for them, and the day their words were erased. */
import * as z from 'zod';
import { eventKind } from '../event.ts';
import { ContactId } from '../ids.ts';
import { Code, FreeText } from '../words.ts';

export const CustomerDescribed = eventKind({
  type: 'customer.described',
  rank: 0,
  data: z.object({
    /** `unidentified` gathers sales to people we cannot name: their money counts, they are no customer in any count. */
    kind: z.enum(['business', 'person', 'unidentified']).default('business'),
    segment: Code.optional(),
  }),
  text: z.object({ name: FreeText.optional() }),
  sentence: (described, text) => `Customer ${text.name ?? ''} (${described.kind})`.replace('  ', ' '),
  example: { kind: 'business', name: 'Acme Ltd' },
});

export const ContactDescribed = eventKind({
  type: 'contact.described',
  rank: 1,
  data: z.object({ contactId: ContactId, role: Code.optional() }),
  text: z.object({ name: FreeText.optional(), mail: FreeText.optional(), phone: FreeText.optional() }),
  sentence: (described, text) => `Contact ${text.name ?? described.contactId}`,
  example: { contactId: 'con_anna', role: 'purchasing', name: 'Anna Ek' },
});

export const CustomerErased = eventKind({
  type: 'customer.erased',
  rank: 9,
  data: z.object({ textsErased: z.int().min(0) }),
  text: z.object({ why: FreeText.optional() }),
  sentence: (erased) => `Personal text was erased (${erased.textsErased} events)`,
  example: { textsErased: 12, why: 'Asked for by the customer' },
});

export const customerEvents = [CustomerDescribed, ContactDescribed, CustomerErased] as const;
