/**
 * Instants and days. An instant is an ISO string in UTC with milliseconds, so that text order is time order and a hash
 * sees one spelling. A day is `YYYY-MM-DD` and means nothing without its time zone.
 */
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

export const millisecondsPerDay = 86_400_000;

// Beyond years of four digits text order is no longer time order, and databases stop short of the year 0.
const firstInstant = '0001-01-01T00:00:00.000Z';
const lastInstant = '9999-12-31T23:59:59.999Z';
const firstMilliseconds = Date.parse(firstInstant);
const lastMilliseconds = Date.parse(lastInstant);
const outOfRange = 'must lie in the years 0001 to 9999';

/** An ISO 8601 instant with an offset, brought to `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an instant with an offset, like 2026-11-21T09:30:00Z' })
  // Most are written so already, and to make a date costs more than the rest of the check.
  .transform((text) => (isWrittenOut(text) ? text : new Date(text).toISOString()))
  .refine((instant) => instant >= firstInstant && instant <= lastInstant, { error: outOfRange });
export type Instant = z.output<typeof Instant>;

/** Whether a text that passed as an instant is spelled as ours are. */
function isWrittenOut(text: string): boolean {
  return text.length === lastInstant.length && text.endsWith('Z');
}

export const Day = z.iso
  .date({ error: 'must be a day, like 2026-11-21' })
  .refine((day) => day >= firstInstant.slice(0, 10), { error: outOfRange });
export type Day = z.output<typeof Day>;

/** An IANA time zone, like Europe/Berlin. */
export const Zone = z
  .string()
  .max(60)
  .refine(isZone, { error: 'must be a time zone of the IANA list, like Europe/Berlin' });
export type Zone = z.output<typeof Zone>;

/** Zones that were found good: asking takes longer than reading the rest of a row. There are some 600, in any case of letters. */
const knownZones = new Set<string>();
const knownZonesMax = 2_000;

function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  if (knownZones.size < knownZonesMax) knownZones.add(zone);
  return true;
}

/** A day's last millisecond by day and zone: a few thousand pairs serve an import of millions. */
const endsOfDays = new Map<string, Instant>();
const endsOfDaysMax = 20_000;

/** The last millisecond of a day in a zone: a promise due on that day is kept until then. */
export function endOfDay(day: Day, zone: Zone): Instant {
  const key = `${day} ${zone}`;
  const known = endsOfDays.get(key);
  if (known !== undefined) return known;
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  const end = instantOf(next.toZonedDateTime(zone).epochMilliseconds - 1);
  if (endsOfDays.size >= endsOfDaysMax) endsOfDays.clear();
  endsOfDays.set(key, end);
  return end;
}

/** The day in a zone that an instant falls on. Held against the ends of days, which are known: Temporal takes a hundred times as long. */
export function dayOf(instant: Instant, zone: Zone): Day {
  const day = instant.slice(0, 10);
  if (zone === 'UTC') return day;
  if (!day.startsWith('1') && !day.startsWith('2')) {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
  }
  if (instant > endOfDay(day, zone)) return nearbyDay(day, 1);
  const yesterday = nearbyDay(day, -1);
  return instant > endOfDay(yesterday, zone) ? day : yesterday;
}

function nearbyDay(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The instant a number of whole or broken days (of 24 hours) later; at most the last of the year 9999. */
export function daysLater(instant: Instant, days: number): Instant {
  return instantOf(Date.parse(instant) + Math.round(days * millisecondsPerDay));
}

/** The instant one millisecond later: when a deadline that holds up to `instant` has passed. */
export function justAfter(instant: Instant): Instant {
  return instantOf(Date.parse(instant) + 1);
}

/** Sources write 9999-12-31 for "never": what lies beyond stays there instead of falling before everything as text. */
function instantOf(milliseconds: number): Instant {
  return new Date(Math.min(Math.max(milliseconds, firstMilliseconds), lastMilliseconds)).toISOString();
}

/** Days since 1970-01-01T00:00Z, with fractions: the time unit of the trust method. */
export function epochDays(instant: Instant): number {
  return Date.parse(instant) / millisecondsPerDay;
}

/** Days from one instant to another, with fractions; negative when `to` lies earlier. */
export function daysBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / millisecondsPerDay;
}

/** A day moved by whole calendar days. */
export function shiftDay(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
