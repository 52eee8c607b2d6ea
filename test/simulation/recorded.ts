/** The memory of the naive model: a plain list of what was recorded, and which of it counts. */
import { kindOf, type EventType } from '../../src/domain/catalogue.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Recorded {
  readonly id: string;
  readonly stream: string;
  readonly type: EventType;
  readonly at: string;
  readonly actor: string;
  readonly source: string;
  readonly sourceId: string;
  /** As it was recorded, with what the policy of that day filled in. */
  readonly fields: Fields;
  /** As it was sent. */
  readonly given: Fields;
  /** Whether its personal text is still there. */
  hasText: boolean;
}

/** Fields that are personal text, in the kinds of event that the simulation uses. */
export const textFields: ReadonlySet<string> = new Set([
  'words',
  'doneWhen',
  'name',
  'issue',
  'note',
  'why',
  'what',
  'right',
  'choice',
]);

/** A field that is text, or undefined. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** A field that is a list of names. */
export function listOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Ids of events that are out, by going through all corrections in the order in which they came. */
export function retracted(recorded: readonly Recorded[]): ReadonlySet<string> {
  let out: string[] = [];
  for (const { type, fields } of recorded) {
    const named = listOf(fields, 'eventIds');
    if (type === 'event.retracted') out = [...out, ...named];
    if (type === 'event.restored') out = out.filter((id) => !named.includes(id));
  }
  return new Set(out);
}

/** What counts of a stream as of an instant, in the order in which it was true. */
export function counting(recorded: readonly Recorded[], asOf: string): readonly Recorded[] {
  const out = retracted(recorded);
  const key = (one: Recorded) => [one.at, String(kindOf(one.type).rank), one.source, one.sourceId];
  return recorded
    .filter((one) => one.at <= asOf && !out.has(one.id))
    .toSorted((left, right) => compareLists(key(left), key(right)));
}

function compareLists(left: readonly string[], right: readonly string[]): number {
  const place = left.findIndex((part, index) => part !== right[index]);
  if (place === -1) return 0;
  return (left[place] ?? '') < (right[place] ?? '') ? -1 : 1;
}
