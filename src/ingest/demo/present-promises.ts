/** Promises on the desks of the last day, each in another state. */
import { millisecondsPerDay } from '../../domain/instants.ts';
import { dayAt, momentOn, workdayUpTo } from './calendar.ts';
import { tellPitch, tellPurchase } from './deals.ts';
import { offers } from './offers.ts';
import { brokenByClockAt, declareDone, move, openPromise, type Play, recordMade, type Terms } from './play.ts';
import { type PromiseSort, wordsFor } from './promise-words.ts';
import type { Purchase, Story } from './story.ts';

interface Made {
  readonly by: string;
  readonly saidDaysAgo: number;
  readonly dueInDays: number;
}

/** Some moment on a working day that many days ago, at least one. */
function ago(story: Story, days: number): number {
  return momentOn(story.dice, workdayUpTo(story.calendar.today - Math.max(1, days)));
}

function termsFor(story: Story, sort: PromiseSort, { by, saidDaysAgo, dueInDays }: Made): Terms {
  const { dice, calendar } = story;
  const at = ago(story, saidDaysAgo);
  const dueDay = calendar.today + dueInDays;
  const purchase = story.lastPurchase(at);
  return {
    by,
    to: 'customer',
    words: wordsFor(dice, sort, purchase?.thing ?? 'the cold room', { dueDay, saidOn: dayAt(at) }),
    at,
    dueDay,
    topic: topics[sort] ?? 'late-answer',
    severityIfBroken: 'minor',
    purchaseId: purchase?.purchaseId,
    opening: 'said',
  };
}

const topics: Partial<Record<PromiseSort, string>> = {
  quote: 'late-quote',
  install: 'late-install',
  arrival: 'late-delivery',
  bill: 'wrong-bill',
  fix: 'slow-repair',
  report: 'missing-report',
  visit: 'missed-visit',
  pay: 'late-payment',
};

/** What is promised by whom on an ordinary day. */
const ordinary: readonly (readonly [PromiseSort, by: string])[] = [
  ['quote', 'sales'],
  ['arrival', 'distribution'],
  ['bill', 'accounting'],
  ['fix', 'operations'],
  ['report', 'customer-service'],
  ['visit', 'operations'],
];

function openOrdinary(story: Story, saidDaysAgo: number, dueInDays: number): Play {
  const [sort, by] = story.dice.pick(ordinary);
  return openPromise(story, termsFor(story, sort, { by, saidDaysAgo, dueInDays }));
}

/** A large order of the last days, with a date that was given to the customer. Nobody stands behind it yet. */
function sellWithDate(
  story: Story,
  by: string,
  needs: string,
  isVoluntary: boolean,
): Terms & { readonly promiseId: string } {
  const { dice, calendar } = story;
  const offer = dice.pick(offers.filter(({ kind }) => kind === 'project'));
  const boughtOn = workdayUpTo(calendar.today - dice.whole(2, 9));
  const { pitchId } = tellPitch(story, offer, boughtOn - 16, false);
  const purchase: Purchase = tellPurchase(story, offer, boughtOn, pitchId);
  const at = purchase.at + 20 * 60_000;
  const dueDay = calendar.today + dice.whole(3, 24);
  const terms = {
    promiseId: story.newId('prm'),
    by,
    byPerson: story.customer.ownerId,
    to: 'customer',
    words: wordsFor(dice, 'install', purchase.thing, { dueDay, saidOn: dayAt(at) }),
    at,
    dueDay,
    topic: 'late-install',
    weight: dice.pick([1, 1, 2]),
    purchaseId: purchase.purchaseId,
    needs: [needs],
    ...(!isVoluntary && { voluntary: false }),
  };
  openPromise(story, terms);
  return terms;
}

/** Sales gave a date and asked nobody. */
export function tellUnbacked(story: Story): void {
  sellWithDate(story, 'sales', 'operations', true);
}

/** Sales gave a date and asked Operations afterwards, who have not answered. */
export function tellWaitingForYes(story: Story): void {
  const { promiseId, dueDay, at, purchaseId } = sellWithDate(story, 'sales', 'operations', true);
  const askedAt = at + 3 * 60 * 60_000;
  const behind: Terms = {
    by: 'operations',
    to: 'sales',
    words: wordsFor(story.dice, 'crew', '', { dueDay: dueDay - 1, saidOn: dayAt(askedAt) }, true),
    at: askedAt,
    dueDay: dueDay - 1,
    topic: 'late-crew',
    severityIfBroken: 'minor',
    purchaseId,
    backs: [promiseId],
    needs: ['distribution'],
  };
  recordMade(story, behind, 'request', story.newId('prm'));
}

