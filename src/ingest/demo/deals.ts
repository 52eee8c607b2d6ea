/** From the pitch to the purchase, to the benefit, and to the deal that is lost. */
import { dayAt, momentAfter, momentOn, workday } from './calendar.ts';
import { benefitWords, hopeWords, lostWords, pitchWords } from './case-words.ts';
import { tellLikely, tellWithAftermath } from './aftermath.ts';
import type { Offer } from './offers.ts';
import { askFeedback } from './feedback.ts';
import type { Told } from './play.ts';
import { wordsFor } from './promise-words.ts';
import { drawFate, keepChance } from './quality.ts';
import type { Purchase, Story } from './story.ts';

const tenEurosInCents = 1_000;

/** What something costs this customer, in cents. */
function priceOf(story: Story, offer: Offer): number {
  const [from, to] = offer.price;
  const euros = (from + (to - from) * story.dice.between(0, 1) ** 2) * story.customer.size;
  return Math.round((euros * 100) / tenEurosInCents) * tenEurosInCents;
}

/** A pitch, and the quote promised in it. Returns when the quote was there, or known not to come. */
export function tellPitch(story: Story, offer: Offer, day: number, isFirst: boolean): { pitchId: string; quote: Told } {
  const { dice, customer } = story;
  const at = momentOn(dice, day);
  const pitchId = story.newId('pit');
  story.record('pitch.made', at, {
    pitchId,
    offerId: offer.offerId,
    claims: offer.claims.filter(() => dice.chance(0.8)).map(({ claimId }) => claimId),
    by: dice.chance(0.9) ? 'sales' : 'marketing',
    byPerson: customer.ownerId,
    words: dice.chance(0.6) ? dice.pick(pitchWords) : undefined,
  });
  const dueDay = workday(dayAt(at) + dice.whole(2, 6));
  const opening = dice.weighted({ said: 60, asked: 30, offered: 10 });
  const terms = {
    by: 'sales',
    to: 'customer',
    words: wordsFor(dice, 'quote', dice.pick(offer.things), { dueDay, saidOn: dayAt(at) }, opening === 'asked'),
    at: momentAfter(dice, at, 0),
    dueDay,
    opening,
    topic: 'late-quote',
    severityIfBroken: 'minor',
  } as const;
  if (isFirst && customer.startsBadly) {
    const fate = dice.pick(['reneged', 'conceded', 'overturned'] as const);
    return { pitchId, quote: tellWithAftermath(story, terms, fate) };
  }
  const chance = isFirst ? 1 : keepChance(story, 'sales', at);
  return { pitchId, quote: tellWithAftermath(story, terms, drawFate(story, chance, true)) };
}

/** The purchase itself: money in. */
export function tellPurchase(story: Story, offer: Offer, day: number, pitchId?: string): Purchase {
  const { dice } = story;
  const at = momentOn(dice, day);
  const purchase = {
    purchaseId: story.newId('pur'),
    offer,
    thing: dice.pick(offer.things),
    at,
    amount: priceOf(story, offer),
  };
  story.buy(purchase);
  story.record('purchase.made', at, {
    purchaseId: purchase.purchaseId,
    amount: purchase.amount,
    currency: 'EUR',
    offerId: offer.offerId,
    pitchId,
    segment: offer.kind,
    benefit: offer.kind !== 'parts' && dice.chance(0.7) ? dice.pick(hopeWords) : undefined,
  });
  story.feel(at, 0.02);
  return purchase;
}

/** Marketing's claims are promises to whoever buys; some of them are not true, and customers find out. */
export function tellClaims(story: Story, { offer, purchaseId, at }: Purchase): void {
  const { dice } = story;
  for (const claim of offer.claims) {
    if (!dice.chance(0.3)) continue;
    tellLikely(
      story,
      {
        by: claim.area,
        to: 'customer',
        words: `${claim.words}.`,
        at: momentAfter(dice, at, 0),
        dueDay: workday(dayAt(at) + dice.whole(55, 95)),
        topic: claim.topic,
        severityIfBroken: 'minor',
        purchaseId,
        claimId: claim.claimId,
      },
      { chance: claim.trueShare },
    );
  }
}

/** Weeks later: did it bring what was hoped for? Not everybody says. */
export function tellBenefit(story: Story, purchase: Purchase, doneAt: number): void {
  const { dice } = story;
  if (!dice.chance(purchase.offer.kind === 'parts' ? 0.12 : 0.74)) return;
  const at = momentAfter(dice, doneAt, dice.whole(35, 100));
  const mood = story.moodAt(at);
  const benefit = dice.weighted({ realised: 20 + 70 * mood, partly: 26, not: 30 * (1 - mood) });
  const words = dice.chance(0.5) ? dice.pick(benefitWords[benefit]) : undefined;
  story.record('benefit.reported', at, { purchaseId: purchase.purchaseId, benefit, words });
  story.feel(at, { realised: 0.06, partly: 0, not: -0.08 }[benefit]);
  askFeedback(story, 'advocacy', momentAfter(dice, at, 1), { step: 'benefit', purchaseId: purchase.purchaseId });
}

/** A deal that did not come about, or a customer who goes: at which step, and why. */
export function tellLostDeal(story: Story, offer: Offer, at: number, step: string): void {
  const { dice } = story;
  const mood = story.moodAt(at);
  const reason = dice.weighted({ trust: mood < 0.5 ? 60 : 8, price: 30, timing: 20, fit: 14, silence: 8 });
  story.record('deal.lost', at, {
    dealId: story.newId('dea'),
    step,
    amount: priceOf(story, offer),
    currency: 'EUR',
    offerId: offer.offerId,
    reason,
    words: dice.chance(0.6) ? dice.pick(lostWords[reason] ?? []) : undefined,
  });
}
