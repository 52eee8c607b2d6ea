/** The fold of one customer's stream: the same state from any order of arrival, as of any instant. */
import { caseUnknown, type CaseState, evolveCase, openCase, splitBurden } from '../cases/case.ts';
import { kindOf, type LedgerEvent } from '../catalogue.ts';
import { compareInFoldOrder, retractedIds } from '../corrections/effective.ts';
import type { FeedbackEvent } from '../feedback/events.ts';
import type { CustomerId } from '../ids.ts';
import type { Instant } from '../instants.ts';
import { evolveLinks, type LinkState } from '../links/link.ts';
import { missingBackers } from '../promises/backing.ts';
import type {
  PromiseAssessedEvent,
  PromiseMadeEvent,
  PromiseMovedEvent,
  PromiseReassignedEvent,
} from '../promises/events.ts';
import type { Irregularity, PromiseState } from '../promises/promise.ts';
import { foldPromises } from '../promises/repairs.ts';
import { type PurchaseState, startPurchase } from '../purchases/purchase.ts';
import { beginSelling, evolveSelling, type SellingDraft } from '../selling/selling.ts';
import { compareOutcomes, type Outcome } from '../trust/outcome.ts';
import { moneyOf, withRefunds } from './money.ts';
import type { Contact, CustomerState, Edge, LostDeal, Pitch } from './state.ts';

/** A promise's events, gathered before its own fold. */
interface PromiseDraft {
  readonly made: PromiseMadeEvent;
  readonly moves: PromiseMovedEvent[];
  readonly assessments: PromiseAssessedEvent[];
  readonly reassigned: PromiseReassignedEvent[];
}

interface Draft {
  kind: CustomerState['kind'];
  segment: string | null;
  name: string | null;
  erasedAt: Instant | null;
  readonly contacts: Map<string, Contact>;
  readonly links: Map<string, LinkState>;
  readonly promises: Map<string, PromiseDraft>;
  readonly purchases: Map<string, PurchaseState>;
  readonly cases: Map<string, CaseState>;
  readonly refunds: Extract<LedgerEvent, { type: 'refund.paid' }>[];
  readonly feedback: FeedbackEvent[];
  readonly pitches: Pitch[];
  readonly lostDeals: LostDeal[];
  readonly selling: SellingDraft;
  readonly irregularities: Irregularity[];
}

/** The events of a stream that count as of an instant, in fold order. `events` stand in record order. */
export function eventsInFoldOrder(events: readonly LedgerEvent[], asOf: Instant): readonly LedgerEvent[] {
  const retracted = retractedIds(events);
  return events
    .filter((event) => event.occurredAt <= asOf && !retracted.has(event.eventId))
    .map((event) => {
      const { occurredAt, source, sourceId } = event;
      return { event, rank: kindOf(event.type).rank, occurredAt, source, sourceId };
    })
    .sort(compareInFoldOrder)
    .map(({ event }) => event);
}

/** What is known of a customer as of an instant. `events` are the whole stream in record order; later ones are left out here. */
export function foldCustomer(customerId: CustomerId, events: readonly LedgerEvent[], asOf: Instant): CustomerState {
  const draft: Draft = {
    kind: 'business',
    segment: null,
    name: null,
    erasedAt: null,
    contacts: new Map(),
    links: new Map(),
    promises: new Map(),
    purchases: new Map(),
    cases: new Map(),
    refunds: [],
    feedback: [],
    pitches: [],
    lostDeals: [],
    selling: beginSelling(),
    irregularities: [],
  };
  const ordered = eventsInFoldOrder(events, asOf);
  for (const event of ordered) evolve(draft, event);
  const facts = ordered.filter((event) => event.type !== 'event.retracted' && event.type !== 'event.restored');
  const promises = foldPromises(draft.promises, asOf);
  const purchases = withRefunds(draft);
  const missing = new Map<string, readonly string[]>();
  for (const promise of promises.values()) {
    const areas = missingBackers(promise, promises.values());
    if (areas.length > 0) missing.set(promise.promiseId, areas);
  }
  return {
    customerId,
    kind: draft.kind,
    segment: draft.segment,
    name: draft.name,
    contacts: [...draft.contacts.values()],
    links: draft.links,
    promises,
    missingBackers: missing,
    purchases,
    cases: draft.cases,
    feedback: draft.feedback,
    pitches: draft.pitches,
    lostDeals: draft.lostDeals,
    selling: draft.selling,
    money: moneyOf({ ...draft, purchases }, promises),
    edges: edgesOf(promises, draft.cases),
    areas: areasOf(promises),
    irregularities: [
      ...draft.irregularities,
      ...[...promises.values()].flatMap((promise) => promise.irregularities),
    ].sort((left, right) => (left.eventId < right.eventId ? -1 : 1)),
    firstAt: facts[0]?.occurredAt ?? null,
    lastAt: facts.at(-1)?.occurredAt ?? null,
    erasedAt: draft.erasedAt,
    nextClockAt: earliest([...promises.values()].map((promise) => promise.nextClockAt)),
  };
}