/** A date given in the name of Operations, by somebody in Sales. */
export function tellImposed(story: Story): void {
  sellWithDate(story, 'operations', 'distribution', false);
}

/** Something ordinary, due today. */
export function tellDueToday(story: Story): void {
  openOrdinary(story, story.dice.whole(1, 6), 0);
}

/** Due today at an hour: a call. */
export function tellDueAtHour(story: Story): void {
  const { dice, calendar } = story;
  const terms = termsFor(story, 'callback', { by: 'customer-service', saidDaysAgo: 1, dueInDays: 0 });
  const dueAt = calendar.today * millisecondsPerDay + dice.whole(12, 15) * 60 * 60_000;
  openPromise(story, { ...terms, dueAt, topic: 'no-call-back' });
}

/** Something ordinary, due in the next days. */
export function tellDueSoon(story: Story): void {
  openOrdinary(story, story.dice.whole(1, 5), story.dice.whole(1, 5));
}

/** Something ordinary that should have been done some days ago. */
export function tellOverdue(story: Story): void {
  const late = story.dice.whole(1, 9);
  openOrdinary(story, late + story.dice.whole(3, 9), -late);
}

/** The customer asked; nobody has answered yet. */
export function tellAsked(story: Story): void {
  const { dice } = story;
  const by = dice.pick(['operations', 'customer-service', 'sales']);
  const terms = termsFor(story, 'ask', { by, saidDaysAgo: dice.whole(1, 5), dueInDays: dice.whole(4, 14) });
  recordMade(story, terms, 'request', story.newId('prm'));
}

/** We offered; the customer has not answered yet. */
export function tellOffered(story: Story): void {
  const terms = termsFor(story, 'favour', { by: 'sales', saidDaysAgo: 3, dueInDays: 12 });
  recordMade(story, terms, 'offer', story.newId('prm'));
}

/** Declared done, and the customer has said nothing yet. */
export function tellDoneUnanswered(story: Story): void {
  const play = openOrdinary(story, story.dice.whole(7, 12), story.dice.whole(0, 3));
  declareDone(play, ago(story, story.dice.whole(1, 5)));
}

/** We asked for more time, and wait for the answer. */
export function tellInTalks(story: Story): void {
  const { dice, calendar } = story;
  const play = openOrdinary(story, dice.whole(6, 10), dice.whole(2, 6));
  move(play, 'proposeChange', ago(story, dice.whole(1, 3)), { dueDay: calendar.today + dice.whole(9, 16) });
}

/** We said that it is done, the customer says that it is not. */
export function tellInDispute(story: Story): void {
  const { dice } = story;
  const play = openOrdinary(story, dice.whole(12, 16), dice.whole(0, 3));
  const done = declareDone(play, ago(story, dice.whole(7, 9)));
  move(done, 'reject', ago(story, dice.whole(1, 4)));
}

/** Broken some weeks ago; the repair is promised and not done yet. */
export function tellRepairing(story: Story): void {
  const { dice, calendar } = story;
  const play = openOrdinary(story, dice.whole(34, 40), -dice.whole(24, 28));
  const repairId = story.newId('prm');
  const at = Math.max(ago(story, dice.whole(2, 5)), brokenByClockAt(play.dueDay));
  const dueDay = calendar.today + dice.whole(1, 6);
  move({ ...play, at }, 'promiseRepair', at, { repairedBy: repairId });
  openPromise(story, {
    promiseId: repairId,
    by: 'customer-service',
    to: 'customer',
    words: wordsFor(dice, 'repair', '', { dueDay, saidOn: dayAt(at) }),
    at,
    dueDay,
    repairs: play.promiseId,
    purchaseId: play.terms.purchaseId,
    severityIfBroken: 'minor',
  });
}

/** The customer promised to pay, and has not. */
export function tellCustomerOwes(story: Story): void {
  const late = story.dice.whole(1, 10);
  openPromise(story, {
    ...termsFor(story, 'pay', { by: 'customer', saidDaysAgo: late + 14, dueInDays: -late }),
    to: 'accounting',
  });
}
