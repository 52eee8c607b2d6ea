/** What a report is before it is printed anywhere: headings, sentences, tables and figures as data that every renderer can show. */
import type { State } from './states.ts';

export interface Document {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | Facts | Table | List | Bars | Equation | Form;

export interface Heading {
  readonly kind: 'heading';
  readonly level: 2 | 3;
  readonly text: string;
  /** The name that a link `#anchor` leads to: letters, digits and hyphens. */
  readonly anchor?: string | undefined;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: Content;
  readonly tone?: 'plain' | 'lead' | 'note' | 'warning' | undefined;
  /** The same for whoever knows the method: one click away, in a terminal below. */
  readonly detail?: string | undefined;
}

/** Labels with their values: the scope of an audit, the head of a brief. */
export interface Facts {
  readonly kind: 'facts';
  readonly rows: readonly { readonly label: string; readonly value: Content; readonly note?: string | undefined }[];
}

export interface Table {
  readonly kind: 'table';
  /** The table's short name in files and in CSV, like `promises-by-area`. */
  readonly name: string;
  readonly caption: string;
  /** One title per column. The first column names the row. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly total?: Row | undefined;
  /** The sentence that stands here when there are no rows. */
  readonly empty: string;
  /** For who wants to look closer: on a page one click away, under its caption. */
  readonly isFolded?: true | undefined;
  /** Rows to read or to act on, more than figures to compare: on a phone each is a card, with the titles beside its cells. */
  readonly isCards?: true | undefined;
}

/** One cell per column, in the order of the columns. */
export type Row = readonly Content[];

export interface List {
  readonly kind: 'list';
  readonly items: readonly Content[];
}

/** A question to the reader, answered by a button. Only a page can ask; on paper and in a terminal it is left out. */
export interface Form {
  readonly kind: 'form';
  readonly name: string;
  /** Path that the answer is sent to. */
  readonly action: string;
  readonly fixed: Readonly<Record<string, string>>;
  /** Free words that go with the answer. */
  readonly words?: { readonly field: string; readonly label: string; readonly required: boolean } | undefined;
  readonly buttons: readonly { readonly field: string; readonly value: string; readonly label: string }[];
}

/** Values between 0 and 1 drawn as bars with whiskers, each beside its number: the chart is its own table. */
export interface Bars {
  readonly kind: 'bars';
  readonly name: string;
  readonly caption: string;
  readonly rows: readonly Bar[];
  readonly empty: string;
}

export interface Bar {
  readonly label: string;
  readonly value: ShareValue | TrustValue | NotEnoughValue;
  readonly opens?: string | undefined;
  readonly note?: string | undefined;
}

/** A balance: promises made = kept + kept late + broken. The author vouches that it adds up. */
export interface Equation {
  readonly kind: 'equation';
  readonly name: string;
  readonly caption: string;
  readonly total: Term;
  readonly terms: readonly (Term & { readonly sign?: '+' | '-' | undefined })[];
}

export interface Term {
  readonly label: string | StateBadge;
  readonly figure: Figure;
}

/** What a sentence or a cell holds. A cell that is one figure alone stays a number in CSV. */
export type Content = Inline | readonly Inline[];

export type Inline = string | Strong | Figure | StateBadge | Link;

export interface Strong {
  readonly kind: 'strong';
  readonly text: string;
}

/** A number, with the path of the way in to what it is made of, like `/audit/why/balance.broken`. */
export interface Figure {
  readonly kind: 'figure';
  readonly value: Value;
  readonly opens?: string | undefined;
}

export interface StateBadge {
  readonly kind: 'state';
  readonly state: State;
  /** Another word than the state's own, like `kept by Operations`. */
  readonly word?: string | undefined;
}

export interface Link {
  readonly kind: 'link';
  readonly text: string;
  /** A path from `/`, an anchor from `#` or an address from `https:`. Anything else is shown as plain text. */
  readonly href: string;
}

/** How sure a number is: the 95 % interval in the number's own unit, and how many cases it rests on. */
export interface Evidence {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly count?: number | undefined;
}

/** A rate estimated from cases, 0 to 1. It cannot be written without its interval and its count. */
export interface ShareValue {
  readonly kind: 'share';
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Trust, 0 to 1. */
export interface TrustValue extends Evidence {
  readonly kind: 'trust';
  readonly trust: number;
}

/** There is not enough evidence to give the number. It is no zero and no blank. */
export interface NotEnoughValue {
  readonly kind: 'notEnough';
  readonly count: number;
}

export type Value =
  | ShareValue
  | TrustValue
  | NotEnoughValue
  /** A whole number of things counted. */
  | { readonly kind: 'count'; readonly count: number }
  /** An exact part of a whole that was counted or computed in full, 0 to 1: nothing is estimated, so no interval. */
  | { readonly kind: 'part'; readonly part: number }
  /** A whole number of things more or less than before. */
  | { readonly kind: 'change'; readonly change: number }
  /** What an event gave to trust or took from it, -1 to 1. */
  | { readonly kind: 'trustChange'; readonly change: number }
  /** Whole minor units (cents) of an ISO 4217 currency; the interval too. What is expected is shown without cents from 100 on. */
  | ({
      readonly kind: 'money';
      readonly amount: number;
      readonly currency: string;
      readonly isExpected?: true;
    } & Evidence)
  /** Any other measured number, with the digits after the point that it deserves. */
  | ({ readonly kind: 'measure'; readonly measure: number; readonly digits: number; readonly unit: string } & Evidence)
  | ({ readonly kind: 'duration'; readonly seconds: number } & Evidence)
  /** An ISO 8601 instant, shown in the IANA time zone named. */
  | { readonly kind: 'instant'; readonly instant: string; readonly zone: string }
  /** A calendar day, YYYY-MM-DD. */
  | { readonly kind: 'day'; readonly day: string }
  /** The question does not arise here: an area that takes no part in this step. */
  | { readonly kind: 'notApplicable' };

/** Words that carry the sentence. */
export function strong(text: string): Strong {
  return { kind: 'strong', text };
}

/** A way to another place. */
export function link(text: string, href: string): Link {
  return { kind: 'link', text, href };
}

/** The state of a promise, told by shape and word. */
export function state(name: State, word?: string): StateBadge {
  return { kind: 'state', state: name, word };
}

/** Any value as a figure, opened by `opens`. The builders below spell the common ones. */
export function figure(value: Value, opens?: string): Figure {
  return { kind: 'figure', value, opens };
}

/** A whole number of things. */
export function count(things: number, opens?: string): Figure {
  return figure({ kind: 'count', count: things }, opens);
}

/** A rate, 0 to 1, with its 95 % interval and the number of cases. */
export function share(estimate: Omit<ShareValue, 'kind'>, opens?: string): Figure {
  return figure({ kind: 'share', ...estimate }, opens);
}

/** An exact part of a whole, 0 to 1. */
export function part(ofOne: number, opens?: string): Figure {
  return figure({ kind: 'part', part: ofOne }, opens);
}

/** Trust, 0 to 1, with its interval and count where they are known. */
export function trust(estimate: Omit<TrustValue, 'kind'>, opens?: string): Figure {
  return figure({ kind: 'trust', ...estimate }, opens);
}

/** What was given to trust or taken from it, -1 to 1. */
export function trustChange(change: number, opens?: string): Figure {
  return figure({ kind: 'trustChange', change }, opens);
}

/** Whole minor units of an ISO 4217 currency. */
export function money(amount: number, currency: string, opens?: string): Figure {
  return figure({ kind: 'money', amount, currency }, opens);
}

/** An amount that was worked out and not recorded, in minor units, with its interval and count where they are known. */
export function expectedMoney(amount: number, currency: string, evidence: Evidence = {}): Figure {
  const whole = (limit: number | undefined) => (limit === undefined ? undefined : Math.round(limit));
  const { low, high, count: cases } = evidence;
  const interval = { low: whole(low), high: whole(high), count: cases };
  return figure({ kind: 'money', amount: Math.round(amount), currency, isExpected: true, ...interval });
}

/** A length of time in seconds. */
export function duration(seconds: number, opens?: string): Figure {
  return figure({ kind: 'duration', seconds }, opens);
}

/** An ISO 8601 instant, shown in an IANA time zone. */
export function instant(at: string, zone: string): Figure {
  return figure({ kind: 'instant', instant: at, zone });
}

/** A calendar day, YYYY-MM-DD. */
export function day(on: string): Figure {
  return figure({ kind: 'day', day: on });
}

/** Too few cases for a number: says so, with how many there are. */
export function notEnough(cases: number, opens?: string): Figure {
  return figure({ kind: 'notEnough', count: cases }, opens);
}

/** A cell whose question does not arise. */
export const notApplicable: Figure = { kind: 'figure', value: { kind: 'notApplicable' } };

/** Content as a list of its pieces. */
export function inlines(content: Content): readonly Inline[] {
  return isList(content) ? content : [content];
}

/** The figure that a cell consists of alone, or nothing. */
export function loneFigure(content: Content | undefined): Figure | undefined {
  if (content === undefined) return undefined;
  const pieces = inlines(content);
  const only = pieces.length === 1 ? pieces[0] : undefined;
  return typeof only === 'object' && only.kind === 'figure' ? only : undefined;
}

// Array.isArray does not narrow readonly arrays.
function isList(content: Content): content is readonly Inline[] {
  return Array.isArray(content);
}
