/** What every endpoint does. A group or a handler that is missing does not compile. */
import type { contract } from '../api/contract.ts';
import { audit } from './audit.ts';
import { burdens } from './burdens.ts';
import { company } from './company.ts';
import type { Handlers } from './context.ts';
import { customers } from './customers.ts';
import { deals } from './deals.ts';
import { events } from './events.ts';
import { intake } from './intake.ts';
import { ledger } from './ledger.ts';
import { links } from './links.ts';
import { people } from './people.ts';
import { point } from './point.ts';
import { policyPreview } from './policy-preview.ts';
import { process } from './process.ts';
import { promises } from './promises.ts';
import { selling } from './selling.ts';
import { value } from './value.ts';
import { work } from './work.ts';

export const operations: { readonly [Group in keyof typeof contract]: Handlers<(typeof contract)[Group]> } = {
  audit,
  burdens,
  customers,
  deals,
  promises,
  selling,
  process,
  company,
  events,
  intake,
  ledger,
  links,
  people,
  point,
  policyPreview,
  value,
  work,
};
