/** What the risk of leaving may depend on, as columns: what is asked about first, then what it must not be mistaken for. */
import type { CustomerMonth, WatchedMonth } from './customer-months.ts';
import { tenureColumns, tenureSpline } from './tenure-spline.ts';

/** One column of the hazard: a number for every customer and month. */
export interface HazardTerm {
  readonly name: string;
  /** What moves it in months to come: tenure, the season, or nothing (it is held as it was known last). */
  readonly movesWith: 'tenure' | 'season' | 'nothing';
  readonly of: (row: CustomerMonth) => number;
}

export interface HazardTerms {
  readonly terms: readonly HazardTerm[];
  /** What was left out because too few customers left to tell it apart. */
  readonly leftOut: readonly string[];
}

/** Customers that have to leave for each column that is added; fewer make coefficients of chance. */
export const leaversPerColumn = 10;
/** Of two values, each needs a few customers who left in it before it gets a column of its own. */
const leaversPerLevel = 5;

/**
 * A value that is not known for everybody, as two columns: the value around its mean, and whether it is missing.
 *
 * In words: who has not answered gets the mean, so that only the flag speaks. The flag is left out where all answered.
 * Null when nobody did.
 */
export function knownOrMissing(
  name: string,
  rows: readonly CustomerMonth[],
  of: (row: CustomerMonth) => number | null,
): readonly HazardTerm[] | null {
  let sum = 0;
  let known = 0;
  for (const row of rows) {
    const value = of(row);
    if (value === null) continue;
    sum += value;
    known += 1;
  }
  if (known === 0) return null;
  const centre = sum / known;
  const value: HazardTerm = { name, movesWith: 'nothing', of: (row) => (of(row) ?? centre) - centre };
  const flag: HazardTerm = {
    name: `${name} missing`,
    movesWith: 'nothing',
    of: (row) => (of(row) === null ? 1 : 0),
  };
  return known === rows.length ? [value] : [value, flag];
}

/**
 * The rows that a value can be asked of: all, or only those in which it is known.
 *
 * In words: where it is missing has a column of its own, and that needs a few who left and a few who stayed without it.
 * Where too few of either are there, rows without the value say nothing about it and are left out.
 */
export function askable(
  rows: readonly WatchedMonth[],
  of: (row: CustomerMonth) => number | null,
): readonly WatchedMonth[] {
  const missing = rows.filter((row) => of(row) === null);
  return isMissingEnough(missing) ? rows : rows.filter((row) => of(row) !== null);
}

/** Whether rows without a value can tell what being without it goes with: a few who left in them, and a few who stayed. */
export function isMissingEnough(missing: readonly WatchedMonth[]): boolean {
  const left = missing.filter((row) => row.left).length;
  return left >= leaversPerLevel && missing.length - left >= leaversPerLevel;
}

/**
 * The columns of a hazard: those in focus, tenure, and as many others as the customers who left can carry.
 *
 * Question answered: "might it be tenure, the season, the segment, a contract that ended or the trend of the market, and
 * not satisfaction?"
 *
 * In words: tenure is always there, as a curve when leavers allow, otherwise straight. Then, while every column has ten
 * leavers: segments, contract ends, price changes, the trend over calendar months, and the season as one wave a year
 * (two columns, from two years on). What did not fit is named.
 *
 * Reference: P. Peduzzi et al., J. Clin. Epidemiol. 49 (1996) 1373-1379, for ten events a column.
 */
