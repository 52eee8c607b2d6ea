/** Telling a promise from its first word to its end. */
import { millisecondsPerDay } from '../../domain/instants.ts';
import * as broken from './broken-fates.ts';
import * as keptFates from './kept-fates.ts';
import { openPromise, type Play, type Terms, type Told } from './play.ts';
import type { Story } from './story.ts';

const fates = {
  kept: keptFates.kept,
  keptBySilence: keptFates.keptBySilence,
  renegotiated: keptFates.renegotiated,
  movedOnRequest: keptFates.movedOnRequest,
  changeRefused: keptFates.changeRefused,
  reworked: keptFates.reworked,
  upheld: keptFates.upheld,
  released: keptFates.released,
  keptLate: keptFates.keptLate,
  keptLateBySilence: keptFates.keptLateBySilence,
  renegotiatedLate: keptFates.renegotiatedLate,
  forgotten: broken.forgotten,
  reneged: broken.reneged,
  rejectedLate: broken.rejectedLate,
  conceded: broken.conceded,
  overturned: broken.overturned,
} as const satisfies Readonly<Record<string, (play: Play) => Told>>;

export type Fate = keyof typeof fates;

/** Fates that need days between the promise and its end to be told at all. */
const needTime: ReadonlySet<Fate> = new Set<Fate>([
  'renegotiated',
  'movedOnRequest',
  'changeRefused',
  'reworked',
  'released',
]);
const timeNeededDays = 8;

const feelings: Readonly<Record<Told['outcome'], number>> = { kept: 0.022, late: -0.045, broken: -0.13, none: 0 };

/** Tells a promise with its fate, and notes what it did to the customer. */
export function tellPromise(story: Story, terms: Terms, fate: Fate): Told {
  const play = openPromise(story, terms);
  const daysLeft = play.dueDay - play.at / millisecondsPerDay;
  const end = fates[needTime.has(fate) && daysLeft < timeNeededDays ? 'kept' : fate](play);
  if (terms.to === 'customer') story.feel(end.settledAt, feelings[end.outcome]);
  return end;
}
