/** The page of one customer: all that is between us as of an instant. */
import type * as z from 'zod';
import type { CustomerPage, TimelineEntry } from '../api/customer-views.ts';
import type { PromiseView } from '../api/promise-views.ts';
import type { LedgerEvent } from '../domain/catalogue.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { learnedLate } from '../domain/customers/late-facts.ts';
import { type PurchaseRow, purchases as purchaseView } from '../ledger/views/purchases.ts';
import { type Account, byDeadline, customerOf, isOpen, promisesOf } from './customer-account.ts';
import { burdensOf } from './customer-burdens.ts';
import { casesOf } from './customer-cases.ts';
import { episodesOf } from './customer-episodes.ts';
import { sentenceIn } from './customer-sentences.ts';
import { standingIn } from './selling.ts';
import { stepsOf } from './customer-steps.ts';
import { journeyOf, relationshipsOf } from './customer-trust.ts';

/** Rows of each list on the page at most; the whole lists have endpoints of their own. */
const rowsMax = 200;

/** Everything on a customer's page. */
export function pageOf(account: Account): CustomerPage {
  const { state, company, at } = account;
  const burdens = burdensOf(account);
  const shown = newestEvents(account);
  const { episodes, episodeOf } = episodesOf(account, shown);
  const purchases = purchaseView.rows(state, company.policy.trust) as readonly PurchaseRow[];
  return {
    customer: customerOf(account),
    asOf: at,
    zone: company.policy.zone,
    standing: standingIn(account),
    journey: journeyOf(account),
    steps: stepsOf(account),
    relationships: [...relationshipsOf(account, burdens)],
    burdens: [...burdens],
    money: moneyOf(account, purchases),
    purchases: purchases
      .toReversed()
      .slice(0, rowsMax)
      .map((row) => ({
        purchaseId: row.purchase_id,
        at: row.at,
        amount: row.amount,
        currency: row.currency,
        refunded: row.refunded,
        deliveredAt: row.delivered_at,
        benefit: row.benefit,
        riskHolder: row.risk_holder,
        repurchase: row.repurchase,
      })),
    cases: casesOf(account, rowsMax),
    promises: openFirst(promisesOf(account)).slice(0, rowsMax),
    timeline: timelineOf(account, shown, episodeOf),
    episodes,
    irregularities: [...state.irregularities],
    events: account.events.filter((event) => event.occurredAt <= at).length,
  };
}

/** Open promises by due time, then the others, the newest first. */
function openFirst(promises: readonly PromiseView[]): PromiseView[] {
  const open = promises.filter(isOpen).sort(byDeadline);
  const others = promises
    .filter((promise) => !isOpen(promise))
    .sort((left, right) => (left.since < right.since ? 1 : -1));
  return [...open, ...others];
}

/** Revenue by currency; what is at risk now is what the purchases have at risk. */
function moneyOf({ state }: Account, purchases: readonly PurchaseRow[]): CustomerPage['money'] {
  const byCurrency = new Map<string, CustomerPage['money'][number]>();
  const of = (currency: string) => {
    const known = byCurrency.get(currency) ?? { currency, in: 0, out: 0, stays: 0, atRisk: 0 };
    byCurrency.set(currency, known);
    return known;
  };
  for (const entry of state.money) of(entry.currency)[entry.movement] += entry.amount;
  for (const purchase of purchases) of(purchase.currency).atRisk += purchase.at_risk;
  return [...byCurrency.values()].sort((left, right) => (left.currency < right.currency ? -1 : 1));
}

/** What was recorded, the newest first. What the clock does is no event and stands on the pages of the promises. */
function newestEvents({ events, at }: Account): readonly LedgerEvent[] {
  return events
    .filter((event) => event.occurredAt <= at)
    .sort((left, right) =>
      left.occurredAt === right.occurredAt
        ? right.revision - left.revision
        : left.occurredAt < right.occurredAt
          ? 1
          : -1,
    )
    .slice(0, rowsMax);
}

function timelineOf(
  account: Account,
  shown: readonly LedgerEvent[],
  episodeOf: ReadonlyMap<string, string>,
): z.output<typeof TimelineEntry>[] {
  const retracted = retractedIds(account.events);
  const late = learnedLate(account.events);
  return shown.map((event) => ({
    at: event.occurredAt,
    sentence: sentenceIn(account, event),
    type: event.type,
    eventId: event.eventId,
    recordedAt: event.recordedAt,
    learnedAt: late.get(event.eventId) ?? null,
    actor: event.actor,
    retracted: retracted.has(event.eventId),
    episode: episodeOf.get(event.eventId) ?? null,
  }));
}
