/** The terms of a promise: its words and its due time, as first promised and as last agreed. */
import { endOfDay, type Instant } from '../instants.ts';
import type { PromiseMovedEvent } from './events.ts';

export interface Terms {
  /** The words, or null once erased. */
  readonly words: string | null;
  readonly dueDay: string | null;
  readonly zone: string | null;
  /** The last instant that is still in time, or null where the record does not say. */
  readonly deadline: Instant | null;
}

interface DueFields {
  readonly dueDay?: string | undefined;
  readonly zone?: string | undefined;
  readonly dueAt?: string | undefined;
}

/** The last instant that is in time, from a day and its zone or from an instant; null where neither is given. */
export function deadlineOf(due: DueFields): Instant | null {
  if (due.dueAt !== undefined) return due.dueAt;
  return due.dueDay === undefined ? null : endOfDay(due.dueDay, due.zone ?? 'UTC');
}

/** Terms from fields of an event and its words. */
export function termsOf(due: DueFields, words: string | null): Terms {
  return { words, dueDay: due.dueDay ?? null, zone: due.zone ?? null, deadline: deadlineOf(due) };
}

/** The terms with what a move changes of them: its due time, its words, both or nothing. */
export function changedTerms(terms: Terms, moved: PromiseMovedEvent): Terms {
  const words = moved.text?.words ?? terms.words;
  if (moved.data.dueDay === undefined && moved.data.dueAt === undefined) return { ...terms, words };
  return termsOf({ ...moved.data, zone: moved.data.zone ?? terms.zone ?? undefined }, words);
}

/** Whether an instant lies after the due time. */
export function isLate(terms: Terms, at: Instant): boolean {
  return terms.deadline !== null && at > terms.deadline;
}
