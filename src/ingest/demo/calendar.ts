/**
 * Working days of the demo. A day is a whole number of days since 1970, a moment is milliseconds. Work is done between 7
 * and 17 o'clock UTC, so that a day of the demo is the same day in UTC and in Berlin.
 */
import { dayOf, type Day, type Instant, millisecondsPerDay } from '../../domain/instants.ts';
import type { Dice } from './dice.ts';

export const demoZone = 'Europe/Berlin';
/** Eighteen months. */
const storyDays = 548;

export interface Calendar {
  readonly start: number;
  readonly today: number;
  readonly until: number;
}

const workStartMinutes = 7 * 60;
const workMinutes = 9 * 60;
const millisecondsPerMinute = 60_000;
const thursday = 4;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(' ');

/** The eighteen months that end at an instant. */
export function calendarUntil(until: Instant): Calendar {
  const today = dayNumber(dayOf(new Date(until).toISOString(), demoZone));
  return { start: today - storyDays, today, until: Date.parse(until) };
}

/** A written day as a number of days since 1970. */
function dayNumber(day: Day): number {
  return Date.parse(day) / millisecondsPerDay;
}

/** A day as `YYYY-MM-DD`. */
export function dayText(day: number): Day {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The day, or the Monday after it where it falls on a weekend. */
export function workday(day: number): number {
  const weekday = (day + thursday) % 7;
  if (weekday === 6) return day + 2;
  return weekday === 0 ? day + 1 : day;
}

/** The day, or the Friday before it where it falls on a weekend. */
export function workdayUpTo(day: number): number {
  const next = workday(day);
  return next === day ? day : next - 3;
}

/** The day that a moment falls on. */
export function dayAt(moment: number): number {
  return Math.floor(moment / millisecondsPerDay);
}

/** Some moment in the working hours of a day. */
export function momentOn(dice: Dice, day: number): number {
  const minutes = workStartMinutes + dice.whole(0, workMinutes);
  return workday(day) * millisecondsPerDay + minutes * millisecondsPerMinute + dice.whole(0, 59) * 1000;
}

/** A moment in working hours that many days later; always later than the moment given. */
export function momentAfter(dice: Dice, moment: number, days: number): number {
  const later = momentOn(dice, dayAt(moment) + days);
  return later > moment ? later : minutesAfter(moment, dice.whole(4, 35));
}

/** A moment after another one, on a day up to and including the last; as late as a few days before it. */
export function momentUpTo(dice: Dice, moment: number, lastDay: number, daysBefore: number): number {
  const first = dayAt(moment);
  const last = Math.max(first, lastDay);
  return momentAfter(dice, moment, dice.whole(Math.max(first, last - daysBefore), last) - first);
}

/** The moment some minutes later. */
export function minutesAfter(moment: number, minutes: number): number {
  return moment + minutes * millisecondsPerMinute;
}

/** A day as people say it: the weekday when it is near, else the date. */
export function spokenDay(dice: Dice, day: number, saidOn: number): string {
  const date = new Date(day * millisecondsPerDay);
  const weekday = weekdays[date.getUTCDay()] ?? '';
  const away = day - saidOn;
  if (away === 0) return 'today';
  if (away <= 5) return weekday;
  const ofMonth = date.getUTCDate();
  const month = months[date.getUTCMonth()] ?? '';
  return dice.pick([`the ${ordinal(ofMonth)}`, `${ofMonth} ${month}`, `${weekday} the ${ordinal(ofMonth)}`]);
}

function ordinal(count: number): string {
  const isTeen = count >= 11 && count <= 13;
  const ending = isTeen ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[count % 10] ?? 'th');
  return `${count}${ending}`;
}
