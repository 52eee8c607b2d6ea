/** The bill, which is Accounting's promise, and what customers promise us: to pay, and to send what we need. */
import { tellLikely } from './aftermath.ts';
import { dayAt, momentAfter } from './calendar.ts';
import { termsOf } from './delivery.ts';
import type { Told } from './play.ts';
import { keepChance } from './quality.ts';
import type { Purchase, Story } from './story.ts';

/** The bill for a purchase, and the customer's word to pay it. Who is billed wrongly pays late. */
export function tellBill(story: Story, purchase: Purchase, from: number): Told {
  const { dice } = story;
  const at = momentAfter(dice, from, dice.whole(0, 2));
  const bill = tellLikely(
    story,
    termsOf(story, 'bill', purchase.thing, {
      by: 'accounting',
      to: 'customer',
      at,
      dueDay: dayAt(at) + dice.whole(4, 9),
      opening: dice.weighted({ said: 75, asked: 25 }),
      topic: 'wrong-bill',
      severityIfBroken: 'minor',
      purchaseId: purchase.purchaseId,
    }),
  );
  if (dice.chance(0.4)) tellPayment(story, purchase, bill);
  return bill;
}

function tellPayment(story: Story, purchase: Purchase, bill: Told): void {
  const { dice } = story;
  const at = momentAfter(dice, bill.doneAt ?? bill.settledAt, dice.whole(0, 3));
  const terms = termsOf(story, 'pay', purchase.thing, {
    by: 'customer',
    to: 'accounting',
    at,
    dueDay: dayAt(at) + dice.whole(8, 30),
    topic: 'late-payment',
    severityIfBroken: 'minor',
    purchaseId: purchase.purchaseId,
  });
  const usual = keepChance(story, 'customer', at);
  tellLikely(story, terms, { chance: bill.outcome === 'kept' ? usual : usual * 0.6 });
}

/** What Operations needs from the customer before it can start. */
export function tellSupply(story: Story, purchase: Purchase): void {
  const { dice } = story;
  const at = momentAfter(dice, purchase.at, 1);
  const terms = termsOf(story, 'data', purchase.thing, {
    by: 'customer',
    to: 'operations',
    at,
    dueDay: dayAt(at) + dice.whole(3, 8),
    opening: 'asked',
    topic: 'missing-data',
    severityIfBroken: 'minor',
    purchaseId: purchase.purchaseId,
  });
  tellLikely(story, terms, { isMild: true });
}
