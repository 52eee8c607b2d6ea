/** The rare and the grave: knowing untruths, spoiled goods, and records that cannot be right. */
import { assess } from './aftermath.ts';
import { type Calendar, dayAt, minutesAfter, momentAfter, momentOn, workday } from './calendar.ts';
import { refund } from './cases.ts';
import type { Customer } from './customers.ts';
import type { Dice } from './dice.ts';
import { answerAt, declareDone, move, openPromise, type Play, told } from './play.ts';
import type { Story } from './story.ts';

export type Exception = 'betrayal' | 'spoiled-goods' | 'irregular';

const counts: Readonly<Record<Exception, number>> = { betrayal: 4, 'spoiled-goods': 9, irregular: 8 };
const longEnoughDays = 200;

/** Deals the exceptions out: at most one for a customer, only to customers of some standing. */
export function planExceptions(
  dice: Dice,
  customers: readonly Customer[],
  calendar: Calendar,
): ReadonlyMap<number, { readonly kind: Exception; readonly turn: number }> {
  const known = dice.shuffled(
    customers.filter(({ course, joinDay }) => course === 'regular' && joinDay + longEnoughDays < calendar.today),
  );
  const all = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, turn) => ({ kind: kind as Exception, turn })),
  );
  return new Map(
    known.slice(0, all.length).flatMap(({ number }, index) => {
      const exception = all[index];
      return exception === undefined ? [] : [[number, exception] as const];
    }),
  );
}

/** Tells one exception; `turn` says the how many-th of its kind it is. */
export function tellException(story: Story, kind: Exception, turn: number): void {
  const { customer, calendar, dice } = story;
  const day = workday(dice.whole(customer.joinDay + 60, calendar.today - 70));
  switch (kind) {
    case 'betrayal':
      return tellBetrayal(story, momentOn(dice, day), turn);
    case 'spoiled-goods':
      return tellSpoiledGoods(story, momentOn(dice, day));
    case 'irregular':
      return tellIrregular(story, momentOn(dice, day), turn);
  }
}

const untruths = [
  'We have tested this model at -25 °C ourselves. You have the log by Friday.',
  'Nobody in your town pays less than you. I show you the other offers.',
  'The compressor is new, straight from the plant. The papers follow.',
  'This model is approved for raw milk. The certificate is on its way to you.',
];

function tellBetrayal(story: Story, at: number, turn: number): void {
  const { dice } = story;
  const purchaseId = story.lastPurchase(at)?.purchaseId;
  const opened = openPromise(story, {
    by: 'sales',
    to: 'customer',
    words: untruths[turn % untruths.length] ?? '',
    at,
    dueDay: workday(dayAt(at) + 7),
    topic: 'false-statement',
    purchaseId,
  });
  const done = declareDone(opened, momentAfter(dice, opened.at, 5));
  const rejected = move(done, 'reject', answerAt(done), { note: 'It was not true, and your man knew it.' });
  const admitted = move(rejected, 'concede', momentAfter(dice, rejected.at, 6), {
    severity: 'betrayal',
    cause: 'will-not',
    note: 'He knew when he said it. We found the mail.',
  });
  assess(story, told(admitted, 'broken', null), 'betrayal');
  story.feel(admitted.at, -0.5);
  const caseId = tellGraveCase(story, rejected, 'mis-set-expectation', 'We were lied to, and we can prove it.');
  closeGraveCase(story, caseId, momentAfter(dice, admitted.at, 9), 'dissatisfied', 1);
}

function tellSpoiledGoods(story: Story, at: number): void {
  const { dice } = story;
  const by = dice.pick(['operations', 'operations', 'distribution']);
  const opened = openPromise(story, {
    by,
    to: 'customer',
    words:
      by === 'operations'
        ? 'It holds 2 °C over the whole weekend, we watch it.'
        : 'Your goods stay below 4 °C until the last box is in.',
    at,
    dueDay: workday(dayAt(at) + 4),
    topic: 'goods-spoiled',
    severityIfBroken: 'critical',
    purchaseId: story.lastPurchase(at)?.purchaseId,
  });
  const done = declareDone(opened, momentAfter(dice, opened.at, 3));
  const rejected = move(done, 'reject', answerAt(done), { note: 'Everything had to be thrown away.' });
  const admitted = move(rejected, 'concede', momentAfter(dice, rejected.at, 2), {
    severity: 'critical',
    cause: 'did-not-care',
  });
  assess(story, told(admitted, 'broken', null), 'critical');
  story.feel(admitted.at, -0.3);
  const caseId = tellGraveCase(story, rejected, 'defect', 'Four hundred kilos of fish in the bin. Who pays for that?');
  const closedAt = momentAfter(dice, admitted.at, dice.whole(8, 25));
  const verdict = dice.chance(0.5) ? 'satisfied' : 'dissatisfied';
  story.record('case.attempted', momentAfter(dice, admitted.at, 2), {
    caseId,
    by,
    what: 'Engineer on site the same night',
  });
  closeGraveCase(story, caseId, closedAt, verdict, dice.pick([0.3, 0.6]));
}

/** The verdict, and the share of the purchase that is paid back. */
function closeGraveCase(story: Story, caseId: string, at: number, verdict: string, share: number): void {
  story.record('case.closed', at, { caseId, verdict });
  const purchase = story.lastPurchase(at);
  if (purchase !== undefined) refund(story, { caseId, purchase, amount: purchase.amount }, at, share);
}

function tellGraveCase(story: Story, rejected: Play, nature: string, issue: string): string {
  const caseId = story.newId('cas');
  const at = minutesAfter(rejected.at, 25);
  const purchase = story.lastPurchase(at);
  story.record('case.opened', at, {
    caseId,
    nature,
    severity: 'critical',
    purchaseId: purchase?.purchaseId,
    promiseId: rejected.promiseId,
    amount: purchase?.amount,
    currency: purchase === undefined ? undefined : 'EUR',
    issue,
  });
  return caseId;
}

/** Histories from older systems hold moves that cannot be: kept as they came, and counted as irregular. */
function tellIrregular(story: Story, at: number, turn: number): void {
  const { dice } = story;
  const dueDay = workday(dayAt(at) + 9);
  const open = () =>
    openPromise(story, {
      by: dice.pick(['operations', 'customer-service', 'distribution']),
      to: 'customer',
      words: 'Taken over from the old system: service visit as discussed.',
      at,
      dueDay,
      severityIfBroken: 'minor',
    });
  const later = (play: Play) => momentAfter(dice, play.at, 1);
  const kinds: readonly (() => void)[] = [
    () => {
      const play = open();
      const early = move(play, 'declareSatisfied', later(play), { note: 'Confirmed before it was declared done' });
      const done = declareDone(early, later(early));
      move(done, 'declareSatisfied', later(done));
    },
    () => {
      const play = open();
      const done = declareDone(play, later(play));
      const twice = declareDone(done, later(done));
      move(twice, 'declareSatisfied', later(twice));
    },
    () => {
      const play = open();
      const broken = move(play, 'renege', later(play), { cause: 'cannot' });
      declareDone(broken, later(broken));
    },
    () => {
      story.record('case.closed', at, {
        caseId: story.newId('cas'),
        verdict: 'unknown',
        words: 'Closed in the old system',
      });
    },
  ];
  kinds[turn % kinds.length]?.();
}
