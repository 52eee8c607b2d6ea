/** What the demo company asks of its customers and gives them, its counsel against sales, its decisions by the golden rule. */
import { momentAfter, momentOn } from './calendar.ts';
import { staysAWhile } from './customers.ts';
import type { Dice } from './dice.ts';
import { offers } from './offers.ts';
import type { Story } from './story.ts';

const giftWords: Readonly<Record<string, readonly string[]>> = {
  advice: [
    'How to stack so that the air gets round',
    'Defrost on Mondays, not on Fridays',
    'Seal the door at the bottom first',
  ],
  information: [
    'The new hygiene rules on one page',
    'What the inspector looked at in your town',
    'Power prices from January',
  ],
  introduction: [
    'A baker in the next street had the same question',
    'The fish dealer who buys what you have too much of',
  ],
  help: ['Moved the shelves for the new delivery', 'Reset the clock of the old controller'],
  sample: ['A curtain strip to try', 'Two spare sensors'],
};
const counselWords = {
  less: ['Two sensors a room are enough for what you store', 'One door does it as long as you load in the morning'],
  other: [
    'A display line would dry out your bread; the cold room keeps it',
    'You need the care plan more than a new chiller',
  ],
  later: ['The old compressor is good for two more years', 'Wait until your lease is settled'],
  nothing: [
    'The trouble is the draught, not the machine: close the back door',
    'Your energy bill will not get better by this',
  ],
} as const;
const dilemmas = {
  quote: [
    'An honest price with the floor included',
    'Quoted with the floor',
    'Quoted without the floor, said so nowhere',
  ],
  discount: ['The same price as my neighbour got', 'Gave the neighbour’s price', 'Kept to the list price'],
  refund: ['My money back without a form', 'Paid it back the same day', 'Offered a voucher'],
  complaint: ['A technician tomorrow, and no argument', 'Sent one the next morning', 'Asked for photographs first'],
  dilemma: ['To be told before I sign', 'Told them before they signed', 'Waited whether they ask'],
} as const;
const areaOf = {
  quote: 'sales',
  discount: 'sales',
  refund: 'accounting',
  complaint: 'customer-service',
  dilemma: 'sales',
} as const;

/** Told last, with dice of its own, so that nothing else in the story falls otherwise. */
export function tellSelling(story: Story, dice: Dice): void {
  const { customer, calendar } = story;
  if (!staysAWhile(customer.course)) return;
  const end = Math.min(customer.leaveDay, calendar.today);
  for (let day = customer.joinDay + dice.whole(5, 120); day < end; day += dice.whole(90, 260))
    tellGift(story, dice, day);
  for (let day = customer.joinDay + dice.whole(40, 200); day < end; day += dice.whole(120, 300))
    tellAsk(story, dice, day);
  if (dice.chance(0.14))
    tellCounsel(story, dice, dice.whole(customer.joinDay + 40, Math.max(customer.joinDay + 41, end)));
  if (dice.chance(0.22))
    tellDecision(story, dice, dice.whole(customer.joinDay + 30, Math.max(customer.joinDay + 31, end)));
}

function tellGift({ customer, record, newId }: Story, dice: Dice, day: number): void {
  const gift = dice.weighted({ advice: 40, information: 25, introduction: 10, help: 15, sample: 10 });
  record('gift.given', momentOn(dice, day), {
    giftId: newId('gif'),
    gift,
    by: dice.weighted({ sales: 45, operations: 25, 'customer-service': 30 }),
    contactId: dice.pick(customer.contacts).contactId,
    what: dice.pick(giftWords[gift] ?? []),
  });
}

function tellAsk({ customer, record, newId }: Story, dice: Dice, day: number): void {
  record('ask.made', momentOn(dice, day), {
    askId: newId('ask'),
    ask: dice.weighted({ meeting: 30, survey: 20, reference: 15, referral: 15, upsell: 20 }),
    contactId: dice.pick(customer.contacts).contactId,
    byPerson: customer.ownerId,
    despite: dice.chance(0.15) ? 'They had brought it up themselves' : undefined,
  });
}

function tellCounsel({ customer, record, newId }: Story, dice: Dice, day: number): void {
  const advised = dice.weighted({ less: 40, other: 25, later: 20, nothing: 15 });
  const at = momentOn(dice, day);
  record('counsel.given', at, {
    counselId: newId('cns'),
    advised,
    offerId: dice.pick(offers).offerId,
    contactId: dice.pick(customer.contacts).contactId,
    byPerson: customer.ownerId,
    forgone: dice.whole(3, 90) * 10_000,
    currency: 'EUR',
    why: dice.pick(counselWords[advised]),
  });
  if (dice.chance(0.3)) {
    record('referral.given', momentAfter(dice, at, dice.whole(20, 160)), {
      referralId: newId('rfl'),
      words: 'They told us to buy less. Call them.',
    });
  }
}

function tellDecision({ record, newId }: Story, dice: Dice, day: number): void {
  const trigger = dice.weighted({ quote: 25, discount: 20, refund: 20, complaint: 30, dilemma: 5 });
  const [right, same, other] = dilemmas[trigger];
  const isRight = dice.chance(0.72);
  const at = momentOn(dice, day);
  const decisionId = newId('dec');
  const by = areaOf[trigger];
  record('decision.made', at, {
    decisionId,
    trigger,
    chosen: isRight ? 'right' : 'other',
    by,
    right,
    choice: isRight ? same : other,
    options: `${same}\n${other}`,
  });
  if (!dice.chance(0.75)) return;
  const best = isRight
    ? dice.weighted({ both: 86, customer: 12, us: 2 })
    : dice.weighted({ both: 35, us: 40, neither: 25 });
  record('decision.judged', momentAfter(dice, at, dice.whole(45, 120)), { decisionId, best });
}
