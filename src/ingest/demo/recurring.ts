/**
 * What keeps coming back, planned for the whole company: one cause goes down while two others come up, causes are fixed and
 * some of them return, and one month brings a burst that nobody saw coming.
 */
import { tellWithAftermath } from './aftermath.ts';
import { type Calendar, momentOn, workday } from './calendar.ts';
import { openComplaint, tellCase } from './cases.ts';
import { type Customer, staysAWhile } from './customers.ts';
import type { Dice } from './dice.ts';
import { filled } from './promise-words.ts';
import type { Fate } from './promises.ts';
import { type Series, series } from './recurring-series.ts';
import type { Story } from './story.ts';

export interface PlannedPromise {
  readonly series: Series;
  /** The day on which it is broken or, in the kept ones, due. */
  readonly day: number;
  readonly isKept: boolean;
}

/** The planned promises by customer number. */
export type Plan = ReadonlyMap<number, readonly PlannedPromise[]>;

/** Some causes sit with the same few customers, so that each miss weighs more than the one before. */
const badlyBilledMax = 36;
const withBranchesMax = 40;
const settledInDays = 45;

/** Deals the recurring causes out to customers who are there at that time. */
export function planRecurring(dice: Dice, customers: readonly Customer[], calendar: Calendar): Plan {
  const plan = new Map<number, PlannedPromise[]>();
  const staying = customers.filter(({ course }) => staysAWhile(course));
  const pools = {
    'badly-billed': staying.filter(({ isBilledBadly }) => isBilledBadly).slice(0, badlyBilledMax),
    'with-branches': staying.filter(({ kind }) => kind === 'business').slice(0, withBranchesMax),
    anybody: staying,
  };
  for (const cause of series) {
    const pool = pools[cause.hits];
    for (const { fromDaysAgo, toDaysAgo, broken, kept } of cause.runs) {
      for (let turn = 0; turn < broken + kept; turn++) {
        const isKept = turn >= broken;
        const place = isKept ? (turn - broken + 0.5) / kept : (turn + 0.5) / broken;
        const day = Math.round(calendar.today - fromDaysAgo + place * (fromDaysAgo - toDaysAgo));
        const there = pool.filter(({ joinDay, leaveDay }) => joinDay + settledInDays < day && day + 10 < leaveDay);
        if (there.length === 0) continue;
        const { number } = dice.pick(there);
        plan.set(number, [...(plan.get(number) ?? []), { series: cause, day, isKept }]);
      }
    }
  }
  return plan;
}

const shareThatComplains = 0.25;
const breachFeeling = -0.13;

/** Lets the customer feel what is planned, before the rest of the story is told. */
export function foreshadow(story: Story, planned: readonly PlannedPromise[]): void {
  for (const { day, isKept } of planned) if (!isKept) story.feel(momentOn(story.dice, day), breachFeeling);
}

/** Tells the planned promises of one customer. */
export function tellPlanned(story: Story, planned: readonly PlannedPromise[]): void {
  const { dice } = story;
  for (const { series: cause, day, isKept } of planned) {
    const fate = isKept
      ? keptFate(story)
      : dice.weighted<Fate>({ forgotten: 60, rejectedLate: 15, conceded: 15, reneged: 10 });
    const dueDay = workday(day - (daysFromDueToBreach[fate] ?? 0));
    const saidOn = workday(dueDay - dice.whole(4, 8));
    const at = momentOn(dice, saidOn);
    const purchase = story.lastPurchase(at);
    const words = filled(dice, dice.pick(cause.words), purchase?.thing ?? '', dueDay, saidOn);
    const terms = {
      by: cause.area,
      to: 'customer',
      words,
      at,
      dueDay,
      topic: cause.topic,
      severityIfBroken: cause.severity,
      purchaseId: purchase?.purchaseId,
    };
    const end = tellWithAftermath(story, terms, fate);
    if (isKept || purchase === undefined || !dice.chance(shareThatComplains)) continue;
    tellCase(story, openComplaint(story, purchase, end));
  }
}

function keptFate({ dice, customer }: Story): Fate {
  return dice.chance(customer.answers) ? 'kept' : 'keptBySilence';
}

/** About how long after the due day a fate breaks the promise. */
const daysFromDueToBreach: Partial<Record<Fate, number>> = { forgotten: 15, rejectedLate: 9, conceded: 6, reneged: 0 };
