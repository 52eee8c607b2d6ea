/** What a finished improvement changed: areas or customers that had it, before and after, against those that had it not yet. */
import { type Answer, type Basis, type Estimate, noAnswer, type Wording } from './answer.ts';
import { monthName } from './months.ts';
import { resampleGroups, type Resampling } from './resampling.ts';
import { meanInterval } from './student-interval.ts';

/** One area or customer: since when it has the improvement, and its values month by month. */
export interface ProgrammeUnit {
  readonly unit: string;
  /** Number of the first month with the improvement (months.ts); null: never, or not yet. */
  readonly startMonth: number | null;
  readonly values: ReadonlyMap<number, number>;
}

export interface ProgrammeQuestion extends Resampling {
  readonly units: readonly ProgrammeUnit[];
  readonly monthsBefore: number;
  readonly monthsAfter: number;
}

export interface BeforeAfter extends Basis {
  readonly change: Estimate;
  readonly before: number;
  readonly after: number;
  readonly wording: Wording;
}

export interface StaggeredComparison extends Basis {
  /** Change of those who started, less the change of those who had not, over the same months. */
  readonly difference: Estimate;
  /** The same between the two halves of the months before: it should be nothing. */
  readonly before: Estimate;
  readonly treated: number;
  /** Units that served as a comparison; one that started later can be among them and among the treated. */
  readonly controls: number;
  /** Units with a start that could not be compared: no values around it, or nobody left without the improvement. */
  readonly leftOut: number;
  readonly wording: Wording;
  /** Why the wording is what it is. */
  readonly design: string;
}

const unitsMin = 5;
const unitsForWorth = 10;

/**
 * Before and after, within the units that had the improvement.
 *
 * Question answered: "since the programme began, what changed where it ran?"
 *
 * In words: for each unit, mean of the months from the start on less the mean of the months before; the mean of these
 * differences with Student's interval over the units.
 *
 * Reference: D. T. Campbell and J. C. Stanley, "Experimental and Quasi-Experimental Designs for Research" (1963), design 2,
 * with its list of what it cannot rule out.
 *
 * Not evidence of an effect: what changed for everybody counts too, and whoever started because it was at its worst gets
 * better anyway (regression to the mean). It says "associated with", always. Fewer than five units: refused.
 */
export function beforeAfter({ units, monthsBefore, monthsAfter }: ProgrammeQuestion): Answer<BeforeAfter> {
  const started = units.flatMap(({ startMonth, values }) => {
    if (startMonth === null) return [];
    const before = meanOver(values, startMonth - monthsBefore, startMonth);
    const after = meanOver(values, startMonth, startMonth + monthsAfter);
    return before === null || after === null ? [] : [{ startMonth, before, after }];
  });
  if (started.length < unitsMin) {
    const reason = `${started.length} units have values before and after a start`;
    return noAnswer('too few', reason, `${unitsMin} units at least, with values in the months around the start`);
  }
  const meanOf = (of: (unit: { before: number; after: number }) => number) =>
    started.reduce((sum, unit) => sum + of(unit), 0) / started.length;
  const starts = started.map(({ startMonth }) => startMonth);
  return {
    answered: true,
    n: started.length,
    counted: 'units',
    period: spanAround(starts, monthsBefore, monthsAfter),
    model: `mean of ${monthsAfter} months from the start on, less mean of ${monthsBefore} months before, within the unit`,
    assumptions: ['nothing else changed in these months', 'units did not start because they were at their worst'],
    change: meanInterval(started.map(({ before, after }) => after - before)),
    before: meanOf(({ before }) => before),
    after: meanOf(({ after }) => after),
    wording: 'associated with',
  };
}

/**
 * Staggered difference in differences: each unit's change at its start against units that had not started by then.
 *
 * Question answered: "areas that got the programme improved; more than the others did in the same months?"
 *
 * In words: for every unit that started, the change of its mean from the months before the start to the months from it on,
 * less the mean change over the same calendar months of all units that had not started until after them. Units that have
 * started are never used as a comparison, which is what spoils the usual regression. Mean over the units; interval by
 * drawing units. The check: the same difference between the later and the earlier half of the months before.
 *
 * Reference: B. Callaway and P. H. C. Sant'Anna, J. Econometrics 225 (2021) 200-230; A. Goodman-Bacon, ibid. 254-277.
 *
 * Not for a programme that started everywhere at once: refused. The word "worth" is earned by ten units on either side, a
 * difference whose interval excludes 0, and months before the start in which the interval contains 0 and stays within the
 * size of the difference. Otherwise "associated with".
 */
