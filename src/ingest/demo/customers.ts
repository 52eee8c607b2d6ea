/** Who the customers of the demo are, before anything happens to them: name, trade, temper, and the course their story takes. */
import type { Calendar } from './calendar.ts';
import { peopleOf } from './people.ts';
import { diceOf, type Dice } from './dice.ts';
import { companyForms, firstNames, inventedPlaces, roles, surnames, trades } from './names.ts';

/** How a story goes: only a pitch; lost before buying; one small purchase; left; stayed; or sales over the counter. */
export type Course = 'prospect' | 'lost' | 'thin' | 'leaver' | 'regular' | 'counter';

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
  /** When a leaver leaves; the end of the story for the others. */
  readonly leaveDay: number;
  /** How large their orders are: 1 is usual. */
  readonly size: number;
  /** How often they confirm what was done instead of saying nothing. */
  readonly answers: number;
  /** How often they answer when asked for feedback. */
  readonly speaks: number;
  /** Whether Accounting gets them wrong again and again. */
  readonly isBilledBadly: boolean;
  /** Whether the very first promise made to them is broken. */
  readonly startsBadly: boolean;
}

const customersByCourse: Readonly<Record<Course, number>> = {
  prospect: 30,
  lost: 24,
  thin: 34,
  leaver: 52,
  regular: 259,
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
    ownerId: dice.pick(peopleOf('sales')),
    course,
    joinDay,
    leaveDay: course === 'leaver' ? joinDay + dice.whole(110, 290) : calendar.today + 1,
    size: 0.65 + 0.75 * dice.between(0, 1) ** 2,
    answers: dice.between(0.55, 0.95),
    speaks: dice.between(0.25, 0.9),
    isBilledBadly: (course === 'regular' || course === 'leaver') && dice.chance(0.3),
    startsBadly: course !== 'counter' && course !== 'prospect' && dice.chance(0.08),
  };
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
