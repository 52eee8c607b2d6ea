/** What to know before asking or selling: standing by the house rules, and the guard against selling too much. */
import type { selling as contract } from '../api/selling.ts';
import { askSentence, fitSentence, standingView } from '../api/selling-phrases.ts';
import type { StandingView } from '../api/selling-views.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import type { CustomerState } from '../domain/customers/state.ts';
import type { Instant } from '../domain/instants.ts';
import { betterFor, misfitsOf, undeliverable, type Wanted } from '../domain/selling/oversell.ts';
import { soilOf, soldInVain, undeliverableIn } from '../domain/selling/soil.ts';
import { standingOf, type Warning, warningsBefore } from '../domain/selling/standing.ts';
import type { Queryable } from '../ledger/queryable.ts';
import type { Context, Handlers } from './context.ts';
import { type Account, nameOf, readAccount } from './customer-account.ts';
import { counselOf, decisionsOf } from './counsel.ts';
import { keptAnswer } from './kept-answers.ts';
import { landOf } from './land.ts';
import { reading } from './reading.ts';
import { Refused } from './refused.ts';
import { customerValues } from './value-scores.ts';

export const selling: Handlers<typeof contract> = {
  land: async (context, { asOf }) => {
    // Lifetime values are those of today; as of another day each stands for what is spent on average.
    const values = asOf === undefined ? await customerValues(context, {}) : null;
    return overAll(context, 'land', asOf, (tables, at) => landOf(tables, at, values));
  },
  counselRecord: (context, { asOf }) => overAll(context, 'counsel', asOf, counselOf),
  decisions: (context, { asOf }) => overAll(context, 'decisions', asOf, decisionsOf),

  standing: async (context, { customerId, contactId, asOf }) => {
    const account = await readAccount(context, customerId, asOf);
    const { state, company, at } = account;
    const soil = soilOf(state, (party) => nameOf(account, party));
    const { soil: rules, zone } = company.policy;
    const standing = standingOf(soil, rules, at, contactId ?? null);
    const warnings = warningsBefore({ contactId: contactId ?? null, offerId: null }, soil, rules, at);
    return {
      customerId,
      name: state.name,
      asOf: at,
      zone,
      ...askSentence(standingView(standing, zone), warnings),
      rests: [...standing.rests],
      warnings: [...warnings],
    };
  },

  fits: async (context, { customerId, offerId, asOf, contactId, ...wanted }) => {
    const { state, company, at } = await readAccount(context, customerId, asOf);
    const offer = company.offers.get(offerId);
    if (offer === undefined) throw new Refused(unknownOffer(offerId, company));
    const sale = { offerId, contactId, ...wanted };
    const warnings = [...saleWarnings(state, company, sale), ...askWarnings(state, company, sale, at)];
    const better = betterFor(company.offers.values(), offer, wanted);
    const isBetter = better !== null && misfitsOf(offer, wanted).length > 0;
    const found = isBetter ? { offerId: better.offerId, name: better.name } : null;
    return {
      customerId,
      name: state.name,
      asOf: at,
      zone: company.policy.zone,
      offer: { offerId, name: offer.name, limits: offer.limits },
      isDeclared: offer.fits !== undefined,
      warnings,
      better: found,
      ...fitSentence(offer.name, warnings, found),
    };
  },
};

/** A question over all customers: as of now answered once until something is recorded. */
function overAll<Answer>(
  context: Context,
  question: string,
  asOf: Instant | undefined,
  work: (tables: Queryable, at: Instant) => Promise<Answer>,
): Promise<Answer> {
  const read = () => reading(context, asOf, null, work);
  return asOf === undefined ? keptAnswer(context, question, read) : read();
}

/** Standing on a page about a customer. */
export function standingIn(account: Account): StandingView {
  const { state, company, at } = account;
  const soil = soilOf(state, (party) => nameOf(account, party));
  return standingView(standingOf(soil, company.policy.soil, at), company.policy.zone);
}

interface Sale extends Wanted {
  readonly offerId?: string | undefined;
  readonly contactId?: string | undefined;
}

/** What speaks against an ask of a customer as they stand. */
export function askWarnings(state: CustomerState, company: Company, sale: Sale, at: Instant): readonly Warning[] {
  const next = { contactId: sale.contactId ?? null, offerId: sale.offerId ?? null };
  return warningsBefore(
    next,
    soilOf(state, (party) => areaName(company, party)),
    company.policy.soil,
    at,
  );
}

/** What speaks against selling an offer to a customer as they stand. */
export function saleWarnings(state: CustomerState, company: Company, sale: Sale): readonly Warning[] {
  const offer = company.offers.get(sale.offerId ?? '');
  const open = undeliverableIn(state, (party) => areaName(company, party));
  return [
    ...(offer === undefined ? [] : [...misfitsOf(offer, sale), ...soldInVain(state, offer.offerId)]),
    ...undeliverable(open),
  ];
}

function unknownOffer(offerId: string, { offers }: Company) {
  const known = [...offers.keys()];
  return {
    code: 'unknown_offer',
    reason: `There is no offer ${offerId}`,
    remedy: known.length === 0 ? 'Publish it in the settings first' : `Offers are ${known.join(', ')}`,
    field: 'offerId',
    value: offerId,
  } as const;
}
