/** Due times as people say them: "friday", "in 3 working days", "2026-11-30", "tomorrow at 14:00". */
import { casual, type ParsedComponents } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Refusal } from '../domain/decision.ts';
import { Day, dayOf, endOfDay, Instant, justAfter, shiftDay, type Zone } from '../domain/instants.ts';
import { deadlineOf } from '../domain/promises/promise.ts';
import { Refused } from './refused.ts';

export type Due = { readonly dueDay: Day; readonly zone: Zone } | { readonly dueAt: Instant };
export type DueResult = { readonly ok: true; readonly due: Due } | { readonly ok: false; readonly refusal: Refusal };

/** What everything that was said is seen from. */
interface Viewpoint {
  readonly from: Instant;
  readonly zone: Zone;
  readonly today: Temporal.PlainDate;
}

/**
 * What a due time in words means, seen from an instant in a zone. With a time of day it is that instant; without one it
 * is a day, which lasts until its end in the zone. Days come before months: 5/6 is the 5th of June.
 *
 * It always lies ahead. A weekday is the next one, and today itself until its end: "friday" said on a Friday is today.
 * "next tuesday" is the one of the next week. The end of a week is its Friday; working days are Monday to Friday,
 * without regard to holidays. "midnight" is the end of the day.
 *
 * A refusal (`invalid`, field `due`) where the words are not understood to the last, or the time lies before `from`.
 */
export function dueOf(words: string, from: Instant, zone: Zone): DueResult {
  const today = Temporal.PlainDate.from(dayOf(from, zone));
  const due = read(words.trim(), { from, zone, today });
  if (due === null) {
    return refused(words, `“${words}” is not understood as a time by which something is due`);
  }
  if (!isAhead(due, from)) return refused(words, `“${words}” lies in the past`);
  return { ok: true, due };
}

/** The windows of deadlines that have a name. */
const windows = ['late', 'today', 'tomorrow', 'week'] as const;

/**
 * The deadlines that a word stands for, both ends included: `late` (up to now), `today`, `tomorrow`, `week` (today and
 * six days more), or a day like 2026-11-30. Throws `Refused` for any other word.
 */
export function dueWindow(
  word: string,
  at: Instant,
  today: Day,
  zone: Zone,
): { readonly dueFrom?: Instant; readonly dueTo?: Instant } {
  const window = windows.find((name) => name === word.trim().toLowerCase());
  if (window === 'late') return { dueTo: at };
  const named = Day.safeParse(word.trim());
  if (window === undefined && !named.success) {
    throw new Refused({
      code: 'invalid',
      reason: `“${word}” names no window of due times`,
      remedy: `Say ${windows.join(', ')}, or a day like 2026-11-30`,
      field: 'due',
      value: word,
    });
  }
  const first = window === 'tomorrow' ? shiftDay(today, 1) : (named.data ?? today);
  const last = window === 'week' ? shiftDay(today, 6) : first;
  return { dueFrom: justAfter(endOfDay(shiftDay(first, -1), zone)), dueTo: endOfDay(last, zone) };
}

function refused(words: string, reason: string): DueResult {
  return {
    ok: false,
    refusal: {
      code: 'invalid',
      reason,
      remedy: 'Say it like “friday”, “in 3 working days” or “30 Nov 2026 15:00”',
      field: 'due',
      value: words,
    },
  };
}

function read(words: string, view: Viewpoint): Due | null {
  if (Day.safeParse(words).success) return { dueDay: words, zone: view.zone };
  const instant = Instant.safeParse(words);
  if (instant.success) return { dueAt: instant.data };
  const said = words
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
    .replace(/^(?:(?:due|by|until|till|on|no later than|at(?= noon)|end of(?= today| tomorrow| \w+day$)) )+/, '')
    .replace(/(?:^| )(?:at )?midnight$/, '');
  if (said === '') return words === '' ? null : onDay(view.today, view);
  return afterDuration(said, view) ?? endOfPeriod(said, view) ?? inWords(withPlainDate(said, view.today), view);
}

function onDay(date: Temporal.PlainDate, { zone }: Viewpoint): Due {
  return { dueDay: date.toString(), zone };
}

