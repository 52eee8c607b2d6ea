/** Since when somebody is a customer, and from when no more: how silence becomes loss, decided beforehand and said. */
import { type Day, shiftDay } from '../instants.ts';
import type { CustomerPast } from './past.ts';

/** The stretch of time in which somebody was a customer. Who comes back begins another. */
export interface Spell {
  readonly since: Day;
  /** Null while it is not known that the customer left. */
  readonly lostOn: Day | null;
  /** The day a deal was lost, after which nothing more was bought. */
  readonly noticeOn: Day | null;
}

/**
 * Days after the last purchase at which a customer who bought nothing more counts as gone: late enough that what the
 * purchase promised was felt and could be answered, and early enough that the silence itself has not moved trust yet.
 */
export const feltDays = 30;
/** With fewer days of silence the month of leaving could not be told from that of coming back. */
export const leftAfterDaysMin = 90;

/**
 * The spells of a customer by its purchases.
 *
 * In words: who buys nothing for `leftAfterDays` has left, 30 days after the last purchase, or on the day after it on which
 * a deal was lost. Where the days are not over by `until`, nobody knows yet. Without a purchase there is no spell.
 */
export function spellsOf(
  { purchases, lostDeals }: Pick<CustomerPast, 'purchases' | 'lostDeals'>,
  leftAfterDays: number,
  until: Day,
): readonly Spell[] {
  const bought = purchases.map(({ day }) => day).filter((day) => day <= until);
  const spells: Spell[] = [];
  let since = bought[0];
  for (const [index, day] of bought.entries()) {
    const next = bought[index + 1];
    const knownOn = shiftDay(day, leftAfterDays);
    if ((next ?? until) < knownOn || since === undefined) continue;
    const felt = shiftDay(day, feltDays);
    const noticeOn = lostDeals.find((lost) => lost > day && lost <= knownOn && (next === undefined || lost < next));
    spells.push({
      since,
      lostOn: noticeOn !== undefined && noticeOn < felt ? noticeOn : felt,
      noticeOn: noticeOn ?? null,
    });
    since = next;
  }
  return since === undefined ? spells : [...spells, { since, lostOn: null, noticeOn: null }];
}

/** The last day of which it is known who had left by then. */
export function knownUntil(until: Day, leftAfterDays: number): Day {
  return shiftDay(until, feltDays - leftAfterDays);
}
