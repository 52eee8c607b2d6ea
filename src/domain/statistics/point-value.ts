/** If customer satisfaction goes up a point, how much is it worth in lifetime value? And if it goes down? */
import { type Answer, type Basis, type Estimate, noAnswer, type NoAnswer, type Wording } from './answer.ts';
import type { CustomerMonth, CustomerMonths, WatchedMonth } from './customer-months.ts';
import { fitHazard, type Hazard, leaversForNumber, leaversMin } from './discrete-hazard.ts';
import { askable, knownOrMissing, leaversPerColumn } from './hazard-terms.ts';
import { type Horizon, type LifetimeValues, prepareLifetimeValues, type Prospect } from './lifetime-projection.ts';
import { climb, roughly } from './logistic-newton.ts';
import { inUnits } from './logistic-regression.ts';
import { standardise } from './logistic-table.ts';
import { resampleGroups, type Resampling } from './resampling.ts';
import { responseWeights } from './response-weights.ts';

export interface Driver {
  readonly name: 'satisfaction' | 'advocacy' | 'trust' | 'keptRate';
  /** What one point is: 1 of a scale of answers, 0.01 of a share. */
  readonly point: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The drivers that are shares. Those that are answers depend on the scale that was asked. */
export const shareDrivers: readonly Driver[] = [
  { name: 'trust', point: 0.01, lowest: 0, highest: 1 },
  { name: 'keptRate', point: 0.01, lowest: 0, highest: 1 },
];

export interface PointQuestion extends Resampling {
  readonly driver: Driver;
  readonly horizon: Horizon;
  /**
   * Months without an answer: `flag` keeps them and lets a column of its own speak for them, `weigh` leaves them out and
   * lets those like them who answered count for more.
   */
  readonly missing: 'flag' | 'weigh';
  /** Part of the monthly income that is margin; 1 where purchases are recorded by what they left. */
  readonly marginShare: number;
}

export interface CustomerPoint {
  readonly customerId: string;
  readonly lifetimeValue: number;
  /** What the next point would add, and what one point less would take (negative). 0 at the end of the scale. */
  readonly up: number;
  readonly down: number;
}

export interface PointValue extends Basis {
  readonly driver: Driver;
  /** Change of the logit of leaving for one unit of the driver, with its cluster-robust interval. */
  readonly effect: Estimate;
  readonly leavers: number;
  /** Mean over the living customers who have a value of the driver, in the unit of the amounts. */
  readonly lifetimeValue: Estimate;
  readonly up: Estimate;
  /** Negative when a lost point costs. It is not the mirror of `up`. */
  readonly down: Estimate;
  /** Living customers who cannot go up, or down, because they are at the end of the scale: they count as 0. */
  readonly atHighest: number;
  readonly atLowest: number;
  /** Living customers of whom the driver is not known: they are left out of the means. */
  readonly unknown: number;
  /** Share of the customer-months before which the driver was known. */
  readonly knownShare: number;
  /** Empty where only intervals may be shown. */
  readonly customers: readonly CustomerPoint[];
  readonly resamples: number;
  readonly resamplesFailed: number;
  readonly wording: Wording;
}

/** Of the resamples, as many may fail as are cut off at each end of a 90 % interval. */
const failedShareMax = 0.05;
const ridge = 1e-6;
/** Of a standardised driver: beyond it one standard deviation would change the odds three thousandfold. */
const coefficientMax = 8;

/**
 * The value of a point up and of a point lost, as a mean over the living customers and for each of them.
 *
 * Question answered: "if satisfaction goes up a point, how much more lifetime value is that associated with?"
 *
 * In words: fit the hazard of leaving on the driver and what it must not be mistaken for; project every living customer
 * over the horizon as it is, one point up (at most to the top of the scale) and one point down; discount; subtract; take
 * the mean. Interval: draw customers again with all their months, fit again, project again, 2.5 % to 97.5 %.
 *
 * Reference: method C.3; R. N. Bolton (1998); closed form and simulation in the tests.
 *
 * Not a cause: with a common cause unseen, the same data gave twice the truth (method C.4). It says "associated with".
 * Fewer than 30 leavers who had answered: intervals only. Fewer than 10, separated, or not converged: refused.
 */
export function valueOfPoint(table: CustomerMonths, question: PointQuestion): Answer<PointValue> {
  const { driver } = question;
  const unsound = unsoundQuestion(question);
  if (unsound !== null) return unsound;
  const valueOf = (row: CustomerMonth) => row[driver.name];
  const known = table.months.filter((row) => valueOf(row) !== null);
  const living = table.living.filter((row) => valueOf(row) !== null);
  const leavers = known.filter(({ left }) => left).length;
  const thin = tooThin(known, living, driver);
  if (thin !== null) return thin;
  const rows = rowsFor(table.months, question);
  if ('answered' in rows) return rows;
  const hazard = fitHazard(rows.months, knownOrMissing(driver.name, rows.months, valueOf) ?? [], rows.weights);
  if (!hazard.answered) return hazard;
  const prospects = living.map((row) => prospectOf(row, question));
  const project = prepareLifetimeValues(prospects, hazard.terms, 0, question.horizon);
  const fitted = project(hazard.fit.coefficients.map(({ estimate }) => estimate));
  const intervals = resampled({ months: rows.months, hazard, prospects, project }, question);
  if ('answered' in intervals) return intervals;
  const [value = 0, up = 0, down = 0] = meansOf(fitted, null);
  const isShown = leavers >= leaversForNumber;
  const shown = (estimate: number, interval: { low: number; high: number } | undefined): Estimate => ({
    estimate: isShown ? estimate : null,
    low: interval?.low ?? -Infinity,
    high: interval?.high ?? Infinity,
  });
  const [valueInterval, upInterval, downInterval] = intervals;
  const coefficient = hazard.fit.coefficients[1];
  return {
    answered: true,
    ...basisOf(hazard, question, [...rows.notes, ...(isShown ? [] : [few(driver)])]),
    driver,
    effect: shown(coefficient?.estimate ?? 0, coefficient),
    leavers,
    lifetimeValue: shown(value, valueInterval),
    up: shown(up, upInterval),
    down: shown(down, downInterval),
    atHighest: living.filter((row) => (valueOf(row) ?? 0) >= driver.highest).length,
    atLowest: living.filter((row) => (valueOf(row) ?? 0) <= driver.lowest).length,
    unknown: table.living.length - living.length,
    knownShare: known.length / table.months.length,
    customers: isShown ? living.map((row, index) => customerPoint(row.customerId, fitted, index)) : [],
    resamples: question.resamples,
    resamplesFailed: valueInterval?.failed ?? 0,
    wording: 'associated with',
  };
}

function tooThin(known: readonly WatchedMonth[], living: readonly CustomerMonth[], { name }: Driver): NoAnswer | null {
  const leavers = known.filter(({ left }) => left).length;
  if (leavers < leaversMin) {
    const reason = `Of ${leavers} customers who left, ${name} was known before; fewer than ${leaversMin} say nothing`;
    return noAnswer('too few', reason, `${name} of at least ${leaversMin} customers before they left`, name);
  }
  if (living.length === 0) {
    const reason = `Of no living customer ${name} is known`;
    return noAnswer('too few', reason, `${name} of customers who are still there`, name);
  }
  const isSound = [...known, ...living].every(
    (row) => Number.isFinite(row.monthlyIncome) && Number.isFinite(row[name]),
  );
  return isSound ? null : noAnswer('malformed', 'Some incomes or answers are no numbers', 'numbers only', name);
}

/** The months to fit on, how much each counts, and what has to be said about it. */
function rowsFor(months: readonly WatchedMonth[], { driver, missing }: PointQuestion) {
  const valueOf = (row: CustomerMonth) => row[driver.name];
  if (missing === 'flag') {
    const asked = askable(months, valueOf);
    const isAll = asked.length === months.length;
    return { months: asked, notes: isAll ? [] : [`months without a known ${driver.name} left out`] };
  }
  const weighed = responseWeights(months, (row) => valueOf(row) !== null);
  if (!weighed.answered) return weighed;
  const share = (100 * weighed.responseShare).toFixed(0);
  const answered = months.filter((row) => valueOf(row) !== null);
  return {
    months: answered,
    weights: weighed.weights.filter((weight) => weight > 0),
    notes: [`${driver.name} known in ${share} % of months, which speak for those like them; weights cut at 5`],
  };
}

function prospectOf(row: CustomerMonth, { driver, marginShare }: PointQuestion): Prospect {
  const value = row[driver.name] ?? 0;
  const up = Math.max(0, Math.min(driver.highest, value + driver.point) - value);
  const down = Math.min(0, Math.max(driver.lowest, value - driver.point) - value);
  return { row, margin: row.monthlyIncome * marginShare, shifts: [0, up, down] };
}

function customerPoint(customerId: string, [now, up, down]: LifetimeValues, index: number): CustomerPoint {
  const value = now?.[index] ?? 0;
  return { customerId, lifetimeValue: value, up: (up?.[index] ?? 0) - value, down: (down?.[index] ?? 0) - value };
}

/** Mean lifetime value, and mean change up and down, with each customer counted as often as it was drawn. */
function meansOf([now, up, down]: LifetimeValues, drawn: ArrayLike<number> | null): readonly number[] {
  let count = 0;
  const sums = [0, 0, 0];
  for (const [index, value] of (now ?? []).entries()) {
    const times = drawn === null ? 1 : (drawn[index] ?? 0);
    count += times;
    sums[0] = (sums[0] ?? 0) + times * value;
    sums[1] = (sums[1] ?? 0) + times * ((up?.[index] ?? 0) - value);
    sums[2] = (sums[2] ?? 0) + times * ((down?.[index] ?? 0) - value);
  }
  return sums.map((sum) => sum / count);
}

interface Fitted {
  readonly months: readonly WatchedMonth[];
  readonly hazard: Hazard;
  readonly prospects: readonly Prospect[];
  readonly project: (coefficients: ArrayLike<number>) => LifetimeValues;
}

/** Intervals by drawing customers: each draw weighs the rows, climbs from the coefficients of the whole, and projects. */
function resampled({ months, hazard, prospects, project }: Fitted, question: PointQuestion) {
  const prepared = standardise(hazard.table);
  if ('answered' in prepared) return prepared;
  const start = climb(prepared.design, ridge).coefficients;
  const places = new Map<string, number>();
  const placeOf = (customerId: string) => {
    const place = places.get(customerId) ?? places.size;
    places.set(customerId, place);
    return place;
  };
  const rowPlaces = months.map(({ customerId }) => placeOf(customerId));
  const livingPlaces = prospects.map(({ row }) => placeOf(row.customerId));
  const base = prepared.design.weights;
  const weights = new Float64Array(months.length);
  const design = { ...prepared.design, weights };
  const intervals = resampleGroups(places.size, question, 3, (drawn) => {
    for (const [row, place] of rowPlaces.entries()) weights[row] = (drawn[place] ?? 0) * (base[row] ?? 0);
    const again = climb(design, ridge, start, roughly);
    // A draw in which few left may be separated by the driver; what the ridge then gives is no estimate.
    const isSeparated = Math.abs(again.coefficients[1] ?? 0) > coefficientMax;
    if (!again.isConverged || isSeparated) return null;
    const drawnLiving = livingPlaces.map((place) => drawn[place] ?? 0);
    return meansOf(project(inUnits(prepared, again.coefficients)), drawnLiving);
  });
  const failed = intervals[0]?.failed ?? 0;
  if (failed <= failedShareMax * question.resamples) return intervals;
  const reason = `In ${failed} of ${question.resamples} resamples of the customers no coefficients were found`;
  return noAnswer('not converged', reason, 'more customers who left');
}

function few({ name }: Driver): string {
  return `fewer than ${leaversForNumber} leavers with a known ${name}: intervals only`;
}

function basisOf(hazard: Hazard, { driver, horizon, marginShare }: PointQuestion, notes: readonly string[]): Basis {
  const assumptions = [
    `${horizon.months} months ahead, ${(horizon.discountMonthly * 100).toFixed(2)} % discount a month`,
    `everything but tenure and season stays as it was known last, the driver too`,
    `a customer brings what it brought a month over the last twelve, times ${marginShare}`,
    `tenures beyond the one below which 95 % of months lie have its risk`,
    `what both moves ${driver.name} and keeps customers is not in the columns`,
  ];
  const narrow = `fewer than ${leaversPerColumn} leavers a column: without ${hazard.leftOut.join(', ')}`;
  return {
    n: hazard.customers,
    counted: 'customers',
    period: hazard.period,
    model: `discrete-time hazard of leaving on ${hazard.terms.map(({ name }) => name).join(', ')}; customers resampled`,
    assumptions: [...assumptions, ...(hazard.leftOut.length > 0 ? [narrow] : []), ...notes],
  };
}

function unsoundQuestion({ driver, horizon, marginShare, resamples }: PointQuestion): NoAnswer | null {
  const isSound =
    driver.point > 0 &&
    driver.lowest < driver.highest &&
    Number.isInteger(horizon.months) &&
    horizon.months > 0 &&
    horizon.months <= 1_200 &&
    horizon.discountMonthly > -1 &&
    Number.isFinite(marginShare) &&
    Number.isInteger(resamples) &&
    resamples > 0;
  return isSound
    ? null
    : noAnswer('malformed', 'The question itself is not sound', 'a scale, a horizon in months, and resamples to draw');
}
