/** What happened, as sentences that name areas, offers and promises as people do, never by their ids. */
import { capitalised } from '../api/promise-phrases.ts';
import { formatDay, formatInstant } from '../documents/format.ts';
import { type LedgerEvent, sentenceOf } from '../domain/catalogue.ts';
import { type Account, nameOf } from './customer-account.ts';
import { quoted } from './customer-burdens.ts';

/** Fields of events that hold a party. */
const partyFields: ReadonlySet<string> = new Set(['by', 'to', 'area']);
const personFields: ReadonlySet<string> = new Set(['toPerson']);

/** Fields of events that hold an offer. */
const offerFields: ReadonlySet<string> = new Set(['offerId', 'advisedOfferId']);

/** The sentence of a move on the page of its promise, which need not say of which. */
export function moveSentenceIn(account: Account, event: LedgerEvent): string {
  return capitalised(sentenceOf(withNames(account, event)).replace(/^Promise prm_\S+: /, ''));
}

/** The sentence of an event; a promise is named by its words, as last agreed, and an area by its name. */
export function sentenceIn(account: Account, event: LedgerEvent): string {
  const sentence = capitalised(sentenceOf(withNames(account, event)));
  if (event.type !== 'promise.moved' && event.type !== 'promise.assessed' && event.type !== 'promise.reassigned') {
    return sentence;
  }
  const promise = account.state.promises.get(event.data.promiseId);
  if (promise === undefined) return sentence;
  return sentence.replace(`Promise ${promise.promiseId}`, () => quoted(promise.terms.words));
}

/** The event with the names of areas and offers where it has their ids, and days as people write them: for sentences only. */
function withNames(account: Account, event: LedgerEvent): LedgerEvent {
  const data = Object.fromEntries(
    Object.entries(event.data).map(([field, value]: [string, unknown]) => {
      if (partyFields.has(field) && typeof value === 'string') return [field, nameOf(account, value)];
      if (offerFields.has(field) && typeof value === 'string')
        return [field, account.company.offers.get(value)?.name ?? value];
      if (personFields.has(field) && typeof value === 'string')
        return [field, account.company.people.get(value)?.name ?? value];
      if (field === 'dueDay' && typeof value === 'string') return [field, formatDay(value)];
      if (field === 'dueAt' && typeof value === 'string')
        return [field, formatInstant(value, account.company.policy.zone)];
      if (field === 'shares') return [field, sharesByName(account, value as Readonly<Record<string, number>>)];
      return [field, value];
    }),
  );
  return { ...event, data } as LedgerEvent;
}

function sharesByName(account: Account, shares: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(shares).map(([area, share]) => [nameOf(account, area), share]));
}
