/** Everything the product can be asked to do. Adding a noun is a file and a line here. */
import { audit } from './audit.ts';
import { burdens } from './burdens.ts';
import { company } from './company.ts';
import { customers } from './customers.ts';
import { deals } from './deals.ts';
import type { Contract } from './endpoint.ts';
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

export const contract = {
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
} satisfies Contract;
