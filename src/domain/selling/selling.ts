/** What was asked of a customer, given to them, advised and decided, folded from the events that count. */
import type { SellingEvent } from './events.ts';

type Of<Type extends SellingEvent['type']> = Extract<SellingEvent, { type: Type }>;

/** A decision by the golden rule, with the last judgement of it. */
export interface DecisionState {
  readonly made: Of<'decision.made'>;
  readonly judged: Of<'decision.judged'> | null;
}

export interface SellingState {
  readonly asks: readonly Of<'ask.made'>[];
  readonly gifts: readonly Of<'gift.given'>[];
  readonly referrals: readonly Of<'referral.given'>[];
  readonly counsels: readonly Of<'counsel.given'>[];
  readonly decisions: ReadonlyMap<string, DecisionState>;
  readonly lots: readonly Of<'lot.drawn'>[];
}

export interface SellingDraft {
  readonly asks: Of<'ask.made'>[];
  readonly gifts: Of<'gift.given'>[];
  readonly referrals: Of<'referral.given'>[];
  readonly counsels: Of<'counsel.given'>[];
  readonly decisions: Map<string, DecisionState>;
  readonly lots: Of<'lot.drawn'>[];
  /** What was told so far, by kind and id: of a customer who is asked every day there is much. */
  readonly told: Set<string>;
}

/** Nothing asked, given or decided yet. */
export function beginSelling(): SellingDraft {
  return { asks: [], gifts: [], referrals: [], counsels: [], decisions: new Map(), lots: [], told: new Set() };
}

/** Takes an event in. Returns why it is irregular, or null. */
export function evolveSelling(draft: SellingDraft, event: SellingEvent): string | null {
  switch (event.type) {
    case 'ask.made':
      return addOnce(draft.told, draft.asks, event, `ask ${event.data.askId}`);
    case 'gift.given':
      return addOnce(draft.told, draft.gifts, event, `gift ${event.data.giftId}`);
    case 'referral.given':
      return addOnce(draft.told, draft.referrals, event, `referral ${event.data.referralId}`);
    case 'counsel.given':
      return addOnce(draft.told, draft.counsels, event, `counsel ${event.data.counselId}`);
    case 'lot.drawn':
      return addOnce(draft.told, draft.lots, event, `a lot of the trial ${event.data.trial}`);
    case 'decision.made': {
      const { decisionId } = event.data;
      if (draft.decisions.has(decisionId)) return `decision ${decisionId} was made before`;
      draft.decisions.set(decisionId, { made: event, judged: null });
      return null;
    }
    case 'decision.judged': {
      const known = draft.decisions.get(event.data.decisionId);
      if (known === undefined) return `decision ${event.data.decisionId} was not made yet`;
      draft.decisions.set(event.data.decisionId, { ...known, judged: event });
      return null;
    }
  }
}

/** Adds an event unless the same was told before; then says so. */
function addOnce<Event>(told: Set<string>, known: Event[], event: Event, what: string): string | null {
  if (told.has(what)) return `${what} was told before`;
  told.add(what);
  known.push(event);
  return null;
}
