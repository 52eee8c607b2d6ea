/** The course of a customer's story from the first pitch to today: what is bought, what follows, who stays and who goes. */
import { tellLikely } from './aftermath.ts';
import { tellBill, tellSupply } from './billing.ts';
import { dayAt, momentOn } from './calendar.ts';
import { openComplaint, openDefect, tellCase } from './cases.ts';
import { type Offer, offers } from './offers.ts';
import { tellBenefit, tellClaims, tellLostDeal, tellPitch, tellPurchase } from './deals.ts';
import { type Delivered, tellParts, tellProject, tellSetUp, termsOf } from './delivery.ts';
import { askFeedback, tellSurveys } from './feedback.ts';
import { tellRefusal, type Told } from './play.ts';
import type { Purchase, Story } from './story.ts';

/** Tells who the customer is, and then their whole course. */
export function tellJourney(story: Story): void {
  const { customer, calendar } = story;
  describe(story);
  switch (customer.course) {
    case 'prospect':
      return tellProspect(story);
    case 'lost':
      return tellLost(story);
    case 'thin':
      return tellThin(story);
    case 'counter':
      return tellCounter(story);
    case 'leaver':
    case 'lapsed':
    case 'regular':
      tellBuying(story);
      tellCare(story);
      tellAsks(story);
      tellSurveys(story, customer.joinDay, Math.min(customer.leaveDay, calendar.today));
  }
}

function describe(story: Story): void {
  const { customer, dice } = story;
  const at = momentOn(dice, customer.joinDay - 24);
  const name = customer.kind === 'unidentified' ? undefined : customer.name;
  story.record('customer.described', at, { kind: customer.kind, segment: customer.segment, name });
  for (const [index, contact] of customer.contacts.entries()) {
    const local = `contact-${index + 1}`;
    story.record('contact.described', at, {
      contactId: contact.contactId,
      role: contact.role,
      name: contact.name,
      mail: `${local}@customer-${customer.number}.example`,
      phone: dice.chance(0.6) ? `+49 30 23125 ${String(dice.whole(0, 999)).padStart(3, '0')}` : undefined,
    });
  }
}

function pickOffer(story: Story, isFirst: boolean): Offer {
  const kind = isFirst
    ? story.dice.weighted({ project: 62, subscription: 22, parts: 16 })
    : story.dice.weighted({ project: 7, subscription: 23, parts: 70 });
  return story.dice.pick(offers.filter((offer) => offer.kind === kind));
}

function tellProspect(story: Story): void {
  const { customer, dice } = story;
  const offer = pickOffer(story, true);
  const at = momentOn(dice, customer.joinDay - 3);
  story.record('pitch.made', at, {
    pitchId: story.newId('pit'),
    offerId: offer.offerId,
    claims: offer.claims.map(({ claimId }) => claimId),
    byPerson: customer.ownerId,
  });
  if (dice.chance(0.3)) tellLostDeal(story, offer, momentOn(dice, customer.joinDay + 30), 'offer');
}

function tellLost(story: Story): void {
  const { customer, dice } = story;
  const offer = pickOffer(story, true);
  const { quote } = tellPitch(story, offer, customer.joinDay - 15, true);
  const step = quote.outcome === 'kept' ? dice.pick(['offer', 'pitch', 'purchase', 'purchase']) : 'pitch';
  tellLostDeal(story, offer, momentOn(dice, dayAt(quote.settledAt) + dice.whole(4, 25)), step);
}

function tellThin(story: Story): void {
  const { customer, dice } = story;
  const offer = dice.pick(offers.filter(({ kind }) => kind !== 'project'));
  const isQuoted = customer.startsBadly || dice.chance(0.3);
  const pitchId = isQuoted ? tellPitch(story, offer, customer.joinDay - 12, true).pitchId : undefined;
  const purchase = tellPurchase(story, offer, customer.joinDay, pitchId);
  if (dice.chance(0.6)) tellOrder(story, purchase);
}

/** Sales to people we cannot name: money, and nothing else. */
function tellCounter(story: Story): void {
  const { dice, customer, calendar } = story;
  const parts = offers.filter(({ kind }) => kind === 'parts');
  for (let day = customer.joinDay; day < calendar.today; day += dice.whole(5, 16)) {
    tellPurchase(story, dice.pick(parts), day);
  }
}

/** One purchase after another, each customer at their own pace, for as long as trust and need last. */
function tellBuying(story: Story): void {
  const { customer, calendar, dice } = story;
  const end = Math.min(customer.leaveDay, calendar.today + 20);
  let offer = pickOffer(story, true);
  for (let day = customer.joinDay, isFirst = true; day < end; isFirst = false) {
    if (!isFirst && offer.kind === 'parts' && dice.chance(0.85)) tellReorder(story, offer, day);
    else tellDeal(story, offer, day, isFirst);
    day += gapOf(story, momentOn(dice, day));
    offer = pickOffer(story, false);
  }
  if (customer.course !== 'leaver') return;
  const step = dice.weighted({ benefit: 40, delivery: 15, issue: 15, rectify: 12, dissatisfied: 18 });
  tellLostDeal(story, offer, momentOn(dice, customer.leaveDay), step);
}