function evolve(draft: Draft, event: LedgerEvent): void {
  const irregular = (why: string): void => {
    draft.irregularities.push({ eventId: event.eventId, at: event.occurredAt, why });
  };
  switch (event.type) {
    case 'customer.described':
      draft.kind = event.data.kind;
      draft.segment = event.data.segment ?? draft.segment;
      draft.name = event.text === null ? null : (event.text.name ?? draft.name);
      return;
    case 'contact.described':
      draft.contacts.set(event.data.contactId, {
        contactId: event.data.contactId,
        role: event.data.role ?? null,
        name: event.text?.name ?? null,
        mail: event.text?.mail ?? null,
        phone: event.text?.phone ?? null,
      });
      return;
    case 'customer.erased':
      draft.erasedAt = event.occurredAt;
      return;
    case 'promise.made':
      if (draft.promises.has(event.data.promiseId)) return irregular(`promise ${event.data.promiseId} was made before`);
      draft.promises.set(event.data.promiseId, { made: event, moves: [], assessments: [], reassigned: [] });
      return;
    case 'promise.moved':
    case 'promise.assessed':
    case 'promise.reassigned': {
      const promise = draft.promises.get(event.data.promiseId);
      if (promise === undefined) return irregular(`promise ${event.data.promiseId} was not made yet`);
      if (event.type === 'promise.moved') promise.moves.push(event);
      else if (event.type === 'promise.assessed') promise.assessments.push(event);
      else promise.reassigned.push(event);
      return;
    }
    case 'purchase.made':
      if (draft.purchases.has(event.data.purchaseId))
        return irregular(`purchase ${event.data.purchaseId} was made before`);
      draft.purchases.set(event.data.purchaseId, startPurchase(event, draft.purchases.size > 0));
      return;
    case 'delivery.made':
      changePurchase(draft, event.data.purchaseId, (known) => ({ ...known, deliveredAt: event.occurredAt }));
      return;
    case 'benefit.reported':
      changePurchase(draft, event.data.purchaseId, (known) => ({ ...known, benefit: event.data.benefit }));
      return;
    case 'refund.paid':
      draft.refunds.push(event);
      return;
    case 'case.opened':
      if (draft.cases.has(event.data.caseId)) return irregular(`case ${event.data.caseId} was opened before`);
      draft.cases.set(event.data.caseId, openCase(event));
      return;
    case 'case.attempted':
    case 'case.attributed':
    case 'case.closed': {
      const known = draft.cases.get(event.data.caseId);
      if (known === undefined) draft.irregularities.push(caseUnknown(event));
      else draft.cases.set(event.data.caseId, evolveCase(known, event));
      return;
    }
    case 'feedback.given':
      draft.feedback.push(event);
      return;
    case 'link.issued':
    case 'link.revoked': {
      const why = evolveLinks(draft.links, event);
      return why === null ? undefined : irregular(why);
    }
    case 'pitch.made':
      draft.pitches.push(event);
      return;
    case 'deal.lost':
      draft.lostDeals.push(event);
      return;
    case 'ask.made':
    case 'gift.given':
    case 'referral.given':
    case 'counsel.given':
    case 'decision.made':
    case 'decision.judged':
    case 'lot.drawn': {
      const why = evolveSelling(draft.selling, event);
      return why === null ? undefined : irregular(why);
    }
    case 'event.retracted':
    case 'event.restored':
      return;
    case 'area.described':
    case 'area.merged':
    case 'person.described':
    case 'person.left':
    case 'offer.published':
    case 'policy.set':
    case 'programme.started':
    case 'programme.finished':
    case 'import.finished':
    case 'import.undone':
    case 'audit.signed':
      return irregular(`${event.type} belongs to the company's own stream`);
  }
}

function changePurchase(
  draft: Draft,
  purchaseId: string | undefined,
  change: (known: PurchaseState) => PurchaseState,
): void {
  const known = purchaseId === undefined ? undefined : draft.purchases.get(purchaseId);
  if (known !== undefined) draft.purchases.set(known.purchaseId, change(known));
}

function edgesOf(promises: ReadonlyMap<string, PromiseState>, cases: ReadonlyMap<string, CaseState>): readonly Edge[] {
  const edges = new Map<string, { truster: string; trustee: string; outcomes: Outcome[] }>();
  const at = (truster: string, trustee: string): Outcome[] => {
    const key = `${truster} ${trustee}`;
    const known = edges.get(key) ?? { truster, trustee, outcomes: [] };
    edges.set(key, known);
    return known.outcomes;
  };
  for (const { made, outcomes } of promises.values()) {
    if (outcomes.length > 0) at(made.data.to, made.data.by).push(...outcomes);
  }
  for (const known of cases.values()) {
    for (const { truster, trustee, outcome } of splitBurden(known)) at(truster, trustee).push(outcome);
  }
  return [...edges.values()].map((edge) => ({ ...edge, outcomes: edge.outcomes.sort(compareOutcomes) }));
}

function areasOf(promises: ReadonlyMap<string, PromiseState>): CustomerState['areas'] {
  const byArea = new Map<string, Outcome[]>();
  for (const { made, outcomes } of promises.values()) {
    if (made.data.by === 'customer' || outcomes.length === 0) continue;
    const known = byArea.get(made.data.by);
    if (known === undefined) byArea.set(made.data.by, [...outcomes]);
    else known.push(...outcomes);
  }
  return [...byArea].map(([area, outcomes]) => ({ area, outcomes: outcomes.sort(compareOutcomes) }));
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce<Instant | null>(
    (first, instant) => (instant !== null && (first === null || instant < first) ? instant : first),
    null,
  );
}