function isAhead(due: Due, from: Instant): boolean {
  const deadline = deadlineOf(due);
  return deadline !== null && deadline >= from;
}

const numberWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const durationPattern = new RegExp(
  `^(?:in |within )?(\\d{1,3}|an?|${numberWords.slice(1).join('|')}) (working day|business day|day|week|month|hour|minute)s?$`,
);

/** "in 3 working days", "within 24 hours", "2 weeks". */
function afterDuration(said: string, view: Viewpoint): Due | null {
  const [, number = '', unit] = durationPattern.exec(said) ?? [];
  const count = number.startsWith('a')
    ? 1
    : numberWords.includes(number)
      ? numberWords.indexOf(number)
      : Number(number);
  const now = Temporal.Instant.from(view.from);
  switch (unit) {
    case 'minute':
      return { dueAt: instantOf(now.add({ minutes: count })) };
    case 'hour':
      return { dueAt: instantOf(now.add({ hours: count })) };
    case 'day':
      return onDay(view.today.add({ days: count }), view);
    case 'week':
      return onDay(view.today.add({ weeks: count }), view);
    case 'month':
      return onDay(view.today.add({ months: count }), view);
    case undefined:
      return null;
    default:
      return onDay(workingDaysLater(view.today, count), view);
  }
}

const friday = 5;
const sunday = 7;

function workingDaysLater(from: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let date = from;
  for (let left = count; left > 0; ) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek <= friday) left -= 1;
  }
  return date;
}

const periodPattern = /^(?:the )?(?:(end of |eo)(?:the )?(?:(this|next) )?|(this|next) )(day|d|week|w|month|m|year|y)$/;

/** "end of week", "eod", "next month": the last day of it. */
function endOfPeriod(said: string, view: Viewpoint): Due | null {
  const [, , which, whichAlone, unit] = periodPattern.exec(said) ?? [];
  const ahead = (which ?? whichAlone) === 'next' ? 1 : 0;
  const { today } = view;
  switch (unit?.[0]) {
    case 'd':
      return onDay(today.add({ days: ahead }), view);
    case 'w': {
      const end = today.add({ days: friday - today.dayOfWeek + 7 * ahead });
      return onDay(Temporal.PlainDate.compare(end, today) < 0 ? end.add({ weeks: 1 }) : end, view);
    }
    case 'm': {
      const month = today.toPlainYearMonth().add({ months: ahead });
      return onDay(month.toPlainDate({ day: month.daysInMonth }), view);
    }
    case 'y':
      return onDay(Temporal.PlainDate.from({ year: today.year + ahead, month: 12, day: 31 }), view);
    default:
      return null;
  }
}

/** Puts a date in front into one unmistakable spelling: 30.11., 30/11/2026, the 30th, the day after tomorrow. */
function withPlainDate(said: string, today: Temporal.PlainDate): string {
  return said
    .replace(/^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?(?=$|,? )/, (_, day: string, __, month: string, year) =>
      plainDate(
        [today.year, today.year + 1].map((candidate) => ({
          year: typeof year === 'string' ? Number(year.padStart(4, '20')) : candidate,
          month: Number(month),
          day: Number(day),
        })),
        today,
      ),
    )
    .replace(/^(?:the )?(\d{1,2})(?:st|nd|rd|th)(?=$| at | \d)/, (_, day: string) => {
      const thisMonth = today.toPlainYearMonth();
      const months = [0, 1, 2].map((ahead) => thisMonth.add({ months: ahead }));
      return plainDate(
        months.map(({ year, month }) => ({ year, month, day: Number(day) })),
        today,
      );
    })
    .replace(/^(?:the )?day after tomorrow/, () => today.add({ days: 2 }).toString());
}

interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The nearest of the dates that exist, or else words that mean nothing. */
function plainDate(candidates: readonly Calendar[], today: Temporal.PlainDate): string {
  const dates = candidates
    .filter(({ year, month, day }) => Day.safeParse(isoDay(year, month, day)).success)
    .map((candidate) => Temporal.PlainDate.from(candidate));
  return nearest(dates, today)?.toString() ?? 'no such day';
}

