/** What lies on the desks on the last day: which customers wait for what. */
import type { Calendar } from './calendar.ts';
import type { Customer } from './customers.ts';
import type { Dice } from './dice.ts';
import { tellCaseHandedOn, tellCaseJustOpened, tellCaseWaiting } from './present-cases.ts';
import {
  tellAsked,
  tellCustomerOwes,
  tellDoneUnanswered,
  tellDueAtHour,
  tellDueSoon,
  tellDueToday,
  tellImposed,
  tellInDispute,
  tellInTalks,
  tellOffered,
  tellOverdue,
  tellRepairing,
  tellUnbacked,
  tellWaitingForYes,
} from './present-promises.ts';
import type { Story } from './story.ts';

export type Scene = (story: Story) => void;

const scenes: readonly (readonly [Scene, count: number])[] = [
  [tellUnbacked, 14],
  [tellWaitingForYes, 6],
  [tellImposed, 5],
  [tellDueToday, 9],
  [tellDueAtHour, 4],
  [tellDueSoon, 12],
  [tellOverdue, 9],
  [tellAsked, 6],
  [tellOffered, 3],
  [tellDoneUnanswered, 6],
  [tellInTalks, 4],
  [tellInDispute, 4],
  [tellRepairing, 4],
  [tellCustomerOwes, 4],
  [tellCaseJustOpened, 5],
  [tellCaseWaiting, 6],
  [tellCaseHandedOn, 4],
];
const longEnoughDays = 75;

/** Deals the scenes out, one for a customer. */
export function planPresent(
  dice: Dice,
  customers: readonly Customer[],
  calendar: Calendar,
): ReadonlyMap<number, Scene> {
  const known = dice.shuffled(
    customers.filter(({ course, joinDay }) => course === 'regular' && joinDay + longEnoughDays < calendar.today),
  );
  const all = scenes.flatMap(([scene, count]) => Array.from({ length: count }, () => scene));
  return new Map(
    known.slice(0, all.length).flatMap(({ number }, index) => {
      const scene = all[index];
      return scene === undefined ? [] : [[number, scene] as const];
    }),
  );
}
