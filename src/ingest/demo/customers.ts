/** Who the customers of the demo are, before anything happens to them: name, trade, temper, and the course their story takes. */
import type { Calendar } from './calendar.ts';
import { peopleOf } from './people.ts';
import { diceOf, type Dice } from './dice.ts';
import { companyForms, firstNames, inventedPlaces, roles, surnames, trades } from './names.ts';

/**
 * How a story goes: only a pitch; lost before buying; one small purchase; left and said so; went silent; stayed; or sales
 * over the counter.
 */
export type Course = 'prospect' | 'lost' | 'thin' | 'leaver' | 'lapsed' | 'regular' | 'counter';

interface Contact {
  readonly contactId: string;
  readonly role: string;
  readonly name: string;
}

export interface Customer {
  readonly number: number;
  readonly customerId: string;
  readonly kind: 'business' | 'person' | 'unidentified';
  readonly name: string;
  readonly segment: string;
  readonly contacts: readonly Contact[];
  /** Who in Sales looks after them. */
  readonly ownerId: string;
  readonly course: Course;
  readonly joinDay: number;
  /** When those who leave do so, saying so or not; the end of the story for the others. */
  readonly leaveDay: number;
  /** How large their orders are: 1 is usual. */
  readonly size: number;
  /** How many orders a year follow the first one. */
  readonly pace: number;
  /** How often they confirm what was done instead of saying nothing. */
  readonly answers: number;
  /** How often they answer when asked for feedback. */
  readonly speaks: number;
  /** Whether Accounting gets them wrong again and again. */
  readonly isBilledBadly: boolean;
  /** Whether the very first promise made to them is broken. */
  readonly startsBadly: boolean;
  /** Whether our word is broken to them more often than to others. */
  readonly isLetDown: boolean;
}

const customersByCourse: Readonly<Record<Course, number>> = {
  prospect: 30,
  lost: 24,
  thin: 34,
  leaver: 40,
  lapsed: 84,
  regular: 187,
  counter: 1,
};
const numberOfFirst = 1001;
const wordsPerTrade = 3;
const placesApart = 17;

/** All customers of the demo, in order of their ids. */
export function customersOf(seed: number, calendar: Calendar): readonly Customer[] {
  const dice = diceOf(seed);
  const courses = Object.entries(customersByCourse).flatMap(([course, count]) =>
    Array.from({ length: count }, () => course as Course),
  );
  return dice.shuffled(courses).map((course, index) => customerOf(dice, calendar, course, index));
}

function customerOf(dice: Dice, calendar: Calendar, course: Course, index: number): Customer {
  const number = numberOfFirst + index;
  const trade = trades[index % trades.length] ?? dice.pick(trades);
  const kind = course === 'counter' ? 'unidentified' : dice.chance(0.06) ? 'person' : 'business';
  const joinDay = joinDayOf(dice, calendar, course);
  const ownerId = ownerOf(dice, course);
  const contactCount = kind === 'business' ? dice.whole(1, 2) : kind === 'person' ? 1 : 0;
  const contacts = Array.from({ length: contactCount }, (_, place) => ({
    contactId: `con_${number}-${place + 1}`,
    role: kind === 'person' ? 'owner' : dice.pick(roles),
    name: `${dice.pick(firstNames)} ${dice.pick(surnames)}`,
  }));
  return {
    number,
    customerId: `cus_${number}`,
    kind,
    name: nameOf(dice, kind, index, contacts[0]?.name),
    segment: kind === 'business' ? trade.segment : 'private',
    contacts,
    ownerId,
    course,
    joinDay,
    leaveDay: leaveDayOf(dice, calendar, course, joinDay),
    size: (0.5 + 1.1 * dice.between(0, 1) ** 2) * (ownerId === pushyOwner ? 1.2 : 1),
    pace: paceOf(dice, course),
    answers: dice.between(0.55, 0.95),
    speaks: dice.between(0.25, 0.9),
    isBilledBadly: staysAWhile(course) && dice.chance(0.3),
    startsBadly: course !== 'counter' && course !== 'prospect' && dice.chance(0.08),
    isLetDown: course === 'leaver' || (course === 'lapsed' && dice.chance(0.65)),
  };
}

/** Whether a customer of this course buys again and again, for a time at least. */
export function staysAWhile(course: Course): boolean {
  return course === 'regular' || course === 'leaver' || course === 'lapsed';
}

/** Sells more than the others, to customers who then go silent. */
const pushyOwner = 'per_sales-2';

function ownerOf(dice: Dice, course: Course): string {
  const isPushed = dice.chance(course === 'lapsed' ? 0.35 : 0);
  const anybody = dice.pick(peopleOf('sales'));
  return isPushed ? pushyOwner : anybody;
}

/** Most order a few times a year, some every other week: as many as a waiting time allows. */
function paceOf(dice: Dice, course: Course): number {
  const { least, more } = course === 'lapsed' ? eager : usual;
  return Math.min(paceMax, least - more * Math.log(1 - dice.between(0, 1)));
}

const usual = { least: 0.8, more: 4 };
/** Who goes silent began with more orders than others. */
const eager = { least: 6, more: 8 };
const paceMax = 22;

function leaveDayOf(dice: Dice, { today }: Calendar, course: Course, joinDay: number): number {
  if (course === 'leaver') return joinDay + dice.whole(70, 290);
  return course === 'lapsed' ? joinDay + silentAfter(dice) : today + 1;
}

/** Some are never seen again after one order, some go after half a year. */
function silentAfter(dice: Dice): number {
  return dice.chance(0.85) ? dice.whole(2, 30) : dice.whole(30, 320);
}

/** Half of those who stay were there from the first months; the others came one by one. */
function joinDayOf(dice: Dice, { start, today }: Calendar, course: Course): number {
  switch (course) {
    case 'counter':
      return start + 25;
    case 'prospect':
      return today - dice.whole(4, 240);
    case 'lost':
      return start + dice.whole(25, 500);
    case 'thin':
      return today - dice.whole(20, 420);
    case 'leaver':
      return start + dice.whole(25, 170);
    case 'lapsed':
      return start + dice.whole(25, 200);
    case 'regular':
      return dice.chance(0.55) ? start + dice.whole(25, 110) : start + dice.whole(110, 465);
  }
}

/** Every place meets every trade once at most, so that no two businesses share a name. */
function nameOf(dice: Dice, kind: Customer['kind'], index: number, contact: string | undefined): string {
  if (kind === 'unidentified') return 'Over the counter';
  if (kind === 'person' && contact !== undefined) return contact;
  const turn = index % trades.length;
  const trade = trades[turn] ?? dice.pick(trades);
  const round = Math.floor(index / trades.length);
  const place = inventedPlaces[(turn * placesApart + round) % inventedPlaces.length] ?? '';
  return `${place} ${trade.words[round % wordsPerTrade] ?? ''}${dice.pick(companyForms)}`;
}
