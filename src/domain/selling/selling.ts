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
}

/** Nothing asked, given or decided yet. */
export function beginSelling(): SellingDraft {
  return { asks: [], gifts: [], referrals: [], counsels: [], decisions: new Map(), lots: [] };
}

/** Takes an event in. Returns why it is irregular, or null. */
export function evolveSelling(draft: SellingDraft, event: SellingEvent): string | null {
  switch (event.type) {
    case 'ask.made':
      return addOnce(draft.asks, event, ({ data }) => data.askId, 'ask');
    case 'gift.given':
      return addOnce(draft.gifts, event, ({ data }) => data.giftId, 'gift');
    case 'referral.given':
      return addOnce(draft.referrals, event, ({ data }) => data.referralId, 'referral');
    case 'counsel.given':
      return addOnce(draft.counsels, event, ({ data }) => data.counselId, 'counsel');
    case 'lot.drawn':
      return addOnce(draft.lots, event, ({ data }) => data.trial, 'a lot of the trial');
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

/** Adds an event unless one of its id was told before; then says so. */
function addOnce<Event>(known: Event[], event: Event, idOf: (event: Event) => string, noun: string): string | null {
  const id = idOf(event);
  if (known.some((other) => idOf(other) === id)) return `${noun} ${id} was told before`;
  known.push(event);
  return null;
}