export function hazardTerms(rows: readonly WatchedMonth[], focus: readonly HazardTerm[]): HazardTerms {
  const leavers = rows.filter(({ left }) => left).length;
  const spline = tenureSpline(rows.map(({ tenureMonths }) => tenureMonths));
  const columnsOf = (row: CustomerMonth) => tenureColumns(spline, row.tenureMonths);
  const straight: HazardTerm = { name: 'tenure', movesWith: 'tenure', of: (row) => columnsOf(row)[0] ?? 0 };
  const bends = spline.knots.slice(0, -2).map(
    (knot, index): HazardTerm => ({
      name: `tenure bent at ${knot}`,
      movesWith: 'tenure',
      of: (row) => columnsOf(row)[index + 1] ?? 0,
    }),
  );
  const terms = spline.longest === 0 ? [...focus] : [...focus, straight];
  const leftOut: string[] = [];
  const offers = [
    { name: 'the curve of tenure', terms: bends },
    { name: 'segments', terms: segmentTerms(rows) },
    { name: 'contract ends', terms: flagTerms('contract end', rows, ({ isContractEnd }) => isContractEnd) },
    { name: 'price changes', terms: flagTerms('price change', rows, ({ isPriceChange }) => isPriceChange) },
    ...calendarOffers(rows),
  ];
  for (const offer of offers) {
    if (offer.terms.length === 0) continue;
    if (terms.length + offer.terms.length <= leavers / leaversPerColumn) terms.push(...offer.terms);
    else leftOut.push(offer.name);
  }
  return { terms, leftOut };
}

function calendarOffers(rows: readonly CustomerMonth[]) {
  const { first, last } = spanOf(rows);
  // A trend is not continued into months that nobody knows: they are taken to be like those of the last year on average.
  const lastYear = last - Math.min(12, last - first + 1) / 2 + 0.5;
  const trend = ({ month }: CustomerMonth) => ((month > last ? lastYear : month) - first) / 12;
  const wave = (name: string, at: (angle: number) => number): HazardTerm => ({
    name,
    movesWith: 'season',
    of: ({ month }) => at((2 * Math.PI * (month % 12)) / 12),
  });
  const years = (last - first + 1) / 12;
  const calendar: HazardTerm = { name: 'calendar years', movesWith: 'nothing', of: trend };
  return [
    { name: 'the trend over time', terms: years >= 0.5 ? [calendar] : [] },
    {
      name: 'the season',
      terms: years >= 2 ? [wave('season (sine)', Math.sin), wave('season (cosine)', Math.cos)] : [],
    },
  ];
}

export function spanOf(rows: readonly CustomerMonth[]): { readonly first: number; readonly last: number } {
  let first = Infinity;
  let last = -Infinity;
  for (const { month } of rows) {
    first = Math.min(first, month);
    last = Math.max(last, month);
  }
  return { first, last };
}

/** One column for each segment with enough leavers, but for the largest; small segments stay with it. */
function segmentTerms(rows: readonly WatchedMonth[]): readonly HazardTerm[] {
  const leavers = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const { segment, left } of rows) {
    if (segment === null) continue;
    sizes.set(segment, (sizes.get(segment) ?? 0) + 1);
    if (left) leavers.set(segment, (leavers.get(segment) ?? 0) + 1);
  }
  const [largest] = [...sizes].sort(([, left], [, right]) => right - left)[0] ?? [];
  return [...sizes.keys()]
    .filter((segment) => segment !== largest && (leavers.get(segment) ?? 0) >= leaversPerLevel)
    .map((segment) => ({
      name: `segment ${segment}`,
      movesWith: 'nothing' as const,
      of: (row: CustomerMonth) => (row.segment === segment ? 1 : 0),
    }));
}

/** A yes or no of a month. In months to come it is as frequent as it was over all, for nobody knows when it will be. */
function flagTerms(
  name: string,
  rows: readonly WatchedMonth[],
  isSet: (row: CustomerMonth) => boolean,
): readonly HazardTerm[] {
  const set = rows.filter(isSet);
  const { last } = spanOf(rows);
  const left = set.filter(({ left }) => left).length;
  if (left < leaversPerLevel || set.length - left < leaversPerLevel) return [];
  const share = set.length / rows.length;
  return [{ name, movesWith: 'nothing', of: (row) => (row.month > last ? share : isSet(row) ? 1 : 0) }];
}
