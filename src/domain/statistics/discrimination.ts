/** Whether a score puts those to whom it happened above those to whom it did not, and which of two scores does it better. */
import { type Answer, type Estimate, noAnswer } from './answer.ts';
import { normalChance } from './normal-distribution.ts';
import { type Interval, wilsonInterval } from './wilson-interval.ts';

const z95 = 1.959963984540054;
/** Below this many customers on either side the interval is not to be trusted. */
const sideMin = 10;

export interface Scored {
  /** Whom the row belongs to; rows of one customer hang together. */
  readonly group: string;
  readonly score: number;
  readonly happened: boolean;
}

export interface Discrimination extends Estimate {
  /** Chance that one to whom it happened scores higher than one to whom it did not; ties count half. */
  readonly estimate: number;
  readonly standardError: number;
  readonly happened: number;
  readonly didNot: number;
  readonly groups: number;
}

export interface DiscriminationDifference extends Estimate {
  readonly estimate: number;
  readonly pValue: number;
}

/**
 * Area under the ROC curve (AUC) with its interval, for rows that may belong together.
 *
 * Question answered: "take one customer who left and one who stayed: how often was the one who left rated the greater
 * risk?" 0.5 is a coin, 1 is never wrong.
 *
 * In words: the share of pairs in the right order, ties half. Its variance comes from how much each row's own share of
 * won pairs departs from it, added up within a customer (DeLong; Obuchowski for rows that hang together). The interval is
 * built on the logit, which keeps it inside 0 to 1.
 *
 * Reference: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44 (1988) 837-845; N. A. Obuchowski,
 * Biometrics 53 (1997) 567-578.
 *
 * Not a measure of whether the chances are right (see calibration): a score that says 90 % to all who left and 80 % to all
 * others is perfect here. Fewer than ten on a side: refused.
 *
 * @example discriminationOf([{ group: 'a', score: 2, happened: true }, ...]).estimate
 */
export function discriminationOf(rows: readonly Scored[]): Answer<Discrimination> {
  const unsound = unsoundRows(rows);
  if (unsound !== null) return unsound;
  const { area, components, happened, didNot } = areaOf(rows);
  const standardError = Math.sqrt(varianceOf(rows, components, happened, didNot));
  const groups = new Set(rows.map(({ group }) => group)).size;
  const interval = logitInterval(area, standardError, Math.min(happened, didNot));
  return { answered: true, estimate: area, standardError, happened, didNot, groups, ...interval };
}

/**
 * How much better the first score discriminates than the second, over the same rows in the same order.
 *
 * Question answered: "does trust tell more than how recently they bought?"
 *
 * In words: the difference of the areas; its variance from the differences of what each row contributes, so that what is
 * easy or hard for both scores cancels out.
 *
 * Not for different rows: two areas over different customers are not comparable. Refused.
 */
export function discriminationDifference(
  first: readonly Scored[],
  second: readonly Scored[],
): Answer<DiscriminationDifference> {
  const unsound = unsoundRows(first) ?? unsoundRows(second);
  if (unsound !== null) return unsound;
  const isSame =
    first.length === second.length &&
    first.every((row, index) => row.group === second[index]?.group && row.happened === second[index]?.happened);
  if (!isSame) return noAnswer('malformed', 'The two scores are of different rows', 'both scores for the same rows');
  const one = areaOf(first);
  const other = areaOf(second);
  const components = one.components.map((value, index) => value - (other.components[index] ?? 0));
  const estimate = one.area - other.area;
  const standardError = Math.sqrt(varianceOf(first, components, one.happened, one.didNot));
  const reach = z95 * standardError;
  const pValue = standardError === 0 ? Number(estimate === 0) : 2 * normalChance(-Math.abs(estimate / standardError));
  return { answered: true, estimate, low: estimate - reach, high: estimate + reach, pValue };
}