const shortestGapDays = 5;

/** Days until the next order: as irregular as chance, longer for those who have lost faith. */
function gapOf({ customer, dice, moodAt }: Story, at: number): number {
  const mean = (365 / customer.pace) * (1.15 - 0.25 * moodAt(at));
  return shortestGapDays + Math.round(-mean * Math.log(1 - dice.between(0, 1)));
}

/** A deal that was talked about beforehand, and comes about or not. */
function tellDeal(story: Story, offer: Offer, day: number, isFirst: boolean): void {
  const { dice } = story;
  const pitchId =
    isFirst || dice.chance(0.7) ? tellPitch(story, offer, day - dice.whole(12, 18), isFirst).pitchId : undefined;
  const mood = story.moodAt(momentOn(dice, day));
  if (isFirst || dice.chance(0.42 + 0.55 * mood)) tellCycle(story, tellPurchase(story, offer, day, pitchId));
  else tellLostDeal(story, offer, momentOn(dice, day), dice.pick(['pitch', 'purchase', 'purchase', 'offer']));
}

/** Parts ordered on the phone, and sent; now and then with a day promised. */
function tellReorder(story: Story, offer: Offer, day: number): void {
  const purchase = tellPurchase(story, offer, day);
  if (story.dice.chance(0.3)) tellParts(story, purchase);
}

/** A purchase and everything that follows from it. */
function tellCycle(story: Story, purchase: Purchase): void {
  const { dice } = story;
  if (purchase.offer.kind === 'project' && dice.chance(0.4)) tellSupply(story, purchase);
  tellClaims(story, purchase);
  const delivered = tellOrder(story, purchase);
  const bill = tellBill(story, purchase, delivered.doneAt);
  askFeedback(story, 'satisfaction', momentOn(dice, dayAt(delivered.doneAt) + dice.whole(2, 8)), {
    area: delivered.promise.terms.by,
    step: 'delivery',
    purchaseId: purchase.purchaseId,
    promiseId: delivered.promise.promiseId,
  });
  tellTrouble(story, purchase, delivered, bill);
  tellBenefit(story, purchase, delivered.doneAt);
}

function tellOrder(story: Story, purchase: Purchase): Delivered {
  switch (purchase.offer.kind) {
    case 'project':
      return tellProject(story, purchase);
    case 'subscription':
      return tellSetUp(story, purchase);
    case 'parts':
      return tellParts(story, purchase);
  }
}

/** Broken promises make customers complain, and things break by themselves. */
function tellTrouble(story: Story, purchase: Purchase, delivered: Delivered, bill: Told): void {
  const { dice } = story;
  for (const end of [delivered.promise, bill]) {
    if (end.outcome === 'broken' && dice.chance(0.5)) tellCase(story, openComplaint(story, purchase, end));
  }
  const likely = { project: 0.2, subscription: 0.13, parts: 0.07 }[purchase.offer.kind];
  if (!dice.chance(likely)) return;
  const at = momentOn(dice, dayAt(delivered.doneAt) + dice.whole(3, 70));
  tellCase(story, openDefect(story, purchase, at));
}

/** Between purchases: reports and visits, promised and mostly kept. */
function tellCare(story: Story): void {
  const { customer, calendar, dice } = story;
  const end = Math.min(customer.leaveDay, calendar.today);
  for (let day = customer.joinDay + dice.whole(30, 80); day < end; day += dice.whole(110, 200)) {
    const isReport = dice.chance(0.6);
    const at = momentOn(dice, day);
    const terms = termsOf(story, isReport ? 'report' : 'visit', dice.pick(offers).things[0] ?? '', {
      by: isReport ? 'customer-service' : 'operations',
      to: 'customer',
      at,
      dueDay: day + dice.whole(5, 16),
      opening: dice.weighted({ said: 55, asked: 20, offered: 15, countered: 10 }),
      topic: isReport ? 'missing-report' : 'missed-visit',
      severityIfBroken: 'minor',
    });
    tellLikely(story, terms, { isMild: true });
  }
}

/** Small requests and small favours: agreed with, answered with another day, or honestly refused. */
function tellAsks(story: Story): void {
  const { customer, calendar, dice } = story;
  const end = Math.min(customer.leaveDay, calendar.today);
  for (let day = customer.joinDay + dice.whole(20, 220); day < end; day += dice.whole(130, 380)) {
    const isFavour = dice.chance(0.3);
    const terms = termsOf(story, isFavour ? 'favour' : 'ask', '', {
      by: isFavour ? 'sales' : dice.pick(['operations', 'customer-service', 'customer-service']),
      to: 'customer',
      at: momentOn(dice, day),
      dueDay: day + dice.whole(7, 18),
      opening: isFavour ? dice.pick(['offered', 'haggled']) : dice.pick(['asked', 'countered']),
      severityIfBroken: 'minor',
    });
    const answer = dice.weighted({ agreed: 64, decline: 22, withdraw: 14 });
    if (answer === 'agreed') tellLikely(story, terms, { isMild: true });
    else tellRefusal(story, terms, isFavour ? 'offer' : 'request', answer);
  }
}
