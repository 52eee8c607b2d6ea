/** What a figure of an audit is: the pattern of its name, and the rows that stand behind it. */
import { type MeasureName, measures, whereOf } from './audit-measures.ts';

/** The kinds of row that can stand behind a figure. */
export type SourceName =
  | 'promise'
  | 'theirPromise'
  | 'imposed'
  | 'link'
  | 'purchase'
  | 'money'
  | 'case'
  | 'caseEdge'
  | 'caseShare'
  | 'breach'
  | 'silence'
  | 'feedback'
  | 'customer'
  | 'journey'
  | 'areaTrust'
  | 'stepTrust'
  | 'edge'
  | 'firstContact'
  | 'deal';

type Shown = 'count' | 'rate' | 'trust' | 'money' | 'days' | 'number';

export interface FigureKind {
  /** Its name, with holes: `byArea.{area}.completedLate`. */
  readonly pattern: string;
  readonly source: SourceName;
  /** Which rows of the source; holes are filled from the name. */
  readonly where: string;
  readonly shows: Shown;
  /** What a row adds where the figure is a sum; left out, each row adds 1 or the figure is no sum. */
  readonly sum?: string;
  /** What it is, as a noun phrase with the same holes. */
  readonly words: string;
  /** How it comes from the rows, where it is neither their number nor their sum. */
  readonly formula?: string;
}

/** Figures that count promises: by field, the measure. `who` ends the phrase, `conditions` go with every measure. */
export function countsOfPromises(
  prefix: string,
  who: string,
  fields: Readonly<Record<string, MeasureName>>,
  conditions: readonly string[] = [],
  source: SourceName = 'promise',
): FigureKind[] {
  return Object.entries(fields).map(([field, measure]) => ({
    pattern: `${prefix}.${field}`,
    source,
    where: whereOf(measure, ...conditions),
    shows: 'count',
    words: `promises ${who}${measures[measure].words}`,
  }));
}

/** Fields that carry the name of their measure. */
export function named(...names: readonly MeasureName[]): Readonly<Record<string, MeasureName>> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** Of the settled promises, those kept in time. */
export function keptRate(pattern: string, who: string, conditions: readonly string[] = []): FigureKind {
  return {
    pattern,
    source: 'promise',
    where: whereOf('settled', ...conditions),
    shows: 'rate',
    words: `promises ${who}that came out, and how many of them were kept in time`,
    formula: 'kept and kept by silence, divided by those and kept late and broken; with the 95 % interval of Wilson',
  };
}
