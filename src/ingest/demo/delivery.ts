/** What happens between purchase and hand-over: promises behind promises, and how lateness runs through them. */
import { tellLikely } from './aftermath.ts';
import { dayAt, minutesAfter, momentAfter, workday } from './calendar.ts';
import type { Opening, Terms, Told } from './play.ts';
import { doneWhenWords, type PromiseSort, wordsFor } from './promise-words.ts';
import { keepChance } from './quality.ts';
import type { Purchase, Story } from './story.ts';

/** What a delivery leaves for the rest of the story. */
export interface Delivered {
  readonly doneAt: number;
  readonly promise: Told;
}

/** Terms in the words of a sort of promise. */
export function termsOf(
  story: Story,
  sort: PromiseSort,
  thing: string,
  terms: Omit<Terms, 'words' | 'doneWhen'>,
): Terms {
  const dueDay = workday(terms.dueDay);
  const doneWhen = doneWhenWords[sort];
  return {
    ...terms,
    dueDay,
    words: wordsFor(story.dice, sort, thing, { dueDay, saidOn: dayAt(terms.at) }, isAskedFor(terms.opening)),
    ...(doneWhen !== undefined && story.dice.chance(0.6) && { doneWhen: story.dice.pick(doneWhen) }),
  };
}

/** Whether the one who wants it speaks first. */
function isAskedFor(opening: Opening | undefined): boolean {
  return opening === 'asked' || opening === 'countered';
}

/** Some buy on the day they were promised; others are told it once they have bought. */
function saidAt({ dice }: Story, { at }: Purchase): number {
  return dice.chance(0.35) ? minutesAfter(at, -dice.whole(5, 55)) : momentAfter(dice, at, 0);
}

/** A project: goods from Distribution, a crew from Operations, and the date that the customer was told. */
export function tellProject(story: Story, purchase: Purchase): Delivered {
  const { dice } = story;
  const day = dayAt(purchase.at);
  const goodsDay = workday(day + dice.whole(12, 24));
  const crewDay = workday(goodsDay + dice.whole(3, 6));
  const installDay = workday(crewDay + dice.whole(0, 3));
  const promiseId = story.newId('prm');
  const isSales = dice.chance(0.45);
  const isBacked = dice.chance(isSales ? 0.74 : 0.9);
  const behind = isBacked ? tellBehind(story, purchase, { promiseId, isSales, goodsDay, crewDay }) : null;
  const usual = keepChance(story, isSales ? 'sales' : 'operations', purchase.at);
  const chance = behind === null ? 0.6 : behind.outcome === 'kept' ? Math.min(0.96, usual + 0.03) : 0.22;
  const promise = tellLikely(
    story,
    termsOf(story, 'install', purchase.thing, {
      promiseId,
      by: isSales ? 'sales' : 'operations',
      to: 'customer',
      at: saidAt(story, purchase),
      dueDay: installDay,
      opening: dice.weighted({ said: 70, asked: 14, offered: 10, haggled: 6 }),
      topic: 'late-install',
      severityIfBroken: dice.chance(0.4) ? 'minor' : 'major',
      weight: dice.chance(0.2) ? 2 : 1,
      purchaseId: purchase.purchaseId,
      needs: [isSales ? 'operations' : 'distribution'],
      ...(!isBacked && dice.chance(0.5) && { voluntary: false }),
    }),
    { chance },
  );
  if (dice.chance(0.3)) tellArrival(story, purchase, goodsDay);
  const goodsAt = momentAfter(dice, purchase.at, goodsDay - day + (behind?.outcome === 'late' ? dice.whole(2, 8) : 0));
  recordDelivery(story, purchase, goodsAt, 'distribution', dice.pick(['Panels and unit', 'Two pallets', 'Six boxes']));
  const doneAt = promise.doneAt ?? momentAfter(dice, promise.settledAt, dice.whole(1, 12));
  recordDelivery(
    story,
    purchase,
    doneAt,
    'operations',
    dice.pick(['Installed and tested', 'Commissioned, log started']),
  );
  return { doneAt, promise };
}