function unsoundRows(rows: readonly Scored[]) {
  if (!rows.every(({ score }) => !Number.isNaN(score))) {
    return noAnswer('malformed', 'Some scores are no numbers', 'a score for every row');
  }
  const happened = new Set(rows.filter((row) => row.happened).map(({ group }) => group)).size;
  const didNot = new Set(rows.filter((row) => !row.happened).map(({ group }) => group)).size;
  if (happened >= sideMin && didNot >= sideMin) return null;
  const reason = `It happened to ${happened} customers and did not to ${didNot}; each side needs ${sideMin}`;
  return noAnswer('too few', reason, `${sideMin} customers on each side, or a longer period`);
}

/** The area, and for each row the share of the other side that it wins against. One sort, so a million rows are no matter. */
function areaOf(rows: readonly Scored[]) {
  const order = rows.map((_, index) => index).sort((left, right) => scoreAt(rows, left) - scoreAt(rows, right));
  const happened = rows.filter((row) => row.happened).length;
  const didNot = rows.length - happened;
  const components = new Float64Array(rows.length);
  let happenedBelow = 0;
  let didNotBelow = 0;
  let pairsWon = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scoreAt(rows, order[end] ?? 0) === scoreAt(rows, order[start] ?? 0)) end += 1;
    const tied = order.slice(start, end);
    const happenedHere = tied.filter((index) => rows[index]?.happened === true).length;
    const didNotHere = tied.length - happenedHere;
    for (const index of tied) {
      components[index] =
        rows[index]?.happened === true
          ? (didNotBelow + didNotHere / 2) / didNot
          : (happened - happenedBelow - happenedHere / 2) / happened;
    }
    pairsWon += happenedHere * (didNotBelow + didNotHere / 2);
    happenedBelow += happenedHere;
    didNotBelow += didNotHere;
    start = end;
  }
  return { area: pairsWon / (happened * didNot), components, happened, didNot };
}

function scoreAt(rows: readonly Scored[], index: number): number {
  return rows[index]?.score ?? 0;
}

/** Variance of the mean of the components on both sides, which are summed within each group first. */
function varianceOf(rows: readonly Scored[], components: Float64Array, happened: number, didNot: number): number {
  const sides = [true, false].map((side) => {
    const own = rows.flatMap((row, index) => (row.happened === side ? [components[index] ?? 0] : []));
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  const [meanHappened = 0, meanNot = 0] = sides;
  const sums = new Map<string, { happened: number; didNot: number; isOn: readonly [boolean, boolean] }>();
  for (const [index, row] of rows.entries()) {
    const sum = sums.get(row.group) ?? { happened: 0, didNot: 0, isOn: [false, false] as const };
    const component = components[index] ?? 0;
    if (row.happened) sum.happened += component - meanHappened;
    else sum.didNot += component - meanNot;
    sums.set(row.group, { ...sum, isOn: [sum.isOn[0] || row.happened, sum.isOn[1] || !row.happened] });
  }
  const groups = [...sums.values()];
  const onHappened = groups.filter(({ isOn }) => isOn[0]).length;
  const onNot = groups.filter(({ isOn }) => isOn[1]).length;
  const sumOf = (of: (group: { happened: number; didNot: number }) => number) =>
    groups.reduce((sum, group) => sum + of(group), 0);
  const ofHappened = (onHappened / (onHappened - 1)) * sumOf((group) => group.happened ** 2);
  const ofNot = (onNot / (onNot - 1)) * sumOf((group) => group.didNot ** 2);
  const together = (groups.length / (groups.length - 1)) * sumOf((group) => group.happened * group.didNot);
  return Math.max(0, ofHappened / happened ** 2 + ofNot / didNot ** 2 + (2 * together) / (happened * didNot));
}

/** Where every pair is in order DeLong's variance vanishes and would claim certainty; there it is Wilson's, over the smaller side. */
function logitInterval(area: number, standardError: number, smaller: number): Interval {
  if (area >= 1) return wilsonInterval(smaller, smaller);
  if (area <= 0) return wilsonInterval(0, smaller);
  const logit = Math.log(area / (1 - area));
  const reach = (z95 * standardError) / (area * (1 - area));
  return { low: 1 / (1 + Math.exp(reach - logit)), high: 1 / (1 + Math.exp(-logit - reach)) };
}
