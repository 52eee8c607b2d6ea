/** Due times as people say them: "friday", "in 3 working days", "2026-11-30", "tomorrow at 14:00". */
import type { Refusal } from '../domain/decision.ts';
import { Day, endOfDay, Instant, justAfter, shiftDay } from '../domain/instants.ts';

export type Due = { readonly dueDay: string; readonly zone: string } | { readonly dueAt: Instant };
export type DueResult = { readonly ok: true; readonly due: Due } | { readonly ok: false; readonly refusal: Refusal };

/** What a due time in words means, seen from an instant in a zone. A day is due until its end; a time of day is an instant. */
export function dueOf(words: string, from: Instant, zone: string): DueResult {
  const said = words.trim();
  if (Day.safeParse(said).success) return { ok: true, due: { dueDay: said, zone } };
  const instant = Instant.safeParse(said);
  if (instant.success) return { ok: true, due: { dueAt: instant.data } };
  throw new Error(`to be written: ${said} from ${from}`);
}

/** The window of deadlines that a word stands for: late, today, tomorrow, week, or a day. */
export function dueWindow(
  word: string,
  at: Instant,
  today: string,
  zone: string,
): { readonly dueFrom?: Instant; readonly dueTo?: Instant } {
  if (word === 'late') return { dueTo: at };
  const first = word === 'tomorrow' ? shiftDay(today, 1) : word === 'today' || word === 'week' ? today : word;
  const last = word === 'week' ? shiftDay(today, 6) : first;
  return { dueFrom: justAfter(endOfDay(shiftDay(first, -1), zone)), dueTo: endOfDay(last, zone) };
}