/** The promises behind the one to the customer: Distribution to Operations, and Operations to Sales where Sales promised. */
function tellBehind(
  story: Story,
  { purchaseId, thing, at }: Purchase,
  front: { readonly promiseId: string; readonly isSales: boolean; readonly goodsDay: number; readonly crewDay: number },
): Told {
  const { dice } = story;
  const crewId = story.newId('prm');
  const soon = () => momentAfter(dice, at, dice.whole(1, 3));
  const goods = tellLikely(
    story,
    termsOf(story, 'goods', thing, {
      by: 'distribution',
      to: 'operations',
      at: soon(),
      dueDay: front.goodsDay,
      opening: dice.weighted({ said: 70, asked: 30 }),
      topic: 'late-goods',
      severityIfBroken: 'minor',
      purchaseId,
      backs: [front.isSales ? crewId : front.promiseId],
    }),
    { isMild: true },
  );
  if (!front.isSales) return goods;
  const usual = keepChance(story, 'operations', at);
  return tellLikely(
    story,
    termsOf(story, 'crew', thing, {
      promiseId: crewId,
      by: 'operations',
      to: 'sales',
      at: soon(),
      dueDay: front.crewDay,
      opening: dice.weighted({ said: 40, asked: 60 }),
      topic: 'late-crew',
      severityIfBroken: 'minor',
      purchaseId,
      backs: [front.promiseId],
      needs: ['distribution'],
    }),
    { chance: goods.outcome === 'kept' ? usual : usual * 0.4, isMild: true },
  );
}

/** Some customers are told by Distribution itself when the truck comes. */
function tellArrival(story: Story, { purchaseId, thing, at }: Purchase, dueDay: number): void {
  tellLikely(
    story,
    termsOf(story, 'arrival', thing, {
      by: 'distribution',
      to: 'customer',
      at: momentAfter(story.dice, at, story.dice.whole(2, 6)),
      dueDay,
      topic: 'late-delivery',
      severityIfBroken: 'minor',
      purchaseId,
    }),
    { isMild: true },
  );
}

/** Parts and small works: one promise of Distribution, a few days. */
export function tellParts(story: Story, purchase: Purchase): Delivered {
  const { dice } = story;
  const promise = tellLikely(
    story,
    termsOf(story, 'parts', purchase.thing, {
      by: 'distribution',
      to: 'customer',
      at: saidAt(story, purchase),
      dueDay: dayAt(purchase.at) + dice.whole(1, 4),
      topic: 'late-delivery',
      severityIfBroken: 'minor',
      purchaseId: purchase.purchaseId,
    }),
    { isMild: true },
  );
  const doneAt = promise.doneAt ?? momentAfter(dice, promise.settledAt, dice.whole(0, 4));
  recordDelivery(story, purchase, doneAt, 'distribution', purchase.thing);
  return { doneAt, promise };
}

/** A subscription: set up by Operations within a fortnight. */
export function tellSetUp(story: Story, purchase: Purchase): Delivered {
  const { dice } = story;
  const promise = tellLikely(
    story,
    termsOf(story, dice.chance(0.5) ? 'install' : 'visit', purchase.thing, {
      by: 'operations',
      to: 'customer',
      at: saidAt(story, purchase),
      dueDay: dayAt(purchase.at) + dice.whole(7, 15),
      opening: dice.weighted({ said: 70, asked: 20, countered: 10 }),
      topic: 'late-install',
      purchaseId: purchase.purchaseId,
    }),
    { isMild: true },
  );
  const doneAt = promise.doneAt ?? momentAfter(dice, promise.settledAt, dice.whole(0, 8));
  recordDelivery(story, purchase, doneAt, 'operations', 'Set up and shown to the staff');
  return { doneAt, promise };
}

function recordDelivery(story: Story, { purchaseId }: Purchase, at: number, by: string, what: string): void {
  const proof = story.dice.weighted({ system: 60, colleague: 25, claim: 15 });
  story.record('delivery.made', at, { deliveryId: story.newId('del'), purchaseId, by, proof, what });
}
