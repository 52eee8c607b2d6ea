/** What documents about promises have in common: names, due times, how late, who never agreed, and the table of promises. */
import {
  type Content,
  day,
  duration,
  type Figure,
  figure,
  type Inline,
  inlines,
  instant,
  link,
  type Row,
  state,
  type Table,
} from '../documents/document.ts';
import { dayOf } from '../domain/instants.ts';
import type { PromiseView } from './promise-views.ts';

/** The name of a party for people. */
export type Naming = (party: string) => string;

/** When and where a document is read from: an instant, and the zone in which its times are shown. */
export interface Viewpoint {
  readonly asOf: string;
  readonly zone: string;
}

/** The name of a party that the answer brings no name for: `customer-service` is Customer Service. */
export function plainName(party: string): string {
  if (party === 'customer') return 'the customer';
  return party
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
}

/** Words in quotation marks, or that they are gone. */
export function quoted(words: string | null): string {
  return words === null ? '[erased]' : `“${words}”`;
}

/** Several names in a sentence: Sales, Operations and Distribution. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A sentence with a capital first letter. */
export function capitalised(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

/** A promise by its words, as the way to its page. */
export function promiseLink({ promiseId, words }: Pick<PromiseView, 'promiseId' | 'words'>): Inline {
  return link(quoted(words), `/promises/${promiseId}`);
}

/** By when: a day, an instant, or that nobody said. */
export function due({ dueDay, deadline }: Pick<PromiseView, 'dueDay' | 'deadline'>, zone: string): Inline {
  if (dueDay !== null) return day(dueDay);
  return deadline === null ? 'no due time' : instant(deadline, zone);
}

const secondsPerDay = 86_400;

/**
 * By how much a promise is late, or was when it was declared done; null where it is not. Calendar days for a due day, as
 * people count them; else the time that has passed.
 */
export function lateBy(promise: PromiseView, asOf: string): Figure | null {
  const { deadline, dueDay, completedAt, completedLate, balancePart } = promise;
  const moment = completedAt ?? (balancePart === 'open' ? asOf : null);
  if (deadline === null || moment === null || moment <= deadline || (completedAt !== null && !completedLate))
    return null;
  if (dueDay === null) return duration((Date.parse(moment) - Date.parse(deadline)) / 1_000);
  const lateDay = dayOf(moment, promise.zone ?? 'UTC');
  const days = Math.round((Date.parse(lateDay) - Date.parse(dueDay)) / 1_000 / secondsPerDay);
  return figure({ kind: 'measure', measure: days, digits: 0, unit: days === 1 ? 'day' : 'days' });
}

/** Why an open promise may not hold: an area that it needs never agreed, or it was given for somebody else. Null: neither. */
export function unsupported(promise: PromiseView, nameOf: Naming): readonly Inline[] | null {
  if (promise.balancePart !== 'open') return null;
  const { missingBackers, byParty, voluntary } = promise;
  if (missingBackers.length > 0) {
    return [state('unbacked', 'unbacked:'), ` ${listed(missingBackers.map(nameOf))} never agreed to this`];
  }
  return voluntary ? null : [state('imposed', 'imposed:'), ` promised for ${nameOf(byParty)} without asking`];
}

interface PromiseTable {
  readonly name: string;
  readonly caption: string;
  readonly empty: string;
  readonly view: Viewpoint;
  readonly nameOf?: Naming;
  /** Whether the rows are of several customers. */
  readonly withCustomer?: boolean;
}

/** A table of promises, one a row. */
export function promiseTable(promises: readonly PromiseView[], table: PromiseTable): Table {
  const { name, caption, empty, view, nameOf = plainName, withCustomer = false } = table;
  const customerColumn = withCustomer ? ['Customer'] : [];
  const columns = ['Promise', 'Id', 'State', ...customerColumn, 'By', 'To', 'Due', 'Late', 'Backed'];
  const rows = promises.map((promise): Row => {
    const customer = link(promise.customerName ?? promise.customerId, `/customers/${promise.customerId}`);
    return [
      promiseLink(promise),
      promise.promiseId,
      state(promise.state),
      ...(withCustomer ? [customer] : []),
      nameOf(promise.byParty),
      nameOf(promise.toParty),
      due(promise, view.zone),
      lateBy(promise, view.asOf) ?? '',
      backed(promise, nameOf),
    ];
  });
  return { kind: 'table', name, caption, columns, rows, empty };
}

function backed(promise: PromiseView, nameOf: Naming): Content {
  return unsupported(promise, nameOf) ?? (promise.needs.length > 0 ? 'all agreed' : '');
}

/** Pieces of a sentence, those that are missing left out. */
export function sentence(...pieces: readonly (Content | null)[]): readonly Inline[] {
  return pieces.flatMap((piece) => (piece === null ? [] : inlines(piece)));
}
