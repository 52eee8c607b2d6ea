/** What is counted of promises, each by one condition: the report sums it, and the way in lists the rows it holds for. */
import { allOf } from './audit-scope.ts';

export interface Measure {
  /** A condition on a promise `p`, or on promises that are alike. */
  readonly where: string;
  /** The promises it holds for, as they end the sentence "42 promises …". */
  readonly words: string;
}

const isDone = 'p.is_done';
const wasLateAtFirst = 'p.was_late_at_first';
const neverDone = (isDue: string): string =>
  `not p.is_done and (p.balance_part = 'broken' or (p.balance_part = 'open' and (${isDue} or p.state = 'overdue')))`;
const brokenFor = (cause: string): string => `p.balance_part = 'broken' and p.cause = '${cause}'`;
const lacksBacking = `p.balance_part = 'open' and p.lacks_backing`;

export const measures = {
  made: { where: 'p.is_made', words: 'that were made' },
  kept: { where: `p.balance_part = 'kept'`, words: 'that were kept' },
  keptLate: { where: `p.balance_part = 'keptLate'`, words: 'that were kept late' },
  keptBySilence: { where: `p.balance_part = 'keptBySilence'`, words: 'that count as kept because nobody objected' },
  broken: { where: `p.balance_part = 'broken'`, words: 'that were broken' },
  released: { where: `p.balance_part = 'released'`, words: 'from which we were released' },
  open: { where: `p.balance_part = 'open'`, words: 'that are open' },
  settled: {
    where: `p.balance_part in ('kept', 'keptLate', 'keptBySilence', 'broken')`,
    words: 'that came out: kept, kept late, kept by silence or broken',
  },
  keptInTime: { where: `p.balance_part in ('kept', 'keptBySilence')`, words: 'that were kept in time' },
  requested: { where: `p.state = 'requested'`, words: 'that were asked for and not answered yet' },
  offered: { where: `p.state = 'offered'`, words: 'that were offered and not answered yet' },
  countered: { where: `p.state = 'countered'`, words: 'that were answered with other terms' },
  declined: { where: `p.state = 'declined'`, words: 'that were declined: an honest no' },
  withdrawn: { where: `p.state = 'withdrawn'`, words: 'that were withdrawn before they were agreed' },
  irregular: { where: 'p.irregular > 0', words: 'with moves that the life of a promise does not allow' },
  completed: { where: isDone, words: 'that were declared done' },
  completedInTime: { where: `${isDone} and not p.completed_late`, words: 'declared done in time, as last agreed' },
  completedLate: { where: `${isDone} and p.completed_late`, words: 'declared done late, as last agreed' },
  notCompleted: {
    where: neverDone('p.is_due'),
    words: 'due by now, as last agreed, or given up, and never declared done',
  },
  firstInTime: { where: `${isDone} and not ${wasLateAtFirst}`, words: 'declared done in time, as first promised' },
  firstLate: { where: `${isDone} and ${wasLateAtFirst}`, words: 'declared done late, as first promised' },
  firstNotCompleted: {
    where: neverDone('p.was_due_at_first'),
    words: 'due by now, as first promised, or given up, and never declared done',
  },
  unbackedOpen: { where: lacksBacking, words: 'that are open and lack the word of an area they need' },
  imposedOpen: {
    where: `(${lacksBacking}) or (p.balance_part = 'open' and not p.voluntary)`,
    words: 'that are open and bind somebody who never agreed',
  },
  cannot: { where: brokenFor('cannot'), words: 'broken because they could not be kept' },
  willNot: { where: brokenFor('will-not'), words: 'broken because we would not keep them' },
  didNotCare: { where: brokenFor('did-not-care'), words: 'broken because nobody cared' },
  unclear: { where: brokenFor('unclear'), words: 'broken because they were unclear' },
  outside: { where: brokenFor('outside'), words: 'broken by something outside our hands' },
  unsaid: { where: `p.balance_part = 'broken' and p.cause is null`, words: 'broken without a cause on record' },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as readonly MeasureName[];

/** The condition of a measure, with others beside it. */
export function whereOf(measure: MeasureName, ...others: readonly string[]): string {
  return allOf(...others, `(${measures[measure].where})`);
}

/** The select list that counts every measure over promises that are alike, each under its name. */
export const countedMeasures: string = measureNames
  .map((name) => `${countAlike(measures[name].where)} as "${name}"`)
  .join(', ');

/** How many promises a condition holds for, where those that are alike are one row. */
export function countAlike(where: string): string {
  return `coalesce(sum(p.n) filter (where ${where}), 0)::bigint`;
}