/** The first that does not lie before today, or else the last. */
function nearest(dates: readonly Temporal.PlainDate[], today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  return dates.find((date) => Temporal.PlainDate.compare(date, today) >= 0) ?? dates.at(-1);
}

function isoDay(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** Words that look back, and words for parts of a day that nobody could be held to. */
const looksBack = /\b(?:last|past|previous|ago|now)\b/;
const isVague = /\b(?:morning|afternoon|evening|night|weekend)\b/;

/**
 * What chrono makes of the words: only where it has read all of them, and only its wall-clock fields. Which of several
 * days is meant and what instant that is we find ourselves, because its own way to do so depends on the server's zone.
 * Seen from noon, where an hour more or less on a server with daylight saving leaves the day what it is.
 */
function inWords(said: string, view: Viewpoint): Due | null {
  if (Day.safeParse(said).success) return { dueDay: said, zone: view.zone };
  const [isoDate] = /^\d{4}-\d{1,2}-\d{1,2}(?!\d)/.exec(said) ?? [];
  // Chrono takes a month that does not exist for a day, and the other way round.
  if (looksBack.test(said) || (isoDate !== undefined && !Day.safeParse(isoDate).success)) return null;
  const noon = view.today.toZonedDateTime({ timeZone: view.zone, plainTime: '12:00' });
  const reference = { instant: new Date(noon.epochMilliseconds), timezone: noon.offsetNanoseconds / 60e9 };
  const [found, another] = casual.parse(said, reference);
  if (found === undefined || another !== undefined || found.end != null || found.text !== said) return null;
  const { start } = found;
  if (start.tags().has('result/relativeDateAndTime') || isUnclearHour(start, said)) return null;
  const due = datesOf(start, said, view.today).map((date) => dueOn(date, start, view));
  return due.find((candidate) => isAhead(candidate, view.from)) ?? due[0] ?? null;
}

/** "friday at 5" may be morning or afternoon; "monday morning" has no hour at all. */
function isUnclearHour(start: ParsedComponents, said: string): boolean {
  if (!start.isCertain('hour')) return isVague.test(said);
  const hour = start.get('hour') ?? 0;
  return !start.isCertain('meridiem') && hour >= 1 && hour <= 7 && !/\d[:.]\d\d/.test(said);
}

/** The days that may be meant, nearest first. None where the words name only a month or a year. */
function datesOf(start: ParsedComponents, said: string, today: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  const weekday = start.get('weekday') ?? 0;
  const found = dateOf(start);
  if (start.isCertain('day') && start.isCertain('month')) {
    const dates = start.isCertain('year') ? [found] : [0, 1].map((years) => found.with({ year: today.year + years }));
    const contradicts = start.isCertain('weekday') && nearest(dates, today)?.dayOfWeek !== (weekday || sunday);
    return contradicts ? [] : dates;
  }
  if (start.isCertain('month') || start.isCertain('year')) return [];
  if (start.isCertain('weekday')) {
    if (/\bnext\b/.test(said)) return [found];
    const upcoming = today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
    return [upcoming, upcoming.add({ weeks: 1 })];
  }
  return start.isCertain('hour') ? [today, today.add({ days: 1 })] : [];
}

function dateOf(start: ParsedComponents): Temporal.PlainDate {
  return Temporal.PlainDate.from({
    year: start.get('year') ?? 0,
    month: start.get('month') ?? 0,
    day: start.get('day') ?? 0,
  });
}

function dueOn(date: Temporal.PlainDate, start: ParsedComponents, view: Viewpoint): Due {
  if (!start.isCertain('hour')) return onDay(date, view);
  const time = date.toPlainDateTime({ hour: start.get('hour') ?? 0, minute: start.get('minute') ?? 0 });
  const offset = start.isCertain('timezoneOffset') ? start.get('timezoneOffset') : null;
  if (offset == null) return { dueAt: instantOf(time.toZonedDateTime(view.zone).toInstant()) };
  return { dueAt: instantOf(time.toZonedDateTime('UTC').toInstant().subtract({ minutes: offset })) };
}

function instantOf(instant: Temporal.Instant): Instant {
  return new Date(instant.epochMilliseconds).toISOString();
}