export function staggeredComparison(question: ProgrammeQuestion): Answer<StaggeredComparison> {
  const { units, monthsBefore, monthsAfter } = question;
  if (!(monthsBefore >= 2 && monthsAfter >= 1)) {
    return noAnswer('malformed', 'There is no time to compare', 'two months before the start and one after, at least');
  }
  const half = Math.floor(monthsBefore / 2);
  const starts = [...new Set(units.flatMap(({ startMonth }) => startMonth ?? []))].sort((left, right) => left - right);
  const cohorts = starts.map((start) => {
    const change = ({ values }: ProgrammeUnit) =>
      changeBetween(values, start - monthsBefore, start, start, start + monthsAfter);
    const placebo = ({ values }: ProgrammeUnit) =>
      changeBetween(values, start - monthsBefore, start - half, start - half, start);
    const isLater = ({ startMonth }: ProgrammeUnit) => startMonth === null || startMonth >= start + monthsAfter;
    return {
      treated: changesOf(units, ({ startMonth }) => startMonth === start, change, placebo),
      controls: changesOf(units, isLater, change, placebo),
    };
  });
  const usable = cohorts.filter(({ treated, controls }) => treated.length > 0 && controls.length >= unitsMin);
  const treated = usable.reduce((sum, cohort) => sum + cohort.treated.length, 0);
  const controls = new Set(usable.flatMap((cohort) => cohort.controls.map(({ place }) => place))).size;
  const withStart = units.filter(({ startMonth }) => startMonth !== null).length;
  if (treated < unitsMin) {
    const reason = `Of ${withStart} units with a start ${treated} can be compared with ${unitsMin} that had not started`;
    return noAnswer(
      'too few',
      reason,
      `${unitsMin} units that started, and at each start ${unitsMin} that had not yet`,
    );
  }
  const [difference = null, before = null] = differences(usable, () => 1) ?? [];
  if (difference === null || before === null) {
    return noAnswer('too few', 'No unit has values in all months needed', 'values before and after the start');
  }
  const [around, aroundBefore] = resampleGroups(units.length, question, 2, (drawn) =>
    differences(usable, (place) => drawn[place] ?? 0),
  );
  const found = { estimate: difference, low: around?.low ?? -Infinity, high: around?.high ?? Infinity };
  const check = { estimate: before, low: aroundBefore?.low ?? -Infinity, high: aroundBefore?.high ?? Infinity };
  return {
    answered: true,
    n: new Set(usable.flatMap((cohort) => [...cohort.treated, ...cohort.controls].map(({ place }) => place))).size,
    counted: 'units',
    period: spanAround(starts, monthsBefore, monthsAfter),
    model: `staggered difference in differences, ${monthsBefore} months before against ${monthsAfter} from the start on`,
    assumptions: [
      'without the programme, those who started would have changed as those who had not',
      'nobody changed before the start because it was coming',
    ],
    difference: found,
    before: check,
    treated,
    controls,
    leftOut: withStart - treated,
    ...wordingOf(found, check, treated, controls),
  };
}

interface Change {
  readonly place: number;
  readonly change: number;
  readonly placebo: number;
}

function changesOf(
  units: readonly ProgrammeUnit[],
  isIn: (unit: ProgrammeUnit) => boolean,
  change: (unit: ProgrammeUnit) => number | null,
  placebo: (unit: ProgrammeUnit) => number | null,
): readonly Change[] {
  return units.flatMap((unit, place) => {
    if (!isIn(unit)) return [];
    const [own, before] = [change(unit), placebo(unit)];
    return own === null || before === null ? [] : [{ place, change: own, placebo: before }];
  });
}

/** Difference and placebo over all cohorts, each unit counted as often as it was drawn; null when a side is empty. */
function differences(
  cohorts: readonly { readonly treated: readonly Change[]; readonly controls: readonly Change[] }[],
  times: (place: number) => number,
): readonly [number, number] | null {
  let count = 0;
  let difference = 0;
  let before = 0;
  const weighed = (changes: readonly Change[]) => {
    const sums = { count: 0, change: 0, placebo: 0 };
    for (const { place, change, placebo } of changes) {
      sums.count += times(place);
      sums.change += times(place) * change;
      sums.placebo += times(place) * placebo;
    }
    return sums;
  };
  for (const { treated, controls } of cohorts) {
    const own = weighed(treated);
    const other = weighed(controls);
    if (own.count === 0 || other.count === 0) continue;
    count += own.count;
    difference += own.change - (own.count * other.change) / other.count;
    before += own.placebo - (own.count * other.placebo) / other.count;
  }
  return count === 0 ? null : [difference / count, before / count];
}

function wordingOf(found: Estimate & { estimate: number }, check: Estimate, treated: number, controls: number) {
  const isClear = found.low > 0 || found.high < 0;
  const isQuiet = check.low <= 0 && check.high >= 0;
  const isTight = Math.max(Math.abs(check.low), Math.abs(check.high)) < Math.abs(found.estimate);
  const reasons = [
    treated < unitsForWorth || controls < unitsForWorth ? `fewer than ${unitsForWorth} units on a side` : '',
    isClear ? '' : 'the interval of the difference contains 0',
    isQuiet ? '' : 'the two sides moved apart before the start already',
    isTight ? '' : 'the months before are too uncertain to rule out that they did',
  ].filter((reason) => reason !== '');
  const wording: Wording = reasons.length === 0 ? 'worth' : 'associated with';
  return { wording, design: reasons.length === 0 ? 'both sides moved alike before the start' : reasons.join('; ') };
}

function changeBetween(values: ReadonlyMap<number, number>, from: number, to: number, then: number, until: number) {
  const before = meanOver(values, from, to);
  const after = meanOver(values, then, until);
  return before === null || after === null ? null : after - before;
}

/** Mean of the months from `from` up to but without `until`; null without a value. */
function meanOver(values: ReadonlyMap<number, number>, from: number, until: number): number | null {
  let sum = 0;
  let count = 0;
  for (let month = from; month < until; month += 1) {
    const value = values.get(month);
    if (value === undefined || !Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

function spanAround(starts: readonly number[], before: number, after: number) {
  if (starts.length === 0) return null;
  return { from: monthName(Math.min(...starts) - before), until: monthName(Math.max(...starts) + after - 1) };
}
